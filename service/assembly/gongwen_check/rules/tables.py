"""Figures of tables: sums, shares, rates and ranks, as printed; a cell without a figure leaves its column alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from service.assembly.gongwen_check.finding import Hit
from service.assembly.gongwen_check.paper import Paper
from service.assembly.gongwen_check.profile import Profile
from service.assembly.gongwen_check.reading.model import Table
from service.assembly.gongwen_check.reading.places import Place
from service.assembly.gongwen_check.rules.common import figure_of, rate_fits, step_of
from service.assembly.places import Cell

_NUMBER = re.compile(r"[+\-−－]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+\-−－]?\d+(?:\.\d+)?")
_TOTAL = re.compile(r"\s*(?:合\s*计|总\s*计|共\s*计)\s*")
_PARTIAL = re.compile(r"小\s*计|其中|其\s*中[：:]|分项")
_NOT_ADDED = re.compile(
    r"率|%|％|百分点|比重|占比|位次|名次|排名|序号|编号|年份|年限|电话|均|得分|增幅|增长|同比|环比|日期|时间"
)
_SHARE = re.compile(r"^(?!.*(?:计划|目标|序时|完成)).*(?:占比|比重|份额)")
_GROUPS = (re.compile(r"[一二三四五六七八九十]{1,3}(?:、.*)?"), re.compile(r"（[一二三四五六七八九十]{1,3}）.*"))
_UNIT = re.compile("万元|亿元|%")
_RATE, _PLAN, _DONE = (
    re.compile(r"完成率|占年度?计划"),
    re.compile("年度?计划|计划投资"),
    re.compile("累计完成|完成投资"),
)
_RANK, _SCORE = re.compile("位次|名次|排名"), re.compile("得分|总分|完成率")
_ROUNDED = re.compile("四舍五入|舍入")


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table as headings by column and rows of texts below them; ``first`` is the number of the first row."""

    table: Table
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first: int

    def place(self, row: int, column: int) -> Place:
        texts = self.rows[row]
        return Place("", 0, texts[column], Cell(self.table.number, self.first + row, column + 1))

    def column(self, pattern: re.Pattern[str]) -> int | None:
        """The only column whose heading has these words; None for none or several."""
        found = [number for number, heading in enumerate(self.headings) if pattern.search(heading)]
        return found[0] if len(found) == 1 else None

    def figure(self, row: int, column: int | None) -> Decimal | None:
        texts = self.rows[row]
        return value(texts[column]) if column is not None and column < len(texts) else None


def value(text: str) -> Decimal | None:
    """The figure a cell holds, % and group marks aside; None for anything else."""
    bare = text.strip().removesuffix("%")
    if not _NUMBER.fullmatch(bare) or len(bare) > 30:
        return None
    return figure_of(bare)


def _grid(table: Table) -> _Grid | None:
    lines = [row.texts for row in table.rows]
    marked = sum(row.header for row in table.rows)
    heads = marked or 1
    while heads < min(len(lines), 4) and not any(value(text) is not None for text in lines[heads]) and not marked:
        heads += 1
    if heads >= len(lines) or len(lines[0]) < 2:
        return None
    width = max(map(len, lines))
    headings = tuple(
        "".join(dict.fromkeys(line[at] for line in lines[:heads] if at < len(line))) for at in range(width)
    )
    rows = tuple(line + ("",) * (width - len(line)) for line in lines[heads:])
    return _Grid(table, headings, rows, heads + 1)


def _grids(paper: Paper) -> Iterator[_Grid]:
    return (grid for table in paper.document.tables if (grid := _grid(table)))


def _label(row: Sequence[str]) -> str:
    return next((text for text in row if text), "")


