"""All indicators of ledgers, by the decisions of people, as ``huicai figures --json`` gives them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from data_adapters import Reading, Severity
from service.errors import PaperError
from service.figures import Decision, Outcome, Period, decided, questions, read_period
from service.figures.report import Asked, figures_json
from service.figures.rules import RuleSet
from service.figures.rules.history import newest
from service.papers.intake import gather


@dataclass(frozen=True, slots=True)
class Whole:
    """What is measured: the readings, up to when (None: as they say themselves), those of earlier periods to measure
    against, and what people decided on questions."""

    readings: Sequence[Reading]
    period: Period | None = None
    earlier: Sequence[Reading] = ()
    decisions: Sequence[Decision] = ()


def figured(whole: Whole, rules: RuleSet | None, asked: Asked) -> tuple[dict[str, Any], Outcome]:
    """The figures as JSON values, with ``problems`` (cells whose value was lost) and ``decisions``; and what became of
    the decisions. Raises :class:`PaperError` where there is nothing to measure, or the period is not known."""
    covered, outcome = settled(whole)
    found = figures_json(outcome.readings, covered, whole.earlier, rules, replace(asked, questions=outcome.open))
    return found | {"problems": bad_cells(whole.readings), "decisions": list(outcome.notes)}, outcome


def settled(whole: Whole) -> tuple[Period, Outcome]:
    """Up to when is measured, and the readings by the decisions. Raises :class:`PaperError` likewise."""
    inputs = gather(whole.readings, period=str(whole.period.whole_month) if whole.period else "")
    if not inputs.projects and not inputs.units:
        raise PaperError("文件里没有读到项目或任务单位，无法计算指标，请检查是否传错文件")
    covered = whole.period or inputs.need_period()
    return covered, decided(
        inputs.readings, whole.decisions, questions(inputs.readings, covered, newest(whole.earlier))
    )


def read_asked_period(text: str) -> Period | None:
    """A period up to a day or half a month, None for "": figures need no paper's words for it."""
    try:
        return read_period(text) if text else None
    except ValueError as error:
        raise PaperError(str(error)) from error


def bad_cells(readings: Iterable[Reading]) -> list[str]:
    """The cells whose value was lost: what the figures do without."""
    problems = (problem for reading in readings for problem in reading.problems)
    return [str(problem) for problem in problems if problem.severity is Severity.ERROR]
