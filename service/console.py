"""What the command line says of a pack: lines a person reads, and the same as JSON values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from service.batches import Summary
from service.batches.trace_book import TRACE_BOOK
from service.batches.tracing import NO_STEP
from service.wording import join_list


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
