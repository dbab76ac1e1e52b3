"""This upload against the last: what fell, changed, jumped, went silent, is gone or new, or was not touched at all."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from data_adapters import Cell, Project, Reading, lead_unit
from service.figures.checks.finding import MONTHS, Check, Measured, in_order, name_of
from service.figures.checks.moved import moved, untouched
from service.figures.checks.names import near_pairs, project_key
from service.figures.period import Period
from service.figures.unit_names import unit_key

_SHOWN: Final = 10
"""So many names of new ones are printed; every one is among the addresses."""


def against(last: Sequence[Reading], now: Sequence[Reading], period: Period | None = None) -> list[Check]:
    """Every question that the last upload raises about this one, with both values and both cells.

    ``period`` is this upload's where its files do not say it. Plans and what was done this year are compared within one
    year only; amounts whose column one of the two lacks are not compared.
    """
    then, current = _period_of(last), period or _period_of(now)
    found: list[Check] = list(_order(last, then, current))
    projects = _match(_projects(last), _projects(now), project_key)
    units = _match(_units(last), _units(now), unit_key)
    pairs: list[tuple[Measured, Measured]] = [*projects.pairs, *units.pairs]
    found += untouched(pairs)
    for before, after in pairs:
        found += moved(before, after, then, current)
    found += _came_and_went(projects, "个项目")
    found += _came_and_went(units, "个任务单位")
    return in_order(found)


def _period_of(readings: Iterable[Reading]) -> Period | None:
    return max(
        (Period(item.year, item.month) for item in readings if item.year and item.month),
        key=lambda item: (item.year, item.month),
        default=None,
    )


def _order(last: Sequence[Reading], then: Period | None, current: Period | None) -> Iterator[Check]:
    if then and current and (then.year, then.month) >= (current.year, current.month):
        files = "、".join(f"“{reading.file}”" for reading in last)
        what = f"作为上期给出的{files}不早于本期，请核对是否给反或给错"
        yield Check(
            "last_not_before", what, f"{then.year}年{then.month}月", f"{current.year}年{current.month}月", (), MONTHS
        )


def _projects(readings: Iterable[Reading]) -> list[Measured]:
    return [project for reading in readings for project in reading.projects]


def _units(readings: Iterable[Reading]) -> list[Measured]:
    return [unit for reading in readings for unit in reading.units]


_ONE_BY_ONE: Final = 20
"""Above so many that are gone, and half of all, another list was given: they are asked about once."""


class _Matched(NamedTuple):
    """The records of two uploads brought together, those that are gone and those that are new, with their keys."""

    pairs: list[tuple[Measured, Measured]]
    gone: list[tuple[str, Measured]]
    new: list[tuple[str, Measured]]
    had: int
    have: int


def _match(last: Sequence[Measured], now: Sequence[Measured], key: Callable[[str], str]) -> _Matched:
    """Bring records together by name; of several with one name by their lead unit, then by their order."""

    def name(record: Measured) -> str:
        return key(name_of(record)) or name_of(record)

    pairs, rest, others = _pair(last, now, lambda record: (name(record), _unit(record)))
    more, gone, new = _pair(rest, others, name)
    gone_named, new_named = ([(name(record), record) for record in records] for records in (gone, new))
    return _Matched([*pairs, *more], gone_named, new_named, len(last), len(now))


def _pair(
    left: Iterable[Measured], right: Iterable[Measured], key: Callable[[Measured], object]
) -> tuple[list[tuple[Measured, Measured]], list[Measured], list[Measured]]:
    """Pairs of equal keys, each record once and in its order, and what is left over on either side."""
    waiting: dict[object, deque[Measured]] = {}
    for record in right:
        waiting.setdefault(key(record), deque()).append(record)
    pairs, alone = [], []
    for record in left:
        if found := waiting.get(key(record)):
            pairs.append((record, found.popleft()))
        else:
            alone.append(record)
    return pairs, alone, [record for records in waiting.values() for record in records]


def _unit(record: Measured) -> str:
    return unit_key(lead_unit(record.resp_unit)) if isinstance(record, Project) else record.unit_group


def _came_and_went(matched: _Matched, counted: str) -> Iterator[Check]:
    """Those that are gone one by one, with the new name that looks like each; the other new ones in one list."""
    if not matched.had or not matched.have:
        if matched.had != matched.have:
            what = f"上期和本期只有一份有{counted.removeprefix('个')}，这一部分没有比较"
            yield Check("one_sided", what, f"{matched.had}{counted}", f"{matched.have}{counted}", (), MONTHS)
        return
    if not matched.pairs:
        what = f"上期的{matched.had}{counted}本期一个也没有，请检查上期文件是否给错"
        yield Check("nothing_in_common", what, f"{matched.had}{counted}", f"{matched.have}{counted}", (), MONTHS)
        return
    if len(matched.gone) > max(_ONE_BY_ONE, matched.had // 2):
        what = f"上期的{matched.had}{counted}有{len(matched.gone)}个本期没有，请检查上期文件是否给错"
        yield Check("mostly_gone", what, f"{matched.had}{counted}", f"{matched.have}{counted}", (), MONTHS)
        return
    near = near_pairs([key for key, _ in matched.gone], [key for key, _ in matched.new])
    renamed: dict[int, int] = {}
    taken: set[int] = set()
    for i, j in near:
        if i not in renamed and j not in taken:
            renamed[i] = j
            taken.add(j)
    for place, (_, record) in enumerate(matched.gone):
        yield _gone(record, matched.new[renamed[place]][1] if place in renamed else None)
    new = [record for place, (_, record) in enumerate(matched.new) if place not in taken]
    if new:
        names = "、".join(name_of(record) for record in new[:_SHOWN]) + ("等" if len(new) > _SHOWN else "")
        what = f"本期新增{len(new)}{counted}：{names}"
        yield Check("new", what, "没有", f"{len(new)}{counted}", tuple(_cell(record) for record in new), MONTHS)


def _gone(record: Measured, renamed: Measured | None) -> Check:
    if renamed:
        what = f"“{name_of(record)}”本期没有，名称相近的有“{name_of(renamed)}”，是否改了名称"
        cells = (_cell(renamed), _cell(record))
        return Check("renamed", f"{what}（上期在 {_cell(record)}）", name_of(record), name_of(renamed), cells, MONTHS)
    what = f"“{name_of(record)}”上期有、本期没有，请核对是否漏报或已调出"
    return Check("gone", what, "有", "没有", (_cell(record),), MONTHS)


def _cell(record: Measured) -> Cell:
    return record.cells.get("project_name" if isinstance(record, Project) else "unit", record.row)
