"""Any steps in any order: the ticket in the store and a plain list of what happened agree on what is legal, on the
deadline, the days overdue and the next step of the ladder."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, note
from hypothesis import settings as limits
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from service.config import Settings
from service.errors import RegisterError
from service.registers.escalation import outlook
from service.registers.escalations import Rules, escalate
from service.registers.ladder import ladder
from service.registers.ticket_clock import is_overdue, overdue_days
from service.registers.ticket_life import Kind, Step
from service.registers.ticket_lists import found
from service.registers.tickets import draft, life_of, sign, step
from service.store import Store, open_store
from service.store.audit_check import verify
from service.store.number_report import report
from service.wording.arrangement import Arrangement
from service.wording.workdays import Calendar
from tests.registers.lives import HELPER, LEAD, START
from tests.registers.orders import at, hand, order
from tests.registers.plain_ticket import Plain
from tests.store.conftest import Databases

# Every day is a working day here, so that the plain model needs no calendar; the calendar has tests of its own.
EVERY_DAY = Calendar(Arrangement(work={START + timedelta(number): "上班" for number in range(-30, 500)}))
LADDER = """
[[step]]
name = "提醒"
when = "到期前7天"
paper = "reminder_letter"
series = "督"
[[step]]
name = "督办"
when = "逾期1天"
paper = "reminder_letter"
series = "督"
[[step]]
name = "约谈"
when = "逾期10天且督办后5天未反馈"
paper = "talk_notice"
series = "约"
"""
Taken = tuple[str, str, date, date | None]
KINDS = {kind.value: kind for kind in Kind}
# The steps that do not end a life, by whom.
WAYS = [("签发", ""), ("签收", LEAD), ("签收", HELPER), ("反馈", HELPER), ("反馈", LEAD), ("退回", "")]
WAYS += [("准予延期", ""), ("不准延期", ""), ("撤回", "")]
UNITS = st.sampled_from([LEAD, HELPER, "水利局"])


class Desk(RuleBasedStateMachine):
    """One ticket; the clock goes on by rules of its own."""

    store: Store
    desk: Rules

    @initialize(term=st.integers(0, 20), out=st.booleans())
    def begin(self, term: int, out: bool) -> None:
        self.today = START
        with self.store.read() as session:
            self.voids = sum(len(series.voids) for series in report(session))
        self.plain = Plain((LEAD, HELPER), START + timedelta(term))
        with self.store.write() as session:
            self.id = draft(session, order(deadline=self.plain.deadline), "张三", at(START)).id
        if out:
            self.attempt("签发", "", START, None)

    # One rule that draws what happens: rules of their own would be left out of whole lives.
    @rule(data=st.data())
    def something_happens(self, data: st.DataObject) -> None:
        if data.draw(st.booleans(), "time goes by") and (self.today - START).days < 300:
            self.today += timedelta(data.draw(st.sampled_from([1, 1, 3, 6, 11])))
        attempts = [self.legal(data), self.legal(data), *self.rung(), self.any_step(data)]
        chosen = data.draw(st.sampled_from([steps for steps in attempts if steps]))
        self.attempt(*data.draw(st.sampled_from(chosen)))

    def legal(self, data: st.DataObject) -> list[Taken]:
        """The steps that are legal and do not end the life."""
        day = self.today - timedelta(data.draw(st.sampled_from([0, 0, 2])))
        until = self.plain.due() + timedelta(data.draw(st.integers(0, 9)))
        wanted: list[Taken] = [(word, unit, day, None) for word, unit in WAYS]
        wanted += [("申请延期", LEAD, day, until), ("退回", "", day, until)]
        return [step for step in wanted if self.plain.may(*step)]

    def rung(self) -> list[list[Taken]]:
        word = self.plain.next_rung(self.today)
        return [[(word, "", self.today, None)]] if word and self.plain.may(word, "", self.today, None) else []

    def any_step(self, data: st.DataObject) -> list[Taken]:
        """Any step there is, legal or not, those that end a life more seldom."""
        words = [kind.value for kind in Kind if kind is not Kind.ESCALATE] + ["提醒", "督办", "约谈", "问责"]
        word = data.draw(st.sampled_from(words))
        if word in ("办结", "撤销") and data.draw(st.integers(0, 2)):
            word = "反馈"
        ago = 0 if word not in KINDS or word == "签发" else data.draw(st.sampled_from([0, 0, 1, 4]))
        ahead = data.draw(st.one_of(st.none(), st.integers(-3, 15)))
        until = self.plain.due() + timedelta(ahead) if ahead is not None and word in ("退回", "申请延期") else None
        unit = data.draw(UNITS) if word in ("签收", "反馈", "申请延期") else ""
        return [(word, unit, self.today - timedelta(ago), until)]

    def attempt(self, word: str, unit: str, day: date, until: date | None) -> None:
        legal = self.plain.may(word, unit, day, until)
        note(f"{word} {unit} {day} {until}: {'legal' if legal else 'refused'}")
        said = self.refused(word, unit, day, until)
        assert legal == (said == ""), said
        if legal:
            self.plain.told.append((word, unit, day, until))
        else:
            assert "不能" in said

    def refused(self, word: str, unit: str, day: date, until: date | None) -> str:
        try:
            with self.store.write() as session:
                self.take(session, word, unit, day, until)
        except RegisterError as error:
            return str(error)
        return ""

    def take(self, session: Any, word: str, unit: str, day: date, until: date | None) -> None:
        if word == "签发":
            sign(session, [self.id], hand(day))
        elif word in KINDS:
            step(session, self.id, Step(KINDS[word], "王五", day, "按要求办理", unit, until), at(self.today))
        else:
            escalate(session, self.id, word, hand(day), self.desk)

    @invariant()
    def both_agree(self) -> None:
        with self.store.read() as session:
            life = life_of(found(session, str(self.id)))
        days = [self.today, self.today + timedelta(1), self.today + timedelta(15)]
        assert life.deadline == self.plain.due()
        assert (life.open, life.answered, life.wished) == (self.plain.is_out(), self.plain.answer(), self.plain.wish())
        assert [overdue_days(life, day) for day in days] == [self.plain.late(day) for day in days]
        late = self.plain.is_out() and not self.plain.answer() and self.plain.late(self.today) > 0
        assert is_overdue(life, self.today) == late
        for day in days:
            found_ = outlook(life, self.desk.ladder, day, self.desk.calendar)
            assert (found_.rung.name if found_.may and found_.rung else "") == self.plain.next_rung(day)

    def teardown(self) -> None:
        with self.store.read() as session:
            found = report(session)
        assert all(series.sound for series in found)
        words = self.plain.words()
        withdrawn = "签发" in words and "撤销" in words
        assert sum(len(series.voids) for series in found) - self.voids == words.count("撤回") + withdrawn


def test_any_life_of_a_ticket(databases: Databases, tmp_path: Path) -> None:
    path = tmp_path / "ladder.toml"
    path.write_text(LADDER, encoding="utf-8")
    home = Path(tempfile.mkdtemp(dir=tmp_path))
    with open_store(Settings(home=home, database_url=databases(tables=True))) as store:
        machine = type("Filled", (Desk,), {"store": store, "desk": Rules(ladder(path), EVERY_DAY)})
        run_state_machine_as_test(
            machine,
            settings=limits(
                max_examples=25,
                stateful_step_count=30,
                deadline=None,
                derandomize=True,
                phases=(Phase.generate,),
                suppress_health_check=list(HealthCheck),
            ),
        )
        assert verify(store).faults == ()
