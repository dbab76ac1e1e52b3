"""Measures by another system: what waits for the office is told, and a measure issued wrongly is taken back."""

from __future__ import annotations

from datetime import timedelta

from tests.web.api.conftest import TODAY, Api


def test_an_answer_waits_for_the_office(api: Api) -> None:
    ticket = api.signed()
    api.post(f"/tickets/{ticket}/receive", {})
    api.post(f"/tickets/{ticket}/answer", {"note": "12户已全部签约"})
    found = api.get("/escalations")
    assert [(each["id"], each["days"]) for each in found["unreviewed"]] == [(ticket, 0)]
    assert "按期反馈" in found["unreviewed"][0]["reason"]


def test_a_measure_is_taken_back_with_its_number(api: Api) -> None:
    ticket = api.signed(deadline=str(TODAY + timedelta(5)))
    number = api.post(f"/tickets/{ticket}/escalate", {"measure": "提醒"})["items"][0]["number"]
    back = api.post(f"/tickets/{ticket}/recall", {"note": "发错了单位"})
    assert ("已提醒" in back["standing"], "撤回" in back["possible"]) == (False, False)
    assert [(step["kind"], step["measure"]) for step in back["steps"][1:]] == [("升级", "提醒"), ("撤回", "提醒")]
    assert api.get(f"/papers?number={number}")["items"][0]["void"] == "发错了单位"
    assert api.call("POST", f"/tickets/{ticket}/recall", {"note": "再撤"}).status_code == 409
