"""A round of scores as plain data: the contract of ``huicai score --json``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from service.figures.figure import Figure
from service.figures.report.printed import cells, number
from service.figures.scoring.loading import Scheme
from service.figures.scoring.rounds import Listed, places_of
from service.figures.scoring.sheet import Line, Sheet


def score_json(scheme: Scheme, sheets: Sequence[Sheet], listed: Sequence[Listed]) -> dict[str, Any]:
    """Every unit's sheet line by line with rule and figures in words, what was not scored and why, and the boards.

    Points are exact decimal strings; null where there are none, with the reason in ``words``.
    """
    return {
        "scheme": scheme.name,
        "source": scheme.source,
        "units": [_sheet(sheet, place) for sheet, place in zip(sheets, places_of(sheets), strict=True)]
        if scheme.items
        else [],
        "boards": [
            {"name": item.name, "board": item.board.name, "colour": item.board.colour, "reason": item.reason}
            for item in listed
        ],
    }


def _sheet(sheet: Sheet, place: int | None) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "place": place,
        "idle": sheet.idle,
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
