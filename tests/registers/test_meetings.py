"""From a problem to a meeting, its decisions, and the opening of the next, on both databases."""

from __future__ import annotations

from datetime import date

import pytest

from service.errors import RegisterError
from service.registers.decisions import Decided, decide, decisions_of, opening, require_leave
from service.registers.meeting_kinds import meeting_kinds
from service.registers.meetings import (
    Plan,
    agenda_of,
    arrange,
    cancel,
    carry_over,
    hold,
    leave_out,
    next_day,
    plan,
    proposed_agenda,
    put_on_agenda,
    revise,
    take_off,
)  # fmt: skip
from service.registers.ticket_life import Kind, Step
from service.registers.tickets import sign, step
from service.registers.topics import Matter, TopicKind, bring, complete, solve, waiting
from service.store import Store
from service.store.audit_check import verify
from service.store.models_meetings import Topic
from tests.registers.orders import at, hand, order

KINDS = meeting_kinds()
WEEKLY, MONTHLY = KINDS["周调度会"], KINDS["月度联席会议"]
FRIDAY, NEXT = date(2026, 3, 6), date(2026, 3, 13)
CLEAR = Matter(
    problem="征地受阻", cause="标准有分歧", proposal="由住建局牵头协调", project="云溪河综合治理工程", unit="住建局"
)
FINE = Matter(problem="拖欠工资", cause="资金未到", proposal="处以罚款", project="翠屏路改造", kind=TopicKind.FINE)


def test_from_topic_to_the_next_opening(store: Store) -> None:
    with store.write() as session:
        topic = bring(session, CLEAR, "张三", at(date(2026, 3, 2)))
        meeting = plan(session, WEEKLY, Plan(day=FRIDAY, host="王县长"), "张三")
        put_on_agenda(session, meeting.id, WEEKLY, [topic.id], "张三")
        assert "分包领导" in meeting.attendees
    with store.write() as session:
        hold(session, meeting.id, "张三", at(FRIDAY))
        made = decide(
            session,
            meeting.id,
            Decided(text="住建局3月13日前办结", topic_id=topic.id, order=order()),
            "张三",
            at(FRIDAY),
        )
        decide(session, meeting.id, Decided(text="同意调整例会时间"), "张三", at(FRIDAY))
        assert made.ticket_id
        ticket = sign(session, [made.ticket_id], hand(FRIDAY))[0]
        assert (ticket.source, ticket.meeting_id, ticket.topic_id) == (
            "2026年3月6日的周调度会决定事项", meeting.id, topic.id,
        )  # fmt: skip
    with store.write() as session:
        following = plan(session, WEEKLY, Plan(day=NEXT), "张三")
        assert following.previous_id == meeting.id
        kept = opening(session, following, date(2026, 3, 16))
        assert [(item.decision.text, item.standing, item.open) for item in kept] == [
            ("住建局3月13日前办结", "已签发，逾期3天", True), ("同意调整例会时间", "只作记录，没有交办", False),
        ]  # fmt: skip
        hold(session, following.id, "张三", at(NEXT))
        third = plan(session, WEEKLY, Plan(day=date(2026, 3, 20)), "张三")
        assert [item.decision.text for item in opening(session, third, NEXT)] == ["住建局3月13日前办结"]
        for kind in (Kind.RECEIVE, Kind.ANSWER, Kind.CLOSE):
            step(session, ticket.id, Step(kind, "王五", NEXT, "已办结"), at(NEXT))
        assert opening(session, third, NEXT) == []
        assert len(decisions_of(session, meeting.id)) == 2
    assert verify(store).faults == ()


