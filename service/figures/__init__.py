"""The abacus: records → figures that know their formula and cells."""

from service.figures.checks import Check, check
from service.figures.figure import Figure, Unit
from service.figures.progress import (
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
from service.figures.report import figures_json

__all__ = [
    "Check",
    "Figure",
    "Period",
    "Progress",
    "Ranked",
    "State",
    "Unit",
    "by_group",
    "check",
    "figures_json",
    "in_state",
    "needed_per_month",
    "of_all",
    "of_record",
    "rank",
    "year_on_year",
]
