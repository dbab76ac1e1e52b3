"""A figure's value worked out again from its tree alone: from the figures it was made of, not from its cells.

It shares nothing with service.figures but the words of formulas. Amounts are Fractions.
"""

from __future__ import annotations

import re
from fractions import Fraction

from service.figures import Figure

_TOKEN = re.compile(r"[（）÷−×+]|[^（）÷−×+\s]+")


def evaluated(figure: Figure) -> Fraction:
    """The value of a formula of + − × ÷ over the names of the figures it was made of; a leaf is its own number."""
    parts = [part for part in figure.origin if isinstance(part, Figure)]
    words = figure.formula.partition(" = ")[2]
    if not words:
        return sum((evaluated(part) for part in parts), Fraction(0)) if parts else Fraction(figure.number)
    names = {part.formula.partition(" = ")[0]: part for part in parts}
    return _Sum(_TOKEN.findall(re.sub(r"（(?:\d+ ?项|缺)[^）]*）$", "", words)), names).value()


class _Sum:
    def __init__(self, tokens: list[str], names: dict[str, Figure]) -> None:
        self._tokens, self._names = tokens, names

    def value(self) -> Fraction:
        found = self._product()
        while self._tokens and self._tokens[0] in "+−":
            sign = 1 if self._tokens.pop(0) == "+" else -1
            found += sign * self._product()
        return found

    def _product(self) -> Fraction:
        found = self._atom()
        while self._tokens and self._tokens[0] in "×÷":
            by = self._tokens.pop(0)
            other = self._atom()
            found = found * other if by == "×" else found / other
        return found

    def _atom(self) -> Fraction:
        token = self._tokens.pop(0)
        if token == "（":
            found = self.value()
            assert self._tokens.pop(0) == "）"
            return found
        if re.fullmatch(r"[\d.]+", token):
            return Fraction(token)
        return evaluated(self._names[token])
