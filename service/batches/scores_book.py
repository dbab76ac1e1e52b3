"""考核结果 as a workbook: the sum of each unit, every line with its rule and figures, the boards, the year's course."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from service.batches.plain_book import text_sheet, workbook
from service.wording import GAP

_CELLS: Final = 20
"""So many cells stand in a line of the workbook; all of them are in the JSON."""


def scores_workbook(found: Mapping[str, Any]) -> bytes:
    """The workbook of what ``huicai score --json`` says; a sheet only for what there is."""
    sheets = [text_sheet(title, heads, rows) for title, heads, rows in _sheets(found) if rows]
    return workbook(sheets or [text_sheet("考核结果", ("考核结果",), ())])


def _sheets(found: Mapping[str, Any]) -> Iterable[tuple[str, Sequence[str], list[Sequence[str]]]]:
    units = found.get("units", [])
    yield "得分", ("单位", "得分", "位次", "等次", "一票否决", "没有评分的项目"), [_sum(unit) for unit in units]
    lines = [_line(unit["name"], line) for unit in units for line in unit["lines"]]
    yield "评分明细", ("单位", "考核项目", "得分", "规则和数字", "出处"), lines
    yield (
        "红黑榜",
        ("榜", "单位", "理由"),
        [(item["board"], item["name"], item["reason"]) for item in found.get("boards", [])],
    )
    yield (
        "月季年",
        ("单位", "月、季、年", "得分", "算法"),
        [row for unit in found.get("course", []) for row in _course(unit)],
    )


def _sum(unit: Mapping[str, Any]) -> Sequence[str]:
    open_ = "、".join(unit["unscored"]) or "无"
    place = f"{unit['place']}" if unit["place"] else "不参评" if unit["idle"] else GAP
    verdict = unit["class"] if unit["vetoed"] or not unit["idle"] else ""
    return unit["name"], unit["score"] or GAP, place, verdict or GAP, unit["vetoed"] or "无", open_


def _line(name: str, line: Mapping[str, Any]) -> Sequence[str]:
    sources = line["sources"]
    more = f" 等{len(sources)}格" if len(sources) > _CELLS else ""
    return name, line["item"], line["points"] or GAP, line["words"], "；".join(sources[:_CELLS]) + more


def _course(unit: Mapping[str, Any]) -> Iterable[Sequence[str]]:
    for score in unit["scores"]:
        yield (
            unit["name"],
            score["name"],
            score["score"] or GAP,
            score["formula"] if score["score"] else score["reason"],
        )
