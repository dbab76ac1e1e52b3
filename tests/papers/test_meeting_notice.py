"""会议通知: who gets one, and which issues each must report on."""

from __future__ import annotations

from typing import Any

import pytest

from service.errors import PaperError
from service.papers import blanks
from service.wording import GAP
from tests.papers.made import inputs, meeting, planned, topic

_TOPICS = [
    topic("水库", row=4, resp_unit="县水利局、栖云镇"),
    topic("灌渠", row=5, resp_unit="县水利局", status="已办结"),
    topic("公路", row=6, resp_unit="县交通运输局"),
    topic("河道", row=7, resp_unit="县水利局", deadline=None, proposal="", status="正在办理"),
]


def test_each_unit_gets_one_with_its_own_open_issues() -> None:
    drafts, held = planned("会议通知", inputs(topics=_TOPICS, at=meeting()))
    assert [item.subject for item in held] == ["县交通运输局"]  # it has an open issue and is not addressed
    assert [(draft.subject, [item["项目名称"] for item in draft.context["汇报事项"]]) for draft in drafts] == [
        ("县水利局", ["水库", "河道"]),
        ("栖云镇", []),  # it only helps: the first unit named answers
    ]
    river = drafts[0].context["汇报事项"][1]
    assert (river["建议"], river["办理时限"]) == ("", "")


def test_a_unit_named_twice_gets_one() -> None:
    drafts, _ = planned("会议通知", inputs(at=meeting(meeting__addressees=["栖云镇", "县水利局", "栖云镇"])))
    assert [draft.subject for draft in drafts] == ["栖云镇", "县水利局"]


@pytest.mark.parametrize(
    ("changed", "piece"),
    [({"meeting__addressees": None}, "addressees"), ({"meeting__addressees": ["", " "]}, "addressees")],
)
def test_nobody_addressed(changed: dict[str, Any], piece: str) -> None:
    with pytest.raises(PaperError, match=piece):
        planned("会议通知", inputs(at=meeting(**changed)))


def test_no_meeting() -> None:
    with pytest.raises(PaperError, match="请填写会议信息") as refused:
        planned("会议通知", inputs())
    assert "--meeting" in refused.value.command


@pytest.mark.parametrize(("approved", "words"), [("县人民政府", "经县人民政府同意，"), ("", "经研究，")])
def test_by_whose_leave(approved: str, words: str) -> None:
    drafts, _ = planned("会议通知", inputs(at=meeting(meeting__approved_by=approved)))
    assert drafts[0].context["经同意"] == words


def test_sentences_end_as_the_template_expects() -> None:
    given = meeting(
        meeting__agenda=["通报进展；", "交办事项。"],
        meeting__requirements=["准时参会", "带齐材料。"],
        attendees=[{"category": "县直单位", "people": "主要负责人。"}],
    )
    context = planned("会议通知", inputs(at=given))[0][0].context
    assert context["议程"] == ["通报进展", "交办事项"]
    assert context["要求"] == ["准时参会。", "带齐材料。"]
    assert context["参会人员"] == [{"类别": "县直单位", "人员": "主要负责人"}]


def test_what_is_left_blank_is_told_in_order() -> None:
    drafts, _ = planned(
        "会议通知", inputs(topics=_TOPICS, at=meeting(meeting__kind="周调度会", issuer__contact="值班员"))
    )
    assert blanks(drafts[0].context) == [
        "会议主持人未填",
        "会议联系电话未填",
        "参会人员第1行的人员未填",
        "议程未填",
    ]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, {"报名截止": "", "请假": "", "替会": "", "报送材料": False, "着装": "", "报名方式": ""}),
        ({"copies": "20"}, {"报送材料": True, "材料份数": "20", "材料截止": ""}),
        (
            {"leave": "报县政府。", "dress": "正装。", "reply_way": "传真。"},
            {"请假": "报县政府", "着装": "正装", "报名方式": "传真"},
        ),
    ],
)
def test_what_a_meeting_need_not_say_is_no_gap(changed: dict[str, Any], expected: dict[str, Any]) -> None:
    at = meeting(**{f"meeting__{key}": value for key, value in changed.items()})
    said = planned("会议通知", inputs(at=at))[0][0].context["会议"]
    assert {key: said[key] for key in expected} == expected


def test_annexes_are_there_where_they_are_given() -> None:
    plain = planned("会议通知", inputs(at=meeting(meeting__agenda=["通报"])))[0][0].context
    assert (plain["议程"], plain["议程表"], plain["座次"]) == (["通报"], [], [])
    given = meeting(meeting__agenda=["通报｜县重点办", "讲话"], meeting__seats=["主席台: 甲、乙。", "丙"])
    full = planned("会议通知", inputs(at=given))[0][0].context
    assert [row["发言人"] for row in full["议程表"]] == ["县重点办", GAP]
    assert full["座次"] == [{"排次": "主席台", "座次": "甲、乙"}, {"排次": "", "座次": "丙"}]
