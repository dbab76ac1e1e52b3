"""版记 as LibreOffice prints it: nothing of it is lost, and it ends on the foot of the last page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.layout.contexts import fill, sample
from tests.support.raster import Raster
from tests.support.rendering import Office
from tests.support.rendering import pages as measured

pages = cache(measured)
BULLETIN = "progress_bulletin"
FOOT = 37 + 225
COUNTS = (1, 10, 30, 60, 90)
#: Lines of 主送机关 and of the title, and the mark, around the bound where the units move to the 版记.
LINES = [(title, 9 - title + more) for title in (1, 2, 3, 4) for more in (0, 1)]
MARKS = ("县委办公室文件", "安澜县重点项目建设指挥部办公室文件")


def units(count: int) -> str:
    """So many units of nine characters."""
    tens = "零一二三四五六七八九"
    return "、".join(f"安澜县{tens[number // 10]}{tens[number % 10]}管理局" for number in range(count))


def _addressed(mark: str, title: int, lines: int) -> bytes:
    context = sample(BULLETIN) | {
        "标题": "\n".join(["重点项目建设进展情况的通报"] * title),
        "主送": "安" * (28 * lines - 2),
    }
    context["发文机关"] |= {"标志": mark}
    return fill(BULLETIN, context)


@pytest.fixture(scope="module")
def printed(office: Office) -> Mapping[str, Path]:
    """Every document of this module, converted in one call."""
    documents = {f"copies {count}": fill(BULLETIN, sample(BULLETIN) | {"抄送": units(count)}) for count in COUNTS}
    documents |= {"forty": fill(BULLETIN, sample(BULLETIN) | {"主送": units(40)})}
    documents |= {f"{mark} {title} {lines}": _addressed(mark, title, lines) for mark in MARKS for title, lines in LINES}
    many = {"minutes": {"分送": units(30)}, "work_brief": {"发": units(30), "送": units(12)}}
    documents |= {f"{paper} many": fill(paper, sample(paper) | more) for paper, more in many.items()}
    documents |= {f"{paper} sample": fill(paper, sample(paper)) for paper in many}
    return office.pdfs(documents)


def _ends(pdf: Path) -> list[float]:
    last = pages(pdf)[-1]
    return [rule.bottom for rule in Raster.of(pdf, last.number).rules("dark", 150)]


def _text(pdf: Path) -> str:
    return "".join(line.text for page in pages(pdf) for line in page.lines)


@pytest.mark.parametrize("count", COUNTS[:-1])
def test_any_number_of_units_is_named_and_ends_on_the_foot(printed: Mapping[str, Path], count: int) -> None:
    pdf = printed[f"copies {count}"]
    last = pages(pdf)[-1]
    assert _ends(pdf)[-1] == pytest.approx(FOOT, abs=0.8)
    assert last.lines[-2].text.endswith("2026年11月5日印发")
    assert last.lines[-1].text == f"—{last.number}—"
    named = "".join(line.text for line in last.lines)
    assert all(unit in named for unit in units(count).split("、"))


def test_more_units_than_a_page_holds_go_on_over_the_page(printed: Mapping[str, Path]) -> None:
    text = _text(printed[f"copies {COUNTS[-1]}"])
    assert len(units(COUNTS[-1])) > 700
    assert all(re.sub("—.*—", "", unit) in re.sub(r"—\d+—", "", text) for unit in units(COUNTS[-1]).split("、"))
    assert "印发" in text


@pytest.mark.parametrize("count", COUNTS[:-1])
def test_text_stays_clear_of_the_first_rule(printed: Mapping[str, Path], count: int) -> None:
    pdf = printed[f"copies {count}"]
    last = pages(pdf)[-1]
    copies = last.find("抄送：")
    rules = [rule for rule in Raster.of(pdf, last.number).rules("dark", 20) if rule.bottom < copies.box.top]
    assert copies.box.top - 3 < rules[-1].top
    assert all(rule.bottom < rules[-1].top - 2 for rule in rules[:-1])
    assert all(line.box.bottom < rules[-1].top for line in last.lines[: last.lines.index(copies)])


def test_forty_units_leave_text_on_the_first_page_and_stand_above_the_copies(printed: Mapping[str, Path]) -> None:
    first, *_, last = pages(printed["forty"])
    assert "现将" in first.text
    assert "安澜县零零管理局" not in first.text
    moved, copies = last.find("主送：").box.centre, last.find("抄送：").box.centre
    rules = [rule.centre for rule in Raster.of(printed["forty"], last.number).rules("dark", 150)]
    assert moved < copies
    assert not [rule for rule in rules if moved < rule < copies]
    assert len([rule for rule in rules if rule > copies]) == 2
    assert _ends(printed["forty"])[-1] == pytest.approx(FOOT, abs=0.8)


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize(("title", "lines"), LINES)
def test_the_first_page_always_shows_text(printed: Mapping[str, Path], mark: str, title: int, lines: int) -> None:
    first, *_, last = pages(printed[f"{mark} {title} {lines}"])
    assert "现将" in first.text
    assert ("安" * 9 in first.text) is ("主送：" not in last.text) is (title + lines <= 9)


@pytest.mark.parametrize("paper", ["minutes", "work_brief"])
@pytest.mark.parametrize("way", ["sample", "many"])
def test_minutes_and_briefs_end_on_the_foot_too(printed: Mapping[str, Path], paper: str, way: str) -> None:
    pdf = printed[f"{paper} {way}"]
    assert _ends(pdf)[-1] == pytest.approx(FOOT, abs=0.8)
    assert ("印发" if paper == "minutes" else "共印") in pages(pdf)[-1].lines[-2].text
    if way == "many":
        assert all(unit in _text(pdf) for unit in units(30).split("、"))
