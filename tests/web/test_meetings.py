"""Meetings on their pages: planned in a minute, topics proposed and put in order, papers, decisions, signing."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import docx
import pytest
from flask import Flask
from openpyxl import Workbook

from service.config import Settings
from service.figures import Period
from service.registers import contacts, decisions, deliveries, meetings, snapshots, topics
from service.registers.deliveries import Parcel
from service.registers.meeting_kinds import meeting_kinds
from service.registers.meetings import Plan
from service.registers.roles import Role
from service.registers.topics import Matter
from service.registers.uploads import Arrival
from service.store import Store
from service.store.finding import Sought, search
from tests.web.conftest import ISSUES, LEDGER, Visitor
from tests.web.made import tree
from tests.web.office import ready_office, signed, today

WEEKLY = meeting_kinds()["周调度会"]
CLEAR = Matter(problem="征地受阻", cause="标准有分歧", proposal="由住建局协调", project="云溪河治理", unit="县住建局")


def fields(page: str) -> dict[str, Any]:
    """What the last form of a page holds, as it would be sent."""
    form = tree(page).xpath("//main//form[@method='post'][last()]")[-1]
    found: dict[str, Any] = {}
    for element in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        if element.get("type") in ("checkbox", "radio") and element.get("checked") is None:
            continue
        text = element.text.removeprefix("\n") if element.tag == "textarea" and element.text else element.get("value")
        found[element.get("name")] = text or ""
    found.pop("csrf_token", None)
    return found


def workday(after: int = 3) -> date:
    """A day soon that is no day off."""
    day = today() + timedelta(after)
    return day if day.weekday() < 5 else day + timedelta(3)


def planned(store: Store, *matters: Matter, day: date | None = None) -> int:
    """A weekly meeting with topics on its agenda; gives its number."""
    with store.write() as session:
        details = {"clock": "09:00", "meeting.addressees": "县住建局\n县水利局"}
        made = meetings.plan(session, WEEKLY, Plan(day=day or workday(), place="三楼", details=details), "张三")
        ids = [topics.bring(session, matter, "张三").id for matter in matters]
        meetings.put_on_agenda(session, made.id, WEEKLY, ids, "张三")
        return made.id


def in_force(store: Store) -> None:
    """The samples' ledger and list of problems as the data in force for October."""
    parcel = Parcel([Arrival(path.read_bytes(), path.name, Period(2026, 10)) for path in (LEDGER, ISSUES)])
    delivered = deliveries.take_in_all(store, parcel, "张三")
    with store.write() as session:
        snapshots.put_in_force(session, delivered.ids, "张三")


def order_of(store: Store, meeting: int) -> list[str]:
    with store.read() as session:
        return [topic.project for topic in meetings.agenda_of(session, meeting)]


def test_the_next_of_each_kind_and_what_it_is_moved_for(visitor: Visitor) -> None:
    page = tree(visitor.client.get("/meetings").text)
    rows = ["".join(row.itertext()) for row in page.xpath("//section[@aria-labelledby='next']//tbody/tr")]
    assert len(rows) == len(meeting_kinds())
    assert re.search(r"周调度会\s*每周五\s*\d+年\d+月\d+日（周", rows[0])
    assert "需要时再开" in rows[-1]


def test_a_new_meeting_is_filled_in_and_registered(visitor: Visitor, store: Store, app: Flask) -> None:
    ready_office(app)
    with store.write() as session:
        contacts.enter(session, [contacts.Entry("县水利局"), contacts.Entry("栖云镇")], "张三")
    form = fields(visitor.client.get("/meetings/new?kind=周调度会").text)
    assert form["meeting.name"] == "安澜县重点项目建设周调度会"
    assert form["meeting.addressees"] == "县水利局\n栖云镇"
    assert (form["clock"], form["attendees"].splitlines()) == ("09:00", list(WEEKLY.attendees))
    answer = visitor.post("/meetings/new", **form | {"meeting.place": "三楼会议室"})
    assert (answer.status_code, answer.location) == (303, "/meetings/1/agenda")
    form = fields(visitor.client.get("/meetings/new?kind=周调度会").text)
    assert form["meeting.place"] == "三楼会议室"
    assert "三楼会议室" in visitor.client.get("/meetings/1").text


FAULTS = [
    ({"day": ""}, "day", "请填写会议日期"),
    ({"day": "2026-10-02"}, "day", "国庆节，顺延到"),
    ({"clock": "九点"}, "clock", "请填写几点开会"),
    ({"meeting.place": ""}, "meeting-place", "“会议地点”：没有填写"),
    ({"meeting.reply_by": "随时"}, "meeting-reply_by", "“报名截止时间”"),
]


