"""Places that a ledger prints (位次, 上期位次) against the ranking of its own exact rates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Final, NamedTuple

from data_adapters import Cell, Project, Reading
from data_adapters.patterns import regex
from service.figures.checks.finding import Check, Measured, measured, name_of
from service.figures.checks.names import project_key
from service.figures.measuring import of_record
from service.figures.period import Period
from service.figures.ranking import Order, Ties, rank
from service.figures.unit_names import unit_key
from service.wording import format_percent
from service.wording.values import within_reason

_RANK, _BEFORE = "rank_reported", "rank_before"
_DIGITS: Final = regex(r"(?:并列)?第?(\d{1,5})[名位]?")
_ANY: Final = Period(2000, 12)
"""A place goes by the rate, and the rate is the same in any period."""
_ORDERS: Final = tuple(Order(ties, low) for low, ties in product((False, True), Ties))


class _Printed(NamedTuple):
    """A record, the place it prints, and its exact rate as words ("" where it has none)."""

    record: Measured
    place: int
    rate: str


def check_ranks(reading: Reading) -> Iterator[Check]:
    """Printed places that no ranking of the rates gives, in each sheet.

    Whole or group by group, best or worst first, 1224 or 1223: what fits most rows is taken as the county's way, and
    the rows that do not fit are asked about; where it fits less than half of them, once.
    """
    tables: dict[tuple[type, str], list[Measured]] = {}
    for record in measured(reading):
        tables.setdefault((type(record), record.row.sheet), []).append(record)
    for records in tables.values():
        printed = [found for record in records if (found := _printed(record))]
        if printed:
            yield from _table(records, printed)


def place_of(record: Measured, field: str) -> int | None:
    """The place a record prints in a field; None where it prints none."""
    text = record.value(field) if field in record.cells else ""
    match = _DIGITS.fullmatch(re.sub(r"\s", "", text)) if isinstance(text, str) else None
    return int(match[1]) if match else None


def _printed(record: Measured) -> _Printed | None:
    place = place_of(record, _RANK)
    if place is None:
        return None
    rate = of_record(record, _ANY).rate
    return _Printed(record, place, format_percent(within_reason(rate.number), 2) if rate.known else "")


def _table(records: Sequence[Measured], printed: Sequence[_Printed]) -> Iterator[Check]:
    rated = [item for item in printed if item.rate]
    ways = [_places(records, group, order) for group in (_all, _group) for order in _ORDERS]
    if not rated:
        return
    best = max(ways, key=lambda way: sum(way.get(id(item.record)) == item.place for item in rated))
    wrong = [item for item in rated if best[id(item.record)] != item.place]
    if len(wrong) * 2 > len(rated):
        cells = tuple(item.record.cells[_RANK] for item in printed)
        first = wrong[0]
        basis = f"“排名”一列{len(rated)}行里有{len(wrong)}行不合完成率的高低，可能按别的指标排"
        what = f"{basis}，首个不合的是“{name_of(first.record)}”"
        yield Check("rank_other_basis", what, f"第{first.place}", f"第{best[id(first.record)]}", cells)
        return
    for item in wrong:
        yield _differs(item, f"第{best[id(item.record)]}（完成率 {item.rate}）")
    yield from (_differs(item, "没有完成率，不参加排名") for item in printed if not item.rate)


def _differs(item: _Printed, computed: str) -> Check:
    fields = (_RANK, "done_this_year_to_date", "plan_this_year")
    cells = tuple(item.record.cells[field] for field in fields if field in item.record.cells)
    return Check("rank_differs", f"“{name_of(item.record)}”位次", f"第{item.place}", computed, cells)


def _all(_record: Measured) -> str:
    return ""


def _group(record: Measured) -> str:
    if isinstance(record, Project):
        return record.group[0] if record.group else ""
    return record.unit_group


def _places(records: Sequence[Measured], group: Callable[[Measured], str], order: Order) -> dict[int, int]:
    """The place of each record that has a rate, by its identity, in the ranking of its group."""
    groups: dict[str, list[Measured]] = {}
    for record in records:
        groups.setdefault(group(record), []).append(record)
    return {
        id(place.progress.record): place.rank
        for members in groups.values()
        for place in rank([of_record(record, _ANY) for record in members], order)
        if place.rank
    }


def last_ranks(last: Sequence[Reading], now: Sequence[Reading]) -> Iterator[Check]:
    """Printed 上期位次 that are not the places of the latest upload before, as printed, else by rates."""
    latest = max(((item.year, item.month) for item in last), default=(0, 0))
    before: dict[tuple[type, str], tuple[int, Cell]] = {}
    for reading in last:
        if (reading.year, reading.month) == latest:
            for records in (reading.projects, reading.units):
                before |= _last_places(records)
    for record in (record for reading in now for record in measured(reading)):
        printed, old = place_of(record, _BEFORE), before.get(_key(record))
        if printed is not None and old and printed != old[0]:
            what = f"“{name_of(record)}”上期位次（上期在 {old[1]}）"
            yield Check("rank_before_differs", what, f"第{printed}", f"第{old[0]}", (record.cells[_BEFORE], old[1]))


def _last_places(records: Sequence[Measured]) -> dict[tuple[type, str], tuple[int, Cell]]:
    computed = _places(records, _all, Order())
    found: dict[tuple[type, str], tuple[int, Cell]] = {}
    for record in records:
        place = place_of(record, _RANK) or computed.get(id(record))
        if place:
            found[_key(record)] = (place, record.cells.get(_RANK, record.row))
    return found


def _key(record: Measured) -> tuple[type, str]:
    name = name_of(record)
    return type(record), (project_key(name) if isinstance(record, Project) else unit_key(name)) or name
