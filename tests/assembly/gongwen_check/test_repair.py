"""The repaired copy is clean of what was repaired; figures, names and dates stay as they were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

import pytest

from service.assembly.gongwen_check import Finding, check, load_profile, repair
from service.assembly.word_rules import check_document
from tests.assembly import docx_builder as raw
from tests.assembly.gongwen_check.made import BODY, paper, within
from tests.assembly.gongwen_check.seeded import FAULTS, Seeded
from tests.assembly.gongwen_check.test_odd import by_python_docx

STANDARD = load_profile()
TODAY = date(2026, 11, 22)
#: What must be repairable, whatever else is.
_REPAIRED = {
    "margin", "title-font", "title-size", "title-bold", "title-centred", "body-font", "body-size", "text-colour",
    "heading-font", "heading-bold", "heading-form", "heading-end", "annex-label-font", "imprint-font", "body-indent",
    "manual-indent", "number-brackets", "signer-form", "addressee-colon", "note-form", "note-marks", "annex-label",
    "copies-colon", "copies-end", "page-number-form", "page-number-font", "page-number-side", "page-number-missing",
    "half-punctuation", "half-brackets", "straight-quotes", "full-width", "ellipsis", "dash", "range-dash",
    "listed-quotes", "text-spaces", "weekday-word", "quote-hint",
}  # fmt: skip
_NEVER = {"date-form", "date-zero", "weekday", "table-sum", "issuer-name", "annex-names", "deadline-past", "gap"}


def seen_digits(document: bytes) -> str:
    return "".join(char for char in raw.seen(document, BODY).translate(_NARROW) if char.isdecimal())


_NARROW = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}


@cache
def seeded(fault: Seeded) -> tuple[bytes, Sequence[Finding]]:
    """A paper with a fault, and what is found in it."""
    document = paper(*fault.changes, part=fault.part, every=fault.every)
    return document, check(document, profile=STANDARD, today=TODAY)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.code}{'-' * bool(fault.name)}{fault.name}")
def test_repaired_copy(fault: Seeded) -> None:
    document, found = seeded(fault)
    mended, repaired = repair(document, found, profile=STANDARD)
    left = check(mended, profile=STANDARD, today=TODAY)
    assert {each.code for each in repaired} & {each.code for each in left} == set()
    assert {each.code for each in left if each.repairable} == set()
    assert [each for each in check_document(mended) if "模板标签" not in each] == []
    assert seen_digits(mended) == seen_digits(document)
    assert (mended == document) == (not repaired)


def test_what_is_repaired_and_what_is_not() -> None:
    repaired = {each.code for fault in FAULTS for each in seeded(fault)[1] if each.repairable}
    assert _REPAIRED - repaired == set()
    assert _NEVER & repaired == set()


def test_only_the_findings_given_are_repaired() -> None:
    document = paper(("已经确定。", "已经确定."), ("一、总体情况", "一.总体情况"))
    found = [each for each in check(document, profile=STANDARD) if each.code == "heading-form"]
    mended, repaired = repair(document, found, profile=STANDARD)
    assert repaired == found
    assert "一、总体情况" in raw.seen(mended)
    assert "已经确定." in raw.seen(mended)


def test_several_faults_of_one_paragraph() -> None:
    wrong = "1、计划新建项目２０个,已开工１８个;开工率比上月提高5.0个百分点..."
    document = paper(("计划新建项目20个，已开工18个，开工率比上月提高5.0个百分点。", wrong))
    mended, _ = repair(document, check(document, profile=STANDARD), profile=STANDARD)
    assert "1.计划新建项目20个，已开工18个；开工率比上月提高5.0个百分点……" in raw.seen(mended)
    assert check(mended, profile=STANDARD) == []


def test_a_strange_document_keeps_its_words() -> None:
    document = by_python_docx("关于开展督查的通知", "各镇人民政府:", '　　现将有关事项通知如下,请"抓紧"落实.')
    found = check(document, profile=STANDARD)
    mended, repaired = repair(document, found, profile=STANDARD)
    assert "各镇人民政府：¶现将有关事项通知如下，请“抓紧”落实。" in raw.seen(mended)
    assert {each.code for each in check(mended, profile=STANDARD)} & {each.code for each in repaired} == set()
    assert check_document(mended) == []


@pytest.mark.parametrize(
    ("style", "code"), [("GWBody", "heading-font"), ("GWHeading2", "body-font")], ids=["all-fangsong", "all-kaiti"]
)
def test_a_heading_that_runs_on_is_cut_at_its_stop(style: str, code: str) -> None:
    old, new = within("（一）投资情况", style=style)
    document = paper((old, new.replace("（一）投资情况", "（一）投资情况。投资平稳增长。各月均衡。")))
    found = check(document, profile=STANDARD)
    assert [each.code for each in found] == [code]
    mended, _ = repair(document, found, profile=STANDARD)
    assert check(mended, profile=STANDARD) == []
    assert raw.seen(mended) == raw.seen(document)
