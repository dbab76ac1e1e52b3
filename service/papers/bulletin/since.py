"""与上期相比: what the whole did since the last period, and every project that changed, in words and as a table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from data_adapters import Project, Reading, Topic
from service.errors import PaperError
from service.figures import Figure, Period, Progress, State, Unit, difference, of_all, of_record
from service.figures.changes import Change, Kind, changes, line, row
from service.figures.checks.names import project_key
from service.papers.base import Inputs, clause, sentence, shown
from service.papers.counted import counted
from service.papers.issues import is_settled
from service.wording import GAP, cumulative_period
from service.wording.traced import told, whole

#: As many changes as a paper tells in its text; the annex tells all.
_TOLD: Final = 10
_LATE: Final = (State.BEHIND, State.ZERO)


def last_period(inputs: Inputs) -> Period | None:
    """The period of the last ledgers, by what they say themselves; None where none were given.

    Raises :class:`PaperError` where they name none, several, or none before this one, or hold no figures.
    """
    if not inputs.last:
        return None
    names = "、".join(f"“{reading.file}”" for reading in inputs.last)
    able = [reading for reading in inputs.last if reading.projects or reading.units]
    if not able:
        raise PaperError(f"上一期的文件{names}里没有读到项目或任务单位，无法与上期比较，请换成上一期的台账")
    said = {Period(reading.year, reading.month) for reading in able if reading.year and reading.month}
    if len(said) != 1:
        what = f"写的不是同一个月（{'、'.join(sorted(map(str, said)))}）" if said else "没有写明数据截至哪个月"
        raise PaperError(f"上一期的台账{names}{what}，无法与上期比较，请在表内写明，如“截至2026年9月底”，各份一致")
    (then,), now = said, inputs.need_period()
    if then.index >= now.index:
        raise PaperError(f"上一期的台账{names}是 {then}，不早于本期的 {now}，请检查两期台账是否给反")
    return then


def since(inputs: Inputs, total: Progress) -> dict[str, Any]:
    """What changed since the last ledger; an empty 上期.期间 and no rows where none was given.

    Problems are compared only where both sides give them: a list that was not handed in does not make each a new one.
    Nor are projects where the last ledger lists none, but units only.
    """
    then, now = last_period(inputs), inputs.need_period()
    if then is None or not any(reading.projects for reading in inputs.last):
        return {"上期": _NOTHING, "变化说明": [], "变化": []}
    old, new = _alike(inputs.last, inputs.readings)
    found = [change for change in changes(old, then, new, now, is_settled) if change.kind is not Kind.SAME]
    before = of_all([of_record(project, then) for part in inputs.last for project in part.projects], "合计", then)
    grown = _grown(total.done, before.done)
    higher = difference(total.rate, before.rate, "完成率变化", Unit.POINTS)
    same_year = then.year == now.year
    notable = [_told(replace(change, words=())) for change in found if _is_notable(change)]
    return {
        "上期": {
            "期间": cumulative_period(then.year, then.month),
            "同年": same_year,
            "累计完成": shown(before.done),
            "完成率": shown(before.rate),
            "增减": _verb(total.done, before.done) if same_year else "",
            "增减额": shown(grown) if same_year and grown.known else GAP,
            "提高": shown(higher) if same_year else GAP,
            **_counts(found),
            "要点数": len(notable),
        },
        "变化说明": notable[:_TOLD],
        "变化": [_row(number, change) for number, change in enumerate(found, start=1)],
    }


_COUNTED: Final = ("新列入", "不再列出", "转达序时", "转滞后", "已解决", "新增问题")
_NOTHING: Final[dict[str, Any]] = {
    **{"期间": "", "同年": True, "要点数": 0},
    **dict.fromkeys(("累计完成", "完成率", "增减", "增减额", "提高"), ""),
    **dict.fromkeys(_COUNTED, 0),
}


def _verb(now: Figure, then: Figure) -> str:
    """增加, 减少 or 持平; "" where it cannot be told."""
    if not (now.known and then.known):
        return ""
    return "增加" if now.number > then.number else "减少" if now.number < then.number else "持平"


def _grown(now: Figure, then: Figure) -> Figure:
    """By how much it grew, or fell, without a sign."""
    if _verb(now, then) == "减少":
        return difference(then, now, "比上期减少投资", Unit.WAN_YUAN)
    return difference(now, then, "比上期增加投资", Unit.WAN_YUAN)


def _told(change: Change) -> str:
    """A change as a sentence, with the figures it tells."""
    both = (change.before, change.after)
    figures = [change.done, *(part.rate for part in both if part), change.rate] if all(both) else []
    return told(sentence(line(change)), *(shown(figure) for figure in figures if figure and figure.known))


def _counts(found: Sequence[Change]) -> dict[str, int]:
    return {
        "新列入": _number(found, "新列入", lambda change: change.kind is Kind.NEW),
        "不再列出": _number(found, "不再列出", lambda change: change.kind is Kind.GONE),
        "转达序时": _number(found, "转为达到序时", lambda change: _moved(change, _LATE, (State.ON_SCHEDULE,))),
        "转滞后": _number(found, "转为滞后", lambda change: _moved(change, (State.ON_SCHEDULE,), _LATE)),
        "已解决": _problems(found, "已解决问题数", lambda change: change.solved),
        "新增问题": _problems(found, "新增问题数", lambda change: change.added),
    }


def _number(found: Sequence[Change], label: str, holds: Callable[[Change], bool]) -> int:
    """How many projects it holds of."""
    return counted([part for change in found if holds(change) and (part := change.after or change.before)], label)


def _moved(change: Change, old: Collection[State], new: Collection[State]) -> bool:
    before, after = change.before, change.after
    return before is not None and after is not None and before.state in old and after.state in new


def _problems(found: Sequence[Change], label: str, texts: Callable[[Change], Sequence[str]]) -> int:
    """How many problems there are of a kind, project by project."""
    parts = []
    for change in found:
        if many := texts(change):
            records = (part.record for part in (change.after, change.before) if part and part.record)
            cells = tuple(record.cells.get("problems", record.row) for record in records)
            parts.append(Figure(Decimal(len(many)), Unit.COUNT, f"{change.name}{label}", cells))
    number = sum(int(part.number) for part in parts)
    return whole(number, Figure(Decimal(number), Unit.COUNT, f"{label}（各项目相加）", tuple(parts)))


def _is_notable(change: Change) -> bool:
    other = change.state_moved or change.solved or change.added or change.unlisted
    return bool(other) or change.kind in (Kind.NEW, Kind.GONE)


def _row(number: int, change: Change) -> dict[str, Any]:
    """A line of the table: amounts in 万元, exact, for the template to print as everywhere else."""
    amounts = {
        "上期完成": shown(change.before.done) if change.before else GAP,
        "本期完成": shown(change.after.done) if change.after else GAP,
        "增加": shown(change.done) if change.done else GAP,
    }
    return {"序号": number, **row(change), **amounts}


def _alike(last: Sequence[Reading], now: Sequence[Reading]) -> tuple[list[Reading], list[Reading]]:
    """Both sides with problems from the same places: from the issue lists, the ledgers' column, or both.

    Where only this side has an issue list it still tells which of the last ledger's problems are settled.
    """
    old, new = list(last), list(now)
    if not all(any(reading.topics for reading in side) for side in (old, new)):
        known = {_issue(project) for reading in old for project in reading.projects}
        new = [
            replace(part, topics=tuple(item for item in part.topics if is_settled(item) and _issue(item) in known))
            for part in new
        ]
        old = [replace(reading, topics=()) for reading in old]
    if not all(_has_column(side) for side in (old, new)):
        old, new = _without_problems(old), _without_problems(new)
    return old, new


def _issue(record: Project | Topic) -> tuple[str, str]:
    return project_key(record.project_name), clause(record.problems)


def _has_column(readings: Iterable[Reading]) -> bool:
    return any("problems" in project.cells or project.problems for part in readings for project in part.projects)


def _without_problems(readings: Iterable[Reading]) -> list[Reading]:
    return [
        replace(reading, projects=tuple(replace(project, problems="") for project in reading.projects))
        for reading in readings
    ]
