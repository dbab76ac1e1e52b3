"""The ladder over the register: previewed for a day, issued by a person, with its number and paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from service.errors import RegisterError
from service.registers.escalations import escalate, preview
from service.registers.ticket_life import Kind, Step
from service.registers.ticket_lists import history
from service.registers.tickets import step
from service.store import Store
from service.store.models_tickets import Ticket
from tests.registers.lives import DEADLINE
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
        answered = signed(session, deadline=DEADLINE)
        for kind in (Kind.RECEIVE, Kind.ANSWER):
            step(session, answered, Step(kind, "王五", date(2026, 3, 12), "已办"), at(DEADLINE))
    with store.read() as session:
        found = preview(session, RULES, date(2026, 3, 16))
        assert [item.ticket.id for item in found.ready] == [late, near]
        assert [rung.name for item in found.ready if (rung := item.outlook.rung)] == ["提醒", "提醒"]
        assert "逾期3天" in found.ready[0].outlook.reason
        assert "还有4天到期" in found.ready[1].outlook.reason
        assert [(item.ticket.id, item.outlook.reason[:4]) for item in found.held] == [
            (asked, "申请延到"),
            (answered, "已有反馈"),
        ]
        assert far not in [item.ticket.id for item in (*found.ready, *found.held)]
        kept = session.get(Ticket, late)
        assert kept is not None
        assert kept.measure == ""


def test_a_paper_sent_as_a_letter_takes_the_letters_series(store: Store) -> None:
    with store.write() as session:
        number = signed(session)
        letter = replace(hand(date(2026, 3, 16)), series="提函")
        assert escalate(session, number, "提醒", letter, RULES)[1] == "安重办提函〔2026〕1号"
