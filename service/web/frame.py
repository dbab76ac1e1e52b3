"""What every page is given: who is signed in, the sections they may use, addresses of files and of lists."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import Flask, current_app, g, request, url_for

from service.registers.roles import May
from service.store.clock import SHANGHAI
from service.web.sections import Section, sections_of
from service.web.security import asset

_WEEKDAYS = "一二三四五六日"


def prepare(app: Flask) -> None:
    """Give the templates their words."""
    app.context_processor(_given)
    app.add_template_global(asset, "asset")
    app.add_template_global(here, "here")
    app.add_template_global(may, "may")
    app.add_template_filter(day, "day")
    app.add_template_filter(moment, "moment")


def may(what: str) -> bool:
    """Whether whoever is signed in may do something, by the name of a member of May: ``{% if may("SIGN") %}``."""
    return g.get("who") is not None and g.who.may(May[what])


def here(**changes: object) -> str:
    """This page's address with some of its query changed; None takes a word out. For filters and next pages."""
    kept = {name: request.args.getlist(name) for name in request.args}
    asked: dict[str, Any] = {**kept, **changes}
    return url_for(request.endpoint or "", **{**(request.view_args or {}), **asked})


def day(value: date | datetime | None) -> str:
    """A day as pages write it: 2026年11月30日（周一）; — for none."""
    if value is None:
        return "——"
    if isinstance(value, datetime):
        value = value.astimezone(SHANGHAI).date()
    return f"{value.year}年{value.month}月{value.day}日（周{_WEEKDAYS[value.weekday()]}）"


def moment(value: datetime | None) -> str:
    """A moment as pages write it, in Beijing: 2026年11月30日 9:05; — for none."""
    if value is None:
        return "——"
    there = value.astimezone(SHANGHAI)
    return f"{there.year}年{there.month}月{there.day}日 {there.hour}:{there.minute:02d}"


def _given() -> dict[str, Any]:
    who = g.get("who")
    shown = who is not None and not who.must_change
    sections = sections_of(who, current_app.view_functions) if shown else []
    return {"who": who, "sections": sections, "section": _current(sections)}


def _current(sections: list[Section]) -> Section | None:
    """The section this page is of."""
    return next((each for each in sections if each.holds(request.path)), None)
