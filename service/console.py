"""What the command line says: readings and packs as lines a person reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from data_adapters import Mapping, Reading, Severity, SheetReading
from service import readable
from service.batches import Summary
from service.batches.trace_book import TRACE_BOOK
from service.batches.tracing import NO_STEP
from service.wording import join_list

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


def summary_lines(summary: Summary) -> Iterator[str]:
    """What became of a pack: counts by kind, then everything that asks for a person's eye."""
    kinds: dict[str, int] = {}
    for made in summary.made:
        kinds[made.title] = kinds.get(made.title, 0) + 1
    yield f"已生成 {len(summary.made)} 份：" + (
        "、".join(f"{title} {count} 份" for title, count in kinds.items()) if kinds else "无"
    )
    with_blanks = [made for made in summary.made if made.blanks]
    if with_blanks:
        yield f"有 {len(with_blanks)} 份留有待填的空白（——）："
        yield from (f"  ！ {made.file_name}：{'；'.join(made.blanks)}" for made in with_blanks)
    for label, items in (("未能生成", summary.failed), ("暂缓", summary.held_back)):
        yield from (f"  ✗ {label}：{item.title} {item.subject}：{item.at_console}" for item in items)
    yield from (f"  ！ 数字核对：{text}" for text in summary.questions)
    yield from (f"  ！ 台账问题：{text}" for text in summary.problems)
    yield from (f"  · {text}" for text in summary.notes)
    yield from (f"  · 核对决定：{text}" for text in summary.decisions)
    yield from (f"  · 数据来源：{text}" for text in summary.sources)
    yield from (f"  ！ PDF：{text}" for text in summary.pdf)
    if summary.trace and summary.trace.written and (count := len(summary.trace.marks)):
        lost = sum(mark[-1] == NO_STEP for mark in summary.trace.marks)
        rest = f"，另有 {lost} 个未留来源" if lost else ""
        yield f"  · 印出的 {count - lost} 个数从哪些单元格、按什么公式算来，见 {TRACE_BOOK}{rest}"
    if summary.leftovers:
        names = join_list(summary.leftovers)
        yield f"文件夹里还有上次生成的{len(summary.leftovers)}份材料，不在本次清单里：{names}，请移走或删除"


def summary_json(summary: Summary) -> dict[str, Any]:
    """The same as JSON values."""
    return {
        "made": [
            {"paper": made.title, "subject": made.subject, "file": made.file_name, "blanks": list(made.blanks)}
            for made in summary.made
        ],
        "failed": [vars_of(item) for item in summary.failed],
        "held_back": [vars_of(item) for item in summary.held_back],
        "checks": summary.questions,
        "problems": summary.problems,
        "leftovers": summary.leftovers,
        "notes": summary.notes,
        "decisions": summary.decisions,
        "data": summary.sources,
    }


def vars_of(item: Any) -> dict[str, str]:
    """A failure as JSON values."""
    return {"paper": item.title, "subject": item.subject, "reason": item.reason}