def sums(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """table-sum and table-share."""
    del profile
    rounded = any(_ROUNDED.search(each.text) for each in paper.worded())
    for grid in _grids(paper):
        totals = [number for number, row in enumerate(grid.rows) if any(_TOTAL.fullmatch(text) for text in row[:3])]
        for column, heading in enumerate(grid.headings):
            if len(totals) == 1 and not _NOT_ADDED.search(heading):
                yield from _sum(grid, column, totals[0], rounded)
            if _SHARE.search(heading):
                yield from _shares(grid, column, totals)


def _sum(grid: _Grid, column: int, total: int, rounded: bool) -> Iterator[Hit]:
    printed = grid.figure(total, column)
    others = [row for row in range(len(grid.rows)) if row != total]
    others = _added(grid, others)
    figures = [grid.figure(row, column) for row in others]
    known = [figure for figure in figures if figure is not None]
    if (
        printed is None
        or len(known) < 2
        or len(known) < len(figures)
        or _label(grid.rows[total]) == grid.rows[total][column]
    ):
        return
    added = sum(known, Decimal(0))
    step = min(map(step_of, (printed, *known)))
    slack = step * len(known) / 2 if rounded else Decimal(0)
    if min(abs(added - printed), abs(added - 2 * printed)) > slack:  # twice the total: groups and their rows
        what = f"“{grid.headings[column]}”合计写{printed}，各行相加是{added}"
        yield Hit("table-sum", grid.place(total, column), what, "请核对合计和各行")


def _added(grid: _Grid, rows: list[int]) -> list[int]:
    """The rows a total is made of: groups by their numbers, else subtotals, else all; none where parts are named."""
    labels = {row: _label(grid.rows[row]) for row in rows}
    for form in _GROUPS:
        groups = [row for row in rows if form.fullmatch(labels[row])]
        if groups:
            return groups
    partial = [row for row in rows if _PARTIAL.search(labels[row])]
    if any("小" not in labels[row] for row in partial):
        return []  # “其中” names parts, and not all of them
    return partial or rows


def _shares(grid: _Grid, column: int, totals: list[int]) -> Iterator[Hit]:
    figures = [grid.figure(row, column) for row in range(len(grid.rows)) if row not in totals]
    known = [figure for figure in figures if figure is not None]
    if len(known) < 2 or len(known) < len(figures):
        return
    added = sum(known, Decimal(0))
    step = min(map(step_of, known))
    if abs(added - 100) > step * len(known) / 2:
        what = f"“{grid.headings[column]}”各行之和是{added}，不是100"
        yield Hit("table-share", grid.place(0, column), what, "请核对占比；若只列一部分，请注明")


def rates(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """table-rate: done ÷ plan, within what the printed places leave open."""
    del profile
    for grid in _grids(paper):
        plan, done, rate = (grid.column(pattern) for pattern in (_PLAN, _DONE, _RATE))
        if plan is None or done is None or rate is None or len({plan, done, rate}) < 3:
            continue
        if _UNIT.findall(grid.headings[plan]) != _UNIT.findall(grid.headings[done]):
            continue
        for row in range(len(grid.rows)):
            figures = [grid.figure(row, column) for column in (plan, done, rate)]
            known = [figure for figure in figures if figure is not None]
            if len(known) == 3 and known[0] and not _fits(*known):
                right = known[1] / known[0] * 100
                what = f"完成率写{known[2]}%，按本行计划{known[0]}、完成{known[1]}是{right:.2f}%"
                yield Hit("table-rate", grid.place(row, rate), what, "请核对三个数")


def _fits(plan: Decimal, done: Decimal, rate: Decimal) -> bool:
    return rate_fits((plan, step_of(plan)), (done, step_of(done)), rate)


def ranks(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """rank-order and rank-sequence."""
    del profile
    for grid in _grids(paper):
        rank, score = grid.column(_RANK), grid.column(_SCORE)
        if rank is None:
            continue
        placed = [(row, figure) for row in range(len(grid.rows)) if (figure := grid.figure(row, rank)) is not None]
        placed.sort(key=lambda line: line[1])
        yield from _sequence(grid, placed, rank)
        for (one, first), (other, second) in pairwise(placed):
            better, worse = grid.figure(one, score), grid.figure(other, score)
            if first < second and better is not None and worse is not None and better < worse:
                what = f"第{second}位的{grid.headings[score or 0]}{worse}高于第{first}位的{better}"
                yield Hit("rank-order", grid.place(other, rank), what, "请核对排名")


def _sequence(grid: _Grid, placed: list[tuple[int, Decimal]], rank: int) -> Iterator[Hit]:
    for number, (row, figure) in enumerate(placed, 1):
        before = placed[number - 2][1] if number > 1 else None
        if figure not in (number, before):
            what = f"位次写{figure}，按顺序应为{number}" + (f"或与上一行并列{before}" if before else "")
            yield Hit("rank-sequence", grid.place(row, rank), what, "并列的位次相同，下一名跳号")
            return
