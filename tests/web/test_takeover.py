"""Uploads of before the register are taken into it at the first start: nothing is lost, nothing is taken twice."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from service.app import create_app
from service.config import Settings
from service.figures.decision_file import load_decisions
from service.registers import accounts, deliveries
from service.registers.accounts import Person
from service.store import Store
from tests.web.conftest import OFFICE, PASSWORD, delivered, signed_in_visitor
from tests.web.made import ledger
from tests.web.test_decisions import WRONG

FIRST, SECOND, BAD = "A" * 22, "B" * 22, "C" * 22
DECIDED = """[["决定"]]
"问题" = "rate_differs"
"位置" = "台账.xlsx › Sheet!E3"
"工作表" = "Sheet"
"项目" = "栖云镇道路"
"栏目" = "rate_reported"
"表内" = "80%"
"计算" = "90.00%"
"采用" = "表内"
"决定人" = "张三"
"理由" = "核定"
"日期" = "2026-11-02"
"""


def before(home: Path, address: str, when: int, *files: tuple[str, bytes], **more: object) -> Path:
    """An upload as it was kept before."""
    entries = []
    for name, data in files:
        digest = hashlib.sha256(data).hexdigest()
        place = home / "uploads" / digest[:2] / digest
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        entries.append({"name": name, "sha256": digest, "size": len(data)})
    folder = home / "readings" / address
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps({"files": entries, **more}), encoding="utf-8")
    os.utime(folder / "manifest.json", (when, when))
    return folder


def test_old_uploads_open_with_their_decisions_and_lists(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = settings.home
    before(home, SECOND, 2_000_000_000, ("甲.xlsx", ledger(9)), ("甲.xlsx", ledger(10)), units=["栖云镇"])
    (before(home, FIRST, 1_900_000_000, ("台账.xlsx", WRONG)) / "decisions.toml").write_text(DECIDED, encoding="utf-8")
    app = create_app(settings)
    assert "以前网页上传的 2 批文件" in capsys.readouterr().out
    store: Store = app.extensions["huicai.store"]
    person = Person(login="zhangsan", name="张三", roles=OFFICE)
    visitor = signed_in_visitor(app, accounts.first_admin(store, person, PASSWORD).account)
    assert "已采用" in visitor.client.get(f"/readings/{FIRST}").text
    path = tmp_path / "决定.toml"
    path.write_text(DECIDED, encoding="utf-8")
    with store.read() as session:
        listed = deliveries.listed(session)
    assert [one.address for one in listed] == [SECOND, SECOND, FIRST]
    later = delivered(store, SECOND)
    assert ([one.name for one in later.uploads], later.units) == (["甲.xlsx", "甲（2）.xlsx"], ("栖云镇",))
    assert int(later.at.timestamp()) == 2_000_000_000
    assert visitor.client.get(f"/returns/{SECOND}").status_code == 200
    assert [load_decisions(path)[0].words in visitor.client.get(f"/readings/{FIRST}").text] == [True]
    assert not (home / "uploads").exists()
    assert not (home / "readings").exists()
    store.close()
    create_app(settings)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / "manifest.json").write_bytes(b"{"),
        lambda folder: (folder / "manifest.json").write_text('{"files": [{"name": "a", "sha256": "../../x"}]}'),
        lambda folder: (folder / "manifest.json").write_text('{"files": []}'),
        lambda folder: (folder / "decisions.toml").write_text("[["),
        lambda folder: next((folder.parents[1] / "uploads").rglob("*/*")).write_bytes(b"other"),
        lambda folder: next((folder.parents[1] / "uploads").rglob("*/*")).unlink(),
    ],
)
def test_a_damaged_one_stays_and_is_said(settings: Settings, capsys: pytest.CaptureFixture[str], spoil: object) -> None:
    assert callable(spoil)
    spoil(before(settings.home, BAD, 1_900_000_000, ("台账.xlsx", WRONG)))
    for _ in range(2):
        store = create_app(settings).extensions["huicai.store"]
        said = f"其中 1 批的记录已损坏，没有登记，原样留在“{settings.home / 'readings'}”：{BAD}"
        assert said in capsys.readouterr().out
        with store.read() as session:
            assert deliveries.listed(session) == []
        store.close()


def test_one_that_is_in_the_register_already_is_not_taken_twice(settings: Settings) -> None:
    before(settings.home, FIRST, 1_900_000_000, ("台账.xlsx", WRONG))
    create_app(settings).extensions["huicai.store"].close()
    before(settings.home, FIRST, 1_900_000_000, ("台账.xlsx", WRONG))  # killed before the folder went
    store = create_app(settings).extensions["huicai.store"]
    with store.read() as session:
        assert len(deliveries.listed(session)) == 1
    assert not (settings.home / "readings").exists()
    store.close()
