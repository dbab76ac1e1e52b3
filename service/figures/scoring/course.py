"""A year's course of scores by a file: months scored from their ledgers, quarters and the year as means of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from data_adapters import MISSING
from service.figures.figure import Figure, Unit
from service.figures.rules.table import Table, read_table
from service.figures.scoring.rounds import mean
from service.figures.scoring.sheet import Sheet
from service.figures.unit_names import unit_key

_ABSENT: Final = Figure(MISSING, Unit.SCORE, "得分", (), "当月没有参评")


@dataclass(frozen=True, slots=True)
class Stage:
    """One month to score: its ledgers, what people entered (a file, "" for nothing), and the period ("" as written)."""

    name: str
    ledgers: tuple[str, ...]
    given: str
    period: str


@dataclass(frozen=True, slots=True)
class Mean:
    """A quarter or the year: the mean of months, or of earlier means."""

    name: str
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """A whole course; ``scheme`` is "" where the file leaves the choice to the caller."""

    scheme: str
    stages: tuple[Stage, ...]
    means: tuple[Mean, ...]


def load_course(data: bytes, file: str) -> Course:
    """The course of a file's bytes. Raises SettingsError: one sentence with the line and what to do."""
    table = read_table(data, file, "考核汇总文件")
    scheme = table.text("scheme", optional=True)
    stages = tuple(_stage(part) for part in table.tables("month"))
    if not stages:
        raise table.fault("没有写月份，请至少写一个 [[month]]")
    names = [stage.name for stage in stages]
    if len(set(names)) < len(names):
        raise table.fault("有两个月份同名，请改成不同的名称")
    means = []
    for part in table.tables("mean"):
        means.append(_mean(part, names))
        names.append(means[-1].name)
    table.end()
    return Course(scheme, stages, tuple(means))


def _stage(table: Table) -> Stage:
    found = Stage(
        table.text("name"),
        tuple(table.texts("ledgers")),
        table.text("given", optional=True),
        table.text("period", optional=True),
    )
    if not found.ledgers:
        raise table.fault('没有写台账，请写 ledgers = ["1月台账.xlsx"]')
    table.end()
    return found


def _mean(table: Table, known: Sequence[str]) -> Mean:
    found = Mean(table.text("name"), tuple(table.texts("of")))
    if found.name in known:
        raise table.fault(f"的 name 写的“{found.name}”与前面的同名，请改成不同的名称", "name")
    if not found.of:
        raise table.fault('没有写取哪些的平均，请写 of = ["1月", "2月", "3月"]')
    for name in found.of:
        if name not in known:
            raise table.fault(f"的 of 写的“{name}”前面没有，可用的有：{'、'.join(known)}，请改正", "of")
    table.end()
    return found


def course_scores(sheets: Mapping[str, Sequence[Sheet]], means: Sequence[Mean]) -> dict[str, dict[str, Figure]]:
    """Each unit's scores by the name of month or mean, in order of first appearance; one it was not in is MISSING.

    A month with an item left open has no score: the sum of the other items would pass for the whole.
    """
    names: dict[str, str] = {}
    by_month: dict[str, dict[str, Figure]] = {}
    for month, found in sheets.items():
        by_month[month] = {unit_key(sheet.name): _whole(sheet) for sheet in found}
        names.update({key: sheet.name for sheet in found if (key := unit_key(sheet.name)) not in names})
    scores: dict[str, dict[str, Figure]] = {}
    for key, name in names.items():
        mine = {month: found.get(key, _ABSENT) for month, found in by_month.items()}
        for item in means:
            mine[item.name] = mean({part: mine[part] for part in item.of}, item.name)
        scores[name] = mine
    return scores


def _whole(sheet: Sheet) -> Figure:
    if sheet.unscored:
        return sheet.total._replace(value=MISSING, reason=f"{'、'.join(sheet.unscored)}没有评分")
    return sheet.total
