"""Lines of the report: one project, unit, group or list with its figures, states and where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from data_adapters import Topic
from service.figures.measuring import needed_per_month
from service.figures.period import Period
from service.figures.progress import Progress
from service.figures.ranking import Ranked, movement, rank
from service.figures.report.asked import Asked
from service.figures.report.printed import cells, number, percent, printed, traced
from service.figures.rules import RuleSet, Warned, judge
from service.figures.rules.history import WHOLE, History, Key, who
from service.figures.rules.subject import ISSUE, of_issue
from service.figures.targets import TARGETS, Standing, standing


@dataclass(frozen=True, slots=True)
class Frame:
    """What every line is made in: the period, what came before, the rules, and what was asked for."""

    period: Period
    before: History
    rules: RuleSet | None
    asked: Asked


def line(part: Progress, place: int | None = None) -> dict[str, Any]:
    """A part's figures; a group's and the whole's with formulas and every cell."""
    sources = {"plan": cells(part.plan), "done": cells(part.done)}
    found = {
        "name": part.name,
        "unit": part.unit,
        "plan": number(part.plan),
        "plan_printed": printed(part.plan),
        "done": number(part.done),
        "done_printed": printed(part.done),
        "rate_pct": percent(part.rate),
        "rate_pct_printed": printed(part.rate),
        "schedule_pct": percent(part.schedule),
        "gap_pp": percent(part.gap),
        "gap_pp_printed": printed(part.gap),
        "rank": place,
        "warning": None,
        "state": part.state.name.lower(),
        "state_printed": part.state.value,
        "remark": part.remark,
        "sources": sources,
        "formulas": {"rate": part.rate.formula, "schedule": part.schedule.formula, "gap": part.gap.formula},
    }
    if part.parts:
        sources["rate"] = cells(part.rate)
        found["count"] = part.count
    return found


def ranked_lines(parts: Sequence[Progress], frame: Frame, *, units: bool) -> list[dict[str, Any]]:
    """Lines in the parts' own order, each with its rank (null for the unranked), its movement and its warning."""
    order = frame.asked.ranked(parts) if units else rank(parts, frame.asked.order)
    places = {id(place.progress): place for place in order}
    return [
        {
            **line(part, places[id(part)].rank),
            "rank_printed": places[id(part)].words,
            "rank_group": frame.asked.rank_group(part) if units else "",
            "unranked": "" if places[id(part)].rank else places[id(part)].reason,
            "moved": _moved(places[id(part)], frame),
            "targets": target_words(part, who(part), frame),
            "needed_per_month": number(needed_per_month(part, frame.period)),
            "warning": _warning(judge(frame.before.subject(part, frame.period), frame.rules)) if frame.rules else None,
        }
        for part in parts
    ]


def issue_lines(topics: Sequence[Topic], frame: Frame) -> list[dict[str, Any]]:
    """The issues that the rules judge, each with its warning; none where no rule concerns issues."""
    rules = frame.rules
    if rules is None or all(rule.subject != ISSUE for rule in rules.rules):
        return []
    found = []
    for topic in topics:
        part = of_issue(topic, frame.period)
        warning = _warning(judge(frame.before.subject(part, frame.period, frame.asked.settled(topic)), rules))
        name = topic.project_name or topic.problems
        found.append({"name": name, "problem": topic.problems, "unit": part.unit, "warning": warning})
    return found


def _moved(place: Ranked, frame: Frame) -> str:
    """The movement in words; "" without an earlier upload. Where the worst is no. 1 nobody rises by getting there."""
    ranks = frame.before.ranks
    if not ranks or not place.rank:
        return ""
    old = ranks.get(who(place.progress))
    if old is not None and old != place.rank and frame.asked.order.lowest_first:
        return f"由第{old}变为第{place.rank}"
    return movement(place, {} if old is None else {place.progress.name: old})


def _warning(found: Warned) -> dict[str, Any] | None:
    """Level and colour (null where no rule holds), the reasons, the severest first, and what could not be judged.

    None where no rule concerns it.
    """
    if not found.reasons and not found.unjudged:
        return None
    return {
        "level": found.level.name if found.level else None,
        "colour": found.level.colour if found.level else None,
        "action": found.level.action if found.level else "",
        "reasons": [reason.words for reason in found.reasons],
        "sources": list(dict.fromkeys(str(cell) for reason in found.reasons for cell in reason.sources)),
        "unjudged": list(found.unjudged),
    }


def target_words(part: Progress, key: Key, frame: Frame) -> dict[str, str]:
    """双过半 and its kin by name: 已实现, 尚未实现, 未实现 or 无法判断."""
    return {found.target.name: found.reached.value for found in _standings(part, key, frame)}


def target_lines(whole: Progress, frame: Frame) -> list[dict[str, Any]]:
    """The same of the whole with the gap, and the reason where it cannot be told."""
    return [
        {
            "name": found.target.name,
            "reached": found.reached.value,
            "gap_pp": percent(found.gap),
            "gap_pp_printed": printed(found.gap),
            **traced(found.gap),
            "reason": found.reason,
        }
        for found in _standings(whole, WHOLE, frame)
    ]


def _standings(part: Progress, key: Key, frame: Frame) -> list[Standing]:
    then = (frame.before.then(key, target, frame.period) for target in TARGETS)
    return [standing(part, target, frame.period, rate) for target, rate in zip(TARGETS, then, strict=True)]
