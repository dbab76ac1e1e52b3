"""Cells → exact values: amounts in 万元, percentages as ratios, dates as far as they were written, names as given.

Every function gives the value and a sentence on what is wrong with it ("" where nothing is): a bad cell is data.
Those whose names are plural read a whole column, with the same results, and give the faults by position.
"""

from data_adapters.values.absences import absence, broken
from data_adapters.values.amounts import WAN, amount, amounts
from data_adapters.values.dates import date, dates, is_state
from data_adapters.values.digits import Raw, exact
from data_adapters.values.marks import MARKS, split_marks
from data_adapters.values.people import People, people
from data_adapters.values.percents import percent, percents
from data_adapters.values.periods import BuildPeriod, period
from data_adapters.values.texts import damaged, text, texts
from data_adapters.values.units import lead_unit, units

__all__ = [
    "MARKS",
    "WAN",
    "BuildPeriod",
    "People",
    "Raw",
    "absence",
    "amount",
    "amounts",
    "broken",
    "damaged",
    "date",
    "dates",
    "exact",
    "is_state",
    "lead_unit",
    "people",
    "percent",
    "percents",
    "period",
    "split_marks",
    "text",
    "texts",
    "units",
]
