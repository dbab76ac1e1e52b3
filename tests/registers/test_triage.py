"""Weekly returns sorted by the rule of 周报汇总 and by hand, each problem once."""

from __future__ import annotations

from datetime import date

import pytest

from data_adapters import Topic, read_bytes
from service.papers.issues import last_day
from service.papers.triage import triage
from service.registers.meeting_kinds import meeting_kinds
from service.registers.meetings import proposed_agenda
from service.registers.ticket_lists import Wish, listed
from service.registers.topics import waiting
from service.registers.triage import Sorting, Way, sort_one, sort_out
from service.store import Store

DAY = date(2026, 3, 6)
HEADS = "序号,项目名称,存在问题,问题原因,处理建议,责任单位,配合单位,办理时限,问题级别\n"
ROWS = (
    "1,云溪河治理,征地受阻,标准有分歧,由县政府协调,水利局,,2026年3月20日,重大\n"
    "2,翠屏路改造,管线未迁,产权不清,3月底前迁改,住建局、供电公司,通信公司,2026年3月31日,一般\n"
    "3,东湖水厂,设备未到,厂家停产,另行采购,水利局,,,一般\n"
    "4,西山隧道,资金未到,,,交通局,,2026年3月31日,重大\n"
    "5,北站广场,手续未办,材料不全,补正材料,发改局,,2026年3月31日,\n"
)
WAYS = {"重大": Way.UP, "一般": Way.ORDER, "待核定": Way.ASK}


@pytest.fixture
def problems() -> tuple[Topic, ...]:
    return read_bytes((HEADS + ROWS).encode(), "问题清单.csv").topics


@pytest.fixture
def sorting() -> Sorting:
    rule = triage()
    return Sorting(
        rule=lambda topic, day: WAYS[rule.weigh(topic, day).value],
        due=lambda topic: last_day(topic.deadline),
        day=DAY,
        source="第10周周报",
    )


def test_major_goes_up_general_becomes_an_order(store: Store, problems: tuple[Topic, ...], sorting: Sorting) -> None:
    with store.write() as session:
        found = sort_out(session, problems, sorting, "张三")
    assert [item.way for item in found] == [Way.UP, Way.ORDER, Way.ORDER, Way.UP, Way.ASK]
    assert [item.reason.rpartition("行")[2] for item in found] == [
        "", "", "：没有能读出的办理时限，不能限期交办，请补上", "没有填写问题原因和处理建议，补齐后才能上会",
        "看不出是重大还是一般问题，请核定",
    ]  # fmt: skip
    with store.read() as session:
        ticket = listed(session, Wish())[0]
        assert [unit.name for unit in ticket.units] == ["住建局", "供电公司", "通信公司"]
        assert (ticket.task, ticket.deadline) == ("3月底前迁改", date(2026, 3, 31))
        assert ticket.source.startswith("第10周周报（问题清单.csv › ")
        assert [topic.project for topic in waiting(session)] == ["云溪河治理", "西山隧道"]
        agenda = proposed_agenda(session, meeting_kinds()["周调度会"])
        assert ([item.project for item in agenda.ready], len(agenda.held)) == (["云溪河治理"], 1)


def test_the_same_return_again_enters_nothing_twice(
    store: Store, problems: tuple[Topic, ...], sorting: Sorting
) -> None:
    with store.write() as session:
        sort_out(session, problems, sorting, "张三")
        again = sort_out(session, problems, sorting, "张三")
    assert "已在登记簿里：第1号议题（云溪河治理），没有重复登记" in again[0].reason
    assert "已在登记簿里：第1号草稿（翠屏路改造），没有重复登记" in again[1].reason
    with store.read() as session:
        assert (len(waiting(session)), len(listed(session, Wish()))) == (2, 1)


def test_a_person_says_which_way(store: Store, problems: tuple[Topic, ...], sorting: Sorting) -> None:
    with store.write() as session:
        up = sort_one(session, problems[1], Way.UP, sorting, "李四")
        order = sort_one(session, problems[4], Way.ORDER, sorting, "李四")
    assert (up.reason, order.reason) == ("", "")
    assert up.topic is not None
    assert order.ticket is not None
    assert (up.topic.raised_by, order.ticket.drafted_by) == ("李四", "李四")
