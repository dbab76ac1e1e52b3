"""Orders, people and moments for the tests of the registers."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from service.registers.escalations import Rules
from service.registers.ladder import ladder
from service.registers.tickets import Hand, Order, draft, sign
from tests.registers.lives import DEADLINE, HELPER, LEAD, START

RULES = Rules(ladder())
ORGAN = "安重办"
OFFICE: dict[str, Any] = {
    "issuer": {
        "name": "安澜县重点项目建设指挥部办公室",
        "short": ORGAN,
        "contact": "办公室值班员",
        "phone": "0000-5550102",
        "copy_to": ["县委办公室"],
        "supervisors": "县政府督查室",
        "basis": "《安澜县重点项目调度督办办法》第十二条",
    },
    "office": {"approved_by": "县人民政府", "bulletin_addressees": "各乡镇人民政府，县直有关单位"},
}


def at(day: date) -> datetime:
    """Eleven in the morning of a day in Shanghai."""
    return datetime.combine(day, time(3), UTC)


def hand(day: date = START, who: str = "李四") -> Hand:
    """Who signs, on a day."""
    return Hand(who, ORGAN, at(day))


def order(**changed: Any) -> Order:
    """An order of two units."""
    values: dict[str, Any] = {
        "project": "云溪河综合治理工程",
        "problem": "征地补偿没有签约",
        "cause": "补偿标准有分歧",
        "task": "完成剩余12户签约",
        "units": (LEAD, HELPER),
        "deadline": DEADLINE,
    }
    return Order(**(values | changed))


def signed(session: Session, day: date = START, **changed: Any) -> int:
    """A ticket that was signed; gives its place in the register."""
    made = draft(session, order(**changed), "张三", at(day))
    return sign(session, [made.id], hand(day))[0].id
