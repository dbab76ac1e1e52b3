"""All that the page says of an upload's figures: indicators as persons decided, questions, decisions, changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from data_adapters import Reading
from service.errors import SettingsError
from service.figures import Decision, Outcome, Period, decided, questions
from service.figures.rules.history import newest
from service.web import kept
from service.web.asking import APART, GROUPS, Choice, rule_names
from service.web.comparing import Compared
from service.web.deciding import USE_WORDS, Kept, Question, made, open_questions
from service.web.errors import without_paths
from service.web.indicators import COLOURS, Indicators, indicators
from service.web.since import Since, since
from service.web.understanding import Understood

WORDS: Final[dict[str, Any]] = {
    "colours": COLOURS,
    "use_words": USE_WORDS,
    "groups": GROUPS,
    "apart": APART,
    "rule_names": rule_names(),
}
"""What the page's own lists and chips are called."""


@dataclass(frozen=True, slots=True)
class Figured:
    """``fault`` says why the decisions kept could not be used; the figures stand without them then."""

    shown: Indicators
    questions: tuple[Question, ...]
    kept: tuple[Kept, ...]
    since: Since | None
    fault: str


# A county's of 2,000 projects take about 20 MB.
_figured: Final[kept.Kept[Figured]] = kept.Kept(6)


def figured_of(
    decisions: Sequence[Decision], understood: Understood, period: Period, compared: Compared, choice: Choice
) -> Figured:
    """The figures of an upload at the end of a period, by the decisions of people, against what it is compared with;
    worked out once for each of these."""
    chosen = (choice.by, choice.apart, choice.rule, choice.compare)
    key = (understood.key, tuple(decisions), period, compared.key, chosen)
    return _figured.get(key, lambda: _worked(decisions, understood.readings, period, compared.readings, choice))


def _worked(
    decisions: Sequence[Decision], readings: Sequence[Reading], period: Period, last: Sequence[Reading], choice: Choice
) -> Figured:
    asked = questions(readings, period, newest(last))
    every, outcome, fault = _decided(decisions, readings, asked)
    return Figured(
        indicators(outcome, period, last, choice),
        tuple(open_questions(readings, outcome, every)),
        tuple(made(outcome, every)),
        since(last, outcome.readings, period) if last else None,
        fault,
    )


def _decided(
    every: Sequence[Decision], readings: Sequence[Reading], asked: Sequence[Any]
) -> tuple[Sequence[Decision], Outcome, str]:
    try:
        return every, decided(readings, every, asked), ""
    except SettingsError as error:
        return [], Outcome(tuple(readings), (), tuple(asked)), f"{without_paths(str(error))}。下面的数没有用任何决定。"
