"""The slips and spellings of the ledger: what stands in a cell instead of the plain value the rows give.

Keys are cell names of the sheet 项目台账. A spelling means what the plain value means; a slip contradicts it.
"""

from __future__ import annotations

from datetime import date
from typing import Final

SPELLINGS: Final[dict[str, str | date]] = {
    "G9": "54,583.00",
    "I10": "1.29亿元",
    "I16": "20000",
    "I36": "２６００",
    "G77": "5000万元",
    "L8": "86.8%",
    "F15": date(2026, 5, 31),
    "F54": "/",
}
"""The same value in another dress: text, full-width digits, a unit in the cell, a true date."""

SLIPS: Final[dict[str, float]] = {
    "G55": 82500,
    "L16": 68.5,
}
"""Typing errors left for the checks to find: the water group's sum is 85200, project 9 stands at 86.5."""
