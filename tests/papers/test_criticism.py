"""通报批评: whom it names, in which form it goes out, and what it leaves to be filled in."""

from __future__ import annotations

from typing import Any

import pytest

from service.wording import GAP
from tests.papers.made import inputs, meeting, planned, topic

LATE: dict[str, Any] = {"deadline": (2026, 11, 7), "order_number": "安重办调〔2026〕3号", "status": "未办结"}


@pytest.mark.parametrize(
    ("given", "made", "held"),
    [
        (LATE, 1, ""),  # sixteen days
        (LATE | {"deadline": (2026, 11, 8)}, 0, ""),
        (LATE | {"status": "已办结"}, 0, ""),
        (LATE | {"order_number": ""}, 0, ""),
        (LATE | {"status": ""}, 0, "看不出是否办结"),
        (LATE | {"resp_unit": ""}, 0, "没有填写责任单位"),
        (LATE | {"name": ""}, 0, "没有填写项目名称"),
        (LATE | {"proposal": "对责任人给予记过处分"}, 0, "处理建议"),
    ],
)
def test_who_is_named(given: dict[str, Any], made: int, held: str) -> None:
    found, back = planned("criticism_circular", inputs(topics=[topic(**given)], at=meeting()))
    assert len(found) == made
    assert [held in item.reason for item in back] == ([True] if held else [])


def test_one_circular_names_all_units_once() -> None:
    topics = [topic("甲", **LATE), topic("乙", resp_unit="栖云镇", **LATE), topic("丙", **LATE)]
    (draft,), _ = planned("criticism_circular", inputs(topics=topics, at=meeting()))
    found = draft.context
    assert (draft.subject, found["批评单位"]) == ("县水利局、栖云镇", ["县水利局", "栖云镇"])
    assert [(item["单位"], item["逾期天数"]) for item in found["事项"]] == [
        ("县水利局", 16),
        ("栖云镇", 16),
        ("县水利局", 16),
    ]
    assert "".join(found["标题"].split()) == "关于对县水利局等2个单位给予通报批评的通报"
    assert {found["事先告知"], *(item["此前督办"] for item in found["事项"])} == {GAP}


@pytest.mark.parametrize(
    ("changed", "form", "leave", "mark"),
    [
        (
            {"meeting__approved_by": "县人民政府", "meeting__bulletin_addressees": "各乡镇人民政府，县直有关单位"},
            "信函",
            "经县人民政府同意，",
            "",
        ),
        ({"meeting__bulletin_addressees": "各乡镇人民政府，县直有关单位"}, "信函", "经——同意，", ""),
        ({"meeting__bulletin_addressees": "县直有关单位"}, "文件", "", "安澜县重点项目建设指挥部办公室文件"),
        (
            {"issuer__name": "安澜县人民政府", "meeting__bulletin_addressees": "各乡镇人民政府"},
            "文件",
            "",
            "安澜县人民政府文件",
        ),
    ],
)
def test_form_and_leave(changed: dict[str, Any], form: str, leave: str, mark: str) -> None:
    (draft,), _ = planned("criticism_circular", inputs(topics=[topic(**LATE)], at=meeting(**changed)))
    found = draft.context
    assert (found["行文格式"], found["经同意"]) == (form, leave)
    assert found["发文机关"]["标志"] == (mark or "安澜县重点项目建设指挥部办公室")
    assert ("通函" in found["文号"]) is (form == "信函")


def test_copies_leave_out_who_is_addressed() -> None:
    at = meeting(
        meeting__bulletin_addressees="县委办公室、县直有关单位",
        issuer__copy_to=["县委办公室", "县政协办公室"],
        issuer__supervisors="县政府督查室",
    )
    (draft,), _ = planned("criticism_circular", inputs(topics=[topic(**LATE)], at=at))
    assert draft.context["抄送"] == "县政协办公室、县政府督查室"


def test_without_a_meeting_what_it_would_give_is_a_gap() -> None:
    (draft,), _ = planned("criticism_circular", inputs(topics=[topic(**LATE)]))
    assert {draft.context[key] for key in ("主送", "依据条款", "联系人")} == {GAP}
