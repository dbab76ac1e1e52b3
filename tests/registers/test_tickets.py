"""Tickets in the store: numbers, steps, the audit log, and two people at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text

from service.errors import HuicaiError, RegisterError, StoreError
from service.registers.ticket_life import Kind, Life, State, Step, after
from service.registers.ticket_lists import Due, Wish, board, due_in, found, history, how_many, listed, units_named
from service.registers.tickets import amend, draft, life_of, sign, step
from service.store import Store
from service.store.audit_check import verify
from service.store.models import AuditEntry
from service.store.models_tickets import Ticket
from service.store.number_report import report
from tests.registers.lives import DEADLINE, HELPER, LEAD, START, day
from tests.registers.orders import at, hand, order, signed


def taken(kind: Kind, number: int, **more: object) -> Step:
    return Step(kind, "王五", day(number), "按要求办理", **more)  # type: ignore[arg-type]


def test_a_ticket_from_draft_to_end(store: Store) -> None:
    with store.write() as session:
        ticket = draft(session, order(), "张三", at(START))
        assert (ticket.state, ticket.number, ticket.lead) == ("DRAFT", "", LEAD)
        amend(session, ticket.id, order(task="完成剩余14户签约", units=(HELPER, LEAD)), "张三")
    with store.write() as session:
        assert sign(session, [ticket.id], hand())[0].number == "安重办调〔2026〕1号"
    for wanted in (
        taken(Kind.RECEIVE, 1, unit=HELPER),
        taken(Kind.RECEIVE, 2, unit=LEAD),
        taken(Kind.ASK, 3, until=day(20)),
        taken(Kind.GRANT, 4),
        taken(Kind.ANSWER, 6),
        taken(Kind.RETURN, 7),
        taken(Kind.ANSWER, 8),
        taken(Kind.CLOSE, 9),
    ):
        with store.write() as session:
            step(session, ticket.id, wanted, at(day(10)))
    with store.read() as session:
        kept = found(session, "安重办调〔2026〕1号")
        assert (kept.state, kept.task, kept.deadline, kept.answered_on) == (
            "CLOSED", "完成剩余14户签约", day(20), day(8),
        )  # fmt: skip
        assert [(unit.name, unit.received_on) for unit in kept.units] == [(HELPER, day(1)), (LEAD, day(2))]
        steps = history(session, kept.id)
        assert [(item.kind, item.who, item.day) for item in steps][:2] == [
            ("SIGN", "李四", START), ("RECEIVE", "王五", day(1)),
        ]  # fmt: skip
        assert steps[0].item == f"ticket:{kept.id}:dispatch_order"
        start = Life((HELPER, LEAD), DEADLINE)
        folded = start
        for item in steps:
            folded = after(
                folded, Step(Kind[item.kind], item.who, item.day, item.note, item.unit, item.until, item.measure)
            )
        assert folded == life_of(kept)
        actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.seq)).all()
    assert actions[:4] == ["草拟调度单", "修改调度单", "签发取号", "调度单签发"]
    assert actions[-1] == "调度单办结"
    assert verify(store).faults == ()


def test_a_refused_step_changes_nothing_and_says_what_is_possible(store: Store) -> None:
    with store.write() as session:
        number = signed(session)
    said = r"安重办调〔2026〕1号（云溪河综合治理工程）：这张单子现在是“已签发”，不能办结.*签收"
    with pytest.raises(RegisterError, match=said), store.write() as session:
        step(session, number, taken(Kind.CLOSE, 1), at(day(2)))
    with store.read() as session:
        assert len(history(session, number)) == 1
        assert session.execute(text("SELECT count(*) FROM audit_entry WHERE action = '调度单办结'")).scalar() == 0


def test_a_day_to_come_is_no_day_of_a_step(store: Store) -> None:
    with store.write() as session:
        number = signed(session)
    with pytest.raises(RegisterError, match="写的日期2026-03-03还没有到"), store.write() as session:
        step(session, number, taken(Kind.RECEIVE, 1), at(START))


def test_what_was_signed_cannot_be_rewritten(store: Store) -> None:
    with store.write() as session:
        number = signed(session)
    with (
        pytest.raises(RegisterError, match=r"内容不能再改；.*撤销后另立一张"),
        store.write() as session,
    ):
        amend(session, number, order(task="别的"), "张三")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"units": ()}, "没有填写责任单位"),
        ({"units": (LEAD, LEAD)}, "“住建局”写了两次"),
        ({"units": ("局" * 201,)}, "责任单位名称有201个字，最多200个"),
        ({"task": " \n"}, "没有填写交办事项"),
        ({"problem": ""}, "没有填写存在问题"),
        ({"person": "张" * 101}, "责任人有101个字"),
    ],
)
def test_an_order_lacks_nothing(store: Store, changed: dict[str, object], said: str) -> None:
    with pytest.raises(RegisterError, match=said), store.write() as session:
        draft(session, order(**changed), "张三")
    with pytest.raises(RegisterError, match="没有填写经办人姓名"), store.write() as session:
        draft(session, order(), " ")


def test_signs_that_cannot_be_kept_are_shown(store: Store) -> None:
    with store.write() as session:
        made = draft(session, order(problem="征地\x00受阻\ud800", project="𠮷山😀"), "张三")
    with store.read() as session:
        kept = found(session, str(made.id))
        assert (kept.problem, kept.project) == ("征地□受阻□", "𠮷山😀")


def test_a_meetings_list_is_signed_at_once_or_not_at_all(store: Store) -> None:
    with store.write() as session:
        good = [draft(session, order(project=f"{no}号项目"), "张三", at(START)).id for no in (1, 2, 3)]
        late = draft(session, order(deadline=START - timedelta(1)), "张三", at(START)).id
    with pytest.raises(RegisterError, match="请先改时限"), store.write() as session:
        sign(session, [*good, late], hand())
    with store.write() as session:
        numbers = [ticket.number for ticket in sign(session, good[::-1], hand())]
    assert numbers == ["安重办调〔2026〕1号", "安重办调〔2026〕2号", "安重办调〔2026〕3号"]
    with store.read() as session:
        assert found(session, numbers[0]).id == good[2]


def test_a_withdrawn_tickets_number_is_void_and_stays(store: Store) -> None:
    with store.write() as session:
        number = signed(session)
        step(session, number, replace(taken(Kind.WITHDRAW, 1), note="重复立项"), at(day(1)))
        other = draft(session, order(), "张三").id
        step(session, other, Step(Kind.WITHDRAW, "王五", day(1), "不办了"), at(day(1)))
    with store.read() as session:
        series = report(session)[0]
        assert [(item.no, item.reason) for item in series.voids] == [(1, "重复立项")]
        assert series.sound
        assert found(session, str(other)).state == "WITHDRAWN"


def test_of_two_people_at_once_one_takes_the_step(store: Store) -> None:
    with store.write() as session:
        number = signed(session)

    def receive(who: int) -> str:
        try:
            with store.write() as session:
                step(session, number, Step(Kind.RECEIVE, f"经办人{who}", day(1)), at(day(1)))
        except HuicaiError as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(4) as crowd:
        said = sorted(crowd.map(receive, range(4)))
    assert said[0] == ""
    assert all("已经签收过了" in each for each in said[1:])


def test_the_steps_cannot_be_changed_behind_the_program(store: Store) -> None:
    with store.write() as session:
        number = signed(session)
    for statement in ("UPDATE ticket_step SET who = 'x'", "DELETE FROM ticket_step", "DELETE FROM ticket"):
        with pytest.raises(StoreError, match=r"受保护|冲突"), store.write() as session:
            session.execute(text(statement))
    with store.read() as session:
        assert history(session, number)[0].who == "李四"


def test_lists(store: Store) -> None:
    with store.write() as session:
        first = signed(session)
        second = signed(session, day(1), units=("水利局",), deadline=date(2026, 4, 1), project="云溪PPP项目")
        third = draft(session, order(units=("水利局", LEAD)), "张三").id

    def ids(**wish: object) -> list[int]:
        with store.read() as session:
            return [ticket.id for ticket in listed(session, Wish(**wish))]  # type: ignore[arg-type]

    assert ids() == [first, second, third]
    assert ids(states=frozenset({State.DRAFT})) == [third]
    assert ids(unit=LEAD) == [first, third]
    assert ids(due_by=DEADLINE) == [first]
    assert (ids(overdue_on=DEADLINE), ids(overdue_on=DEADLINE + timedelta(1))) == ([], [first])
    assert (ids(beyond=first, most=1), ids(most=0)) == ([second], [])
    assert (ids(latest_first=True, most=2), ids(latest_first=True, beyond=second)) == ([third, second], [first])
    assert (ids(due_from=DEADLINE, due_by=DEADLINE), ids(due_from=DEADLINE + timedelta(1))) == ([first], [second])
    assert ids(signed_from=day(1), signed_by=day(1)) == [second]
    assert (ids(signed_by=START), ids(signed_from=day(2))) == ([first], [])
    assert (ids(words="ppp项目"), ids(words="12户"), ids(words="没有签约")) == ([second], [], [first, second, third])
    assert (ids(number="2"), ids(number=" [2026] "), ids(number="安重办调(2026)1号")) == (
        [second],
        [first, second],
        [first],
    )
    assert (ids(number="0"), ids(number="%")) == ([], [])
    assert (ids(by_deadline=True, most=2), ids(by_deadline=True, beyond=third)) == ([first, third], [second])
    assert {due: ids_due(store, due, date(2026, 3, 25)) for due in Due} == {
        Due.OVERDUE: [first],
        Due.TODAY: [],
        Due.SOON: [second],
        Due.LATER: [],
    }
    with store.read() as session:
        assert board(session, date(2026, 3, 25), Wish(unit="水利局")) == {
            (State.DRAFT, None): 1,
            (State.ISSUED, Due.SOON): 1,
        }
        assert sorted(units_named(session)) == sorted({LEAD, HELPER, "水利局"})
        assert how_many(session, Wish(unit="水利局", most=1)) == 2
        assert board(session, date(2026, 3, 25)) == {
            (State.DRAFT, None): 1,
            (State.ISSUED, Due.OVERDUE): 1,
            (State.ISSUED, Due.SOON): 1,
        }


def ids_due(store: Store, due: Due, day: date) -> list[int]:
    with store.read() as session:
        return [ticket.id for ticket in listed(session, due_in(Wish(), due, day))]


@pytest.mark.parametrize("named", ["", "0", "9" * 40, "安重办调〔2026〕9号", "²"])
def test_no_such_ticket(store: Store, named: str) -> None:
    with pytest.raises(RegisterError, match="这张调度单"), store.read() as session:
        found(session, named)
    with pytest.raises(RegisterError, match="没有第77号调度单"), store.write() as session:
        step(session, 77, taken(Kind.RECEIVE, 1))


def test_every_row_is_a_ticket(store: Store) -> None:
    with store.write() as session:
        signed(session)
        assert session.scalars(select(Ticket)).one().paper == "dispatch_order"