def test_a_topic_without_cause_and_proposal_is_held_back_by_name(store: Store) -> None:
    with store.write() as session:
        bare = bring(session, Matter(problem="征地受阻", project="云溪河综合治理工程"), "张三")
        meeting = plan(session, WEEKLY, Plan(day=FRIDAY), "张三")
        found = proposed_agenda(session, WEEKLY)
        assert (found.ready, [why for _, why in found.held]) == (
            (), [f"第{bare.id}号议题（云溪河综合治理工程）没有填写问题原因和处理建议，问题、原因、建议齐全后才能上会"],
        )  # fmt: skip
    with pytest.raises(RegisterError, match="没有填写问题原因和处理建议"), store.write() as session:
        put_on_agenda(session, meeting.id, WEEKLY, [bare.id], "张三")
    with store.write() as session:
        complete(session, bare.id, CLEAR, "张三")
        assert [topic.id for topic in proposed_agenda(session, WEEKLY).ready] == [bare.id]
        put_on_agenda(session, meeting.id, WEEKLY, [bare.id], "张三")
    with pytest.raises(RegisterError, match="已列入议程，不能没有问题原因和处理建议"), store.write() as session:
        complete(session, bare.id, Matter(problem="征地受阻"), "张三")


def test_what_is_solved_before_leaves_the_agenda_and_stays_on_record(store: Store) -> None:
    with store.write() as session:
        topic = bring(session, CLEAR, "张三")
        meeting = plan(session, WEEKLY, Plan(day=FRIDAY), "张三")
        put_on_agenda(session, meeting.id, WEEKLY, [topic.id], "张三")
        solve(session, topic.id, "3月4日现场协调解决", "李四", date(2026, 3, 4))
        assert list(agenda_of(session, meeting.id)) == []
    with store.read() as session:
        kept = session.get(Topic, topic.id)
        assert kept is not None
        assert (kept.state, kept.solution, kept.settled_on) == ("SOLVED", "3月4日现场协调解决", date(2026, 3, 4))
        assert list(waiting(session)) == []
    with pytest.raises(RegisterError, match="现在是“会前已解决”，不能列入议程"), store.write() as session:
        put_on_agenda(session, meeting.id, WEEKLY, [topic.id], "张三")


def test_a_fine_needs_the_joint_meetings_leave(store: Store) -> None:
    with store.write() as session:
        topic = bring(session, FINE, "张三")
        weekly = plan(session, WEEKLY, Plan(day=FRIDAY), "张三")
        assert "罚款事项，要由联席会议准许，不能在周调度会上定" in proposed_agenda(session, WEEKLY).held[0][1]
    with pytest.raises(RegisterError, match="要由联席会议准许"), store.write() as session:
        put_on_agenda(session, weekly.id, WEEKLY, [topic.id], "张三")
    with (
        pytest.raises(RegisterError, match="现在是“待上会”，罚款通知要先经联席会议准许才能发"),
        store.read() as session,
    ):
        require_leave(session, topic.id)
    with store.write() as session:
        joint = plan(session, MONTHLY, Plan(day=FRIDAY), "张三")
        put_on_agenda(session, joint.id, MONTHLY, [topic.id], "张三")
        hold(session, joint.id, "张三", at(FRIDAY))
    with pytest.raises(RegisterError, match="请写明准许还是不准许"), store.write() as session:
        decide(session, joint.id, Decided(text="议定", topic_id=topic.id), "张三")
    with store.write() as session:
        decide(session, joint.id, Decided(text="准许依法处理", topic_id=topic.id, leave=True), "张三")
        assert require_leave(session, topic.id).settled_on == FRIDAY


def test_leave_denied_and_other_topics(store: Store) -> None:
    with store.write() as session:
        fine, plain = bring(session, FINE, "张三"), bring(session, CLEAR, "张三")
        joint = plan(session, MONTHLY, Plan(day=FRIDAY), "张三")
        put_on_agenda(session, joint.id, MONTHLY, [fine.id], "张三")
        hold(session, joint.id, "张三", at(FRIDAY))
        decide(session, joint.id, Decided(text="不准许", topic_id=fine.id, leave=False), "张三")
    for number, said in ((fine.id, "现在是“未准许”"), (plain.id, "不是停建、停工、罚款事项"), (99, "不是停建")):
        with pytest.raises(RegisterError, match=said), store.read() as session:
            require_leave(session, number)
    with pytest.raises(RegisterError, match="不在2026年3月6日的月度联席会议的议程上"), store.write() as session:
        decide(session, joint.id, Decided(text="议定", topic_id=plain.id), "张三")


