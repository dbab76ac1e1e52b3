"""What costs much is worked out once, beside the page that asks for it, and anew when what it is made from changes."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event

import pytest
from flask import Flask, g
from playwright.sync_api import Page, expect

from service.registers import meetings, snapshots
from service.registers.meetings import Plan
from service.store import Store
from service.web.kept import Kept, StillMadeError
from tests.web.conftest import LEDGER, Visitor
from tests.web.made import ledger
from tests.web.office import ready_office
from tests.web.test_meetings import WEEKLY, in_force, planned

SOON, LATE = 0.0, 60.0


@pytest.fixture
def impatient(app: Flask) -> Callable[[float], None]:
    """Let pages wait so many seconds."""

    def wait(seconds: float) -> None:
        app.extensions["huicai.patience"] = seconds

    return wait


def test_a_page_that_takes_long_says_so_at_once_and_then_shows_itself(
    visitor: Visitor, store: Store, impatient: Callable[[float], None]
) -> None:
    in_force(store)
    impatient(SOON)
    first = visitor.client.get("/?period=2026-10")
    assert (first.status_code, "正在计算" in first.text) == (202, True)
    assert first.headers["Refresh"] == "1; url=/?period=2026-10"
    impatient(LATE)
    shown = visitor.client.get("/?period=2026-10")
    assert (shown.status_code, "正在计算" in shown.text) == (200, False)
    impatient(SOON)
    assert visitor.client.get("/?period=2026-10").text.count("第1名") == shown.text.count("第1名")


def test_what_was_to_be_said_and_where_waits_for_the_page_itself(
    visitor: Visitor, store: Store, impatient: Callable[[float], None]
) -> None:
    in_force(store)
    with visitor.client.session_transaction() as session:
        session["_flashes"] = [("message", "已记下。")]
    impatient(SOON)
    first = visitor.client.get("/?period=2026-10&at=units")
    assert (first.status_code, "已记下。" in first.text) == (202, False)
    assert first.headers["Refresh"] == "1; url=/?period=2026-10&at=units&_again=1#units"
    # Sent to a place on the page it shows, a browser would ask for nothing: each address is another one.
    second = visitor.client.get("/?period=2026-10&at=units&_again=1")
    assert second.headers["Refresh"] == "1; url=/?period=2026-10&at=units&_again=2#units"
    odd = visitor.client.get("/?period=2026-10&at=units&_again=x")
    assert odd.headers["Refresh"] == "1; url=/?period=2026-10&at=units&_again=1#units"
    impatient(LATE)
    assert "已记下。" in visitor.client.get("/?period=2026-10&at=units").text


def test_a_browser_comes_to_the_page_and_its_place(
    page: Page, store: Store, impatient: Callable[[float], None]
) -> None:
    in_force(store)
    impatient(SOON)
    page.goto("/?period=2026-10&at=units#units")
    expect(page.get_by_role("heading", name="正在计算")).to_have_count(0)
    expect(page.locator("#units")).to_be_visible()
    assert page.url.endswith("#units")


def test_what_a_frame_shows_is_ready_when_its_page_is(
    visitor: Visitor, store: Store, app: Flask, impatient: Callable[[float], None]
) -> None:
    ready_office(app)
    in_force(store)
    page = f"/meetings/{planned(store)}/papers/progress_bulletin"
    impatient(SOON)
    framed = visitor.client.get(f"{page}/page?period=2026-10")
    assert (framed.status_code, "现在看看好了没有" in framed.text) == (202, True)
    impatient(LATE)
    assert visitor.client.get(f"{page}?period=2026-10").status_code == 200
    impatient(SOON)
    assert "县重点项目" in visitor.client.get(f"{page}/page?period=2026-10").text


def test_a_preview_follows_what_it_is_made_from(visitor: Visitor, store: Store, app: Flask) -> None:
    ready_office(app)
    in_force(store)
    meeting = planned(store)
    notice = f"/meetings/{meeting}/papers/meeting_notice/page?period=2026-10"
    assert "三楼" in visitor.client.get(notice).text
    with store.write() as session:
        row = meetings.found(session, meeting)
        details = {"clock": "09:00", "meeting.addressees": "县住建局"}
        meetings.revise(session, meeting, WEEKLY, Plan(day=row.day, place="望江楼会议厅", details=details), "张三")
    assert "望江楼会议厅" in visitor.client.get(notice).text
    bulletin = f"/meetings/{meeting}/papers/progress_bulletin/page?period=2026-10"
    before = visitor.client.get(bulletin).text
    reading = visitor.upload((LEDGER.name, ledger(10, (7, 7, 7), "累计完成投资"))).location
    said = {"period": "2026-10", "note": "更正"}
    assert visitor.post(f"{reading}/in-force", **said).status_code == 303
    assert "栖云镇道路" not in before
    assert "栖云镇道路" in visitor.client.get(bulletin).text


def test_two_processes_never_show_each_others_old_figures(visitor: Visitor, store: Store) -> None:
    in_force(store)
    before = visitor.client.get("/").text
    with store.write() as session:  # as another process, or the command line, would: nothing here is told
        own = snapshots.standing(session)[0]
        ledger_alone = [snapshots.uploads_of(session, own.snapshot_id)[0].id]
        snapshots.put_in_force(session, ledger_alone, "李四", "只用台账")
    assert "第1号" in before
    assert "第2号" in visitor.client.get("/").text


def test_what_fails_is_said_once_to_whoever_asks_next_and_tried_again(app: Flask) -> None:
    kept: Kept[int] = Kept(4)
    tries = []

    def make() -> int:
        tries.append(1)
        if len(tries) == 1:
            raise ValueError("nothing")
        return 7

    with app.test_request_context("/"):
        g.until = time.monotonic() + LATE
        with pytest.raises(ValueError, match="nothing"):
            kept.get("x", make)
        assert (kept.get("x", make), len(tries)) == (7, 2)


def test_values_that_wait_for_each_other_are_all_made(app: Flask) -> None:
    """More of them than there are threads, the first of which need those that wait behind them."""
    kept: Kept[int] = Kept(40)
    begun = Event()

    def need(number: int) -> int:
        begun.wait(LATE)
        return 1 + (kept.get(number + 1, lambda: need(number + 1)) if number < 9 else 0)

    def ask(number: int) -> int:
        return kept.get(number, lambda: need(number))

    with app.test_request_context("/"):
        for number in range(10):
            g.until = time.monotonic()
            with pytest.raises(StillMadeError):
                ask(number)
        begun.set()
        g.until = time.monotonic() + LATE
        assert [ask(number) for number in range(10)] == list(range(10, 0, -1))
