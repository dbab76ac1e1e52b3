"""停建、停工、罚款: asked for before they are imposed, and on the agenda under a heading of their own."""

from __future__ import annotations

from typing import Any

import pytest

from service.papers.halts import has_leave, kinds_of, needs_leave, proposed_measure
from service.wording import GAP
from tests.figures.made import project
from tests.papers.made import inputs, meeting, planned, topic

HALT: dict[str, Any] = {"extra": {"halt_measure": "停工整改", "halt_basis": "《办法》第九条。"}}


@pytest.mark.parametrize(
    ("given", "measure"),
    [
        (HALT, "停工整改"),
        ({"extra": {"halt_measure": "无"}, "proposal": "责令停工"}, ""),
        ({"extra": {"halt_measure": "不涉及"}}, ""),
        ({"extra": {"halt_measure": "／"}}, ""),
        ({"severity": "停建"}, "停建"),
        *(
            ({"proposal": words}, words)
            for words in (
                "责令停工整改",
                "停工补办手续",
                "对建设单位处5万元罚款",
                "限期补办，逾期不办的，依法责令停止建设",
                "由县住房和城乡建设局下达停工通知",
                "立即停止施工",
            )
        ),
        *(
            ({"proposal": words}, "")
            for words in (
                "由镇政府牵头谈妥",
                "协调解决停工问题",
                "帮助企业尽快复工，避免停工",
                "督促补缴罚款",
                "对停工项目逐一约谈",
                "结清停工期间工资",
                "解除停工",
            )
        ),
    ],
)
def test_what_is_proposed(given: dict[str, Any], measure: str) -> None:
    assert proposed_measure(topic(**given)) == measure


@pytest.mark.parametrize(
    ("words", "kinds"),
    [("停工", ["停工"]), ("停建并罚款5万元", ["停建", "罚款"]), ("暂停施工", ["停工"]), ("查封场地", [])],
)
def test_kinds(words: str, kinds: list[str]) -> None:
    assert kinds_of(words) == kinds


@pytest.mark.parametrize(
    ("status", "leave"),
    [
        ("联席会议已同意停工", True),
        ("11月20日经县重点项目联席会议批准", True),
        ("未办结，联席会议第3次会议同意", True),
        ("拟提请联席会议同意", False),
        ("联席会议不同意停工", False),
        ("未经联席会议批准", False),
        ("待联席会议研究同意后实施", False),
        ("未办结", False),
        ("", False),
    ],
)
def test_leave_is_an_explicit_word(status: str, leave: bool) -> None:
    assert has_leave(topic(status=status, **HALT)) is leave
    assert needs_leave(topic(status=status, **HALT)) is not leave


def test_a_form_tells_what_is_known_and_leaves_the_rest_blank() -> None:
    ledger = [project(plan="100", done="50", owner_unit="甲公司", leader="县政府分管负责人")]
    late = topic(order_number="安重办调〔2026〕3号", deadline=(2026, 11, 5), status="未办结", **HALT)
    (draft,), held = planned("halt_approval", inputs(topics=[late], projects=ledger, at=meeting()))
    found = draft.context
    assert held == []
    assert (found["项目单位"], found["包联领导"], found["项目"]["累计完成"]) == ("甲公司", "县政府分管负责人", 50)
    assert (found["措施种类"], found["措施"], found["依据"]) == ("停工", "停工整改", "《办法》第九条")
    assert (found["已交办"], found["交办日期"], found["逾期天数"]) == (True, GAP, 18)
    assert {found["范围和期限"], found["告知和听取意见"]} == {GAP}


def test_a_project_the_ledger_does_not_list_leaves_gaps() -> None:
    (draft,), _ = planned("halt_approval", inputs(topics=[topic(extra={"halt_measure": "停工"})]))
    assert {draft.context[key] for key in ("项目单位", "依据", "报批单位", "责任人")} == {GAP}
    assert draft.context["文号"].startswith(GAP)


def test_nothing_is_asked_for_a_settled_matter_or_without_a_project() -> None:
    topics = [topic(status="已办结", **HALT), topic("", **HALT), topic()]
    found, (held,) = planned("halt_approval", inputs(topics=topics))
    assert found == []
    assert "没有填写项目名称" in held.reason


def test_nothing_is_ordered_before_the_meeting_agreed() -> None:
    topics = [topic("甲", **HALT), topic("乙", status="联席会议已同意", **HALT)]
    found, (held,) = planned("dispatch_order", inputs(topics=topics, at=meeting()))
    assert [draft.subject for draft in found] == ["乙"]
    assert "须先经联席会议批准" in held.reason
    assert "写“无”" in held.reason


@pytest.mark.parametrize(
    ("given", "matters", "halts", "held"),
    [
        ({}, 1, 0, ""),
        (HALT, 0, 1, ""),
        (HALT | {"proposal": ""}, 0, 1, ""),  # the measure is what is proposed
        (HALT | {"cause": ""}, 0, 0, "没有填写问题原因"),
        (HALT | {"status": "联席会议已同意"}, 1, 0, ""),
    ],
)
def test_the_agenda_has_them_apart(given: dict[str, Any], matters: int, halts: int, held: str) -> None:
    (draft,), back = planned("agenda", inputs(topics=[topic(**given)], at=meeting()))
    assert (len(draft.context["议题"]), len(draft.context["报批事项"])) == (matters, halts)
    assert [held in item.reason for item in back] == ([True] if held else [])
