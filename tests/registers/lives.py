"""Lives of tickets for the tests."""

from __future__ import annotations

from datetime import date, timedelta

from service.registers.ticket_life import Kind, Life, Step, after
from service.registers.ticket_rules import refusal

START = date(2026, 3, 2)
DEADLINE = date(2026, 3, 13)
LEAD, HELPER = "住建局", "交通局"


def day(number: int) -> date:
    """So many days after the start."""
    return START + timedelta(number)


def step(kind: Kind, number: int = 0, who: str = "张三", note: str = "已按要求办理", **more: object) -> Step:
    """A step with everything it needs, so many days after the start."""
    return Step(kind, who, day(number), note, **more)  # type: ignore[arg-type]


def draft() -> Life:
    """A draft with a lead and a second unit."""
    return Life((LEAD, HELPER), DEADLINE)


def lived(*steps: Step) -> Life:
    """A draft after these steps, each of which must be legal."""
    life = draft()
    for each in steps:
        assert refusal(life, each) == ""
        life = after(life, each)
    return life


SIGNED = step(Kind.SIGN)
RECEIVED = step(Kind.RECEIVE, 1)
ANSWERED = step(Kind.ANSWER, 5)
