"""What changed since the last meeting, project by project: investment, state, words, problems solved and new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final

from data_adapters import Project, Reading, Topic
from service.figures.checks.names import project_key
from service.figures.figure import Figure, Unit, difference
from service.figures.measuring import of_record
from service.figures.period import Period
from service.figures.progress import Progress
from service.wording import GAP, format_percent, format_points, format_wan
from service.wording.values import within_reason


class Kind(Enum):
    """What became of a project."""

    NEW = "新列入"
    GONE = "不再列出"
    CHANGED = "有变化"
    SAME = "无变化"


@dataclass(frozen=True, slots=True)
class Words:
    """A text column that reads differently now; "" where it was or is blank."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One project then and now. ``done`` and ``rate`` are what was added since, each absent with its reason."""

    name: str
    unit: str
    kind: Kind
    before: Progress | None
    after: Progress | None
    done: Figure | None = None
    rate: Figure | None = None
    words: tuple[Words, ...] = ()
    solved: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
    """Problems that stood open and are no longer listed: nobody said that they are solved."""

    @property
    def state_moved(self) -> bool:
        """Whether its state is another one."""
        return bool(self.before and self.after and self.before.state is not self.after.state)


_TEXTS: Final = {
    "status": "状态",
    "image_progress": "形象进度",
    "nature": "建设性质",
    "leader": "分包领导",
    "resp_unit": "责任单位",
}
Settled = Callable[[Topic], bool]


def changes(
    before: Sequence[Reading], then: Period, after: Sequence[Reading], now: Period, settled: Settled
) -> list[Change]:
    """Every project of both uploads, in the order of the later; those gone from it follow.

    Names are compared by ``project_key``. ``settled`` says whether an issue is off the list by its own words.
    """
    olds, news = _by_name(before, then), _by_name(after, now)
    problems = _Problems(before, after, settled)
    same_year = then.year == now.year
    found = [_change(olds.get(key), part, problems.of(key), same_year) for key, part in news.items()]
    gone = [_change(part, None, problems.of(key), same_year) for key, part in olds.items() if key not in news]
    return [*found, *gone]


def _by_name(readings: Iterable[Reading], period: Period) -> dict[str, Progress]:
    """Projects by their names' keys; of two of one name both are kept, the second under its place too."""
    found: dict[str, Progress] = {}
    for record in (record for reading in readings for record in reading.projects):
        key, count = project_key(record.project_name), 1
        while (name := key if count == 1 else f"{key}#{count}") in found:
            count += 1
        found[name] = of_record(record, period)
    return found


