"""The ladder over the register: previewed for a day, issued by a person, with its number and paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from service.errors import RegisterError
from service.registers.escalations import escalate, preview
from service.registers.ticket_facts import facts_now
from service.registers.ticket_life import Kind, Step
from service.registers.ticket_lists import history, owed
from service.registers.tickets import step
from service.store import Store, numbers
from service.store.models_tickets import Ticket
from service.store.numbers import find
from tests.registers.lives import DEADLINE, START
from tests.registers.orders import RULES, at, hand, signed


def issue(store: Store, number: int, measure: str, day: date) -> str:
    with store.write() as session:
        return escalate(session, number, measure, hand(day), RULES)[1]


def test_to_the_top_of_the_ladder(store: Store) -> None:
    with store.write() as session:
        number = signed(session)
    days = [date(2026, 3, 10), date(2026, 3, 16), date(2026, 3, 24), date(2026, 4, 1), date(2026, 4, 12)]
    said = [issue(store, number, name, day) for name, day in zip(RULES.ladder.names(), days, strict=True)]
    assert said == [
        f"安重办{number}号"
        for number in ("督函〔2026〕1", "督函〔2026〕2", "约函〔2026〕1", "通〔2026〕1", "责〔2026〕1")
    ]
    with store.read() as session:
        steps = history(session, number)[1:]
        assert [item.item for item in steps] == [
            f"ticket:{number}:reminder_letter:1",
            f"ticket:{number}:reminder_letter:2",
            f"ticket:{number}:talk_notice:3",
            f"ticket:{number}:criticism_circular:4",
            f"ticket:{number}:accountability_notice:5",
        ]
        assert "逾期30天" in steps[-1].note
        found = preview(session, RULES, date(2026, 6, 1))
        assert (found.ready, len(found.held)) == ((), 1)
        assert "已经问责" in found.held[0].outlook.reason


def test_a_measure_taken_back_voids_its_number_and_can_be_issued_anew(store: Store) -> None:
    with store.write() as session:
        number = signed(session)
    wrong = Step(Kind.RECALL, "李四", date(2026, 3, 16), "发错了单位")
    issue(store, number, "提醒", date(2026, 3, 10))
    issue(store, number, "督办", date(2026, 3, 16))
    with store.write() as session:
        back = step(session, number, wrong, at(date(2026, 3, 16)))
        assert (back.measure, back.measure_on) == ("提醒", date(2026, 3, 10))
        void = find(session, "安重办督函〔2026〕2号")
        assert (void.void_reason, void.voided_by) == ("发错了单位", "李四")
    assert issue(store, number, "督办", date(2026, 3, 16)) == "安重办督函〔2026〕3号"
    with store.write() as session:
        numbers.void(session, "安重办督函〔2026〕3号", "文号写错", "王五")  # a person may have done half of it already
        assert step(session, number, wrong, at(date(2026, 3, 17))).measure == "提醒"
    with store.read() as session:
        assert [item.measure for item in history(session, number)[1:]] == ["提醒", "督办", "督办", "督办", "督办"]
        assert [item.item for item in owed(session)] == [
            f"ticket:{number}:dispatch_order",
            f"ticket:{number}:reminder_letter:1",
        ]
        assert [past.number for past in facts_now(session, session.get_one(Ticket, number), START).measures] == [
            "安重办督函〔2026〕1号"
        ]
    with pytest.raises(RegisterError, match="只能撤回最后一步"), store.write() as session:
        step(session, number, replace(wrong, measure="督办"), at(date(2026, 3, 17)))


def test_only_the_next_step_and_only_in_its_time(store: Store) -> None:
    with store.write() as session:
        number = signed(session)
    with pytest.raises(RegisterError, match=r"现在不能提醒，.*最早2026年3月6日可以提醒"):
        issue(store, number, "提醒", date(2026, 3, 5))
    with pytest.raises(RegisterError, match="下一步是“提醒”，不能直接问责"):
        issue(store, number, "问责", date(2026, 5, 5))
    issue(store, number, "提醒", date(2026, 5, 5))
    with pytest.raises(RegisterError, match="最早2026年5月6日可以督办"):
        issue(store, number, "提醒", date(2026, 5, 5))
    with pytest.raises(RegisterError, match="要由人决定，不能记在“系统”名下"), store.write() as session:
        escalate(session, number, "督办", hand(date(2026, 5, 6), "系统"), RULES)
    with store.read() as session:
        assert [item.kind for item in history(session, number)] == ["SIGN", "ESCALATE"]


def test_the_preview_names_each_with_its_reason_and_changes_nothing(store: Store) -> None:
    with store.write() as session:
        near = signed(session, deadline=date(2026, 3, 20))
        late = signed(session, deadline=DEADLINE)
        far = signed(session, deadline=date(2026, 6, 1))
        asked = signed(session, deadline=DEADLINE)
        step(session, asked, Step(Kind.ASK, "王五", date(2026, 3, 12), "等批复", until=date(2026, 4, 1)), at(DEADLINE))
        answered, late_answer = signed(session, deadline=DEADLINE), signed(session, deadline=DEADLINE)
        for number, came in ((answered, date(2026, 3, 12)), (late_answer, date(2026, 3, 15))):
            for kind in (Kind.RECEIVE, Kind.ANSWER):
                step(session, number, Step(kind, "王五", came, "已办"), at(came))
    with store.read() as session:
        found = preview(session, RULES, date(2026, 3, 16))
        assert [item.ticket.id for item in found.ready] == [late, near]
        assert [rung.name for item in found.ready if (rung := item.outlook.rung)] == ["提醒", "提醒"]
        assert "逾期3天" in found.ready[0].outlook.reason
        assert "还有4天到期" in found.ready[1].outlook.reason
        assert [(item.ticket.id, item.outlook.reason[:4]) for item in found.held] == [
            (asked, "申请延到"),
        ]
        assert [(item.ticket.id, item.days, item.reason) for item in found.unreviewed] == [
            (answered, 4, "2026年3月12日按期反馈，到2026年3月16日已放4天没有审核，请办结或退回，退回后才能升级"),
            (late_answer, 1, "2026年3月15日逾期2天反馈，到2026年3月16日已放1天没有审核，请办结或退回，退回后才能升级"),
        ]
        assert far not in [item.ticket.id for item in (*found.ready, *found.held)]
        assert preview(session, RULES, date(2026, 3, 11)).unreviewed == ()
        kept = session.get(Ticket, late)
        assert kept is not None
        assert kept.measure == ""


def test_a_paper_sent_as_a_letter_takes_the_letters_series(store: Store) -> None:
    with store.write() as session:
        number = signed(session)
        letter = replace(hand(date(2026, 3, 16)), series="提函")
        assert escalate(session, number, "提醒", letter, RULES)[1] == "安重办提函〔2026〕1号"
