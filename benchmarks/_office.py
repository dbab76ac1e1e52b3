"""One of everything an office has beside the ledgers and tickets of the large county: a meeting with its papers made,
papers signed, a template of its own, returns, uploads nobody put in force. Made by the use cases and the pages."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from docx import Document
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from openpyxl import Workbook
from sqlalchemy import select
from werkzeug.test import TestResponse

from benchmarks._county import UNITS, WHO, ledger
from service.batches.running import work
from service.figures import Period
from service.figures.rules.loading import ready_rules
from service.papers import find, own_release
from service.papers.desk import desk_of
from service.papers.office_facts import write_office
from service.papers.signing import Wish, issue_papers
from service.registers import accounts, meetings, tickets, tokens, topics
from service.registers.accounts import Person, who_of
from service.registers.decisions import Decided, decide
from service.registers.deliveries import new_address
from service.registers.meeting_kinds import meeting_kinds
from service.registers.roles import Role, Who
from service.registers.tickets import Hand, Order
from service.registers.topics import Matter
from service.store import Store
from service.store.clock import business_date, now
from service.store.models import FileRef
from service.store.models_accounts import Account
from service.web.board.asked import OWN
from service.web.signed import content

CONSOLE = Who.at_console(WHO[:2])
_PASSWORD = "海棠花开了四朵半树春风"  # noqa: S105 - of a home that is thrown away
_WEEKLY = meeting_kinds()["周调度会"]
_FACTS = {
    "issuer": {
        "name": "安澜县重点项目建设指挥部办公室",
        "short": "安重办",
        "contact": "办公室值班员",
        "phone": "0000-5550102",
        "supervisors": "县政府督查室",
    },
    "office": {"approved_by": "县人民政府", "bulletin_addressees": "各乡镇人民政府，县直有关单位"},
}


@dataclass(frozen=True, slots=True)
class People:
    """Clients signed in: of somebody with every role of the office, and of a unit; the secret of a token."""

    office: FlaskClient
    unit: FlaskClient
    secret: str


def people(app: Flask) -> People:
    """Make the accounts. The office's is number 1."""
    store: Store = app.extensions["huicai.store"]
    every = frozenset(Role) - {Role.UNIT}
    first = accounts.first_admin(store, Person(login="zhangsan", name=WHO[:2], roles=every), _PASSWORD).account
    unit = account_of(store, Role.UNIT, "zhen", UNITS[0])
    account_of(store, Role.LEADER, "lisi")
    with store.write() as session:
        wish = tokens.Wish(label="县OA", roles=every, expires_on=business_date(now()) + timedelta(30))
        secret = tokens.make(session, first.id, wish, CONSOLE).secret
    return People(_signed_in(app, first), _signed_in(app, unit), secret)


def account_of(store: Store, role: Role, login: str, unit: str = "") -> Account:
    """Somebody of one role, who has changed the password they were given."""
    made = accounts.create(store, Person(login=login, name=role.value, roles={role}, unit=unit), CONSOLE).account
    with store.write() as session:
        account = accounts.locked(session, made.id)
        account.must_change_password = False
        return account


def _signed_in(app: Flask, account: Account) -> FlaskClient:
    client = app.test_client()
    with client.session_transaction() as session:
        session.update(content(account, now()))
    return client


