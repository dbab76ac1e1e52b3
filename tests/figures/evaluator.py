"""An independent reading of formulas: the value of a figure worked out again from its formula's words and its cells.

It shares nothing with service.figures but the words: amounts are Fractions, what a name means stands here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from data_adapters import Cell
from service.figures import Figure

COLUMN = {
    "年度计划投资": "plan_this_year",
    "累计完成投资": "done_this_year_to_date",
    "有年度计划的累计完成投资": "done_this_year_to_date",
    "无年度计划的累计完成投资": "done_this_year_to_date",
    "本期完成投资": "done_this_year_to_date",
    "上年同期完成投资": "done_last_year_same_period",
    "总投资": "total_investment",
}
_TOKEN = re.compile(r"[（）÷−]|[^（）÷−\s]+")
Ledger = Mapping[Cell, tuple[str, Fraction]]
"""What stands in each cell: its field and its value."""


def recompute(figure: Figure, ledger: Ledger, month: int) -> Fraction:
    """The figure's value again. Fails with KeyError on a word that it does not know."""
    right = figure.formula.partition(" = ")[2] or figure.formula
    plain = re.sub(r"（\d+ 项可比）$", "", right)
    return _Formula(_TOKEN.findall(plain), figure, ledger, month).sum()


class _Formula:
    def __init__(self, tokens: list[str], figure: Figure, ledger: Ledger, month: int) -> None:
        self._tokens, self._figure, self._ledger, self._month = tokens, figure, ledger, month

    def sum(self) -> Fraction:
        value = self.product()
        while self._tokens and self._tokens[0] == "−":
            self._tokens.pop(0)
            value -= self.product()
        return value

    def product(self) -> Fraction:
        value = self.atom()
        while self._tokens and self._tokens[0] == "÷":
            self._tokens.pop(0)
            value /= self.atom()
        return value

    def atom(self) -> Fraction:
        token = self._tokens.pop(0)
        if token == "（":
            value = self.sum()
            assert self._tokens.pop(0) == "）"
            return value
        if re.fullmatch(r"[\d.]+", token):
            return Fraction(token)
        if token == "序时进度":
            return Fraction(self._month, 12)
        if token == "完成率":
            planned = {
                cell.row for cell, (field, value) in self._ledger.items() if field == "plan_this_year" and value > 0
            }
            done = self._column("累计完成投资", planned)
            return done / self._column("年度计划投资", None)
        return self._column(token, None)

    def _column(self, name: str, rows: set[int] | None) -> Fraction:
        found = [self._ledger[cell] for cell in self._figure.sources if rows is None or cell.row in rows]
        return sum((value for field, value in found if field == COLUMN[name]), Fraction(0))
