"""The abacus: records → figures that know their formula and cells."""

from service.figures.checks import Check, against, check, period_questions, questions, twin_questions, unit_questions
from service.figures.figure import Figure, Unit
from service.figures.progress import (
    NO_UNIT,
    OTHERS,
    Period,
    Progress,
    State,
    by_group,
    needed_per_month,
    of_all,
    of_record,
    year_on_year,
)
from service.figures.ranking import Ranked, in_state, rank
from service.figures.report import check_json, figures_json

__all__ = [
    "NO_UNIT",
    "OTHERS",
    "Check",
    "Figure",
    "Period",
    "Progress",
    "Ranked",
    "State",
    "Unit",
    "against",
    "by_group",
    "check",
    "check_json",
    "figures_json",
    "in_state",
    "needed_per_month",
    "of_all",
    "of_record",
    "period_questions",
    "questions",
    "rank",
    "twin_questions",
    "unit_questions",
    "year_on_year",
]