def post(client: FlaskClient, path: str, **fields: object) -> TestResponse:
    """Send a form as its page does. Raises RuntimeError where it is not taken."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/account").text)
    answer = client.post(path, data={"csrf_token": found[1] if found else "", **fields})
    if answer.status_code != 303:
        said = re.search(r"alert[^>]*>(.*?)</div>", answer.text, re.S)
        raise RuntimeError(f"{path}: {answer.status_code} {said[1] if said else answer.text}")
    return answer


def furnish(app: Flask, who: People, projects: int) -> dict[str, object]:
    """Make one of everything; gives by the names of the arguments of pages, with the blueprint where they differ, a
    value that is really there."""
    store: Store = app.extensions["huicai.store"]
    write_office(store.settings, _FACTS)
    (store.settings.home / OWN).write_bytes(ready_rules()["银川"].read_bytes())
    return {
        **dict.fromkeys(("file", "sheet", "no", "account_id", "upload", "snapshot"), 1),
        "cell": "G5",
        **_meetings(store),
        **_batch(store, who.office),
        **_signed(store, who.office),
        **_reading(who.office, projects),
        **_template(store, who.office),
        **_returns(who, projects),
        **_old_pack(store.settings.home),
    }


def _sent(client: FlaskClient, path: str, field: str, files: Sequence[tuple[str, bytes]], **more: object) -> str:
    """Send files; gives the last part of the address of what became of them."""
    return _last(post(client, path, **{field: [(io.BytesIO(data), name) for name, data in files]}, **more))


def _last(answer: TestResponse) -> str:
    return answer.location.partition("?")[0].partition("#")[0].rpartition("/")[2]


def _meetings(store: Store) -> dict[str, object]:
    """One held with a decision last week, and one being prepared with twenty topics."""
    today = business_date(now())
    details = {"clock": "09:00", "meeting.addressees": "\n".join(UNITS)}
    with store.write() as session:
        held = meetings.plan(session, _WEEKLY, meetings.Plan(day=today - timedelta(7), details=details), WHO)
        meetings.hold(session, held.id, WHO)
        decide(session, held.id, Decided(text="月底前办完用地手续", order=_order()), WHO)
        plan = meetings.Plan(day=today + timedelta(3), place="三楼会议室", host="县长", details=details)
        coming = meetings.plan(session, _WEEKLY, plan, WHO)
        ids = [topics.bring(session, _matter(number), WHO).id for number in range(1, 21)]
        meetings.put_on_agenda(session, coming.id, _WEEKLY, ids, WHO)
        return {"meeting": coming.id, "topic": ids[0], "meeting_papers.paper": "meeting_notice"}


def _matter(number: int) -> Matter:
    project, unit = f"安澜县第{number}号重点工程建设项目", UNITS[number % len(UNITS)]
    return Matter(problem="征地受阻", cause="标准有分歧", proposal="由住建局协调", project=project, unit=unit)


def _order() -> Order:
    day = business_date(now()) + timedelta(20)
    told = {"cause": "材料不全", "units": UNITS[:2], "deadline": day, "project": "城东水厂"}
    return Order(problem="用地手续没有办完", task="办完用地手续", **told)  # type: ignore[arg-type]


def _batch(store: Store, client: FlaskClient) -> dict[str, object]:
    """A pack of the meeting being prepared."""
    papers = ["meeting_notice", "agenda", "progress_bulletin"]
    made = post(client, "/meetings/2/papers", papers=papers, period="2026-10", key="pack")
    work(store, lambda: True)
    return {"batch": int(_last(made)), "batches.name": "溯源.json"}


def _signed(store: Store, client: FlaskClient) -> dict[str, object]:
    """A draft, and an order with its paper and an answer with a file that proves it."""
    with store.write() as session:
        draft, ticket = (tickets.draft(session, _order(), WHO).id for _ in range(2))
    (signed,) = issue_papers(desk_of(store), [Wish(ticket)], Hand(WHO, "安重办", now()))
    for step in ("RECEIVE", "ANSWER"):
        page: Any = html.fromstring(client.get(f"/tickets/{ticket}").text)
        seen = page.xpath("//input[@name='seen']/@value")[0]
        proof = {"files": (io.BytesIO(b"%PDF-1.7"), "批复.pdf")} if step == "ANSWER" else {}
        post(client, f"/tickets/{ticket}/steps/{step}", seen=seen, unit=UNITS[0], note="已办理", **proof)
    with store.read() as session:
        file = session.scalars(select(FileRef.id).order_by(FileRef.id.desc()).limit(1)).one()
    return {"draft": draft, "ticket": ticket, "paper": signed.papers[0].id, "tickets.file": file}


def _reading(client: FlaskClient, projects: int) -> dict[str, object]:
    """A correction that was uploaded, not put in force, and one of its questions decided."""
    name = "安澜县重点项目台账（10月，更正）.xlsx"
    reading = _sent(client, "/readings", "files", [(name, ledger(projects + 1, Period(2026, 10)))])
    page: Any = html.fromstring(client.get(f"/readings/{reading}").text)
    question = page.xpath("//input[@name='question']/@value | //button[@name='question']/@value")[0]
    decided = {"question": question, "use": "PRINTED", "name": "李四", "reason": "追加了投资"}
    post(client, f"/readings/{reading}/decisions", **decided)
    return {"reading": reading}


def _template(store: Store, client: FlaskClient) -> dict[str, object]:
    """An own template: one version in use, and one that was just brought."""
    ours = find("进展通报")
    first, second = (
        int(_sent(client, f"/templates/{ours.id}", "file", [("通报.docx", _changed(ours.template, note))], note=note))
        for note in ("改了标题", "又改了标题")
    )
    post(client, f"/templates/versions/{first}/submit")
    with store.read() as session:
        other = who_of(session.scalars(select(Account).where(Account.login == "lisi")).one())
    own_release.release(store, first, other)
    return {"version": second, "templates.paper": ours.id, "whose": "own"}


def _changed(template: Path, title: str) -> bytes:
    document = Document(str(template))
    document.core_properties.title = title
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _returns(who: People, projects: int) -> dict[str, object]:
    """What every unit sent, gathered, and what one of them sent by itself."""
    files = [(f"{unit}.xlsx", _return(unit, projects // len(UNITS))) for unit in UNITS]
    gathered = _sent(who.office, "/returns", "files", files, units="\n".join(UNITS))
    return {"returns.reading": gathered, "address": _sent(who.unit, "/returns/own", "file", files[:1])}


def _return(unit: str, projects: int) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("周报")
    for line in ((f"填报单位：{unit}",), ("截至2026年10月底",), ("项目名称", "责任单位", "年度计划投资（万元）")):
        sheet.append(line)
    for number in range(projects):
        sheet.append((f"{unit}第{number}号道路", unit, 100))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _old_pack(home: Path) -> dict[str, object]:
    """A pack of before there were batches."""
    folder = home / "packs" / new_address()
    folder.mkdir(parents=True)
    (folder / "材料.zip").write_bytes(b"PK\5\6" + bytes(18))
    return {"pack": folder.name, "packs.name": "材料.zip"}
