"""An independent reading of 溯源.json: every step worked out again from the values of its leaves and its formula alone.

It shares nothing with the service but the words of the formulas. Amounts are Fractions.
"""

from __future__ import annotations

import json
import re
from datetime import date
from fractions import Fraction
from typing import Any, Final

ROUNDING: Final = Fraction(1, 10**20)
"""What 28 digits lose."""
_TOKEN: Final = re.compile(r"\d{4}-\d\d-\d\d|\d+(?:\.\d+)?(?![^\s（）÷×−+])|[（）÷×−+]|[^（）÷×−+\s]+")
_BASIS: Final = re.compile(r"（(?:\d+ 项可比|\d+项两者均填)）$")
_PLACE: Final = re.compile(r"位次 = 参加排名的完成率中(高于|低于)它的(不相同的)?个数 \+ 1")


class Traced:
    """A trace as JSON holds it."""

    def __init__(self, content: bytes) -> None:
        self.data: dict[str, Any] = json.loads(content)
        self._values: dict[int, Fraction | None] = {}

    def rows(self, table: str) -> list[dict[str, Any]]:
        """A table's rows by their columns."""
        found = self.data[table]
        return [dict(zip(found["columns"], row, strict=True)) for row in found["rows"]]

    def recomputed(self) -> dict[int, Fraction | None]:
        """Every step's value, worked out again; None for those that have none."""
        self._steps = self.rows("steps")
        return {number: self._value(number) for number in range(len(self._steps))}

    def _value(self, number: int) -> Fraction | None:
        if number not in self._values:
            self._values[number] = self._work_out(self._steps[number]) if self._steps[number]["value"] else None
        return self._values[number]

    def _known(self, number: int) -> Fraction:
        value = self._value(number)
        assert value is not None
        return value

    def _work_out(self, step: dict[str, Any]) -> Fraction:
        formula = self.formula(step)
        _, equals, right = formula.partition(" = ")
        if _PLACE.fullmatch(formula):
            return self._place(step, formula)
        is_leaf = not step["steps"] and (step["unit"] != "个" or "问题数" in formula)
        if (is_leaf and not equals) or (step["unit"] == "分" and "，" in formula):
            return Fraction(step["value"])  # what stands in the cell; points by a rule told in words
        if equals:
            tokens = _TOKEN.findall(_BASIS.sub("", right))
            return _Reading(tokens, self, step).sum()
        if step["unit"] == "个" and "相加" not in formula:
            rows = {(self.cell(cell)["sheet"], self.cell(cell)["cell"].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
                    for cell in step["cells"]}  # fmt: skip
            return Fraction(len(rows) + len(step["steps"]))
        return sum(map(self._known, step["steps"]), Fraction(0))

    def _place(self, step: dict[str, Any], formula: str) -> Fraction:
        own, compared = step["steps"]
        mine, others = self._known(own), [self._known(rate) for rate in self._steps[compared]["steps"]]
        ahead = [rate for rate in others if (rate > mine if "高于" in formula else rate < mine)]
        return Fraction(1 + len(set(ahead) if "不相同" in formula else ahead))

    def formula(self, step: dict[str, Any]) -> str:
        """A step's formula."""
        return str(self.data["formulas"][step["formula"]])

    def cell(self, number: int) -> dict[str, Any]:
        """A cell's row."""
        return dict(zip(self.data["cells"]["columns"], self.data["cells"]["rows"][number], strict=True))

    def named(self, step: dict[str, Any], name: str, taken: set[int]) -> Fraction:
        """The value of the part of that name, the first not taken yet, the nearest first."""
        waiting = list(step["steps"])
        while waiting:
            number = waiting.pop(0)
            part = self._steps[number]
            if self.formula(part).partition(" = ")[0] == name and number not in taken:
                taken.add(number)
                return self._known(number)
            waiting += part["steps"]
        raise KeyError(name)


class _Reading:
    """One formula being read, left to right, × and ÷ before + and −."""

    def __init__(self, tokens: list[str], trace: Traced, step: dict[str, Any]) -> None:
        self._tokens, self._trace, self._step, self._taken = tokens, trace, step, set[int]()

    def sum(self) -> Fraction:
        value = self._product()
        while self._tokens and self._tokens[0] in "+−":
            sign = 1 if self._tokens.pop(0) == "+" else -1
            value += sign * self._product()
        return value

    def _product(self) -> Fraction:
        value = self._atom()
        while self._tokens and self._tokens[0] in "×÷":
            if self._tokens.pop(0) == "×":
                value *= self._atom()
            else:
                value /= self._atom()
        return value

    def _atom(self) -> Fraction:
        token = self._tokens.pop(0)
        if token == "（":
            value = self.sum()
            assert self._tokens.pop(0) == "）"
            return value
        if re.fullmatch(r"\d+(\.\d+)?", token):
            return Fraction(token)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", token):
            return Fraction(date.fromisoformat(token).toordinal())
        return self._trace.named(self._step, token, self._taken)
