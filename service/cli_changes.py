"""``huicai changes``: what became of each project since the last meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from data_adapters import Reading
from service.cli_reading import open_ledgers
from service.errors import PaperError
from service.figures import Period
from service.figures.changes import Change, Kind, changes, line
from service.figures.report.changed import changes_json
from service.papers import gather
from service.papers.figured import bad_cells, read_asked_period
from service.papers.issues import is_settled
from service.terminal import DONE, WITH_PROBLEMS, say

_FILE = click.Path(path_type=Path)


@click.command(name="changes")
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
@click.option("--with-old", type=_FILE, multiple=True, help="上期的其他文件，如问题清单，可给多个")
@click.option("--with-new", type=_FILE, multiple=True, help="本期的其他文件，如问题清单，可给多个")
@click.option("--then", default="", help="上期截至何时，如 2026-09；不给则按台账所写")
@click.option("--period", default="", help="本期截至何时，如 2026-10；不给则按台账所写")
@click.option("--json", "as_json_text", is_flag=True, help="输出 JSON")
def changes_command(*, old: Path, new: Path, then: str, period: str, as_json_text: bool, **more: Any) -> int:
    """对比上期和本期的台账：每个项目的进度、状态变了什么，问题解决了哪些、新增了哪些。"""
    before, after = open_ledgers([old, *more["with_old"]]), open_ledgers([new, *more["with_new"]])
    earlier, now = _period(before, then, "上期", "--then"), _period(after, period, "本期", "--period")
    if (earlier.year, earlier.month) > (now.year, now.month):
        raise PaperError(f"上期（{earlier}）比本期（{now}）还晚，请核对两个文件的先后")
    found = changes(before, earlier, after, now, is_settled)
    problems = [*bad_cells(before), *bad_cells(after)]
    say(
        changes_json(found, earlier, now) | {"problems": problems}
        if as_json_text
        else _lines(found, earlier, now, problems)
    )
    return WITH_PROBLEMS if problems else DONE


def _period(readings: Sequence[Reading], text: str, which: str, option: str) -> Period:
    asked = read_asked_period(text)
    inputs = gather(readings, period=str(asked.whole_month) if asked else "")
    if not inputs.projects:
        raise PaperError(f"{which}的文件里没有读到项目，无法对比，请检查是否传错文件")
    if not (found := asked or inputs.period):
        raise PaperError(f"不知道{which}的数据截至哪个月：台账里没有写明，请用 {option} 给出，如 2026-10")
    return found


def _lines(found: Sequence[Change], then: Period, now: Period, problems: Sequence[str]) -> Iterator[str]:
    """Each project that changed, in a sentence; of those that did not only how many."""
    counts = "，".join(f"{kind.value} {n} 个" for kind in Kind if (n := sum(one.kind is kind for one in found)))
    yield f"{then} 至 {now}：{counts}"
    yield from (f"  {line(one)}。" for one in found if one.kind is not Kind.SAME)
    yield from (f"  ！ 台账问题：{text}" for text in problems)