class _Problems:
    """The issues of two uploads by project: solved, new, and no longer listed."""

    def __init__(self, before: Iterable[Reading], after: Iterable[Reading], settled: Settled) -> None:
        self._before = _open_and_settled(before, settled)
        self._after = _open_and_settled(after, settled)

    def of(self, key: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Solved since, new since, and gone without a word."""
        old, new = self._before.get(key, {}), self._after.get(key, {})
        solved = tuple(text for text, done in new.items() if done and not old.get(text, False))
        added = tuple(text for text, done in new.items() if not done and text not in old)
        gone = tuple(text for text, done in old.items() if not done and text not in new)
        return solved, added, gone


def _open_and_settled(readings: Iterable[Reading], settled: Settled) -> dict[str, dict[str, bool]]:
    """By project, each issue's words and whether it is settled; a project's own 存在问题 counts as open."""
    found: dict[str, dict[str, bool]] = {}
    for reading in readings:
        for topic in reading.topics:
            found.setdefault(project_key(topic.project_name), {})[_plain(topic.problems)] = settled(topic)
        for project in reading.projects:
            if text := _plain(project.problems):
                found.setdefault(project_key(project.project_name), {}).setdefault(text, False)
    return found


def _plain(text: str) -> str:
    return "".join(text.split()).rstrip("。；;")


def _change(
    before: Progress | None,
    after: Progress | None,
    problems: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]],
    same_year: bool,
) -> Change:
    part = after or before
    assert part is not None  # a name comes from one of the two
    solved, added, unlisted = problems
    if before is None or after is None:
        kind = Kind.NEW if before is None else Kind.GONE
        return Change(part.name, part.unit, kind, before, after, solved=solved, added=added, unlisted=unlisted)
    done = difference(after.done, before.done, "比上期增加投资", Unit.WAN_YUAN) if same_year else None
    rate = difference(after.rate, before.rate, "完成率变化", Unit.POINTS) if same_year else None
    words = tuple(_reworded(before.record, after.record))
    moved = any(figure and (not figure.known or figure.number) for figure in (done, rate))
    other = before.state is not after.state or words or solved or added or unlisted
    silent = before.done.value == after.done.value and before.plan.value == after.plan.value
    kind = Kind.CHANGED if other or not same_year or (moved and not silent) else Kind.SAME
    return Change(part.name, part.unit, kind, before, after, done, rate, words, solved, added, unlisted)


def _reworded(before: object, after: object) -> Iterable[Words]:
    if not isinstance(before, Project) or not isinstance(after, Project):
        return
    for field, label in _TEXTS.items():
        old, new = (" ".join(str(getattr(record, field)).split()) for record in (before, after))
        if old != new:
            yield Words(label, old, new)


def line(change: Change, *, with_done: bool = True) -> str:
    """A change as one sentence for the bulletin, without a mark at its end; nothing is said that did not change.

    Without ``with_done`` it leaves out by how much more or less was done than in the period before.
    """
    unit = f"（{change.unit}）" if change.unit else ""
    said = [change.kind.value] if change.kind is not Kind.CHANGED else []
    said += _figures_said(change, with_done)
    if change.before and change.after and change.done is None:
        said.append("上期属另一年度，投资不作比较")
    said += [f"{item.label}由“{item.before or '未填'}”变为“{item.after or '未填'}”" for item in change.words]
    kinds = (("已解决", change.solved), ("新增", change.added), ("不再列出、未说明是否解决的", change.unlisted))
    said += [f"{label}问题{len(texts)}个：{'；'.join(texts)}" for label, texts in kinds if texts]
    return f"{change.name}{unit}：{'，'.join(said)}"


def _figures_said(change: Change, with_done: bool) -> list[str]:
    said = []
    if with_done and change.done and change.done.known and change.done.number:
        fell = change.done.number < 0
        said.append(f"累计完成投资比上期{'减少' if fell else '增加'}{_wan(abs(change.done.number))}")
    before, after = change.before, change.after
    if change.rate and change.rate.known and change.rate.number and before and after:
        old, new = (format_percent(within_reason(part.rate.number)) for part in (before, after))
        points = format_points(within_reason(abs(change.rate.number))).removeprefix("+")
        verb = "下降" if change.rate.number < 0 else "提高"
        said.append(f"完成率由{old}变为{new}，{verb}{points}")
    if change.state_moved and before and after:
        said.append(f"由{before.state.value}转为{after.state.value}")
    return said


def _wan(number: Decimal) -> str:
    return format_wan(within_reason(number), 2)


def row(change: Change) -> Mapping[str, str]:
    """The same as a row of a table, by its headings; a blank is the visible gap."""
    return {
        "项目名称": change.name,
        "责任单位": change.unit or GAP,
        "变化": change.kind.value,
        "上期完成": _done(change.before),
        "本期完成": _done(change.after),
        "增加": _wan(change.done.number) if change.done and change.done.known else GAP,
        "上期状态": change.before.state.value if change.before else GAP,
        "本期状态": change.after.state.value if change.after else GAP,
        "已解决": "；".join(change.solved) or "无",
        "新增问题": "；".join(change.added) or "无",
    }


def _done(part: Progress | None) -> str:
    return _wan(part.done.number) if part and part.done.known else GAP
