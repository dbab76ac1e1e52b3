"""huicai batch prepare, as a clock starts it: the near meetings' packs, once however often it is run."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from service import config
from service.figures import Period
from service.papers.office_facts import write_office
from service.registers import deliveries, meetings, snapshots, topics
from service.registers.deliveries import Parcel
from service.registers.meeting_kinds import kind_of
from service.registers.meetings import Plan
from service.registers.office_rules import kinds_of
from service.registers.topics import Matter
from service.registers.uploads import Arrival
from service.store import Store, open_store
from service.store.clock import business_date, now
from tests.cli.made import LEDGER, Console
from tests.registers.orders import OFFICE

BY = ("--by", "李四")
KIND = "周调度会"


@pytest.fixture
def store() -> Iterator[Store]:
    """An office with a ledger in force and a topic that can be dealt with."""
    settings = config.load()
    write_office(settings, OFFICE)
    with open_store(settings) as found:
        in_force(found, Path(LEDGER))
        with found.write() as session:
            matter = Matter(
                project="翠屏路改造", problem="管线未迁改", cause="方案未定", proposal="限期迁改", unit="县水利局"
            )
            topics.bring(session, matter, "张三")
        yield found


def in_force(store: Store, path: Path) -> None:
    parcel = Parcel((Arrival(path.read_bytes(), path.name, Period(2026, 10)),))
    made = deliveries.take_in_all(store, parcel, "张三")
    with store.write() as session:
        snapshots.put_in_force(session, made.ids, "张三")


def planned(store: Store, days: int) -> int:
    """A meeting of the week in so many days."""
    with store.write() as session:
        kind = kind_of(kinds_of(store.settings), KIND)
        details = {"clock": "09:00", "meeting.addressees": "县水利局"}
        wanted = Plan(day=business_date(now()) + timedelta(days), name="周调度", place="二楼会议室", details=details)
        return meetings.plan(session, kind, wanted, "张三").id


def test_the_near_meeting_is_made_once_until_its_data_change(store: Store, console: Console, tmp_path: Path) -> None:
    planned(store, 3)
    again = ("batch", "prepare", "--out", tmp_path / "备料", "--copies", "2", *BY)
    first = console.run(*again)
    assert "第1号 周调度 已完成" in first.out, first.err
    (made,) = (tmp_path / "备料").rglob("*.zip")
    before = made.read_bytes()
    assert (made.parent / "打印合并.docx").stat().st_size > 10_000
    with zipfile.ZipFile(made) as package:
        names = package.namelist()
    assert {"会议通知", "会议议程与议题单"} <= {name.partition("（")[0].removesuffix(".docx") for name in names}
    assert console.run(*again).out == first.out
    assert made.read_bytes() == before
    assert len(console.run("batch", "list").out.splitlines()) == 1
    with store.write() as session:
        kind = kind_of(kinds_of(store.settings), KIND)
        meetings.put_on_agenda(session, 1, kind, [1], "张三")
    assert "第2号 周调度 已完成" in console.run(*again).out


def test_what_is_far_or_of_another_kind_is_left_alone(store: Store, console: Console) -> None:
    assert "请用 --out" in console.run("batch", "prepare", "--copies", "2", *BY).err
    assert "没有登记要开的会议" in console.run("batch", "prepare", *BY).out
    planned(store, 20)
    found = console.run("batch", "prepare", KIND, "--within", "5", *BY)
    assert (found.code, "没有登记要开的周调度会" in found.out) == (0, True)
    assert "第1号" in console.run("batch", "prepare", KIND, "--within", "20", *BY).out
    assert console.run("batch", "list").out.count("第") == 1


def test_two_clocks_at_once_register_and_make_one_meeting(store: Store, console: Console) -> None:
    planned(store, -7)
    with store.write() as session:
        meetings.hold(session, 1, "张三")
    words = (sys.executable, "-m", "service.cli", "batch", "prepare", KIND, "--plan", "--within", "14", *BY)
    both = [subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = ["".join(one.communicate(timeout=120)) for one in both]
    with store.read() as session:
        found = meetings.listed(session)
        assert len(found) == 2, said
        assert [topic.problem for topic in meetings.agenda_of(session, found[0].id)] == ["管线未迁改"]
    assert all("第1号 " in one and "已完成" in one for one in said), said
    assert len(console.run("batch", "list").out.splitlines()) == 1