@pytest.mark.parametrize(("changed", "at", "sentence"), FAULTS)
def test_a_fault_is_said_at_its_field_and_nothing_is_lost(
    visitor: Visitor, changed: dict[str, str], at: str, sentence: str
) -> None:
    form = fields(visitor.client.get("/meetings/new").text) | {"meeting.place": "三楼", "meeting.host": "甲"} | changed
    answer = visitor.post("/meetings/new", **form)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'href="#{at}"' in answer.text
    again = fields(answer.text)
    assert {name: again[name] for name in form} == form


def test_a_day_off_is_taken_only_on_purpose(visitor: Visitor) -> None:
    form = fields(visitor.client.get("/meetings/new").text) | {"meeting.place": "三楼"}
    form |= {"day": "2027-01-02", "meeting.paper_date": ""}
    assert "顺延" in visitor.client.get("/meetings/day?day=2026-10-02").text
    assert "工作日" in visitor.client.get("/meetings/day?day=2026-11-27").text
    assert visitor.post("/meetings/new", **form).status_code == 422
    assert visitor.post("/meetings/new", **form, off="1").status_code == 303


def test_topics_are_proposed_with_reasons_accepted_and_left(visitor: Visitor, app: Flask, store: Store) -> None:
    signed(app, due=-3, ago=20, project="翠屏路改造", cause="拆迁", problem="管线未迁改")
    in_force(store)
    meeting = planned(store)
    page = tree(visitor.client.get(f"/meetings/{meeting}/agenda").text)
    (bench,) = page.xpath("//section[@aria-labelledby='proposed']")
    lines = ["".join(line.itertext()) for line in bench.xpath(".//li")]
    assert "翠屏路改造" in lines[0]
    assert "已逾期3天没有反馈" in lines[0]
    assert any("缺原因和建议" in line for line in lines)
    keys = bench.xpath(".//input[@name='key']/@value")
    incomplete = next(key for key, line in zip(keys, lines, strict=True) if "缺" in line)
    answer = visitor.post(f"/meetings/{meeting}/proposed", key=[keys[0], incomplete], what="accept")
    page_text = visitor.client.get(answer.location).text
    assert "列入议程 1 个" in page_text
    assert "齐全后才能上会" in page_text
    assert order_of(store, meeting) == ["翠屏路改造"]
    visitor.post(f"/meetings/{meeting}/proposed", key=[keys[1]], what="leave")
    left = tree(visitor.client.get(f"/meetings/{meeting}/agenda").text).xpath("//input[@name='key']/@value")
    assert len(left) == len(keys) - 3


def test_a_problem_of_the_data_becomes_a_draft_without_a_meeting(visitor: Visitor, store: Store) -> None:
    in_force(store)
    meeting = planned(store)
    page = tree(visitor.client.get(f"/meetings/{meeting}/agenda").text)
    line = next(each for each in page.xpath("//section[@aria-labelledby='proposed']//li") if each.xpath(".//a"))
    answer = visitor.client.get(line.xpath(".//a/@href")[0])
    form = fields(visitor.client.get(answer.location).text)
    said = "".join(line.itertext())
    assert form["project"] in said
    assert form["problem"] in said
    assert form["lead"] in said
    assert form["source"]
    assert visitor.client.get(f"/meetings/{meeting}/proposed/nothing/ticket").status_code == 404


def test_the_agenda_is_put_in_order_with_and_without_a_script(visitor: Visitor, store: Store) -> None:
    names = ("甲", "乙", "丙")
    meeting = planned(store, *(Matter(problem="难", cause="因", proposal="办", project=name) for name in names))
    path = f"/meetings/{meeting}/order"
    assert visitor.post(path, topic=[1, 2, 3], move="up:3").status_code == 303
    assert order_of(store, meeting) == ["甲", "丙", "乙"]
    visitor.client.environ_base["HTTP_X_REQUESTED_WITH"] = "fetch"
    assert visitor.post(path, topic=[2, 1, 3]).status_code == 204
    assert order_of(store, meeting) == ["乙", "甲", "丙"]
    late = visitor.post(path, topic=[2, 1])
    assert (late.status_code, "刚才有人改过" in late.text) == (409, True)
    del visitor.client.environ_base["HTTP_X_REQUESTED_WITH"]
    visitor.post(path, topic=[2, 1, 3], move="off:1")
    assert order_of(store, meeting) == ["乙", "丙"]


def test_a_topic_is_held_back_until_it_is_complete_and_may_be_solved_before(visitor: Visitor, store: Store) -> None:
    meeting = planned(store)
    visitor.post(f"/meetings/{meeting}/topics/new", problem="征地受阻", project="云溪河治理")
    assert order_of(store, meeting) == []
    form = fields_of_topic(visitor, meeting, 1)
    assert form["problem"] == "征地受阻"
    visitor.post(f"/meetings/{meeting}/topics/1", **form | {"cause": "标准有分歧", "proposal": "由住建局协调"})
    assert order_of(store, meeting) == ["云溪河治理"]
    fault = visitor.post(f"/meetings/{meeting}/topics/1", **form | {"cause": "", "deadline": "明天"})
    assert (fault.status_code, "不是日期" in fault.text) == (422, True)
    visitor.post(f"/meetings/{meeting}/topics/1/solve", how="已协调")
    assert order_of(store, meeting) == []


