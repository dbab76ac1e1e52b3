"""The sheet 项目台账: sixty projects under a two-level heading, totals first, groups with sums, footnotes below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from samples import sheets
from samples.oddities import SLIPS, SPELLINGS
from samples.projects_industry import INDUSTRY
from samples.projects_public import SERVICES, WORKS
from samples.rows import Amounts, Group, Row, Value, number, total

GROUPS: Final[tuple[Group, ...]] = (INDUSTRY, WORKS, SERVICES)


class Edition(NamedTuple):
    """A ledger of 2026: the month it goes to, its projects, and what stands in cells instead of the plain values."""

    month: int
    groups: tuple[Group, ...]
    over: Mapping[str, sheets.CellValue]


OCTOBER: Final = Edition(10, GROUPS, {**SPELLINGS, **SLIPS})
PERSONS: Final[dict[str, str]] = {
    "县工业和信息化局": "松岚", "县农业农村局": "芷汀", "县商务局": "云帆", "县文化和旅游局": "听雪",
    "县交通运输局": "坦之", "县水利局": "澄川", "县住房和城乡建设局": "筑野", "县教育局": "青禾",
    "县卫生健康局": "杏泉", "县民政局": "暖照", "县发展和改革局": "望岳", "栖云镇": "岫云",
    "枕石镇": "磐石", "听泉镇": "清泠", "望舒乡": "舒月", "拾穗镇": "穗丰",
    "漱玉镇": "漱寒", "采薇乡": "采露", "鸣珂镇": "珂声", "扶摇乡": "扶风",
    "沉璧镇": "沉星", "青蘅乡": "蘅芷", "衔月镇": "衔山", "县自然资源和规划局": "图南",
}  # fmt: skip
"""Who answers in each unit: invented names of two characters without a family name."""

_HEADINGS: Final[dict[str, str]] = {
    "A3:A4": "序号",
    "B3:B4": "项目名称",
    "C3:C4": "建设\n性质",
    "D3:D4": "建设内容及规模",
    "E3:E4": "建设起止年限",
    "F3:F4": "计划开工时间",
    "G3:G4": "总投资",
    "H3:H4": "至2025年底累计完成投资",
    "I3:M3": "2026年投资情况",
    "I4": "年度计划投资",
    "J4": "1-{month}月完成投资",
    "K4": "{month}月份完成投资",
    "L4": "占年计划%",
    "M4": "上年同期完成投资",
    "N3:N4": "到位资金",
    "O3:O4": "工程形象进度",
    "P3:P4": "存在问题",
    "Q3:Q4": "下步计划",
    "R3:R4": "责任单位",
    "S3:S4": "责任人",
    "T3:T4": "包联领导",
    "U3:U4": "项目业主",
    "V3:V4": "列入计划",
    "W3:W4": "备注",
    "X3:X4": "是否开工",
}
_WIDTHS: Final = (5, 24, 6, 26, 15, 12, 11, 12, 11, 11, 10, 9, 11, 10, 20, 18, 18, 22, 8, 18, 24, 14, 14, 10)
_LEFT: Final = (2, 4, 15, 16, 17, 18, 20, 21)
_FOOTNOTES: Final = (
    "备注：★为省级重点调度项目，▲为新列入市级计划项目；空白、“*”“xx”为暂未上报，“—”“/”为不适用。",
    "1、项目性质：指续建、新建、扩建、改建、技改和预备（前期）项目。",
    "2、责任单位有两个以上的，排在第一位的为牵头单位。",
)


def write(sheet: Worksheet, edition: Edition = OCTOBER) -> None:
    """Fill ``sheet`` with the ledger of October 2026, or of another month."""
    sheet.title = "项目台账"
    sheets.title(sheet, "安澜县2026年重点项目建设进展情况台账", len(_WIDTHS))
    sheets.note(sheet, 2, 1, f"截至2026年{edition.month}月底")
    sheets.note(sheet, 2, len(_WIDTHS), "单位：万元")
    for place, text in _HEADINGS.items():
        sheets.heading(sheet, place, text.format(month=edition.month))
    rows = [row for group in edition.groups for sector in group.sectors for row in sector.rows]
    sheets.body(sheet, 5, _sums(f"合计{len(rows)}个", rows), strong=True, left=_LEFT)
    last = _groups(sheet, 6, edition.groups)
    for offset, text in enumerate(_FOOTNOTES, start=1):
        sheets.note(sheet, last + offset, 1, text)
    for offset in range(4, 7):  # an office's sheet keeps its ruled empty rows
        sheets.body(sheet, last + offset, [None] * len(_WIDTHS))
    sheets.over(sheet, edition.over)
    sheets.page(sheet, _WIDTHS, header_rows="1:4", freeze="C5")


def _groups(sheet: Worksheet, row: int, groups: Sequence[Group]) -> int:
    """Write groups, sub-groups and projects from ``row`` on; return the last row written."""
    seq = 0
    for group in groups:
        members = [member for sector in group.sectors for member in sector.rows]
        values = _sums(group.heading, members)
        values[0], values[1] = values[1], None  # the group's heading stands in a cell merged over 序号 and 项目名称
        sheets.body(sheet, row, values, strong=True, left=(1, *_LEFT))
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
        row += 1
        for sector in group.sectors:
            sheets.body(sheet, row, _sums(sector.heading, sector.rows), strong=True, left=_LEFT)
            row += 1
            for member in sector.rows:
                seq += 1
                sheets.body(sheet, row, _project(seq, member, sector.leader), left=_LEFT)
                row += 1
    return row - 1


def _project(seq: int, row: Row, leader: str) -> list[sheets.CellValue]:
    amounts = row.amounts
    first, rest = amounts[:5], amounts[5:]
    words = (row.progress, row.problem, row.next_step, row.unit, PERSONS[row.unit.split("、")[0]], leader)
    tail = (*words, row.owner, row.lists, row.remark, _started(row))
    middle = (*first, _share(amounts.plan, amounts.done), *rest)
    return [seq, row.name, row.nature, row.content, row.period, row.start, *middle, *(text or None for text in tail)]


def _started(row: Row) -> str:
    """是否开工: who reported nothing did not say this either; who works on last year's has long begun."""
    if row.nature != "续建" and row.amounts.done in (0, "—"):
        return "未开工"
    return "已开工" if isinstance(row.amounts.done, int | float) else ""


def _sums(heading: str, rows: Sequence[Row]) -> list[sheets.CellValue]:
    """A totals row: ``heading``, the sums of every amount, and the rate that follows from them."""
    sums = Amounts(*(number(total(list(column))) for column in _columns(rows)))
    middle = (*sums[:5], _share(sums.plan, sums.done), *sums[5:])
    return [None, heading, None, None, None, None, *middle, *[None] * 10]


def _columns(rows: Sequence[Row]) -> Iterator[tuple[Value, ...]]:
    yield from zip(*(row.amounts for row in rows), strict=True)


def _share(plan: Value, done: Value) -> Value:
    """占年计划%, one decimal; nothing where 完成投资 was not reported, "—" where there is no plan."""
    if plan == "—":
        return "—"
    if not isinstance(plan, int | float) or not isinstance(done, int | float):
        return None
    share = Decimal(str(done)) / Decimal(str(plan)) * 100
    return float(share.quantize(Decimal("0.1"), ROUND_HALF_UP))
