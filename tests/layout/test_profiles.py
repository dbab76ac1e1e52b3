"""Printing profiles: every paper printed to the variant and to a county's own, and files that are refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from service.assembly import compile_template
from service.assembly.gongwen_check import check, load_profile
from service.assembly.layout.page import ACROSS, ELECTRONIC, FORM, STANDARD, PageProfile
from service.assembly.layout.profiles import delivered, parse_printing, printed_to
from service.assembly.layout.profiles.setting import turned
from service.errors import SettingsError
from service.papers import papers
from service.wording import FILTERS
from templates_docx.build import template_path
from tests.layout.contexts import PAPERS, long, sample
from tests.layout.fonts import strangers
from tests.layout.xml import part, values
from tests.support.raster import Raster
from tests.support.rendering import Box, Office, pages

COUNTY = parse_printing(b"top = 36\nbottom = 34.5\nleft = 27\nright = 27\nline = 29\n", "县")
PROFILES: dict[str, PageProfile] = {"electronic": ELECTRONIC, "county": COUNTY}
WAYS = {"sample": sample, "long": long}
#: LibreOffice shares what 22 lines leave of the page's height between its upper and its lower edge, in mm.
GRID_SHIFT = 0.6
UPRIGHT = ("progress_bulletin", "meeting_notice", "minutes", "work_brief", "unit_report", "accountability_notice")
every_profile = pytest.mark.parametrize("profile", PROFILES)


def fill(paper: str, profile: PageProfile, way: str = "sample") -> bytes:
    """A paper printed to a profile."""
    data = printed_to(template_path(paper).read_bytes(), profile, paper)
    return compile_template(data, filters=FILTERS, name=paper).render(WAYS[way](paper))


@pytest.fixture(scope="module")
def printed(office: Office) -> Mapping[str, Path]:
    """Every paper in every profile, sample and long, converted in one call."""
    wanted = [(paper, name, way) for paper in PAPERS for name in ("standard", "electronic") for way in WAYS]
    wanted += [(paper, "county", "sample") for paper in PAPERS]
    profiles = PROFILES | {"standard": STANDARD}
    return office.pdfs({f"{paper} {name} {way}": fill(paper, profiles[name], way) for paper, name, way in wanted})


read = cache(pages)


def test_delivered_files_are_the_profiles_of_the_layout() -> None:
    read = {name: parse_printing(path.read_bytes(), name) for name, path in delivered().items()}
    assert read == {"standard": STANDARD, "electronic": ELECTRONIC}


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("top = 37\nlefts = 1\n", ["“lefts”", "可用的有", "left"]),
        ('top = "37"\n', ["“top”", "毫米", "“37”"]),
        ("line = 50\n", ["“line”", "20—40", "磅"]),
        ("line = true\n", ["“line”", "True"]),
        ("left = 30\n", ["56毫米", "154毫米", "54毫米"]),
        ("line = 29.45\n", ["放不下22行", "28.95磅"]),
        ("top = \n", ["TOML"]),
        ("inset = 9\n", ["“inset”"]),
    ],
)
def test_files_with_other_measures_are_refused_in_a_sentence(text: str, pieces: list[str]) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_printing(text.encode(), "印制版式“县.toml”")
    said = str(caught.value)
    assert [piece for piece in ["印制版式“县.toml”", *pieces] if piece not in said] == [], said


def test_the_standard_leaves_a_template_as_it_is() -> None:
    data = template_path("progress_bulletin").read_bytes()
    assert printed_to(data, STANDARD, "通报") is data


def test_forms_and_boards_keep_their_margins() -> None:
    for paper in ("sign_in_sheet", "display_board"):
        data = template_path(paper).read_bytes()
        assert printed_to(data, ELECTRONIC, paper) is data
    assert FORM.top != STANDARD.top


def test_a_sheet_across_turns_with_its_profile() -> None:
    assert turned(ELECTRONIC) == replace(ACROSS, line=ELECTRONIC.line)
    margins = part(printed_to(template_path("duty_list").read_bytes(), COUNTY, "清单"))
    found = {name: values(margins, f"//w:pgMar/@w:{name}")[0] for name in ("top", "bottom", "left", "right")}
    assert found == {"top": "1531", "bottom": "1531", "left": "1956", "right": "2041"}


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(("profile", "way"), [("electronic", "sample"), ("electronic", "long"), ("county", "sample")])
def test_every_paper_prints_on_as_many_pages_and_within_them(
    printed: Mapping[str, Path], paper: str, profile: str, way: str
) -> None:
    pdf = printed[f"{paper} {profile} {way}"]
    sheets, standard = read(pdf), read(printed[f"{paper} standard {way}"])
    assert len(sheets) == len(standard)
    assert sum(page.text.count("——") for page in sheets) == sum(page.text.count("——") for page in standard)
    for page in sheets:
        assert min(line.box.left for line in page.lines) >= 17
        assert max(line.box.right for line in page.lines) <= page.width - 17
        assert max(line.box.bottom for line in page.lines) <= page.height - 7
    assert strangers(pdf) == set()


@every_profile
@pytest.mark.parametrize("paper", UPRIGHT)
def test_the_foot_lies_on_the_edge_and_the_number_7_mm_below(
    printed: Mapping[str, Path], paper: str, profile: str
) -> None:
    edge = 297 - PROFILES[profile].bottom - PROFILES[profile].inset
    pdf = printed[f"{paper} {profile} sample"]
    last = read(pdf)[-1]
    if paper not in ("meeting_notice", "unit_report"):
        assert Raster.of(pdf, last.number).rules("dark", 150)[-1].bottom == pytest.approx(edge, abs=0.8)
    number = last.lines[-1]
    assert number.text == f"—{last.number}—"
    dash = Raster.of(pdf, last.number, 300).ink("dark", Box(number.box.left, edge, number.box.left + 3, 280))
    assert dash is not None
    assert dash.centre == pytest.approx(edge + 7, abs=0.4)


@every_profile
@pytest.mark.parametrize("paper", ["progress_bulletin", "minutes", "unit_report"])
def test_the_mark_begins_35_mm_below_the_edge(printed: Mapping[str, Path], paper: str, profile: str) -> None:
    chosen, area = PROFILES[profile], Box(0, 0, 210, 100)
    ink = Raster.of(printed[f"{paper} {profile} sample"]).ink("red", area)
    standard = Raster.of(printed[f"{paper} standard sample"]).ink("red", area)
    assert ink is not None
    assert standard is not None
    assert ink.top - standard.top == pytest.approx(chosen.top + chosen.inset - STANDARD.top, abs=GRID_SHIFT)


@every_profile
def test_a_letter_keeps_its_number_under_the_rule(printed: Mapping[str, Path], profile: str) -> None:
    tops = []
    for name in (profile, "standard"):
        raster = Raster.of(printed[f"meeting_notice {name} sample"])
        rule = raster.rules("red", 150)[1].bottom
        number = raster.ink("dark", Box(28, rule + 1, 184.5, rule + 13))
        assert number is not None
        tops.append(number.top - rule)
    assert tops[0] == pytest.approx(tops[1], abs=GRID_SHIFT)


#: 天头 of the upright sheets and of those across inside them, in twips.
_TOPS = (("standard", "2098", "1587"), ("electronic", "1960", "1587"), ("县.toml", "2041", "1531"))


def test_the_setting_chooses_for_every_paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUICAI_HOME", str(tmp_path))
    (tmp_path / "县.toml").write_text("top = 36\nbottom = 34.5\nleft = 27\nright = 27\nline = 29\n", encoding="utf-8")
    paper, context = papers()["progress_bulletin"], sample("progress_bulletin")
    tops = {}
    for name in ("standard", "electronic", "县.toml"):
        monkeypatch.setenv("HUICAI_PROFILE", name)
        tops[name] = values(part(paper.compile().render(context)), "//w:pgMar/@w:top")
    assert tops == {name: [top, across, top] for name, top, across in _TOPS}


@pytest.mark.parametrize(("name", "said"), [("没有", "没有名为“没有”的印制版式"), ("没有.toml", "找不到这个文件")])
def test_an_unknown_profile_is_named(name: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUICAI_HOME", str(tmp_path))
    monkeypatch.setenv("HUICAI_PROFILE", name)
    with pytest.raises(SettingsError, match=said):
        papers()["agenda"].compile()


@pytest.mark.parametrize("paper", PAPERS)
def test_the_check_of_a_profile_finds_no_more_than_that_of_the_standard(paper: str) -> None:
    day = date(2026, 11, 23)
    found = {
        name: {finding.code for finding in check(fill(paper, profile), profile=load_profile(name), today=day)}
        for name, profile in (("standard", STANDARD), ("electronic", ELECTRONIC))
    }
    assert found["electronic"] == found["standard"]
