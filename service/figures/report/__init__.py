"""All indicators of a ledger as plain data: the contract of ``huicai figures --json``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data_adapters import Reading
from service.figures.checks import Check, questions
from service.figures.measuring import of_all
from service.figures.period import Period
from service.figures.progress import State
from service.figures.ranking import in_state
from service.figures.report.asked import Asked
from service.figures.report.lines import Frame, issue_lines, ranked_lines, target_lines
from service.figures.report.printed import percent, printed
from service.figures.report.sections import (
    LISTS,
    by_lines,
    compared_lines,
    funds_lines,
    group_lines,
    groups_by,
    rate_lines,
    total_line,
)
from service.figures.rules import RuleSet
from service.figures.rules.history import Ways, history, lines, newest

__all__ = ["Asked", "check_json", "figures_json"]
_USUAL = Asked()


def figures_json(
    readings: Sequence[Reading],
    period: Period,
    last: Sequence[Reading] = (),
    rules: RuleSet | None = None,
    asked: Asked = _USUAL,
) -> dict[str, Any]:
    """Exact and printed figures. Amounts in 万元, ``*_pct`` in percent, ``*_pp`` in 百分点, as decimal strings of at
    most 10 places (with an exponent beyond 40 integer digits); null where there is no value, with the reason in
    ``state``. ``remark`` says how many of a group's projects were not reported; the total's rate is ``done_planned`` ÷
    ``plan``, and ``done`` holds ``done_unplanned`` too. ``last`` holds earlier uploads: ``checks`` compares with them,
    ``moved`` says what became of each rank since, ``targets`` and rules look back on them; a check's ``line`` is its
    whole sentence. ``warning`` is null without ``rules``, ``issues`` are those the rules judge, ``by`` and
    ``compare`` hold what was ``asked`` for."""
    projects, units = lines(readings, period, own_curve=asked.own_curve)
    parts, keys = projects or units, tuple(dict.fromkeys(("group", LISTS, *asked.by)))
    groups, whole = groups_by(keys, projects, period), of_all(parts, "合计", period)
    ways = Ways(asked.settled, asked.ranked, lambda then, at: groups_by(keys, then, at), asked.own_curve)
    frame = Frame(period, history(last, period, rules, ways), rules, asked)
    topics = [topic for reading in readings for topic in reading.topics]
    open_questions = questions(readings, period, newest(last)) if asked.questions is None else asked.questions
    return {
        "period": str(period),
        "schedule_pct": percent(period.schedule),
        "schedule_pct_printed": printed(period.schedule),
        "total": total_line(parts, frame),
        "groups": group_lines("group", groups, whole, frame),
        "lists": group_lines(LISTS, groups, whole, frame),
        "by": by_lines(asked.by, groups, whole, frame),
        "targets": target_lines(whole, frame),
        "rates": rate_lines(projects, frame),
        "funds": funds_lines(projects),
        "compare": compared_lines(whole, frame),
        "units": ranked_lines(units, frame, units=True),
        "projects": ranked_lines(projects, frame, units=False),
        "issues": issue_lines(topics, frame),
        "not_reported": [part.name for part in in_state(parts, State.NOT_REPORTED)],
        "zero": [part.name for part in in_state(parts, State.ZERO)],
        "checks": [check_json(item) for item in open_questions],
    }


def check_json(item: Check) -> dict[str, Any]:
    """A question as JSON values; ``line`` is its whole Chinese sentence."""
    return {
        "code": item.code,
        "what": item.what,
        "printed": item.printed,
        "computed": item.computed,
        "sides": list(item.sides),
        "addresses": [str(cell) for cell in item.addresses],
        "line": str(item),
    }
