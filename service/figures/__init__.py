"""The abacus: records → figures that know their formula and cells."""

from service.figures.breakdown import NO_UNIT, OTHERS, SIZES, Share, by_group, by_list, lists_of, shares
from service.figures.changes import Change, changes
from service.figures.checks import Check, against, check, period_questions, questions, twin_questions, unit_questions
from service.figures.curve import Curve, own_schedule
from service.figures.decision_file import load_decisions, save_decisions
from service.figures.decisions import Decision, Outcome, Use, decided
from service.figures.figure import Figure, Unit, difference, quotient, total
from service.figures.growth import above, given_rate, growth, month_on_month, times, year_on_year
from service.figures.measuring import needed_per_month, needed_value, of_all, of_record, to_schedule
from service.figures.period import Period, read_period
from service.figures.progress import Progress, State
from service.figures.ranking import Order, Ranked, Ties, in_state, movement, places, rank, rank_apart
from service.figures.rates import Among, Funds, Measure, Rate, funds_rate, rate_of
from service.figures.report import Asked, check_json, figures_json
from service.figures.targets import FIRST_QUARTER, HALF, TARGETS, Reached, Standing, Target, standing

__all__ = [
    "FIRST_QUARTER",
    "HALF",
    "NO_UNIT",
    "OTHERS",
    "SIZES",
    "TARGETS",
    "Among",
    "Asked",
    "Change",
    "Check",
    "Curve",
    "Decision",
    "Figure",
    "Funds",
    "Measure",
    "Order",
    "Outcome",
    "Period",
    "Progress",
    "Ranked",
    "Rate",
    "Reached",
    "Share",
    "Standing",
    "State",
    "Target",
    "Ties",
    "Unit",
    "Use",
    "above",
    "against",
    "by_group",
    "by_list",
    "changes",
    "check",
    "check_json",
    "decided",
    "difference",
    "figures_json",
    "funds_rate",
    "given_rate",
    "growth",
    "in_state",
    "lists_of",
    "load_decisions",
    "month_on_month",
    "movement",
    "needed_per_month",
    "needed_value",
    "of_all",
    "of_record",
    "own_schedule",
    "period_questions",
    "places",
    "questions",
    "quotient",
    "rank",
    "rank_apart",
    "rate_of",
    "read_period",
    "save_decisions",
    "shares",
    "standing",
    "times",
    "to_schedule",
    "total",
    "twin_questions",
    "unit_questions",
    "year_on_year",
]
