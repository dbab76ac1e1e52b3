"""Every endpoint in its happy way, one after the other as an office would: none is left out."""

from __future__ import annotations

import io
import tomllib
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, Response, request

from service.batches import running
from service.batches.dispatcher import Ways
from service.config import SAMPLES
from service.papers.office_facts import FILE as OFFICE_FILE
from service.web.api.document import ALL, document
from service.web.api.endpoints import DOCX, ROOT
from tests.web.api.conftest import FAR, ORDER, TODAY, Api
from tests.web.conftest import ISSUES, LEDGER
from tests.web.made import FAULTY
from tests.web.test_batches import spoiling

LATER = str(TODAY + timedelta(90))
FULL = {"problem": "管线未迁", "cause": "标准有分歧", "proposal": "县政府协调"}


@pytest.fixture
def succeeded(app: Flask) -> set[str]:
    """The endpoints that answered well, each in the form the document says."""
    found: set[str] = set()

    def look(response: Response) -> Response:
        name = (request.endpoint or "").removeprefix("api.")
        endpoint = next((each for each in ALL if each.name == name), None)
        if endpoint and response.status_code < 300:
            operation = document()["paths"][ROOT + endpoint.template][endpoint.method.lower()]
            assert response.mimetype in operation["responses"][str(response.status_code)]["content"]
            found.add(name)
        return response

    app.after_request(look)
    return found


def test_every_endpoint_has_its_happy_way(api: Api, succeeded: set[str]) -> None:
    for part in (service, uploads, data, topics_and_meetings, tickets, numbers_and_papers, records):
        part(api)
    assert succeeded == {endpoint.name for endpoint in ALL}


def service(api: Api) -> None:
    assert api.get("/health")["status"] == "ok"
    assert api.get("/me")["token"] == "县OA"


def uploads(api: Api) -> None:
    api.push(LEDGER)
    api.push(ISSUES)
    first = api.get("/uploads?most=1")
    assert ([each["id"] for each in first["items"]], first["next"]) == ([2], 2)
    rest = api.get(f"/uploads?most=1&beyond={first['next']}&period=2026-10")
    assert [each["id"] for each in rest["items"]] == [1]
    noted = api.post("/uploads/1/decisions", {"about": "明细表!H12", "decided": "按 97.2 用"})
    assert api.get("/uploads/1")["decisions"] == [noted]
    assert api.call("GET", "/uploads/1/file").data == LEDGER.read_bytes()
    faulty = {"data": FAULTY, "content_type": "application/octet-stream"}
    problem = api.post("/uploads?period=2026-10&name=faulty.xlsx", **faulty)["uploads"][0]["problems"][0]
    assert problem["address"].endswith(f"!{problem['cell']}")


def data(api: Api) -> None:
    assert api.post("/snapshots", {"uploads": [1]})["uploads"] == [1]
    again = api.post("/snapshots", {"uploads": [1, 2], "note": "补上问题清单"})
    assert [each["id"] for each in api.get("/snapshots?period=2026-10")["items"]] == [again["id"], 1]
    assert api.get("/snapshots/1")["replaced_at"]
    changed = api.get("/snapshots/difference?before=1&after=2")["changed"]
    assert changed
    assert not any(project["amounts"] for project in changed)  # a list of issues came, no amount moved
    figures = api.get("/figures?period=2026-10&by=责任单位&compare=全市=62.3&lowest_first=true")
    assert figures["compare"]
    assert figures["data"][0].startswith("2026-10当期数据（第2号）")
    called = tomllib.loads((SAMPLES / "meeting.toml").read_text(encoding="utf-8"))
    pack = api.call("POST", "/packs", {"meeting": called, "uploads": [1, 1], "papers": ["会议议程与议题单"]})
    assert any(name.endswith(".docx") for name in zipfile.ZipFile(io.BytesIO(pack.data)).namelist())
    batches(api, {"meeting": called, "period": "2026-10", "papers": ["会议议程与议题单", "签到表"]})
    assert api.post("/triage", {"uploads": [2], "source": "第48周周报", "day": "2026-11-23"})["items"]


