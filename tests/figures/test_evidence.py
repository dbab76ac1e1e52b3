"""What a count of projects rests on: a member figure for each, with the cells that put it there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from data_adapters import Cell, PartialDate, Project
from service.figures import Figure, facts
from service.figures.facts import Said
from service.figures.rates import Among, Measure, rate_of
from tests.figures.made import OCTOBER, project

_COLUMNS = (
    *("project_name", "nature", "start_planned", "start_actual", "is_started", "resume_actual", "is_resumed"),
    *("finish_planned", "finish_actual", "is_finished", "production_actual", "in_statistics", "statistics_date"),
)
_LETTERS = {name: Cell("台账.xlsx", "项目台账", 5, column) for column, name in enumerate(_COLUMNS, start=1)}
_EXTRA = {"is_started", "is_resumed", "is_finished", "resume_actual", "production_actual", "statistics_date"}


def row(number: int = 5, **given: Any) -> Project:
    """A project whose row has all the columns of a project's life."""
    cells = {name: cell._replace(row=number) for name, cell in _LETTERS.items()}
    extra = {name: value for name, value in given.items() if name in _EXTRA}
    plain = {name: value for name, value in given.items() if name not in _EXTRA}
    return replace(project(f"第{number}项", row=number, extra=extra, **plain), cells=cells)


def fields(cells: tuple[Cell, ...]) -> list[str]:
    return [_COLUMNS[cell.column - 1] for cell in cells]


_MAY = PartialDate(2026, 5)


@pytest.mark.parametrize(
    ("fact", "given", "yes", "told_by"),
    [
        (facts.has_started, {"start_actual": _MAY}, True, ["start_actual"]),
        (facts.has_started, {"start_actual": PartialDate(2026, 12)}, False, ["start_actual"]),
        (facts.has_started, {"is_started": "否"}, False, ["is_started"]),
        (facts.has_started, {"finish_actual": _MAY}, True, ["finish_actual"]),
        (facts.has_started, {"is_finished": "已竣工"}, True, ["is_finished"]),
        (facts.has_started, {"nature": "续建"}, True, ["nature"]),
        (facts.has_started, {"nature": "新建"}, None, ["start_actual", "is_started"]),
        (facts.under_way, {"nature": "续建", "is_resumed": "是"}, True, ["nature", "is_resumed"]),
        (facts.under_way, {"nature": "新建", "start_actual": _MAY}, True, ["nature", "start_actual"]),
        (facts.under_way, {"nature": "新建", "finish_actual": _MAY}, True, ["nature", "finish_actual"]),
        (facts.is_new, {"nature": "续建"}, False, ["nature"]),
        (facts.is_new, {"nature": "扩建"}, True, ["nature"]),
        (facts.is_new, {"nature": "预备"}, False, ["nature"]),
        (facts.is_new, {}, None, ["nature"]),
        (facts.due_to_start, {"start_planned": _MAY}, True, ["start_planned"]),
        (facts.due_to_finish, {}, None, ["finish_planned"]),
        (facts.in_production, {"production_actual": _MAY}, True, ["production_actual"]),
        (facts.in_statistics, {"in_statistics": "未入库"}, False, ["in_statistics"]),
        (facts.in_statistics, {"statistics_date": _MAY, "in_statistics": "未入库"}, True, ["statistics_date"]),
    ],
)
def test_each_fact_names_the_cells_that_tell_it(
    fact: facts.Fact, given: dict[str, Any], yes: bool | None, told_by: list[str]
) -> None:
    said = fact(row(**given), date(2026, 10, 31))
    assert (said.yes, fields(said.cells)) == (yes, told_by)


@pytest.mark.parametrize(("yes", "true"), [(True, True), (False, False), (None, False)])
def test_what_is_not_said_is_not_true(yes: bool | None, true: bool) -> None:
    assert bool(Said(yes, (_LETTERS["nature"],))) is true


_ROWS = [
    row(5, nature="新建", finish_actual=_MAY),
    row(6, nature="新建", is_started="是"),
    row(7, nature="续建", is_resumed="是"),
    row(8, nature="续建", is_resumed="否"),
    row(9, nature="新建"),
    row(10),
]


def _recounted(figure: Figure) -> Decimal:
    """A count again: the sum of its members, each of which is one project of one row."""
    members = [member for member in figure.origin if isinstance(member, Figure)]
    assert len({member.sources[0].row for member in members}) == len(members)
    assert all(member.sources for member in members)
    return sum((member.number for member in members), Decimal(0))


@pytest.mark.parametrize("among", [None, *Among])
@pytest.mark.parametrize("measure", Measure)
def test_every_rate_recounts_from_its_members(measure: Measure, among: Among | None) -> None:
    found = rate_of(_ROWS, measure, OCTOBER, among)
    above, below = (part for part in found.figure.origin if isinstance(part, Figure))
    assert _recounted(below) == len(found.done) + len(found.open) + len(found.unsaid)
    if found.figure.known:
        assert _recounted(above) == len(found.done)
        assert found.figure.number == _recounted(above) / _recounted(below)
        assert found.figure.sources


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        ({"start_actual"}, ["开工率"]),
        ({"is_started", "is_resumed"}, ["开工率", "复工率", "开复工率"]),
        ({"is_resumed"}, ["复工率"]),  # of new projects it says nothing
        ({"finish_actual", "in_statistics"}, ["竣工率", "入库率"]),
        ({"nature", "plan_this_year"}, []),
    ],
)
def test_only_the_columns_of_a_ledger_tell_a_rate(columns: set[str], names: list[str]) -> None:
    assert [measure.label for measure in Measure if measure.told_by(columns)] == names


def test_a_project_counted_as_started_because_it_is_finished_cites_that_cell() -> None:
    found = rate_of(_ROWS[:1], Measure.STARTED, OCTOBER)
    assert [cell.row for cell in found.figure.sources] == [5, 5, 5]
    assert fields(found.figure.sources) == ["project_name", "nature", "finish_actual"]


def test_who_does_not_say_whether_it_belongs_to_the_denominator_is_listed() -> None:
    found = rate_of(_ROWS, Measure.STARTED, OCTOBER)
    assert [item.project_name for item in found.unplaced] == ["第10项"]
    assert found.remark == "其中1个项目未填报，另有1个项目看不出是否属于新建项目，没有计入"
    assert rate_of(_ROWS, Measure.STARTED, OCTOBER, Among.ALL).unplaced == ()
