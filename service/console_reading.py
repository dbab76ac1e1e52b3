"""What the command line says of a reading: lines a person reads."""

from __future__ import annotations

from collections.abc import Iterator

from data_adapters import Mapping, Reading, Severity, SheetReading
from service import readable

_MARKS = {Severity.ERROR: "✗", Severity.WARNING: "！", Severity.NOTE: "·"}


def reading_lines(reading: Reading, mapping: Mapping | None = None) -> Iterator[str]:
    """What was understood of a file, sheet by sheet, then its problems by cell; ``mapping`` is what it was read by."""
    yield f"{reading.file}（{readable.kind_name(reading.kind)}）"
    for sheet in reading.sheets:
        yield from _sheet_lines(sheet, mapping)
    counts = (("项目", len(reading.projects)), ("任务单位", len(reading.units)), ("问题", len(reading.topics)))
    yield "读到：" + "、".join(f"{label} {count} 个" for label, count in counts if count)
    if reading.problems:
        yield f"问题 {len(reading.problems)} 处："
        for line in readable.lines(reading.problems, reading.file):
            yield f"  {_MARKS[line.severity]} {line.address}：{line.what}" + (f"，{line.cure}" if line.cure else "")
        if len(reading.problems) > readable.ONE_BY_ONE:
            yield "  同一列的同类问题合成了一条；加 --marked 另存标注本，每一处都有批注，--json 输出全部"


def _sheet_lines(sheet: SheetReading, mapping: Mapping | None) -> Iterator[str]:
    layout = sheet.layout
    yield f"  工作表“{sheet.name}”：{readable.role_name(sheet)}"
    if sheet.holds:
        yield "    " + "；".join(f"{label} {text}" for label, text in readable.facts(layout))
        for _, column in readable.columns(layout, mapping):
            meaning = f"{column.label}（{column.detail}）" if column.detail else column.label
            remark = f"（{column.remark}）" if column.remark else ""
            yield f"    {column.place:>3}  {column.heading} → {meaning}{remark}"
    left = readable.left_out(layout)
    if left:
        yield "    没有作为数据读取：" + "；".join(f"{why} {where}" for why, where in left)
