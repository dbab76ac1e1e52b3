"""What every page is given: who is signed in, the sections they may use, addresses of files and of lists."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import Flask, current_app, g, request, url_for

from service.config import Settings
from service.papers.office_facts import FILE
from service.registers.roles import May
from service.registers.snapshots import without_sum
from service.store.clock import SHANGHAI
from service.web import true_pages
from service.web.deeds import told
from service.web.money import money_of, money_of_lines
from service.web.places import is_sample, way_out_of_sample
from service.web.sections import Section, sections_of
from service.web.security import asset
from service.web.tracing import spots

_WEEKDAYS = "一二三四五六日"


def prepare(app: Flask) -> None:
    """Give the templates their words."""
    app.context_processor(_given)
    app.add_template_global(asset, "asset")
    app.add_template_global(money_of_lines, "money_of_lines")
    app.add_template_global(money_of, "money_of")
    app.add_template_global(here, "here")
    app.add_template_global(may, "may")
    app.add_template_global(spots, "spots")
    app.add_template_global(lacks_office, "lacks_office")
    app.add_template_global(true_pages.here, "true_pages")
    app.add_template_global(way_out_of_sample, "way_out_of_sample")
    app.add_template_filter(day, "day")
    app.add_template_filter(moment, "moment")
    app.add_template_filter(stamped, "stamped")
    app.add_template_filter(sentence, "sentence")
    app.add_template_filter(told, "told")
    app.add_template_filter(without_sum, "without_sum")


def may(what: str) -> bool:
    """Whether whoever is signed in may do something, by the name of a member of May: ``{% if may("SIGN") %}``."""
    return g.get("who") is not None and g.who.may(May[what])


def lacks_office() -> bool:
    """Whether nobody has written the office's facts down yet; a faulty file is told on the page of settings."""
    settings: Settings = current_app.extensions["huicai"]
    return not (settings.home / FILE).is_file()


def here(**changes: object) -> str:
    """This page's address with some of its query changed; None takes a word out. For filters and next pages."""
    # What Flask itself takes from the words of an address, and what it calls them, is no filter of ours.
    kept = {name: request.args.getlist(name) for name in request.args if name != "endpoint" and name[:1] != "_"}
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


def stamped(text: str) -> str:
    """A moment as the audit log writes it, as pages write it."""
    return moment(datetime.fromisoformat(text))


def sentence(text: str) -> str:
    """What a fault says, ended as a sentence is."""
    return text if text.endswith(("。", "！", "？")) else f"{text}。"


def _given() -> dict[str, Any]:
    who = g.get("who")
    shown = who is not None and not who.must_change
    sections = sections_of(who, current_app.view_functions) if shown else []
    sample = is_sample(current_app.extensions["huicai"])
    return {"who": who, "sections": sections, "section": _current(sections), "is_sample": sample}


def _current(sections: list[Section]) -> Section | None:
    """The section this page is of."""
    return next((each for each in sections if each.holds(request.path)), None)
