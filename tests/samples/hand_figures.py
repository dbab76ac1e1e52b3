"""The figures of the invented county worked out a second time, with fractions, from a table typed for itself.

Nothing of the product and nothing of ``samples`` is imported here: ``expected.json`` holds what a careful person reads
in the workbooks (amounts in 万元, "missing" where nobody reported, "na" where it does not apply) under ``typed``, and
under ``derived`` what follows from it. :func:`derive` does that sum; the product must come to the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

EXPECTED: Final = Path(__file__).with_name("expected.json")
_AMOUNTS: Final = ("total", "plan", "done", "month", "last_year")


@dataclass(frozen=True)
class Line:
    """A project or a task unit: a name and what stands in its row, a fraction or a word."""

    name: str
    amounts: dict[str, Fraction | str]

    def of(self, amount: str) -> Fraction | None:
        """Return the amount if it is a number."""
        value = self.amounts[amount]
        return value if isinstance(value, Fraction) else None

    def is_(self, amount: str, word: str) -> bool:
        """Return whether ``word`` ("missing" or "na") stands in the amount's place."""
        return self.amounts[amount] == word

    @property
    def rate(self) -> Fraction | None:
        """Done over plan, exact; None where either is no number."""
        plan, done = self.of("plan"), self.of("done")
        return None if plan is None or done is None else done / plan


def read() -> dict[str, Any]:
    """Return the whole of ``expected.json``."""
    content: dict[str, Any] = json.loads(EXPECTED.read_text(encoding="utf-8"))
    return content


def derive(typed: dict[str, Any]) -> dict[str, Any]:
    """Return all that follows from the typed tables, ratios as strings of 10 decimals, amounts as exact strings."""
    schedule = Fraction(typed["months_passed"], 12)
    projects = [_line(row, "name", _AMOUNTS) for row in typed["projects"]]
    units = [_line(row, "unit", ("plan", "done", "last_year")) for row in typed["units"]]
    return {
        "schedule": ratio(schedule),
        "projects": _derive_lines(projects, schedule, _AMOUNTS),
        "units": _derive_lines(units, schedule, ("plan", "done", "last_year")),
        "groups": _grouped(typed["projects"], lambda row: [row["group"]]),
        "sectors": _grouped(typed["projects"], lambda row: [row["sector"]]),
        "plan_lists": _grouped(typed["projects"], lambda row: row["plan_lists"]),
        "issues": _issues(typed),
    }


def ratio(value: Fraction) -> str:
    """Return ``value`` to 10 decimals, half up."""
    with localcontext(prec=60):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return f"{exact.quantize(Decimal('1e-10'), ROUND_HALF_UP):f}"


def amount(value: Fraction) -> str:
    """Return ``value`` exactly if it ends within 10 decimals, without needless zeros."""
    text = ratio(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _line(row: dict[str, Any], name: str, amounts: Sequence[str]) -> Line:
    values = {key: row[key] if row[key] in {"missing", "na"} else Fraction(row[key]) for key in amounts}
    return Line(row[name], values)


def _derive_lines(lines: Sequence[Line], schedule: Fraction, amounts: Sequence[str]) -> dict[str, Any]:
    ranked = [(line.name, line.rate) for line in lines if line.rate is not None]
    rates = [rate for _, rate in ranked]
    ranks = {name: 1 + sum(other > rate for other in rates) for name, rate in ranked}
    return {
        "totals": _totals(lines, schedule, amounts),
        "lines": [_one(line, schedule, ranks.get(line.name)) for line in lines],
        "on_schedule": [name for name, rate in ranked if rate >= schedule],
        "behind_including_zero": [name for name, rate in ranked if rate < schedule],
        "zero": [line.name for line in lines if line.of("done") == 0],
        "not_reported": [line.name for line in lines if line.of("plan") is not None and line.is_("done", "missing")],
        "no_plan": [line.name for line in lines if line.is_("plan", "na")],
        "over_100": [name for name, rate in ranked if rate > 1],
    }


def _totals(lines: Sequence[Line], schedule: Fraction, amounts: Sequence[str]) -> dict[str, Any]:
    sums = {key: _sum(line.of(key) for line in lines) for key in amounts}
    pairs = [(line.of("done"), line.of("last_year")) for line in lines]
    both = [(done, last) for done, last in pairs if done is not None and last is not None]
    now, before = _sum(done for done, _ in both), _sum(last for _, last in both)
    counted = _counted(lines)
    rate = counted / sums["plan"]
    months_left = 12 - 12 * schedule
    return {
        "count": len(lines),
        **{key: amount(value) for key, value in sums.items()},
        "rate": ratio(rate),
        "gap": ratio(rate - schedule),
        "needed_a_month": amount((sums["plan"] - counted) / months_left),
        "compared_count": len(both),
        "compared_done": amount(now),
        "compared_last_year": amount(before),
        "growth": ratio(now / before - 1),
    }


def _counted(lines: Sequence[Line]) -> Fraction:
    """What those with a plan did: 完成率 is done against the plan, so work without one is not above its line."""
    return _sum(line.of("done") for line in lines if line.of("plan"))


def _one(line: Line, schedule: Fraction, rank: int | None) -> dict[str, Any]:
    rate = line.rate
    if rate is None:
        return {"name": line.name, "rate": None, "gap": None, "rank": None}
    return {"name": line.name, "rate": ratio(rate), "gap": ratio(rate - schedule), "rank": rank}


def _grouped(rows: Sequence[dict[str, Any]], keys: Callable[[dict[str, Any]], list[str]]) -> dict[str, Any]:
    names = list(dict.fromkeys(key for row in rows for key in keys(row)))
    return {name: _group([row for row in rows if name in keys(row)]) for name in names}


def _group(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    lines = [_line(row, "name", _AMOUNTS) for row in rows]
    sums = {key: _sum(line.of(key) for line in lines) for key in _AMOUNTS}
    rate = _counted(lines) / sums["plan"]
    return {"count": len(lines), **{key: amount(value) for key, value in sums.items()}, "rate": ratio(rate)}


def _issues(typed: dict[str, Any]) -> dict[str, Any]:
    today = date.fromisoformat(typed["today"])
    known = {row["name"] for row in typed["projects"]}
    still = [row for row in typed["issues"] if row["says"] != "solved"]
    late = {row["project"]: (today - date.fromisoformat(row["deadline"])).days for row in still}
    new = [row for row in still if not row["ordered"]]
    sent = [row for row in still if row["ordered"]]
    return {
        "open": [row["project"] for row in still],
        "solved": [row["project"] for row in typed["issues"] if row["says"] == "solved"],
        "to_order": [row["project"] for row in new if row["cause"] and row["proposal"]],
        "held_back": [row["project"] for row in new if not row["cause"] or not row["proposal"]],
        "in_time": [row["project"] for row in sent if late[row["project"]] <= 0],
        "overdue_days": {row["project"]: days for row in sent if (days := late[row["project"]]) > 0},
        "to_ask": [row["project"] for row in sent if late[row["project"]] > 0 and row["says"] == "blank"],
        "not_in_ledger": [row["project"] for row in still if row["project"] not in known],
    }


def _sum(values: Iterable[Fraction | None]) -> Fraction:
    return sum((value for value in values if value is not None), Fraction(0))