def batches(api: Api, asked: Any) -> None:
    batch = api.post("/batches", asked)
    address = f"/batches/{batch['id']}"
    for move, state in (("pause", "paused"), ("resume", "running")):
        assert api.post(f"{address}/{move}")["state"] == state
    assert [each["id"] for each in api.get("/batches")["items"]] == [batch["id"]]
    store = api.client.application.extensions["huicai.store"]
    running.work(store, lambda: True, Ways(fill=spoiling))
    assert [each["title"] for each in api.get(address)["failures"]] == ["会议议程与议题单"]
    assert api.post(f"{address}/retry")["waiting"] == 1
    running.work(store, lambda: True)
    assert api.call("GET", f"{address}/zip").mimetype == "application/zip"
    other = api.post("/batches", asked | {"papers": ["签到表"]})
    assert api.post(f"/batches/{other['id']}/cancel")["state"] == "cancelled"


def topics_and_meetings(api: Api) -> None:
    bare = api.post("/topics", {"problem": "征地受阻"})
    assert bare["lacking"] == "问题原因和处理建议"
    held = {each["topic"]["id"] for each in api.get("/topics/ready?kind=专题会")["held"]}
    assert bare["id"] in held
    assert api.put(f"/topics/{bare['id']}", FULL)["lacking"] == ""
    other, third = (api.post("/topics", FULL)["id"] for _ in range(2))
    assert api.post(f"/topics/{other}/solve", {"how": "已现场解决"})["state"] == "会前已解决"
    assert api.get(f"/topics/{other}")["settled_on"] == str(TODAY)
    assert [each["id"] for each in api.get("/topics?state=会前已解决")["items"]] == [other]

    assert [each["name"] for each in api.get("/meeting-kinds")["items"] if each["next_day"] is None] == ["专题会"]
    meeting = api.post("/meetings", {"kind": "专题会", "day": str(TODAY), "place": "三楼会议室"})["id"]
    api.post(f"/meetings/{meeting}/agenda", {"topics": [bare["id"], third]})
    assert api.post(f"/meetings/{meeting}/hold")["state"] == "已召开"
    decided = {"text": "迁改", "topic": bare["id"], "order": ORDER}
    made = api.post(f"/meetings/{meeting}/decisions", decided)
    assert made["ticket"]
    assert [each["id"] for each in api.post(f"/meetings/{meeting}/carry-over")["agenda"]] == [bare["id"]]
    after = api.post("/meetings", {"kind": "专题会", "day": FAR})["id"]
    assert api.get(f"/meetings/{after}/opening")["decisions"][0]["standing"] == "草拟"
    assert api.post(f"/meetings/{after}/cancel", {"reason": "改期"})["state"] == "已取消"
    assert api.get(f"/meetings/{meeting}")["decisions"][0]["ticket"] == made["ticket"]
    assert [each["id"] for each in api.get("/meetings?kind=专题会")["items"]] == [after, meeting]


def tickets(api: Api) -> None:
    number = api.post("/tickets", ORDER)["ticket"]["id"]
    assert api.put(f"/tickets/{number}", ORDER | {"task": "全部签约"})["ticket"]["task"] == "全部签约"
    assert api.call("GET", f"/tickets/{number}/draft").mimetype == DOCX
    issued = api.post("/tickets/sign", {"tickets": [number]})["items"][0]["number"]
    for path, body, state in STEPS:
        assert api.post(f"/tickets/{number}{path}", body)["state"] == state, path
    shown = api.get(f"/tickets/{number}")
    assert shown["deadline"] == LATER
    assert [step["kind"] for step in shown["steps"]] == KINDS
    assert [each["id"] for each in api.get(f"/tickets?number={issued}&state=已办结")["items"]] == [number]
    soon = api.signed(deadline=str(TODAY + timedelta(3)))
    assert [each["id"] for each in api.get(f"/tickets?due_by={TODAY + timedelta(3)}")["items"]] == [soon]
    assert [each["measure"] for each in api.get("/escalations")["ready"]] == ["提醒"]
    remind = (f"/tickets/{soon}/escalate", {"measure": "提醒"})
    assert api.post(*remind)["items"][0]["ticket"]["standing"] == "已签发，已提醒"
    assert api.post(f"/tickets/{soon}/recall", {"note": "写错了单位"})["standing"] == "已签发"
    assert api.post(*remind)["items"][0]["ticket"]["standing"] == "已签发，已提醒"
    assert api.post(f"/tickets/{soon}/withdraw", {"note": "重复立项"})["state"] == "已撤销"
    listed, beyond = [], 0
    while beyond is not None:
        page = api.get(f"/tickets?most=2&beyond={beyond}")
        listed += [each["id"] for each in page["items"]]
        beyond = page["next"]
    assert listed == list(range(1, soon + 1))


