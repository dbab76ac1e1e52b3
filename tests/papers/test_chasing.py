"""约谈通知, 情况说明 and 送达回证: who gets one, and what it must not say."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from service.errors import PaperError
from service.figures import Period
from service.wording import GAP
from tests.figures.made import project, target
from tests.papers.made import inputs, meeting, planned, topic

LATE: dict[str, Any] = {"deadline": (2026, 11, 10), "order_number": "安重办调〔2026〕3号", "status": "未办结"}


@pytest.mark.parametrize(
    ("given", "made", "held"),
    [
        (LATE, 1, ""),
        (LATE | {"deadline": (2026, 11, 13)}, 1, ""),  # ten days
        (LATE | {"deadline": (2026, 11, 14)}, 0, ""),
        (LATE | {"status": "已办结"}, 0, ""),
        (LATE | {"order_number": ""}, 0, ""),
        (LATE | {"deadline": None}, 0, ""),
        (LATE | {"status": "√"}, 0, "看不出是否办结"),
        (LATE | {"resp_unit": ""}, 0, "没有填写责任单位"),
        (LATE | {"name": ""}, 0, "没有填写项目名称"),
    ],
)
def test_who_is_asked_to_come(given: dict[str, Any], made: int, held: str) -> None:
    found, back = planned("talk_notice", inputs(topics=[topic(**given)]))
    assert len(found) == made
    assert [held in item.reason for item in back] == ([True] if held else [])


def test_one_notice_a_unit_names_all_its_matters() -> None:
    topics = [topic("甲", **LATE), topic("乙", resp_unit="栖云镇", **LATE), topic("丙", **LATE)]
    found, _ = planned("talk_notice", inputs(topics=topics))
    named = [(draft.subject, [item["项目名称"] for item in draft.context["事项"]]) for draft in found]
    assert named == [("县水利局", ["甲", "丙"]), ("栖云镇", ["乙"])]
    assert [draft.context["经同意"] for draft in found] == ["经研究，", "经——同意，"]
    assert {draft.context[key] for draft in found for key in ("约谈时间", "约谈地点", "约谈人")} == {GAP}


@pytest.mark.parametrize(
    ("plan", "done", "state"),
    [
        ("100", "90", ""),
        ("100", "10", "滞后序时"),
        ("100", "0", "完成投资为0"),
        ("100", "", "未上报"),
        ("", "10", ""),
        ("—", "—", ""),
    ],
)
def test_which_units_explain(plan: str, done: str, state: str) -> None:
    found, _ = planned("explanation_form", inputs(units=[target(plan=plan, done=done)]))
    assert [draft.context["状态"] for draft in found] == ([state] if state else [])


def test_a_form_shows_the_units_own_figures_and_projects() -> None:
    ledger = [
        project("甲", unit="栖云镇", plan="100", done="10"),
        project("乙", unit="栖云镇", plan="100", done="95"),
        project("丙", plan="100", done=""),
    ]
    (own, other), _ = planned("explanation_form", inputs(projects=ledger))
    assert (own.subject, own.context["累计完成"], own.context["后续月均"]) == ("栖云镇", Decimal(105), Decimal("47.5"))
    assert [item["项目名称"] for item in own.context["项目"]] == ["甲"]
    assert (other.subject, other.context["累计完成"], other.context["项目"][0]["状态"]) == ("县水利局", GAP, "未上报")


def test_in_december_nothing_is_left_to_do_a_month() -> None:
    (draft,), _ = planned("explanation_form", inputs(units=[target(plan="9", done="1")], period=Period(2026, 12)))
    assert draft.context["后续月均"] == "／"


def test_without_figures_a_sentence_says_so() -> None:
    with pytest.raises(PaperError, match="没有读到项目或任务单位"):
        planned("explanation_form", inputs(topics=[topic()]))


def test_a_receipt_goes_with_every_notice_and_with_no_other() -> None:
    topics = [topic("甲", **LATE), topic("乙", **LATE | {"status": ""}), topic("丙")]
    notices, held = planned("accountability_notice", inputs(topics=topics, at=meeting()))
    receipts, none = planned("service_receipt", inputs(topics=topics, at=meeting()))
    assert [draft.subject for draft in notices] == ["甲"]
    assert (len(held), none) == (1, [])
    (receipt,) = receipts
    name, number = "关于甲交办事项逾期未办结的问责通知书", notices[0].context["文号"]
    assert receipt.context["文书"] == [{"名称": name, "文号": number}]
    assert receipt.subject == receipt.context["受送达人"] == "县水利局"


def test_a_unit_gets_one_receipt_for_all_its_notices() -> None:
    topics = [topic("甲", **LATE), topic("乙", **LATE | {"resp_unit": "栖云镇"}), topic("丙", **LATE)]
    receipts, _ = planned("service_receipt", inputs(topics=topics, at=meeting()))
    served = {draft.subject: [item["名称"][2] for item in draft.context["文书"]] for draft in receipts}
    assert served == {"县水利局": ["甲", "丙"], "栖云镇": ["乙"]}


def test_the_people_to_be_heard_are_those_of_the_list_each_once() -> None:
    topics = [topic(name, **LATE, resp_person=person) for name, person in (("甲", "坦之"), ("乙", ""), ("丙", "坦之"))]
    (draft,), _ = planned("talk_notice", inputs(topics=topics, at=meeting()))
    assert draft.context["责任人"] == ["坦之"]
