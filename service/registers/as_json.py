"""What the registers hold as JSON values: the same for the command line and for other systems."""

from __future__ import annotations

from datetime import date
from typing import Any

from service.registers import meetings, tickets
from service.registers.decisions import Kept
from service.registers.escalations import Preview, Proposal
from service.registers.ticket_clock import is_overdue, overdue_days, standing
from service.registers.ticket_life import Kind, State
from service.registers.ticket_rules import possible
from service.store.models_tickets import Ticket, TicketStep

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
    """What a person could issue on a day, and what is held back."""
    return {"day": on.isoformat(), "ready": [*map(_proposal, found.ready)], "held": [*map(_proposal, found.held)]}


def _proposal(item: Proposal) -> dict[str, Any]:
    """What the ladder says of a ticket: its next step, None where there is none, and why it may be taken or not."""
    rung = item.outlook.rung
    told = {"measure": rung.name, "paper": rung.paper} if rung else {"measure": None, "paper": None}
    ticket = {"id": item.ticket.id, "number": item.ticket.number, "lead": item.ticket.lead}
    return {**ticket, **told, "reason": item.outlook.reason, "provisional": item.outlook.provisional}


def kept_json(item: Kept) -> dict[str, Any]:
    """A decision and what became of it."""
    number = item.ticket.number if item.ticket else ""
    told = {"text": item.decision.text, "number": number, "standing": item.standing, "open": item.open}
    return {"meeting": meetings.called(item.meeting), **told}
