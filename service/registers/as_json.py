"""What the registers hold as JSON values: the same for the command line and for other systems."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from service.registers import meetings, tickets, uploads
from service.registers.decisions import Kept
from service.registers.differences import Difference, Project
from service.registers.escalations import Preview, Proposal, Unreviewed
from service.registers.ticket_clock import is_overdue, overdue_days, standing
from service.registers.ticket_life import Kind, State
from service.registers.ticket_rules import possible
from service.store.clock import SHANGHAI
from service.store.models_tickets import Ticket, TicketStep
from service.store.models_uploads import Snapshot, Upload

_TEXTS = ("id", "number", "project", "problem", "cause", "task", "source", "person", "leader")


def ticket_json(ticket: Ticket, on: date) -> dict[str, Any]:
    """A ticket, with where it stands on a day and the steps it can take now."""
    life = tickets.life_of(ticket)
    return {
        **{name: getattr(ticket, name) for name in _TEXTS},
        "units": [unit.name for unit in ticket.units],
        "deadline": ticket.deadline.isoformat(),
        "state": State[ticket.state].value,
        "standing": standing(life, on),
        "overdue_days": overdue_days(life, on),
        "overdue": is_overdue(life, on),
        "possible": [kind.value for kind in possible(life)],
    }


def step_json(step: TicketStep) -> dict[str, Any]:
    """A step that was taken; ``paper`` is what its paper is filed under, None where it makes none."""
    until = step.until.isoformat() if step.until else None
    told = {"kind": Kind[step.kind].value, "who": step.who, "day": step.day.isoformat(), "at": step.at.isoformat()}
    return {**told, "unit": step.unit, "until": until, "measure": step.measure, "note": step.note, "paper": step.item}


def preview_json(found: Preview, on: date) -> dict[str, Any]:
    """What a person could issue on a day, what is held back, and the answers that wait for the office."""
    told = {"ready": [*map(_proposal, found.ready)], "held": [*map(_proposal, found.held)]}
    return {"day": on.isoformat(), **told, "unreviewed": [*map(_waiting, found.unreviewed)]}


def _proposal(item: Proposal) -> dict[str, Any]:
    """What the ladder says of a ticket: its next step, None where there is none, and why it may be taken or not."""
    rung = item.outlook.rung
    told = {"measure": rung.name, "paper": rung.paper} if rung else {"measure": None, "paper": None}
    ticket = {"id": item.ticket.id, "number": item.ticket.number, "lead": item.ticket.lead}
    return {**ticket, **told, "reason": item.outlook.reason, "provisional": item.outlook.provisional}


def _waiting(item: Unreviewed) -> dict[str, Any]:
    """A ticket whose answer nobody has looked at, and for how many days."""
    ticket = {"id": item.ticket.id, "number": item.ticket.number, "lead": item.ticket.lead}
    return {**ticket, "days": item.days, "reason": item.reason}


def kept_json(item: Kept) -> dict[str, Any]:
    """A decision and what became of it."""
    number = item.ticket.number if item.ticket else ""
    told = {"text": item.decision.text, "number": number, "standing": item.standing, "open": item.open}
    return {"meeting": meetings.called(item.meeting), **told}


def upload_json(upload: Upload, **more: Any) -> dict[str, Any]:
    """An upload: what was read of it, and its period (None where nobody knows it)."""
    told = {name: getattr(upload, name) for name in ("id", "name", "sha256", "who")}
    read = uploads.summary_of(upload)
    return {**told, "at": stamp(upload.at), "period": upload.period or None, "read": read, **more}


def snapshot_json(one: Snapshot) -> dict[str, Any]:
    """A snapshot; ``replaced_at`` is None for the one in force."""
    until = stamp(one.replaced_at) if one.replaced_at else None
    told = {"id": one.id, "period": one.period, "who": one.who, "at": stamp(one.at), "note": one.note}
    return {**told, "replaced_at": until}


def difference_json(told: Difference) -> dict[str, Any]:
    """What came, went and changed, each project with its amounts that are others, and how many did not change."""
    sides = {
        name: {"name": side.name, "period": str(side.period)}
        for name, side in (("before", told.before), ("after", told.after))
    }
    parts = (("came", told.came), ("gone", told.gone), ("changed", told.changed))
    return {**sides, **{name: [_moved_json(one) for one in some] for name, some in parts}, "same": told.same}


def _moved_json(one: Project) -> dict[str, Any]:
    amounts = [
        {"column": moved.label, "before": moved.before, "after": moved.after, "went_back": moved.went_back}
        for moved in one.amounts
    ]
    return {"name": one.change.name, "unit": one.change.unit, "amounts": amounts, "line": one.words}


def stamp(at: datetime) -> str:
    """A moment by the clock of China, to the second."""
    return at.astimezone(SHANGHAI).isoformat(timespec="seconds")