STEPS: list[tuple[str, dict[str, Any], str]] = [
    ("/extension", {"note": "汛期停工", "until": LATER}, "已签发"),
    ("/extension/refuse", {"note": "不影响签约"}, "已签发"),
    ("/extension", {"note": "汛期停工", "until": LATER}, "已签发"),
    ("/extension/grant", {}, "已签发"),
    ("/receive", {}, "已签收"),
    ("/receive", {"unit": "枕石镇", "note": "已转办"}, "已签收"),
    ("/answer", {"note": "签约10户"}, "已反馈"),
    ("/return", {"note": "还差2户"}, "已签收"),
    ("/answer", {"note": "全部签约", "day": str(TODAY)}, "已反馈"),
    ("/close", {"note": "同意销号"}, "已办结"),
]
KINDS = ["签发", "申请延期", "不准延期", "申请延期", "准予延期", "签收", "签收", "反馈", "退回", "反馈", "办结"]


def numbers_and_papers(api: Api) -> None:
    paper = api.get("/papers?most=1&project=云溪河&unit=枕石镇")["items"][0]
    assert (paper["title"], bool(paper["void"])) == ("督办提醒函", False)
    order = api.get("/papers?kind=dispatch_order&most=1")["items"][0]
    assert order["void"] == "重复立项"
    refused = api.call("GET", f"/papers/{order['id']}/document")
    assert (refused.status_code, "作废" in refused.text) == (409, True)
    voided = api.call("GET", f"/papers/{order['id']}/document?voided=true")
    assert (voided.mimetype, voided.data[:2]) == (DOCX, b"PK")
    assert api.get(f"/papers/{order['id']}")["uses"] == {"print": 0, "download": 1}
    assert {"kind": "dispatch_order", "title": "项目调度单"} in api.get("/paper-kinds")["items"]
    assert api.get("/papers/owed")["items"] == api.post("/tickets/1/papers")["items"] == []
    assert api.post("/numbers/void", {"number": paper["number"], "reason": "未发出"})["number"] == paper["number"]
    taken = api.post("/numbers/take-over", {"organ": "县重办", "start": 16, "evidence": "发文登记簿第12页"})
    assert taken["next"] == f"县重办〔{TODAY.year}〕16号"
    found = {series["sign"]: series for series in api.get(f"/numbers?year={TODAY.year}")["series"]}
    assert found["县重办"]["taken"][0]["numbers"] == {"first": 1, "last": 15}
    assert len(found["安重办调"]["voids"]) == 1


def records(api: Api) -> None:
    assert api.post("/audit/verify")["sound"]
    first = api.get("/audit?most=1")
    assert api.get(f"/audit?beyond={first['next']}&most=1")["items"][0]["seq"] == 2
    assert api.get("/audit?subject=2026-10")["items"][0]["action"] == "确定当期数据"


def test_an_office_that_is_not_furnished_is_told_so(api: Api, app: Flask) -> None:
    home = app.extensions["huicai"].home
    (home / OFFICE_FILE).unlink()
    api.post("/tickets", ORDER)
    answer = api.call("POST", "/tickets/sign", {"tickets": [1], "organ": "安重办"})
    assert (answer.status_code, "还没有填写本单位的发文信息" in answer.text) == (409, True)
    assert str(home) not in answer.text
    assert api.get("/numbers")["series"] == []
