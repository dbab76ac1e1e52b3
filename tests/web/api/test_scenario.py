"""What an OA does from the ledger to the closed ticket, over real HTTP, and that nothing is missing at the end."""

from __future__ import annotations

import io
import json
import tomllib
import urllib.request
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from docx import Document
from flask import Flask

from service.config import SAMPLES
from tests.web.api.conftest import OFFICE, TODAY, Secrets
from tests.web.conftest import ISSUES, LEDGER, address

__all__ = ["address"]
LAST = SAMPLES / "上期"


class Oa:
    """Another system: it knows an address and a token."""

    def __init__(self, address: str, secret: str) -> None:
        self.address, self.secret = address, secret

    def ask(self, method: str, path: str, body: Any = None, kind: str = "application/json") -> tuple[bytes, Any]:
        """What is answered, and its headers."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else None
        headers = {"Authorization": f"Bearer {self.secret}", **({"Content-Type": kind} if data is not None else {})}
        asked = urllib.request.Request(
            f"{self.address}/api/v1{quote(path, safe='/?&=')}", data=data, headers=headers, method=method
        )
        with urllib.request.urlopen(asked) as answer:
            return answer.read(), answer.headers

    def get(self, path: str) -> Any:
        return json.loads(self.ask("GET", path)[0])

    def post(self, path: str, body: Any = None) -> Any:
        return json.loads(self.ask("POST", path, body)[0])

    def push(self, path: Path, period: str) -> int:
        address = f"/uploads?period={period}&name={path.name}"
        found = json.loads(self.ask("POST", address, path.read_bytes(), "application/octet-stream")[0])
        number: int = found["uploads"][0]["id"]
        return number


@pytest.fixture
def oa(address: str, furnished: tuple[Path, Secrets]) -> Iterator[Oa]:
    return Oa(address, furnished[1][OFFICE])  # type: ignore[return-value]


ORDER = {"problem": "征地受阻", "cause": "标准有分歧", "task": "完成签约", "units": ["县自然资源局"]}


def test_from_the_ledger_to_the_closed_ticket(app: Flask, oa: Oa) -> None:
    issues = _push_and_put_in_force(oa)
    ticket = _decide(oa, issues)
    _sign_and_close(oa, ticket)
    _escalate_and_withdraw(oa)

    # a meeting's pack of what is in force
    called = tomllib.loads((SAMPLES / "meeting.toml").read_text(encoding="utf-8"))
    pack, _ = oa.ask("POST", "/packs", {"meeting": called, "period": "2026-10", "papers": ["进展通报", "会议通知"]})
    names = zipfile.ZipFile(io.BytesIO(pack)).namelist()
    assert sum(name.endswith(".docx") for name in names) > 2

    # all is on record, and holds
    assert oa.get("/papers/owed")["items"] == []
    assert all(series["sound"] for series in oa.get("/numbers")["series"])
    assert oa.post("/audit/verify")["sound"]
    entries = oa.get("/audit?most=200")["items"]
    mine = [entry for entry in entries if entry["who"] == "张三（oa，令牌：县OA）"]
    assert {"签发取号", "调度单办结", "调度单升级", "打印文书", "确定当期数据"} <= {entry["action"] for entry in mine}


def _push_and_put_in_force(oa: Oa) -> int:
    """The ledger, put in force, and its figures; gives the upload of its problems."""
    ledger, issues = oa.push(LEDGER, "2026-10"), oa.push(ISSUES, "2026-10")
    snapshot = oa.post("/snapshots", {"uploads": [ledger, issues]})
    last = oa.post("/snapshots", {"uploads": [oa.push(path, "2026-09") for path in sorted(LAST.glob("*.xlsx"))]})
    figures = oa.get("/figures?period=2026-10&last=2026-09&by=责任单位&rules=银川")
    assert (figures["schedule_pct"], figures["total"]["plan"]) == ("83.3333333333", "486400")
    changed = oa.get(f"/snapshots/difference?before={last['id']}&after={snapshot['id']}")
    assert (changed["before"]["period"], changed["after"]["period"]) == ("2026-09", "2026-10")
    assert any(project["amounts"] for project in changed["changed"])
    return issues


def _decide(oa: Oa, issues: int) -> int:
    """The problems sorted, a topic through a meeting; gives the draft that its decision became."""
    found = oa.post("/triage", {"uploads": [issues], "source": "第48周周报", "day": "2026-11-23"})["items"]
    topics = [each["topic"] for each in found if each["topic"] and not each["reason"]]
    assert topics
    meeting = oa.post("/meetings", {"kind": "专题会", "day": str(TODAY)})["id"]
    oa.post(f"/meetings/{meeting}/agenda", {"topics": topics[:1]})
    oa.post(f"/meetings/{meeting}/hold")
    decided = {"text": "限期完成签约", "topic": topics[0], "order": ORDER | {"working_days": 10}}
    ticket: int = oa.post(f"/meetings/{meeting}/decisions", decided)["ticket"]
    return ticket


def _sign_and_close(oa: Oa, ticket: int) -> None:
    """Signed, its paper fetched, answered, closed."""
    draft, _ = oa.ask("GET", f"/tickets/{ticket}/draft")
    assert "完成签约" in words(draft)
    issued = oa.post("/tickets/sign", {"tickets": [ticket]})["items"][0]
    paper = oa.get(f"/papers?item={issued['item']}")["items"][0]
    document, headers = oa.ask("GET", f"/papers/{paper['id']}/document?way=print")
    assert issued["number"] == f"安重办调〔{TODAY.year}〕1号"
    assert issued["number"] in words(document)
    assert quote(issued["number"]) in headers["Content-Disposition"]
    assert oa.get(f"/papers/{paper['id']}")["uses"] == {"print": 1, "download": 0}
    oa.post(f"/tickets/{ticket}/receive", {})
    oa.post(f"/tickets/{ticket}/answer", {"note": "12户已全部签约"})
    closed = oa.post(f"/tickets/{ticket}/close", {"note": "同意销号"})
    assert (closed["state"], closed["possible"]) == ("已办结", [])


def _escalate_and_withdraw(oa: Oa) -> None:
    """Another is escalated, and voided."""
    other = oa.post("/tickets", ORDER | {"deadline": str(TODAY + timedelta(5))})["ticket"]["id"]
    oa.post("/tickets/sign", {"tickets": [other]})
    ready = oa.get("/escalations")["ready"]
    assert [(each["id"], each["measure"]) for each in ready] == [(other, "提醒")]
    pressed = oa.post(f"/tickets/{other}/escalate", {"measure": "提醒"})["items"][0]
    assert pressed["number"].startswith("安重办督函")
    reminder = oa.get(f"/papers?number={pressed['number']}")["items"][0]
    assert reminder["title"] == "督办提醒函"
    assert oa.post(f"/tickets/{other}/withdraw", {"note": "重复立项"})["state"] == "已撤销"


def words(document: bytes) -> str:
    found = Document(io.BytesIO(document))
    cells = (cell.text for table in found.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(paragraph.text for paragraph in found.paragraphs), *cells))
