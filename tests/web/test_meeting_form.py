"""The form: what it is filled with, what it becomes, and its faults in its own words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask

from data_adapters import read_file
from service.errors import SettingsError
from service.papers import load_meeting, papers_of
from service.registers import meeting_kinds, meetings, topics
from service.store import Store
from service.web.meeting_form import FIELDS, in_form_words, meeting_typed, prefilled, values_of_file
from tests.web.conftest import ISSUES, LEDGER, MEETING, Visitor, fields_of
from tests.web.office import ready_office

LEDGER_OF_ONE = (
    "截至2026年10月底\n项目名称,责任单位,年度计划投资（万元）,累计完成投资（万元）\n道路,栖云镇,1,1\n".encode()
)
TYPED = {
    "meeting.name": "安澜县调度会",
    "meeting.time": "2026年11月27日上午9:00",
    "meeting.place": "三楼会议室",
    "meeting.paper_date": "2026年11月23日",
    "issuer.name": "安重办",
}


def test_the_meeting_file_goes_through_the_form_unchanged() -> None:
    values = values_of_file(MEETING.read_bytes(), MEETING.name)
    assert set(values) <= set(FIELDS)
    assert meeting_typed(values) == load_meeting(MEETING)


def test_what_a_file_states_of_bodies_and_measures_goes_through_the_form() -> None:
    stated = '\n[kinds]\n"鹿鸣片区" = "乡镇"\n'
    text = MEETING.read_text(encoding="utf-8").replace("[issuer]\n", '[issuer]\nkind = "办公室"\nlevel = "县"\n')
    text = text.replace("[meeting]\n", '[meeting]\nmeasures = ["约谈", "通报"]\n') + stated
    found = meeting_typed(values_of_file(text.encode(), "会.toml"))
    assert found is not None
    assert (found.kinds, found.measures) == ((("鹿鸣片区", "乡镇"),), ("约谈", "通报"))
    assert (found.issuer.kind, found.issuer.level) == ("办公室", "县")


def test_dates_of_the_file_that_are_no_text_are_written_as_a_person_writes_them() -> None:
    text = '[meeting]\nname="会"\nplace="楼"\ntime=2026-11-27T09:00:00\npaper_date=2026-11-23\n[issuer]\nname="办"\n'
    values = values_of_file(text.encode(), "会.toml")
    assert values["meeting.time"] == "2026年11月27日 09:00"
    assert values["meeting.paper_date"] == "2026年11月23日"
    found = meeting_typed(values)
    assert found is not None
    assert (found.time, found.paper_date) == (datetime(2026, 11, 27, 9), date(2026, 11, 23))


@pytest.mark.parametrize(
    "text", ["a." * 50_000 + "a = 1", "# 注\n" * 1_000_000, f"a = {'9' * 5000}", "a = " + "[" * 9000]
)
def test_a_meeting_file_that_nobody_writes_is_refused_at_once(text: str) -> None:
    with pytest.raises(SettingsError, match=r"会议文件“会\.toml”过大、嵌套过深或数字过长，读不了"):
        values_of_file(text.encode(), "会.toml")


def test_without_a_meeting_file_the_day_and_the_lead_units_stand_ready() -> None:
    values = prefilled([read_file(ISSUES), read_file(LEDGER)], None, date(2026, 11, 22))
    assert values["meeting.paper_date"] == "2026年11月22日"
    units = values["meeting.addressees"].splitlines()
    assert "县水利局" in units
    assert len(units) == len(set(units))
    assert meeting_typed(values) is None


@pytest.mark.parametrize(
    ("field", "typed"),
    [("issuer.kind", "公司"), ("issuer.level", "镇"), ("kinds", "鹿鸣片区：镇"), ("kinds", "片区")],
)
def test_a_kind_nobody_knows_is_told_at_its_field(field: str, typed: str) -> None:
    with pytest.raises(SettingsError) as caught:
        meeting_typed(TYPED | {field: typed})
    said, about = in_form_words(str(caught.value))
    assert about == field
    assert said.startswith(f"“{FIELDS[field].label}”")
    assert "可用的有" in said


def test_lists_are_typed_one_a_line_and_people_after_a_colon() -> None:
    found = meeting_typed(
        TYPED
        | {
            "meeting.agenda": "一\r\n\r\n 二 ",
            "attendees": "县领导：甲、乙\n镇: 9:00到场\n其他人员",
            "issuer.copy_to": "丙",
        }
    )
    assert found is not None
    assert found.agenda == ("一", "二")
    assert found.attendees == (("县领导", "甲、乙"), ("镇", "9:00到场"), ("", "其他人员"))
    assert found.issuer.copy_to == ("丙",)
    assert found.reply_by is None


@pytest.mark.parametrize(
    ("changed", "field", "part"),
    [
        ({"meeting.name": " "}, "meeting.name", "“会议名称”：没有填写"),
        ({"meeting.time": ""}, "meeting.time", "“会议时间”：没有填写"),
        ({"meeting.time": "下周五"}, "meeting.time", "“会议时间”："),
        ({"meeting.time": "2026年11月27日（星期四）上午9:00"}, "meeting.time", "2026年11月27日是星期五"),
        ({"meeting.reply_by": "随时"}, "meeting.reply_by", "“报名截止时间”："),
        ({"meeting.reply_by": "2026年11月28日9:00"}, "meeting.reply_by", "报名截止时间不早于会议时间"),
        ({"meeting.paper_date": "2026年12月1日"}, "meeting.time", "会议时间早于成文日期"),
        ({"meeting.paper_date": "明天"}, "meeting.paper_date", "“成文日期”：“明天”不是能识别的日期"),
        ({"issuer.name": ""}, "issuer.name", "“发文机关全称”：没有填写"),
        ({"attendees": "县领导："}, "attendees", "“参会人员”"),
    ],
)
def test_a_fault_names_the_field_by_its_label(changed: dict[str, str], field: str, part: str) -> None:
    with pytest.raises(SettingsError) as caught:
        meeting_typed(TYPED | changed)
    sentence, about = in_form_words(str(caught.value))
    assert about == field
    assert part in sentence
    assert not any(key in sentence for key in ("[", "time", "paper_date", "reply_by", "people"))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "会议文件的 [meeting] addressees 没有列出发给哪些单位",
            ("“通知发给哪些单位”没有列出发给哪些单位", "meeting.addressees"),
        ),
        ("台账里没有读到项目", ("台账里没有读到项目", "")),
    ],
)
def test_sentences_about_a_file_are_said_of_the_form(sentence: str, expected: tuple[str, str]) -> None:
    assert in_form_words(sentence) == expected


def test_the_form_opens_with_a_usual_pack_the_period_and_the_meeting_file(visitor: Visitor) -> None:
    form = visitor.form(visitor.reading(LEDGER, MEETING))
    assert form["papers"] == [paper.id for paper in papers_of("周调度会")]
    assert form["period"] == "2026-10"
    assert form["meeting.time"] == "2026年11月27日（星期五）上午9:00"
    assert form["attendees"].startswith("县领导：县政府分管负责人，有关项目包联领导\n县直有关单位：")


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"papers": []}, "papers", "请至少勾选一种"),
        ({"papers": ["no_such"]}, "", "没有“no_such”这种材料"),
        ({"period": "十月"}, "period", "期间“十月”写法不对"),
        ({"meeting.time": "<下周>"}, "meeting-time", "“会议时间”："),
        ({"meeting.addressees": "", "papers": ["meeting_notice"]}, "meeting-addressees", "没有列出发给哪些单位"),
    ],
)
def test_a_fault_is_shown_and_nothing_typed_is_lost(
    visitor: Visitor, changed: dict[str, Any], field: str, sentence: str
) -> None:
    reading = visitor.reading(LEDGER, ISSUES, MEETING)
    sent = visitor.form(reading) | {"meeting.place": "四楼 <A> & “B”"} | changed
    answer = visitor.post(f"{reading}/packs", **sent)
    assert answer.status_code == 422
    assert sentence in answer.text
    from_page = fields_of(answer.text)
    assert {name: from_page[name] for name in sent if name != "papers"} == {
        name: value for name, value in sent.items() if name != "papers"
    }
    assert from_page["papers"] == [name for name in sent["papers"] if name != "no_such"]
    assert (f'href="#{field}"' in answer.text) if field else True


@pytest.mark.parametrize(
    ("papers", "status"), [(["meeting_notice", "progress_bulletin"], 422), (["progress_bulletin"], 303)]
)
def test_only_papers_that_print_the_meeting_need_one(visitor: Visitor, papers: list[str], status: int) -> None:
    reading = visitor.reading(LEDGER)
    answer = visitor.post(f"{reading}/packs", **visitor.form(reading) | {"papers": papers})
    assert answer.status_code == status
    assert status == 303 or "做会议通知需要会议信息" in answer.text


@pytest.mark.parametrize("typed", [True, False])
def test_papers_are_of_the_office_whose_facts_are_set_up(visitor: Visitor, app: Flask, typed: bool) -> None:
    ready_office(app)
    reading = visitor.reading(LEDGER, MEETING) if typed else visitor.reading(LEDGER)
    sent = {name: "" if name.startswith("issuer.") else text for name, text in visitor.form(reading).items()}
    made = visitor.made(reading, **sent | {"papers": ["meeting_notice" if typed else "progress_bulletin"]})
    words = visitor.client.get(f"{made}/papers/1/page").text
    assert "安重办" in words


def test_a_ledger_without_a_period_asks_for_it(visitor: Visitor) -> None:
    reading = visitor.upload(("台账.csv", "项目名称,年度计划投资,累计完成投资\n道路,1,1\n".encode())).location
    sent = visitor.form(reading) | {"papers": ["progress_bulletin"]}
    assert sent["period"] == ""
    answer = visitor.post(f"{reading}/packs", **sent)
    assert answer.status_code == 422
    assert "没有写明数据截至哪个月，请填写" in answer.text
    assert visitor.post(f"{reading}/packs", **sent | {"period": "2026-06"}).status_code == 303


def test_the_form_of_an_upload_is_filled_from_a_registered_meeting(visitor: Visitor, store: Store) -> None:
    reading = visitor.upload(("台账.csv", LEDGER_OF_ONE)).location
    page = visitor.client.get(f"{reading}/meeting").text
    assert "也不进会议登记" in page
    assert "照它填写" not in page
    kind = meeting_kinds.meeting_kinds()["周调度会"]
    with store.write() as session:
        plan = meetings.Plan(day=date(2027, 3, 5), name="安澜县周调度会", place="三楼", details={"clock": "10:30"})
        made = meetings.plan(session, kind, plan, "张三").id
        matter = topics.Matter(problem="征地", cause="标准", proposal="协调", project="望舒大道", unit="县水利局")
        topic = topics.bring(session, matter, "张三")
        meetings.put_on_agenda(session, made, kind, [topic.id], "张三")
    assert "2027年3月5日的安澜县周调度会" in visitor.client.get(f"{reading}/meeting").text
    fields = fields_of(visitor.client.get(f"{reading}/meeting?meeting={made}").text)
    assert (fields["meeting.time"], fields["meeting.place"]) == ("2027年3月5日 10:30", "三楼")
    assert fields["meeting.agenda"] == "研究望舒大道存在的问题｜县水利局"
    assert visitor.client.get(f"{reading}/meeting?meeting=99").status_code == 404
    fields |= {"papers": ["sign_in_sheet"], "issuer.name": "安重办", "meeting.addressees": "县水利局"}
    assert "签到表（安澜县周调度会）" in visitor.client.get(visitor.made(reading, **fields)).text
