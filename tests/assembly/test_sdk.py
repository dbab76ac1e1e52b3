"""Microsoft's own validator passes what the press makes: the four papers, a chart with a picture, papers joined."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from service.assembly import compile_template
from service.assembly.merge import merge
from service.wording import FILTERS
from tests.assembly.docx_builder import docx, p, row, table
from tests.assembly.patterns import chart_drawing, picture_drawing, png, template
from tests.assembly.test_marks import END, LOOP
from tests.assembly.test_parity import TEMPLATES
from tests.conftest import demand
from tests.support import sdk

CHART = {"类别": ["栖云镇", "枕石镇"], "系列": [{"名称": f"系列{n}", "数值": [97.16, "——"]} for n in range(4)]}


@cache
def paper(path: Path) -> bytes:
    context = json.loads((path.parent / "sample.json").read_text(encoding="utf-8"))
    return compile_template(path.read_bytes(), filters=FILTERS).render(context)


def shown() -> bytes:
    body = chart_drawing("{{ 图 }}") + picture_drawing("{{ 照片 }}")
    return compile_template(template(body)).render({"图": CHART, "照片": png(3, 2)})


def marked() -> bytes:
    body = table(1, LOOP, row("{{ 行 }}{% 合并相同 %}"), END)
    return compile_template(docx(p("{{ 题 }}") + body)).render({"题": "一\n二\t三", "表": ["镇", "镇", "乡"]})


MADE: dict[str, Callable[[], bytes]] = {
    **{path.parent.name: lambda path=path: paper(path) for path in TEMPLATES},  # type: ignore[misc] # bound at once
    "chart and picture": shown,
    "merged cells": marked,
    "joined": lambda: merge([*map(paper, TEMPLATES), shown()], odd_pages=True),
}


@pytest.mark.parametrize("made", MADE.values(), ids=MADE)
def test_open_xml_sdk_finds_nothing(made: Callable[[], bytes]) -> None:
    demand("sdk")
    assert sdk.faults(made()) == []


def test_open_xml_sdk_would_find_something() -> None:
    demand("sdk")
    assert "unexpected child element" in "".join(sdk.faults(docx("<w:p><w:pPr/><w:pPr/></w:p>")))
