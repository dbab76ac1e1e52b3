"""An office in which there is something of everything, and the addresses of all its pages, found by following links.

The invented county fills the registers; what it lacks (a batch, decisions, a template of one's own, returns, uploads
with faults) is done here through the pages.
"""

from __future__ import annotations

import io
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException

from service.registers import accounts
from service.registers.accounts import Person
from service.registers.roles import Role, Who
from service.registers.ticket_life import Kind
from service.web.access import FILES, OWN_GUARD
from service.web.sample_county import fill
from tests.web.conftest import ISSUES, LEDGER, MEETING, OFFICE, PASSWORD, Visitor, signed_in_visitor
from tests.web.made import FAULTY, ledger, sent, tree
from tests.web.office import LEAD, drafted, signed, store_of, taken
from tests.web.test_in_force import put
from tests.web.test_templates import brought, changed
from tests.web.test_tickets import send

#: How many pages of one kind are read for the links on them.
ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Furnished:
    """The app, somebody with every role of the office, somebody of a unit, and the addresses to which no link leads,
    but the answer to a form."""

    app: Flask
    office: Visitor
    unit: Visitor
    doors: tuple[str, ...]


def furnished(app: Flask) -> Furnished:
    """Fill an app of an empty home."""
    store = store_of(app)
    account = accounts.first_admin(store, Person(login="zhangsan", name="张三", roles=OFFICE), PASSWORD).account
    fill(store, accounts.called(account))
    office = signed_in_visitor(app, account)
    unit = _unit(app)
    _meeting(office)
    doors = (*_uploads(office), *_tickets(office, app), _template(office))
    return Furnished(app, office, unit, doors)


def _unit(app: Flask) -> Visitor:
    """Somebody of a unit, who sent a return with a fault."""
    store = store_of(app)
    person = Person(login="xiyun", name="栖云镇报表员", roles={Role.UNIT}, unit="栖云镇")
    made = accounts.create(store, person, Who.at_console("张三")).account
    with store.write() as session:
        row = accounts.locked(session, made.id)
        row.must_change_password = False
    unit = signed_in_visitor(app, row)
    faulty = sent("栖云镇", ("栖云镇道路", "栖云镇", 100, "若干"))
    _sent(unit, "/returns/own", file=(io.BytesIO(faulty), "周报.xlsx"))
    return unit


def _uploads(office: Visitor) -> tuple[str, ...]:
    """An upload of which papers were made, one with many faults, one with unknown columns, one put in force instead of
    another, returns gathered."""
    reading = office.reading(LEDGER, ISSUES, MEETING)
    office.made(reading, **office.form(reading))
    begun = _sent(office, f"{reading}/packs", **office.form(reading))
    faulty = office.upload(("很多错.xlsx", FAULTY)).location
    for done in ((80, 10, 50), (85, 15, 55)):
        august = office.upload(("八月.xlsx", ledger(8, done, heading="累计完成投资"))).location
        put(office, august, "更正", "2026-08")
    unknown = office.upload(("九月.xlsx", ledger(9))).location
    files = [(io.BytesIO(sent(unit)), f"{unit}.xlsx") for unit in ("栖云镇", "枕石镇")]
    gathered = _sent(office, "/returns", files=files, units="栖云镇\n枕石镇\n听泉镇")
    return reading, begun, faulty, unknown, gathered, "/ledgers/difference?before=3&after=4", "/board/warnings"


def _meeting(office: Visitor) -> None:
    """The county's meeting with an agenda, and an address list."""
    office.post("/meetings/contacts", unit="县水利局", category="县直单位", person="值班员")
    page = tree(office.client.get("/meetings/1/agenda").text)
    proposed = page.xpath("//section[@aria-labelledby='proposed']//input[@type='checkbox'][@name]")[:3]
    assert proposed, "the county has nothing to propose"
    (action,) = {each.xpath("ancestor::form/@action")[0] for each in proposed}
    _sent(office, action, **{proposed[0].get("name"): [each.get("value") for each in proposed]})


def _tickets(office: Visitor, app: Flask) -> tuple[str, ...]:
    """A draft, another signed, and an answer with its evidence."""
    draft = drafted(app, project="翠屏路改造")
    answered = signed(app, project="听泉路改造")
    taken(app, answered, Kind.RECEIVE)
    send(office, answered, Kind.ANSWER, unit=LEAD, files=[(io.BytesIO(b"%PDF-1.7"), "照片.pdf")])
    issued = _sent(office, "/tickets/sign", step=str(drafted(app, project="望舒路改造")))
    return (
        f"/tickets/{draft}",
        f"/tickets/{answered}",
        issued,
        "/tickets?view=due",
        "/tickets/print?paper=1&paper=2",
        "/tickets/owed",
    )


def _template(office: Visitor) -> str:
    return brought(office, changed("{{ 主送", "特此告知：{{ 主送")).location


def _sent(visitor: Visitor, path: str, **fields: Any) -> str:
    """Send a form; gives the address it leads to."""
    answer = visitor.post(path, **fields)
    assert answer.status_code == 303, (path, answer.status_code, answer.text)
    return answer.location


def opened(app: Flask, visitor: Visitor, starts: Iterable[str] = ("/",)) -> Iterator[tuple[str, str, str]]:
    """Follow links from some addresses: (endpoint, address, kind of content) of each page that answers, up to ENOUGH
    of one endpoint, and one of those that give files or stand in a frame. Raises AssertionError where a link leads
    nowhere."""
    waiting, seen, read, frames = deque(starts), set(starts), Counter[str](), set[str]()
    place = app.url_map.bind("localhost")
    while waiting:
        address = waiting.popleft()
        path = unquote(urlsplit(address).path)
        try:
            endpoint = str(place.match(path, "GET")[0])
        except HTTPException:
            continue
        if endpoint in FILES or path.startswith(OWN_GUARD) or read[endpoint] >= ENOUGH:
            continue
        answer = visitor.client.get(address)
        assert answer.status_code in (200, 303), (address, answer.status_code)
        shown = answer.status_code == 200 and answer.mimetype == "text/html"
        framed = address in frames
        read[endpoint] += 1 if shown and not framed else ENOUGH
        yield endpoint, address, "frame" if framed else str(answer.mimetype) if answer.status_code == 200 else ""
        page = tree(answer.text if shown else "<html></html>")
        frames |= {urljoin(address, link) for link in page.xpath("//iframe/@src")}
        for link in [answer.location or "", *page.xpath("//a/@href | //iframe/@src")]:
            absolute = urljoin(address, link.partition("#")[0])
            if absolute.startswith("/") and absolute not in seen:
                seen.add(absolute)
                waiting.append(absolute)
