"""The papers' own rule put to the desk that sorts weekly returns (domain.md M7)."""

from __future__ import annotations

from datetime import date

from service.papers.issues import last_day
from service.papers.triage import Weight, triage
from service.registers.triage import Sorting, Way

_WAYS = {Weight.MAJOR: Way.UP, Weight.LATE: Way.UP, Weight.GENERAL: Way.ORDER, Weight.UNCLEAR: Way.ASK}


def sorting(day: date, source: str) -> Sorting:
    """How the returns of a day are sorted; ``source`` says where they come from (第10周周报). Raises SettingsError."""
    rule = triage()
    return Sorting(lambda topic, on: _WAYS[rule.weigh(topic, on)], lambda topic: last_day(topic.deadline), day, source)
