"""What an office calls itself and its region, and whose leave a paper needs."""

from __future__ import annotations

from typing import Any

import pytest

from service.papers.office import government, region, self_name, with_leave
from service.papers.office_facts import Issuer, Office
from service.wording import GAP
from tests.papers.made import inputs, meeting, planned, topic


@pytest.mark.parametrize(
    ("issuer", "self", "area"),
    [
        ("安澜县重点项目建设指挥部办公室", "我办", "全县"),
        ("栖云区发展和改革局", "我局", "全区"),
        ("听泉市发展和改革委员会", "我委", "全市"),
        ("望舒自治县项目建设指挥部", "我部", "全县"),
        ("县重点项目中心", "我单位", "本地区"),
        (GAP, "我单位", "本地区"),
    ],
)
def test_names(issuer: str, self: str, area: str) -> None:
    assert (self_name(issuer), region(issuer)) == (self, area)


@pytest.mark.parametrize(
    ("approved", "addressee", "clause"),
    [
        ("县人民政府", "县水利局", "经县人民政府同意，"),
        ("县人民政府", "望舒乡", "经县人民政府同意，"),
        ("", "县水利局", "经研究，"),
        ("", "望舒乡", f"经{GAP}同意，"),  # an office may not order a township about without leave
        ("", "枕石镇人民政府", f"经{GAP}同意，"),
        ("", "城关街道办事处", f"经{GAP}同意，"),
        ("", "各乡镇", f"经{GAP}同意，"),
    ],
)
def test_leave(approved: str, addressee: str, clause: str) -> None:
    assert with_leave(meeting(meeting__approved_by=approved).office, addressee, otherwise="经研究，") == clause


def test_without_a_meeting_nobody_gave_leave() -> None:
    assert with_leave(Office(Issuer(GAP)), "县水利局") == ""
    assert government(Office(Issuer(GAP))) == "本级人民政府"
    assert government(meeting(meeting__approved_by="区人民政府").office) == "区人民政府"


@pytest.mark.parametrize("paper", ["会议通知", "项目调度单", "问责通知书"])
def test_every_paper_to_a_township_says_whose_leave_it_has(paper: str) -> None:
    late: dict[str, Any] = {"order_number": "安重办调〔2026〕3号", "status": "未办结", "deadline": (2026, 11, 1)}
    issue = topic(resp_unit="栖云镇", **(late if paper == "问责通知书" else {}))
    for approved, words in (("县人民政府", "经县人民政府同意，"), ("", f"经{GAP}同意，")):
        found = inputs(topics=[issue], at=meeting(meeting__approved_by=approved, meeting__addressees=["栖云镇"]))
        (draft,), _ = planned(paper, found)
        assert draft.context["经同意"] == words
