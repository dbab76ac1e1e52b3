"""What became of each project since the upload that is compared with, as the page tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data_adapters import Reading
from service.errors import PaperError
from service.figures import Period
from service.figures.changes import Kind, changes, line, row
from service.figures.report.printed import cells
from service.figures.rules.history import newest
from service.papers import gather
from service.papers.issues import is_settled


@dataclass(frozen=True, slots=True)
class Moved:
    """One project that changed: its row of the table, its sentence, and how what was added is reckoned."""

    row: Mapping[str, str]
    line: str
    formula: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """``words`` count what became of the projects, or say why they cannot be compared; ``moved`` are those changed."""

    words: str
    moved: tuple[Moved, ...] = ()

    @property
    def count(self) -> int:
        """How many changed."""
        return len(self.moved)


def since(last: Sequence[Reading], readings: Sequence[Reading], period: Period) -> Since:
    """Every project of both uploads that is not as it was."""
    before = newest(last)
    try:
        then = gather(before).period
    except PaperError as error:
        return Since(f"不能逐个项目比较：{error}。")
    if then is None or not any(item.projects for item in before):
        return Since("不能逐个项目比较：那次上传里没有项目，或没有写明数据截至哪个月。")
    if (then.year, then.month) > (period.year, period.month):
        return Since(f"不能逐个项目比较：那次上传的数据截至 {then}，比这次的 {period} 还晚，请另选一次。")
    found = changes(before, then, readings, period, is_settled)
    counts = "，".join(f"{kind.value} {n} 个" for kind in Kind if (n := sum(one.kind is kind for one in found)))
    moved = [one for one in found if one.kind is not Kind.SAME]
    told = tuple(
        Moved(row(one), line(one), one.done.formula if one.done else "", tuple(cells(one.done)) if one.done else ())
        for one in moved
    )
    return Since(f"{then} 至 {period}：{counts}。", told)
