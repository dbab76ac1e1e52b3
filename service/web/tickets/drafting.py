"""The form of a draft: what it holds when it is opened, and the order it says when it is sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from service.errors import EntryError
from service.registers import tickets
from service.registers.deadlines import Deadline, in_working_days, named
from service.registers.roles import Who
from service.registers.tickets import Order
from service.store import Session, Store
from service.store.answers import Answer, Asking, once
from service.store.models_tickets import Ticket
from service.web.tickets.steps import day_sent
from service.wording.workdays import Calendar

TEXTS: Final = ("project", "problem", "cause", "task", "source", "person", "leader")
FIELDS: Final = (*TEXTS, "lead", "others", "deadline", "working_days")
_MOST_DAYS: Final = 250


@dataclass(frozen=True, slots=True)
class Sent:
    """A draft as it was filled in: the order, and what to know of its deadline."""

    order: Order
    until: Deadline


def values_of(ticket: Ticket) -> dict[str, str]:
    """What the form of a draft holds when it is opened to be changed."""
    lead, *others = [unit.name for unit in ticket.units]
    texts = {name: getattr(ticket, name) for name in TEXTS}
    return {**texts, "lead": lead, "others": "\n".join(others), "deadline": ticket.deadline.isoformat()}


def values_sent(form: Mapping[str, str]) -> dict[str, str]:
    """What was typed, as it was typed, to be shown again."""
    return {name: form.get(name, "") for name in FIELDS}


def faults_of(values: Mapping[str, str]) -> dict[str, str]:
    """What is missing or cannot be read, by field; empty where the order can be drafted."""
    wanted = (("problem", "存在问题"), ("task", "交办事项"), ("lead", "牵头单位"))
    found = {name: f"没有填写{what}，请补上" for name, what in wanted if not values[name].strip()}
    deadline, count = values["deadline"].strip(), values["working_days"].strip()
    if bool(deadline) == bool(count):
        found["deadline"] = "办理时限请写日期，或者写几个工作日，写一样" if deadline else "没有填写办理时限，请补上"
    elif count and not (count.isascii() and count.isdigit() and 0 < int(count[:4]) <= _MOST_DAYS):
        found["working_days"] = f"工作日应是1至{_MOST_DAYS}的整数"
    try:
        day_sent(deadline, "办理时限")
    except EntryError as error:
        found["deadline"] = str(error)
    return found


def sent(values: Mapping[str, str], today: date, calendar: Calendar) -> Sent:
    """The order of values without faults."""
    day = day_sent(values["deadline"], "办理时限")
    until = named(day, calendar) if day else in_working_days(today, int(values["working_days"]), calendar)
    units = (values["lead"].strip(), *(line.strip() for line in values["others"].splitlines() if line.strip()))
    words: dict[str, Any] = {name: values[name] for name in TEXTS}
    return Sent(Order(units=units, deadline=until.day, **words), until)


def drafted(store: Store, sent_form: Sent, who: Who, key: str) -> int:
    """A new draft; the same form sent twice gives the one draft. Raises :class:`RegisterError`."""
    words = json.dumps([key, repr(sent_form.order)], ensure_ascii=False)
    digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
    with store.write() as session:
        asking = Asking(f"page:{who.account_id}", digest, digest)
        answer = once(session, asking, lambda: Answer(201, str(tickets.draft(session, sent_form.order, who.name).id)))
        return int(answer.body)


def amended(session: Session, ticket_id: int, order: Order, who: Who) -> Ticket:
    """The draft written anew; the meeting and topic it came from stay. Raises :class:`RegisterError`."""
    before = tickets.locked(session, ticket_id)
    kept = replace(order, meeting_id=before.meeting_id, topic_id=before.topic_id)
    return tickets.amend(session, ticket_id, kept, who.name)