def fields_of_topic(visitor: Visitor, meeting: int, topic: int) -> dict[str, Any]:
    page = tree(visitor.client.get(f"/meetings/{meeting}/topics/{topic}").text)
    (form,) = page.xpath("//form[.//textarea[@name='problem']]")
    names = ("problem", "cause", "proposal")
    texts = {name: (form.xpath(f".//textarea[@name='{name}']")[0].text or "").removeprefix("\n") for name in names}
    return texts | {each.get("name"): each.get("value") for each in form.xpath(".//input[@type!='hidden']")}


def test_papers_are_of_the_agenda_and_the_data_in_force(visitor: Visitor, app: Flask, store: Store) -> None:
    ready_office(app)
    in_force(store)
    meeting = planned(store, CLEAR)
    page = tree(visitor.client.get(f"/meetings/{meeting}/papers").text)
    usual = page.xpath("//ol//input[@name='papers'][@checked]/@value")
    assert usual[0] == "meeting_notice"
    sent = {"papers": ["agenda", "meeting_notice"], "period": "2026-10", "key": "k" * 22}
    moved = visitor.post(f"/meetings/{meeting}/papers", **sent | {"move": "up:meeting_notice"})
    page = tree(visitor.client.get(moved.location).text)
    assert page.xpath("//ol//input[@name='papers'][@checked]/@value") == ["meeting_notice", "agenda"]
    answer = visitor.post(f"/meetings/{meeting}/papers", **sent)
    assert visitor.post(f"/meetings/{meeting}/papers", **sent).location == answer.location
    visitor.work()
    made = tree(visitor.client.get(answer.location).text)
    names = made.xpath("//ul[@class='papers']//a[1]/text()")
    assert names[0].startswith("会议议程")
    assert [name for name in names if name.startswith("会议通知")] == [
        "会议通知（县住建局）.docx",
        "会议通知（县水利局）.docx",
    ]
    first = visitor.client.get(made.xpath("//ul[@class='papers']//a[1]/@href")[0]).data
    texts = [cell.text for table in docx.Document(io.BytesIO(first)).tables for row in table.rows for cell in row.cells]
    assert any("征地受阻" in text for text in texts)
    assert answer.location in visitor.client.get(f"/meetings/{meeting}/papers").text


def test_a_paper_is_looked_at_before_it_is_made(visitor: Visitor, app: Flask, store: Store) -> None:
    ready_office(app)
    meeting = planned(store, CLEAR)
    path = f"/meetings/{meeting}/papers/meeting_notice"
    page = visitor.client.get(f"{path}?place=1").text
    assert "县水利局" in page
    (source,) = tree(page).xpath("//iframe/@src")
    frame = visitor.client.get(source)
    assert "关于召开" in frame.text.replace("\u200b", "")
    assert "sandbox" in frame.headers["Content-Security-Policy"]
    assert visitor.client.get(f"{path}/draft.docx").status_code == 200
    assert "没有这一份材料" in visitor.client.get(f"{path}/page?place=9").text
    late = visitor.client.get(f"/meetings/{meeting}/papers/progress_bulletin?period=none")
    assert (late.status_code, "没有读到项目" in late.text) == (422, True)
    framed = visitor.client.get(f"/meetings/{meeting}/papers/progress_bulletin/page?period=2026-10")
    assert (framed.status_code, "2026-10还没有当期数据" in framed.text) == (200, True)


def test_without_the_office_s_facts_papers_say_what_is_missing(visitor: Visitor, store: Store) -> None:
    meeting = planned(store, CLEAR)
    answer = visitor.post(f"/meetings/{meeting}/papers", papers=["agenda"], period="none")
    assert (answer.status_code, "还没有填写本单位的发文信息" in answer.text) == (422, True)


def test_a_leader_signs_a_notice_and_it_is_found_in_the_history(
    visitor_of: Callable[..., Visitor], app: Flask, store: Store
) -> None:
    ready_office(app)
    meeting = planned(store, CLEAR)
    path = f"/meetings/{meeting}/papers/meeting_notice/sign"
    assert visitor_of(Role.CLERK).post(path, place="0", period="none").status_code == 403
    leader = visitor_of(Role.LEADER)
    for _ in range(2):
        leader.post(path, place="0", period="none")
    page = leader.client.get(path).text
    assert "已签发" in page
    with store.read() as session:
        (paper,) = search(session, Sought(kind="meeting_notice"))
    assert "安重办函〔" in paper.file_name
    assert "安重办函〔" in leader.client.get("/papers?unit=住建局").text


