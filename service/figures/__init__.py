"""The abacus: records → figures that know their formula and cells."""

from service.figures.checks import Check, against, check, period_questions, questions, twin_questions, unit_questions
from service.figures.curve import Curve, own_schedule
from service.figures.decisions import Decision, Outcome, Use, decided
from service.figures.figure import Figure, Unit, difference, quotient, total
from service.figures.measuring import needed_per_month, needed_value, of_all, of_record, to_schedule
from service.figures.period import Period, read_period
from service.figures.progress import Progress, State

__all__ = [
    "Check",
    "Curve",
    "Decision",
    "Figure",
    "Outcome",
    "Period",
    "Progress",
    "State",
    "Unit",
    "Use",
    "against",
    "check",
    "decided",
    "difference",
    "needed_per_month",
    "needed_value",
    "of_all",
    "of_record",
    "own_schedule",
    "period_questions",
    "questions",
    "quotient",
    "read_period",
    "to_schedule",
    "total",
    "twin_questions",
    "unit_questions",
]