def test_only_what_a_meeting_can_do_in_its_state(store: Store) -> None:
    with store.write() as session:
        meeting = plan(session, WEEKLY, Plan(day=FRIDAY), "张三")
    with pytest.raises(RegisterError, match="还没有到日子"), store.write() as session:
        hold(session, meeting.id, "张三", at(date(2026, 3, 5)))
    with (
        pytest.raises(RegisterError, match="现在是“筹备中”，不能登记决定：要在“已召开”时才能办"),
        store.write() as session,
    ):
        decide(session, meeting.id, Decided(text="x"), "张三")
    with pytest.raises(RegisterError, match="2026年3月6日的周调度会已登记"), store.write() as session:
        plan(session, WEEKLY, Plan(day=FRIDAY), "张三")
    with pytest.raises(RegisterError, match="没有第99号会议"), store.write() as session:
        cancel(session, 99, "改期", "张三")


def test_a_cancelled_meetings_topics_wait_and_what_was_not_reached_is_carried_over(store: Store) -> None:
    with store.write() as session:
        topic = bring(session, CLEAR, "张三")
        first = plan(session, WEEKLY, Plan(day=FRIDAY), "张三")
        put_on_agenda(session, first.id, WEEKLY, [topic.id], "张三")
        cancel(session, first.id, "与防汛会冲突", "张三")
        assert [item.id for item in waiting(session)] == [topic.id]
        second = plan(session, WEEKLY, Plan(day=FRIDAY), "张三")
        assert second.previous_id is None
        put_on_agenda(session, second.id, WEEKLY, [topic.id], "张三")
        hold(session, second.id, "张三", at(FRIDAY))
        assert [item.id for item in carry_over(session, second.id, "张三")] == [topic.id]
        assert [item.id for item in waiting(session)] == [topic.id]
        proposed = next_day(session, WEEKLY, FRIDAY)
        assert proposed is not None
        assert proposed.day == NEXT


def test_an_agenda_is_put_in_order_and_taken_from(store: Store) -> None:
    with store.write() as session:
        first, second, third = (bring(session, CLEAR, "张三").id for _ in range(3))
        meeting = plan(session, WEEKLY, Plan(day=FRIDAY), "张三")
        put_on_agenda(session, meeting.id, WEEKLY, [first, second], "张三")
        put_on_agenda(session, meeting.id, WEEKLY, [third], "张三")
    with store.write() as session:
        arrange(session, meeting.id, [third, first, second], "张三")
        take_off(session, meeting.id, first, "张三")
        assert [topic.id for topic in agenda_of(session, meeting.id)] == [third, second]
        assert [topic.id for topic in waiting(session)] == [first]
    with store.write() as session, pytest.raises(RegisterError, match="议程刚才有人改过"):
        arrange(session, meeting.id, [third, first, second], "张三")
    with store.write() as session, pytest.raises(RegisterError, match="不在2026年3月6日的周调度会的议程上"):
        take_off(session, meeting.id, first, "张三")


def test_a_meeting_is_written_anew_while_it_is_prepared(store: Store) -> None:
    with store.write() as session:
        earlier = plan(session, WEEKLY, Plan(day=FRIDAY), "张三")
        meeting = plan(session, WEEKLY, Plan(day=NEXT, details={"time": "9:00"}), "张三")
        for day in (FRIDAY, date(2026, 3, 1)):
            with pytest.raises(RegisterError, match="2026年3月6日的周调度会已登记"):
                revise(session, meeting.id, WEEKLY, Plan(day=day), "张三")
        with pytest.raises(RegisterError, match="不能改期"):
            revise(session, earlier.id, WEEKLY, Plan(day=date(2026, 3, 5)), "张三")
        revise(
            session, meeting.id, WEEKLY, Plan(day=date(2026, 3, 12), place="三楼", details={"time": "10:00"}), "张三"
        )
        assert (meeting.day, meeting.place, meeting.details) == (date(2026, 3, 12), "三楼", '{"time": "10:00"}')
        leave_out(session, meeting.id, "k", "征地受阻", "张三")
        leave_out(session, meeting.id, "k", "征地受阻", "张三")
        assert meeting.left_out == '["k"]'
        cancel(session, meeting.id, "改在下周", "张三")
        with pytest.raises(RegisterError, match="不能修改"):
            revise(session, meeting.id, WEEKLY, Plan(day=NEXT), "张三")
