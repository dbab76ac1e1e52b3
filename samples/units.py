"""The sheet 任务单位: what each township and department of the county is to invest in 2026, in 亿元."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from samples import sheets
from samples.ledger import PERSONS
from samples.rows import Value, number, total

UNITS: Final[tuple[tuple[str, Value, Value, Value], ...]] = (
    ("栖云镇", 3.2, 2.88, 2.51),
    ("枕石镇", 2.4, 2.04, 1.9),
    ("听泉镇", 2.8, 2.52, 2.2),
    ("望舒乡", 1.6, 0, 1.31),
    ("拾穗镇", 1.5, 1.29, 1.08),
    ("漱玉镇", 2.1, 1.81, 1.66),
    ("采薇乡", 0.9, None, 0.52),
    ("鸣珂镇", 1.8, 0, 1.2),
    ("扶摇乡", 1.2, 1, 0.88),
    ("沉璧镇", 1.4, "未报", 1.02),
    ("青蘅乡", 0.8, 0, "—"),
    ("衔月镇", 1.1, 0.77, 0.7),
    ("县工业和信息化局", 6.5, 6.76, 5.4),
    ("县农业农村局", 3, 2.61, 2.35),
    ("县商务局", 1.9, 1.52, 1.6),
    ("县文化和旅游局", 2.6, 1.69, 1.5),
    ("县交通运输局", 5.2, 4.55, 4.03),
    ("县水利局", 2.9, None, 2.4),
    ("县住房和城乡建设局", 4.8, 3.75, 3.6),
    ("县教育局", 2.2, 1.92, 1.7),
    ("县卫生健康局", 1.7, 1.275, 1.1),
    ("县民政局", 0.6, 0.47, 0.41),
    ("县自然资源和规划局", "—", "—", "—"),
)
"""Unit, 年度目标任务, 1-10月完成投资, 上年同期.

Units at zero, not reported or without a task lead no project that reported investment, but for 县水利局: see README.
"""


class Edition(NamedTuple):
    """The month up to which units report, and their rows as in UNITS."""

    month: int
    rows: tuple[tuple[str, Value, Value, Value], ...]


OCTOBER: Final = Edition(10, UNITS)
_HEADINGS: Final = (
    "序号",
    "任务单位",
    "单位类别",
    "年度目标任务",
    "1-{month}月完成投资",
    "上年同期",
    "占年计划%",
    "联系人",
    "联系电话",
)
_WIDTHS: Final = (6, 24, 10, 14, 16, 12, 12, 10, 16)


def write(sheet: Worksheet, edition: Edition = OCTOBER) -> None:
    """Fill ``sheet`` with the units' targets of October 2026, or of another month."""
    rows = edition.rows
    sheet.title = "任务单位"
    sheets.title(sheet, f"安澜县2026年1-{edition.month}月各任务单位投资完成情况表", len(_WIDTHS))
    sheets.note(sheet, 2, 1, f"截至2026年{edition.month}月底")
    sheets.note(sheet, 2, len(_WIDTHS), "单位：亿元")
    for letter, text in zip("ABCDEFGHI", _HEADINGS, strict=True):
        sheets.heading(sheet, f"{letter}3", text.format(month=edition.month))
    plan, done, last_year = (number(total([row[place] for row in rows])) for place in (1, 2, 3))
    total_row = (None, f"合计{len(rows)}个", None, plan, done, last_year, _share(plan, done), None, None)
    sheets.body(sheet, 4, total_row, strong=True)
    for seq, (unit, *amounts) in enumerate(rows, start=1):
        kind = "县直" if unit.startswith("县") else "乡镇"
        share = _share(amounts[0], amounts[1])
        sheets.body(
            sheet, 4 + seq, (seq, unit, kind, *amounts, share, PERSONS[unit], f"0000-55501{seq:02d}"), left=(2,)
        )
    sheets.page(sheet, _WIDTHS, header_rows="1:3", freeze="C4")


def _share(plan: Value, done: Value) -> Value:
    if not isinstance(plan, int | float):
        return plan
    if not isinstance(done, int | float):
        return None
    share = Decimal(str(done)) / Decimal(str(plan)) * 100
    return float(share.quantize(Decimal("0.01"), ROUND_HALF_UP))
