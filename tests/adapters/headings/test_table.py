"""Every heading of ``table.txt`` means what its line says, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from data_adapters.headings import Match, fields, recognise

_YEAR = 2026


def _lines() -> Iterator[tuple[str, str]]:
    """Pairs of expectation and heading with its parents."""
    for line in (Path(__file__).parent / "table.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("//"):
            expectation, _, headings = line.partition(": ")
            yield from ((expectation, heading) for heading in headings.split(" | "))


def _expected(expectation: str) -> Match | None:
    name, *details = expectation.split(" ")
    if name == "none":
        return None
    numbers = {detail[0]: int(detail[1:]) for detail in details if re.fullmatch(r"[md]\d+", detail)}
    unit = next((detail for detail in details if not re.fullmatch(r"[md]\d+", detail)), "")
    return Match(name, unit, numbers.get("m", 0), numbers.get("d", 0))


def _match(stack: str, year: int = _YEAR) -> Match | None:
    *parents, heading = (text.replace("␤", "\n") for text in stack.split(" > "))
    return recognise(tuple(parents), heading, year)


_TABLE = list(_lines())
_POSITIVE = [pair for pair in _TABLE if not pair[0].startswith("!")]
_NEGATIVE = [(expectation[1:], heading) for expectation, heading in _TABLE if expectation.startswith("!")]


@pytest.mark.parametrize(("expectation", "stack"), _POSITIVE)
def test_means(expectation: str, stack: str) -> None:
    assert _match(stack) == _expected(expectation)


@pytest.mark.parametrize(("field", "stack"), _NEGATIVE)
def test_does_not_mean(field: str, stack: str) -> None:
    match = _match(stack)
    assert match is None or match.field != field


def test_the_table_names_fields_there_are_and_is_large_enough() -> None:
    named = {expectation.lstrip("!").split(" ")[0] for expectation, _ in _TABLE}
    assert named - set(fields()) == {"none"}
    assert len(_POSITIVE) >= 400
    assert len(_NEGATIVE) >= 80
