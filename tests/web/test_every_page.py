"""Every page of the app, opened once in the browser: nothing axe finds wrong, nothing wider than screen or paper.

The addresses are found by following links through an office in which there is something of everything, and through one
in which there is nothing yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from service.app import create_app
from service.config import Settings
from service.registers import accounts
from service.registers.accounts import Person
from service.web.access import FILES, OWN_GUARD
from tests.web.browsing import page_of
from tests.web.conftest import CHEAP, OFFICE, PASSWORD, Unhurried, Visitor, serving, signed_in_visitor, state_of
from tests.web.furnished import Furnished, furnished, opened
from tests.web.looking import Looked, look
from tests.web.office import store_of

#: Views to which no link leads.
UNLINKED = {
    "batches.printed": "a form's file",
    "batches.package_with_pdfs": "a file, where LibreOffice is",
    "batches.print_pdf": "a form's file, where LibreOffice is",
    "batches.progress": "a part of a page, fetched by its script",
    "decisions.file": "a file of decisions, where there are any",
    "meetings.day": "a sentence, fetched by a script",
    "moved.ledgers": "an address of before",
    "office_rules.take_calendar": "a file of days off, where there is one",
    "packs.show": "files of before",
    "set_pages.picture": "a picture within a paper, where LibreOffice is",
    "printing.set_in_pages": "a form's file, where LibreOffice is",
    "samples.arrive": "the way into the invented county, good once",
    "setup.password": "shown once, after the first account",
    "setup.show": "while nobody can sign in",
    "watching.alive": "for programs",
    "watching.metrics": "for programs",
    "watching.ready": "for programs",
}
#: Pages looked at in more than one state.
VARIED = {"tickets.show": 4, "tickets.index": 2, "readings.show": 4, "batches.show": 2}


def empty_app(home: Path) -> Iterator[Flask]:
    app = create_app(Settings(home=home, soffice="none", **CHEAP))  # type: ignore[arg-type]
    app.extensions["huicai.batches"] = Unhurried(store_of(app))
    yield app
    app.extensions["huicai.batches"].stop()
    store_of(app).close()


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    for app in empty_app(tmp_path_factory.mktemp("county") / "home"):
        yield furnished(app)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An app of an empty home."""
    yield from empty_app(tmp_path_factory.mktemp("bare") / "home")


@pytest.fixture(scope="module")
def pages(county: Furnished) -> dict[str, list[tuple[Visitor | None, str]]]:
    """Endpoint -> who opens it, at which addresses."""
    found: dict[str, list[tuple[Visitor | None, str]]] = {}
    starts = ("/", "/api/", "/try")
    for who, begin in ((county.office, (*county.doors, *starts)), (county.unit, ("/",))):
        for endpoint, address, kind in opened(county.app, who, begin):
            found.setdefault(endpoint, []).extend([(who, address)] if kind == "text/html" else [])
    found["door.show"] = [(None, "/login")]
    return found


def test_a_link_leads_to_every_page(county: Furnished, pages: dict[str, object]) -> None:
    rules = [rule for rule in county.app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    views = {str(rule.endpoint) for rule in rules if not rule.rule.startswith(OWN_GUARD)}
    assert sorted(views - FILES - set(pages)) == sorted(UNLINKED)


def told(looked: list[Looked]) -> list[object]:
    """What is wrong, page by page."""
    return [(each.address, each.too_wide, each.faults) for each in looked if each.faults or each.too_wide]


def test_every_page_of_a_busy_office_is_sound(
    browser: Browser, county: Furnished, pages: dict[str, list[tuple[Visitor | None, str]]]
) -> None:
    looked: list[Looked] = []
    chosen = [each for name in pages for each in pages[name][: VARIED.get(name, 1)]]
    with serving(county.app) as address:
        for who in (county.office, county.unit, None):
            state = state_of(county.app, who.account) if who and who.account else None
            with page_of(browser, address, state) as page:
                looked += [look(page, each) for visitor, each in chosen if visitor is who]
    assert len(looked) > 60
    assert told(looked) == []


def test_every_page_of_an_office_that_has_nothing_yet_is_sound(browser: Browser, bare: Flask) -> None:
    looked: list[Looked] = []
    with serving(bare) as address, page_of(browser, address) as page:
        looked.append(look(page, "/setup"))
        person = Person(login="zhangsan", name="张三", roles=OFFICE)
        account = accounts.first_admin(store_of(bare), person, PASSWORD).account
        visitor = signed_in_visitor(bare, account)
        page.context.add_cookies(state_of(bare, account)["cookies"])
        addresses = {name: each for name, each, kind in opened(bare, visitor) if kind == "text/html"}
        looked += [look(page, each) for name, each in addresses.items()]
    assert len(looked) > 20
    assert told(looked) == []