def test_a_bulletin_is_signed_once_for_its_period_whatever_the_meeting(
    visitor: Visitor, app: Flask, store: Store
) -> None:
    ready_office(app)
    in_force(store)
    for meeting in (planned(store, CLEAR), planned(store, day=workday() + timedelta(7))):
        path = f"/meetings/{meeting}/papers/progress_bulletin/sign"
        page = visitor.client.get(f"{path}?period=2026-10").text
        assert ("已签发" in page) is (meeting == 2)
        answer = visitor.post(path, place="0", period="2026-10")
        assert answer.status_code == (303 if meeting == 1 else 422)
    with store.read() as session:
        assert [paper.item for paper in search(session, Sought())] == ["bulletin:2026-10"]


def test_a_meeting_is_held_decided_and_what_is_ordered_becomes_drafts(
    visitor: Visitor, app: Flask, store: Store
) -> None:
    ready_office(app)
    fine = Matter(problem="欠薪", cause="缺钱", proposal="处以罚款", project="翠屏路", kind=topics.TopicKind.ORDINARY)
    meeting = planned(store, CLEAR, fine, day=today())
    visitor.post(f"/meetings/{meeting}/hold")
    path = f"/meetings/{meeting}/decisions"
    half = visitor.post(path, topic=1, text="限期办结", lead="县住建局", deadline="")
    assert (half.status_code, "把牵头单位和办理时限都填上" in half.text) == (422, True)
    assert "限期办结" in half.text
    until = (today() + timedelta(10)).isoformat()
    visitor.post(path, topic=1, text="限期办结", lead="县住建局", others="县水利局", deadline=until)
    with store.read() as session:
        (made,) = decisions.decisions_of(session, meeting)
    page = visitor.client.get(path).text
    assert f"/tickets/{made.ticket_id}" in page
    assert "限期办结" in visitor.client.get(f"/meetings/{meeting}/papers/minutes/page?period=none").text
    visitor.post(f"{path}/carry-over", sure="1")
    with store.read() as session:
        assert [topic.project for topic in topics.waiting(session)] == ["翠屏路"]


def test_a_meeting_is_not_held_before_its_day_and_is_cancelled_with_a_reason(visitor: Visitor, store: Store) -> None:
    meeting = planned(store, CLEAR)
    assert "还没有到日子" in visitor.client.get(visitor.post(f"/meetings/{meeting}/hold").location).text
    assert "没有填写取消的原因" in visitor.client.get(visitor.post(f"/meetings/{meeting}/cancel").location).text
    visitor.post(f"/meetings/{meeting}/cancel", reason="领导外出")
    assert "已取消" in visitor.client.get(f"/meetings/{meeting}").text


def test_the_address_list_takes_lines_and_workbooks_and_gives_them_back(visitor: Visitor, settings: Settings) -> None:
    visitor.post("/meetings/contacts", unit="县水利局", category="县直单位", person="甲")
    sent = visitor.client.get("/meetings/contacts/workbook").data
    assert visitor.post("/meetings/contacts/workbook", file=(io.BytesIO(sent), "通讯录.xlsx")).status_code == 303
    assert visitor.client.get("/meetings/contacts").text.count("县水利局</th>") == 1
    book, stream = Workbook(), io.BytesIO()
    book.save(stream)
    stream.seek(0)
    answer = visitor.post("/meetings/contacts/workbook", file=(stream, "空.xlsx"))
    assert answer.status_code == 422
    visitor.post("/meetings/contacts/1/remove")
    assert "通讯录是空的" in visitor.client.get("/meetings/contacts").text


@pytest.mark.parametrize("role", [Role.LEADER, Role.SUPERVISOR])
def test_who_does_not_plan_meetings_only_reads(visitor_of: Callable[..., Visitor], store: Store, role: Role) -> None:
    meeting = planned(store, CLEAR)
    reader = visitor_of(role)
    for path in ("", f"/{meeting}", f"/{meeting}/agenda", f"/{meeting}/papers", f"/{meeting}/decisions", "/contacts"):
        answer = reader.client.get(f"/meetings{path}")
        assert answer.status_code == 200
        assert "新建会议" not in answer.text
    for path in ("new", f"{meeting}/edit", f"{meeting}/topics/new"):
        assert reader.client.get(f"/meetings/{path}").status_code == 403


@pytest.mark.parametrize("path", ["9", "9/agenda", "9/papers", "9/decisions", "9/papers/agenda", "9/edit"])
def test_unknown_meetings_are_no_pages(visitor: Visitor, path: str) -> None:
    assert visitor.client.get(f"/meetings/{path}").status_code in (404, 422)
