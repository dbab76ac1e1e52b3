"""A round of scores as plain data: the contract of ``huicai score --json``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from service.figures.figure import Figure
from service.figures.report.printed import cells, number
from service.figures.scoring.loading import Scheme
from service.figures.scoring.measures import Given
from service.figures.scoring.rounds import Listed
from service.figures.scoring.sheet import Line, Sheet
from service.figures.unit_names import unit_key


def score_json(scheme: Scheme, sheets: Sequence[Sheet], listed: Sequence[Listed]) -> dict[str, Any]:
    """Every unit's sheet line by line with rule and figures in words, what was not scored and why, and the boards.

    Points are exact decimal strings; null where there are none, with the reason in ``words``.
    """
    return {
        "scheme": scheme.name,
        "source": scheme.source,
        "units": [_sheet(sheet) for sheet in sheets] if scheme.items else [],
        "boards": [
            {"name": item.name, "board": item.board.name, "colour": item.board.colour, "reason": item.reason}
            for item in listed
        ],
    }


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "score": number(sheet.total),
        "formula": sheet.total.formula,
        "class": sheet.verdict,
        "vetoed": sheet.vetoed,
        "unscored": list(sheet.unscored),
        "lines": [_line(line) for line in sheet.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "item": line.item.name,
        "points": number(line.points),
        "words": line.words,
        "figures": [{"formula": figure.formula, "value": number(figure)} for figure in line.figures],
        "sources": cells(line.points),
    }


def course_json(scores: Mapping[str, Mapping[str, Figure]]) -> list[dict[str, Any]]:
    """Each unit's scores of months, quarters and the year; the formula names what was not counted in."""
    return [
        {
            "name": name,
            "scores": [
                {"name": label, "score": number(found), "formula": found.formula, "reason": found.reason}
                for label, found in mine.items()
            ],
        }
        for name, mine in scores.items()
    ]


def strays(given: Mapping[str, Mapping[str, Given]], units: Sequence[str], scheme: Scheme) -> Iterator[str]:
    """What people entered that no sheet has a place for, a sentence each: nothing is left out without a word."""
    known = {item.name for item in scheme.items} | {veto.name for veto in scheme.vetoes}
    keys = {unit_key(name) for name in units}
    for unit, entries in given.items():
        if unit_key(unit) not in keys:
            yield f"登记了“{unit}”的考核事项，台账里没有这个单位，没有计入，请核对名称"
            continue
        for item in entries:
            if item not in known:
                yield f"登记了“{unit}”的“{item}”，考核办法“{scheme.name}”没有这一项，没有计入，请核对名称"
