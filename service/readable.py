"""Readings in the words that console and page share: what a sheet is, what of it was left out, problems by kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass
from typing import Any, Final

from data_adapters import Cell, Mapping, Problem, Severity, SheetReading, column_letter
from data_adapters.headings import fields
from data_adapters.layout import Column, Layout, Role
from data_adapters.layout.projected import ProjectedGrid
from data_adapters.mapping import IGNORED, Answer, answers_for
from data_adapters.report import period_text

HOLDS: Final = {"projects": "项目台账", "units": "任务单位表", "topics": "问题清单"}
ONE_BY_ONE: Final = 200
"""More problems than these are told by column and kind."""

_KINDS: Final = {"html": "网页存成的表格", "sql": "数据库查询", "frame": "数据表", "docx": "Word 文档里的表格"}
_LEFT_OUT: Final = {
    Role.TOTAL: "合计行",
    Role.GROUP: "分组行",
    Role.NOTE: "备注行",
    Role.CONTINUED: "续行",
    Role.REPEATED: "重复的表头",
}
_JOINED: Final = "，已并入上面的项目"
_FIRST: Final = 5
_CURE: Final = re.compile(r"^(?P<what>.+?)[，；。](?P<cure>(?:请|如不是|如需|可能是).+)$")


def kind_name(kind: str) -> str:
    """What a file is, by its content: "xlsx" is "XLSX 文件"."""
    return _KINDS.get(kind, f"{kind.upper()} 文件")


def role_name(sheet: SheetReading) -> str:
    """What a sheet was taken for: a ledger of its kind, cards, a list to pick from, or something else."""
    if sheet.holds:
        return HOLDS[sheet.holds] + ("（一个项目一张的卡片或横排的表）" if is_card(sheet.layout) else "")
    return "选项表，已跳过" if sheet.role == "lookup" else "不是台账，已跳过"


def is_card(layout: Layout) -> bool:
    """Whether the sheet holds cards, or a table turned on its side: what was read of it is in no rows of Excel's."""
    return isinstance(layout.grid, ProjectedGrid)


def facts(layout: Layout) -> list[tuple[str, str]]:
    """What was told of a ledger, as (what, text): title, unit, period, where its headings stand, how much it holds."""
    rows = len(layout.rows(Role.DATA))
    where = "各栏目" if is_card(layout) else "各列表头"
    unit = (("金额单位", layout.unit or f"见{where}，没有注明的按万元"),) if _has_amounts(layout) else ()
    return [
        ("标题", layout.title or "没有"),
        *unit,
        ("数据截至", period_text(layout) or "没有写明"),
        *(
            [("卡片", f"{rows} 张")]
            if is_card(layout)
            else [("表头", f"第 {runs(layout.header_rows)} 行"), ("数据", f"{rows} 行")]
        ),
    ]


def left_out(layout: Layout) -> list[tuple[str, str]]:
    """What was not read as data, as (why, where)."""
    found = []
    for role, why in _LEFT_OUT.items():
        if rows := layout.rows(role):
            where = f"{len(rows)} 张" if is_card(layout) else f"第 {runs(rows)} 行"
            found.append((why, where + _JOINED if role is Role.CONTINUED else where))
    if layout.hidden_rows:
        found.append(("隐藏的行", f"第 {runs(layout.hidden_rows)} 行"))
    if layout.hidden_columns:
        letters = "、".join(map(column_letter, layout.hidden_columns))
        found.append(("隐藏的列", f"{letters} 列"))
    return found


def _has_amounts(layout: Layout) -> bool:
    return any(column.match and column.match.type == "amount" for column in layout.columns)


def runs(numbers: Sequence[int]) -> str:
    """Row numbers in words, runs joined: 3—5、9."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return "、".join(f"{run[0]}—{run[-1]}" if len(run) > 1 else str(run[0]) for run in found)


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """One column: where its heading stands (a letter, on a card a cell), the heading, its meaning and unit.

    ``label`` is "" where it was not read; ``detail`` names unit and period; ``said`` is the answer of a person.
    """

    place: str
    heading: str
    label: str
    detail: str
    said: Answer | None

    @property
    def remark(self) -> str:
        """Why the column means what it does or was not read; "" where its heading alone told it."""
        if self.said:
            return "人工指定不读取" if self.said.field == IGNORED else "人工指定"
        return "" if self.label else "没有识别，未读取"


def columns(layout: Layout, mapping: Mapping | None = None) -> list[tuple[Column, ColumnWords]]:
    """Every column of a layout in words, in the light of the mapping it was read with."""
    answers = answers_for(layout, mapping) if layout.header_rows else {}
    return [(column, _words(layout, column, answers.get(column.index))) for column in layout.columns]


def _words(layout: Layout, column: Column, said: Answer | None) -> ColumnWords:
    heading = " / ".join("".join(text.split()) for text in (*column.parents, column.heading)) or "（没有表头）"
    place = column_letter(column.index)
    if is_card(layout):
        place = layout.grid.cell(layout.header_rows[-1], column.index).name
    match = column.match
    if match is None:
        return ColumnWords(place, heading, "", "", said)
    unit = match.unit or (layout.unit or "万元" if match.type == "amount" else "")
    month = f"{layout.year}年{match.month}月" if match.month and layout.year else ""
    return ColumnWords(place, heading, fields()[match.field].label, "，".join(filter(None, (unit, month))), said)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list of problems: one, or all of a kind in a column. ``cells`` are the first of them."""

    severity: Severity
    address: str
    what: str
    cure: str
    count: int
    cells: tuple[Cell, ...]


def lines(problems: Iterable[Problem], file: str) -> list[Line]:
    """The worst first, in the order of the file; where there are more than 200 those of a kind in a column as one."""
    order = list(Severity)
    found = sorted(problems, key=lambda item: order.index(item.severity))
    if len(found) <= ONE_BY_ONE:
        return [_line([problem], file) for problem in found]
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for problem in found:
        at = problem.address
        where = (at.sheet, at.column) if isinstance(at, Cell) else (at, problem.message)
        groups.setdefault((problem.severity, problem.code, *where), []).append(problem)
    return [_line(group, file) for group in groups.values()]


def _line(group: Sequence[Problem], file: str) -> Line:
    first = group[0]
    parted = _CURE.match(first.message)
    what, cure = (parted["what"], parted["cure"]) if parted else (first.message, "")
    cells = tuple(problem.address for problem in group if isinstance(problem.address, Cell))
    address = str(first.address).removeprefix(f"{file} › ")
    if len(group) > 1 and cells:
        shown = "、".join(cell.name for cell in cells[:_FIRST]) + ("等" if len(cells) > _FIRST else "")
        address = f"{cells[0].sheet}!{column_letter(cells[0].column)} 列 {len(group)} 处：{shown}"
        what = f"如 {cells[0].name}：{what}"
    return Line(first.severity, address, what, cure, len(group), cells)


def read_words(summary: Table[str, Any]) -> str:
    """What was read of an upload, by its summary in the register: 60个项目、3个问题."""
    if not summary:
        return "读不了"
    if summary.get("kind") == "meeting":
        return "会议文件"
    counts = (("projects", "个项目"), ("units", "个任务单位"), ("topics", "个问题"))
    return "、".join(f"{summary[name]}{words}" for name, words in counts if summary.get(name)) or "没有记录"
