"""The addresses of all pages of the app, each with real values for its arguments, and who opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from benchmarks._office import People
from service.web.access import FILES

# Pages that say something only when asked for something: {} are the values of the office.
_ASKED: Final[Mapping[str, tuple[str, ...]]] = {
    "dashboard.index": ("", "?period=2026-09", "?rules=三明"),
    "dashboard.trace": ("?of=total", "?of=unit&name=第1镇"),
    "dashboard.warnings": ("", "?from=100"),
    "accountability.index": ("", "?ready=1600"),
    "tickets.index": ("", "?tab=closed", "?view=state", "?view=due", "?words=用地", "?unit=第1镇"),
    "tickets.preview": ("", "?measure=提醒"),
    "issuing.issued": ("?step={ticket}",),
    "issuing.sign": ("?step={draft}",),
    "issuing.escalate": ("?step={late}:提醒",),
    "printing.show": ("?paper={paper}",),
    "papers.index": ("", "?words=水厂"),
    "uploads.listing": ("", "?period=2026-10"),
    "uploads.difference": ("?before=1&after=2",),
    "readings.show": ("", "?last={september}", "?rules=银川"),
    "readings.meeting": ("", "?last={september}"),
    "put_in_force.difference": ("?period=2026-10",),
    "files.marked": ("", "?last={september}"),
    "meeting_papers.index": ("", "?period=none"),
    "meeting_papers.look": ("?period=2026-10",),
    "meeting_papers.frame": ("?period=2026-10",),
    "meeting_papers.draft": ("?period=2026-10",),
    "meeting_papers.signable": ("?period=2026-10",),
    "meetings.day": ("?kind=周调度会&day=2026-12-04",),
    "meetings.new": ("?kind=周调度会",),
    "templates.used_trial": ("", "?data=real"),
    "templates.version": ("", "?data=real"),
    "templates.trial": ("", "?data=real"),
    "api.show_figures": ("?period=2026-10",),
    "api.show_difference": ("?before=1&after=2",),
    "api.report_numbers": ("?year=2026",),
}
# Pages of one kind with another of it that takes longer.
_MORE: Final[Mapping[str, Mapping[str, tuple[object, ...]]]] = {
    "meeting_papers.look": {"paper": ("meeting_notice", "agenda", "progress_bulletin")},
    "meeting_papers.frame": {"paper": ("meeting_notice", "progress_bulletin", "work_brief")},
    "meeting_papers.draft": {"paper": ("meeting_notice", "progress_bulletin")},
    "batches.read": {"no": (1, 3)},
    "batches.frame": {"no": (1, 3)},
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its address, "" where there is no value for one of its arguments, and what opens it."""

    rule: str
    address: str
    opened: Callable[[], TestResponse]


def pages(app: Flask, who: People, values: Mapping[str, object]) -> Iterator[Page]:
    """Every page there is, as often as it can be asked in different ways."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if rule.endpoint in FILES or "GET" not in (rule.methods or ()):
            continue
        for address in _addresses(app, rule, values):
            yield Page(rule.rule, address, _opening(app, who, rule.endpoint, address))


def _addresses(app: Flask, rule: Rule, values: Mapping[str, object]) -> Iterator[str]:
    blueprint = rule.endpoint.partition(".")[0]
    given = {name: values.get(f"{blueprint}.{name}", values.get(name)) for name in rule.arguments}
    if None in given.values():
        yield ""
        return
    ways: list[Mapping[str, Any]] = [given]
    for name, others in _MORE.get(rule.endpoint, {}).items():
        ways = [{**given, name: other} for other in others]
    at = app.url_map.bind("localhost")
    for way in ways:
        for asked in _ASKED.get(rule.endpoint, ("",)):
            yield at.build(rule.endpoint, way) + quote(asked.format(**values), safe="?=&:")


def _opening(app: Flask, who: People, endpoint: str, address: str) -> Callable[[], TestResponse]:
    blueprint = endpoint.partition(".")[0]
    headers = {"Authorization": f"Bearer {who.secret}"} if blueprint == "api" else {}
    stranger = blueprint in ("door", "setup")
    client = who.unit if blueprint == "own_returns" else app.test_client() if stranger else who.office
    return lambda: client.get(address, headers=headers, buffered=True)
