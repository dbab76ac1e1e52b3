"""The pages of tickets: found, drafted, taken step by step by those who may."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from service.registers.roles import Role
from service.registers.ticket_life import Kind, State
from service.registers.ticket_lists import found, history
from service.store.audit_check import verify
from tests.registers.lives import HELPER, LEAD
from tests.web.conftest import Visitor
from tests.web.office import drafted, signed, store_of, taken, today


def state(app: Flask, ticket: int) -> State:
    with store_of(app).read() as session:
        return State[found(session, str(ticket)).state]


def steps(app: Flask, ticket: int) -> list[str]:
    with store_of(app).read() as session:
        return [each.kind for each in history(session, ticket)]


def seen(visitor: Visitor, ticket: int) -> str:
    page = visitor.client.get(f"/tickets/{ticket}").text
    match = re.search(r'name="seen" value="(\d+)"', page)
    return match[1] if match else "0"


def send(visitor: Visitor, ticket: int, kind: Kind, **fields: Any) -> Any:
    fields = {"seen": seen(visitor, ticket), "note": "已按要求办理", "sure": "1", **fields}
    return visitor.post(f"/tickets/{ticket}/steps/{kind.name}", **fields)


# Each filter of the address -> which of the tickets below it leaves.
FILTERS: list[tuple[str, set[str]]] = [
    ("", {"甲", "乙", "丙", "丁", "戊"}),
    ("tab=overdue", {"甲"}),
    ("tab=today", {"乙"}),
    ("tab=soon", {"丙"}),
    ("tab=later", {"丁"}),
    ("tab=draft", {"戊"}),
    ("tab=closed", {"己"}),
    ("tab=withdrawn", {"庚"}),
    ("tab=all", {"甲", "乙", "丙", "丁", "戊", "己", "庚"}),
    ("tab=review", set()),
    ("tab=nonsense&meeting=x&beyond=-1", {"甲", "乙", "丙", "丁", "戊"}),
    ("unit=水利局", {"乙"}),
    ("state=RECEIVED", {"丙"}),
    ("tab=closed&state=DRAFT", set()),
    ("words=甲项目", {"甲"}),
    ("tab=all&number=1", {"甲"}),
    ("number=安重办调[2026]2号", {"乙"}),
    ("meeting=77", set()),
    ("since=2999-01-01", set()),
    ("by=2999-01-01", {"甲", "乙", "丙", "丁"}),
    ("view=due", {"甲", "乙", "丙", "丁"}),
    ("view=state&unit=水利局", {"乙"}),
]


@pytest.fixture
def register(app: Flask) -> None:
    signed(app, -3, project="甲项目")
    signed(app, 0, project="乙项目", units=("水利局",))
    taken(app, signed(app, 5, project="丙项目"), Kind.RECEIVE, unit=LEAD)
    signed(app, 20, project="丁项目")
    drafted(app, project="戊项目")
    taken(app, signed(app, 5, project="己项目"), Kind.RECEIVE, Kind.ANSWER, Kind.CLOSE)
    taken(app, drafted(app, project="庚项目"), Kind.WITHDRAW)


@pytest.mark.usefixtures("register")
def test_filters_live_in_the_address(visitor: Visitor) -> None:
    year = today().year if (today() - timedelta(40)).year == today().year else today().year - 1
    for address, wanted in FILTERS:
        page = visitor.client.get(f"/tickets?{address.replace('2026', str(year))}").text
        shown = set(re.findall(r">([甲乙丙丁戊己庚])项目", page))
        assert shown == wanted, address
    page = visitor.client.get("/tickets").text
    counts = dict(re.findall(r">(\S+) <span class=\"count[^\"]*\">(\d+)</span>", page))
    assert counts["未了结"] == "5"
    assert (counts["已逾期"], counts["草稿"], counts["全部"]) == ("1", "1", "7")
    assert "逾期3天" in page
    assert "不是日期，没有按它筛选" in visitor.client.get("/tickets?since=昨天").text


@pytest.mark.parametrize("word", ["endpoint", "_anchor", "_method", "_external"])
def test_a_word_that_is_no_filter_is_not_passed_on(app: Flask, visitor: Visitor, word: str) -> None:
    drafted(app)
    answer = visitor.client.get(f"/tickets?{word}=elsewhere")
    assert (answer.status_code, "elsewhere" in answer.text) == (200, False)


def test_a_page_holds_fifty_and_the_nearest_deadline_comes_first(app: Flask, visitor: Visitor) -> None:
    for place in range(53):
        drafted(app, project=f"第{place}个", deadline=today() + timedelta(60 - place % 7))
    seen_here: list[str] = []
    address = "/tickets?tab=draft"
    while address:
        page = visitor.client.get(address).text
        seen_here += re.findall(r"class=\"matter\">第(\d+)个", page)
        more = re.search(r'href="([^"]+)">下一页', page)
        address = more[1].replace("&amp;", "&") if more else ""
    assert len(seen_here) == len(set(seen_here)) == 53
    late = [int(each) % 7 for each in seen_here]
    assert late == sorted(late, reverse=True)


def test_nothing_yet_says_what_to_do(visitor: Visitor) -> None:
    assert "会议决定的交办事项会自动草拟" in visitor.client.get("/tickets").text
    assert "没有这样的调度单" in visitor.client.get("/tickets?words=没有").text
    assert visitor.client.get("/tickets/7").status_code == 404


ORDER: dict[str, str] = {
    "project": "云溪河综合治理工程",
    "problem": "征地补偿没有签约",
    "task": "完成剩余12户签约",
    "lead": LEAD,
    "others": f"{HELPER}\n\n水利局",
    "deadline": "2999-03-20",
}


def test_a_draft_is_made_once_and_changed(app: Flask, visitor: Visitor) -> None:
    page = visitor.client.get("/tickets/new?project=云溪河&lead=住建局").text
    assert 'value="云溪河"' in page
    form = re.search(r'name="form" value="([^"]+)"', page)
    assert form
    first = visitor.post("/tickets/new", form=form[1], **ORDER)
    again = visitor.post("/tickets/new", form=form[1], **ORDER)
    assert (first.status_code, first.location) == (303, again.location)
    shown = visitor.client.get(first.location).text
    assert "已草拟，还没有编号" in shown
    assert f"{HELPER}、水利局" in shown
    ticket = int(first.location.rpartition("/")[2])
    changed = visitor.post(f"/tickets/{ticket}/edit", **{**ORDER, "others": "", "deadline": "", "working_days": "5"})
    assert changed.status_code == 303
    with store_of(app).read() as session:
        assert [unit.name for unit in found(session, str(ticket)).units] == [LEAD]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"problem": " "}, "没有填写存在问题"),
        ({"lead": ""}, "没有填写牵头单位"),
        ({"deadline": ""}, "没有填写办理时限"),
        ({"working_days": "5"}, "写一样"),
        ({"deadline": "", "working_days": "五"}, "1至250的整数"),
        ({"deadline": "明天"}, "不是日期"),
        ({"others": LEAD}, "写了两次"),
        ({"person": "人" * 101}, "最多100个"),
    ],
)
def test_a_faulty_draft_keeps_what_was_typed(app: Flask, visitor: Visitor, changed: dict[str, str], said: str) -> None:
    answer = visitor.post("/tickets/new", **{**ORDER, **changed})
    assert answer.status_code == 422
    assert said in answer.text
    for name, text in {**ORDER, **changed}.items():
        assert text in answer.text, name
    ticket = drafted(app)
    assert visitor.post(f"/tickets/{ticket}/edit", **{**ORDER, **changed}).status_code == 422


def test_what_was_signed_is_not_changed(app: Flask, visitor: Visitor) -> None:
    ticket = signed(app)
    assert visitor.client.get(f"/tickets/{ticket}/edit").status_code == 303
    answer = visitor.post(f"/tickets/{ticket}/edit", **ORDER)
    assert (answer.status_code, "内容不能再改" in answer.text) == (422, True)


CLERK, SUPERVISOR, LEADER, ADMIN = Role.CLERK, Role.SUPERVISOR, Role.LEADER, Role.ADMIN
BOTH, DECIDERS = {CLERK, SUPERVISOR}, {SUPERVISOR, LEADER}
# Each step -> the steps before it, what its form holds, and who may take it.
STEPS: list[tuple[Kind, tuple[Kind, ...], dict[str, str], set[Role]]] = [
    (Kind.RECEIVE, (), {"unit": HELPER}, BOTH),
    (Kind.ANSWER, (Kind.RECEIVE,), {"unit": LEAD}, BOTH),
    (Kind.ASK, (Kind.RECEIVE,), {"until": "2999-01-01"}, BOTH),
    (Kind.GRANT, (Kind.RECEIVE, Kind.ASK), {}, DECIDERS),
    (Kind.REFUSE, (Kind.RECEIVE, Kind.ASK), {}, DECIDERS),
    (Kind.RETURN, (Kind.RECEIVE, Kind.ANSWER), {}, DECIDERS),
    (Kind.CLOSE, (Kind.RECEIVE, Kind.ANSWER), {}, DECIDERS),
    (Kind.WITHDRAW, (), {}, {LEADER}),
]


@pytest.mark.parametrize("role", [CLERK, SUPERVISOR, LEADER, ADMIN])
def test_each_step_is_offered_to_its_roles_and_refused_to_others(
    app: Flask, visitor_of: Callable[..., Visitor], role: Role
) -> None:
    visitor = visitor_of(role)
    for kind, before, fields, roles in STEPS:
        ticket = signed(app)
        for each in before:
            taken(app, ticket, each, until=today() + timedelta(30) if each is Kind.ASK else None)
        done = [Kind.SIGN.name, *(each.name for each in before)]
        page = visitor.client.get(f"/tickets/{ticket}").text
        assert (f"/steps/{kind.name}" in page) == (role in roles), kind
        answer = send(visitor, ticket, kind, seen=str(_last(app, ticket)), **fields)
        assert answer.status_code == (303 if role in roles else 403), kind
        assert steps(app, ticket) == done + ([kind.name] if role in roles else []), kind
    draft = drafted(app)
    may_draft = role in BOTH
    assert visitor.client.get("/tickets/new").status_code == (200 if may_draft else 403)
    assert visitor.client.get("/tickets/sign").status_code == (303 if role is LEADER else 403)
    assert visitor.client.get("/accountability/issue").status_code == (303 if role is SUPERVISOR else 403)
    assert send(visitor, draft, Kind.WITHDRAW).status_code == (303 if may_draft else 403)


def _last(app: Flask, ticket: int) -> int:
    with store_of(app).read() as session:
        return history(session, ticket)[-1].id


def test_a_draft_says_to_each_role_what_comes_next(visitor_of: Callable[..., Visitor], app: Flask) -> None:
    ticket = drafted(app)
    assert "下一步由“领导”角色的账号签发" in visitor_of(Role.CLERK).client.get(f"/tickets/{ticket}").text
    assert "确认以后才编号" in visitor_of(Role.LEADER).client.get(f"/tickets/{ticket}").text


def test_a_unit_sees_no_tickets(visitor_of: Callable[..., Visitor], app: Flask) -> None:
    ticket = signed(app)
    visitor = visitor_of(Role.UNIT, unit="栖云镇")
    for path in ("/tickets", f"/tickets/{ticket}", "/accountability", "/accountability/issued", "/tickets/print"):
        assert visitor.client.get(path).status_code == 403, path
    assert send(visitor, ticket, Kind.RECEIVE).status_code == 403


def test_a_step_sent_twice_is_taken_once(app: Flask, visitor: Visitor) -> None:
    ticket = signed(app)
    taken(app, ticket, Kind.RECEIVE)
    before = seen(visitor, ticket)
    for _ in range(2):
        answer = send(visitor, ticket, Kind.ANSWER, seen=before, unit=LEAD, note="已签约12户")
        assert answer.status_code == 303
    assert steps(app, ticket) == ["SIGN", "RECEIVE", "ANSWER"]
    assert "已经登记过了，没有重复登记" in visitor.client.get(answer.location).text
    other = send(visitor, ticket, Kind.CLOSE, seen=before, note="同意销号")
    assert other.status_code == 422
    assert "刚刚登记了“反馈”" in other.text
    assert "同意销号" in other.text
    assert state(app, ticket) is State.ANSWERED


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        (Kind.ANSWER, {"note": " ", "unit": LEAD}, "没有写明办理情况"),
        (Kind.ANSWER, {"unit": "别的局"}, "不是这张单子的责任单位"),
        (Kind.RECEIVE, {"unit": LEAD}, "已经签收过了"),
        (Kind.ASK, {"until": "2020-01-01"}, "新时限"),
        (Kind.ASK, {"until": "很久"}, "不是日期"),
        (Kind.RECEIVE, {"unit": HELPER, "day": "2999-01-01"}, "还没有到"),
        (Kind.CLOSE, {}, "要先有牵头单位的反馈"),
    ],
)
def test_a_refused_step_says_why_and_keeps_what_was_typed(
    app: Flask, visitor: Visitor, kind: Kind, fields: dict[str, str], said: str
) -> None:
    ticket = signed(app)
    taken(app, ticket, Kind.RECEIVE)
    answer = send(visitor, ticket, kind, **{"note": "写了很多字", **fields})
    assert answer.status_code == 422
    assert said in answer.text
    assert fields.get("note", "写了很多字").strip() in answer.text
    assert steps(app, ticket) == ["SIGN", "RECEIVE"]


def test_evidence_is_kept_by_its_hash_and_given_back(app: Flask, visitor: Visitor) -> None:
    ticket = signed(app)
    taken(app, ticket, Kind.RECEIVE)
    files = [(io.BytesIO(b"<script>alert(1)</script>"), "../签约 照片.html"), (io.BytesIO(b""), "空.txt")]
    answer = send(visitor, ticket, Kind.ANSWER, unit=LEAD, files=files)
    assert answer.status_code == 303
    page = visitor.client.get(f"/tickets/{ticket}").text
    links = re.findall(rf"/tickets/{ticket}/evidence/\d+", page)
    assert len(links) == 2
    found_file = visitor.client.get(links[0])
    assert found_file.data == b"<script>alert(1)</script>"
    assert found_file.headers["Content-Disposition"].startswith("attachment")
    assert found_file.mimetype == "application/octet-stream"
    assert ">签约 照片.html<" in page
    other = signed(app)
    assert visitor.client.get(links[0].replace(f"/{ticket}/", f"/{other}/")).status_code == 404
    assert verify(store_of(app)).faults == ()


def test_a_step_that_cannot_be_taken_back_asks_first(app: Flask, visitor: Visitor) -> None:
    ticket = drafted(app)
    asked = visitor.post(f"/tickets/{ticket}/steps/WITHDRAW", seen="0", note="写错了")
    assert (asked.status_code, "确定撤销吗" in asked.text) == (200, True)
    assert state(app, ticket) is State.DRAFT
    assert visitor.post(f"/tickets/{ticket}/steps/SIGN", sure="1").status_code == 404
