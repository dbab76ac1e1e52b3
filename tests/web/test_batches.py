"""Batches on their page: how far they are, what may be done with them, what befell them, and one paper in a frame."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest

from service.batches.dispatcher import Ways
from service.batches.filling import Filled, Work, fill
from service.config import Settings
from service.errors import StoreError
from service.registers.roles import Role
from service.store import batch_work
from service.store.outcomes import Outcome
from tests.batches.batching import dying_once, quick_pool
from tests.web.conftest import ISSUES, LEDGER, MEETING, Visitor
from tests.web.made import tree

CHOSEN = ["progress_bulletin", "dispatch_order"]


@pytest.fixture
def begun(visitor: Visitor) -> str:
    """The address of a batch that is begun and of which nothing is made."""
    reading = visitor.reading(LEDGER, ISSUES, MEETING)
    return visitor.post(f"{reading}/packs", **visitor.form(reading) | {"papers": CHOSEN}).location


def test_a_batch_is_seen_on_its_way_and_found_again(visitor: Visitor, begun: str) -> None:
    page = visitor.client.get(begun).text
    assert "<h1>正在生成材料" in page
    assert "<strong>0 / " in page
    assert 'http-equiv="refresh"' in page
    assert 'data-state="running"' in visitor.client.get(f"{begun}/progress").text
    assert "下载全部" not in page
    visitor.work()
    page = visitor.client.get(begun).text
    assert "已生成" in page
    assert "refresh" not in page
    assert 'data-state="done"' in visitor.client.get(f"{begun}/progress").text
    assert begun in visitor.client.get("/batches").text


def test_a_second_click_makes_nothing_twice(visitor: Visitor) -> None:
    reading = visitor.reading(LEDGER)
    sent = visitor.form(reading) | {"papers": ["progress_bulletin"], "key": "k" * 22}
    first, second = (visitor.post(f"{reading}/packs", **sent).location for _ in range(2))
    assert first == second
    assert visitor.post(f"{reading}/packs", **sent | {"key": "l" * 22}).location != first


def test_what_it_waits_for_is_said_and_nothing_is_asked_of_a_person(visitor: Visitor, begun: str) -> None:
    store = visitor.client.application.extensions["huicai.store"]
    with store.write() as session:
        batch_work.note(session, "连不上集群的调度进程")
    assert "正在等待：连不上集群的调度进程" in visitor.client.get(f"{begun}/progress").text
    assert "自己停下了" not in visitor.client.get(begun).text
    visitor.work()
    assert "正在等待" not in visitor.client.get(begun).text


def test_neither_what_it_waits_for_nor_a_reason_names_a_place_of_the_server(
    visitor: Visitor, begun: str, settings: Settings
) -> None:
    place, store = settings.home / "files" / "ab", visitor.client.application.extensions["huicai.store"]

    def lost(settings: Settings, work: Work) -> Filled:
        done = fill(settings, work)
        return replace(done, outcomes=(Outcome(1, f"“{place}/甲.docx”读不出来"), *done.outcomes[1:]))

    with store.write() as session:
        batch_work.note(session, f"“{place}”写不进去")
    for page in (visitor.client.get(begun).text, visitor.client.get(f"{begun}/progress").text):
        assert ("正在等待：“数据目录”写不进去" in page, str(settings.home) in page) == (True, False)
    visitor.work(Ways(fill=lost))
    page = visitor.client.get(begun).text
    assert ("“甲.docx”读不出来" in page, str(settings.home) in page) == (True, False)


def test_it_pauses_goes_on_and_is_cancelled(visitor: Visitor, begun: str) -> None:
    assert visitor.post(f"{begun}/pause").status_code == 303
    visitor.work()
    page = visitor.client.get(begun).text
    assert "已暂停，已做成 0 / " in page
    assert "继续" in page
    visitor.post(f"{begun}/resume")
    assert "正在生成材料" in visitor.client.get(begun).text
    asked = visitor.post(f"{begun}/cancel")
    assert (asked.status_code, "取消生成？" in asked.text) == (200, True)
    visitor.post(f"{begun}/cancel", sure="1")
    page = visitor.client.get(begun).text
    assert "已取消" in page
    assert "不再做" in page
    visitor.post(f"{begun}/resume")
    assert "不能“继续生成”" in visitor.client.get(begun).text


def faulty(settings: Settings, work: Work) -> Filled:
    """A file store that takes nothing."""
    raise StoreError("文件库写不进去（磁盘空间不足），请腾出空间后重试")


def test_a_full_disk_stops_it_with_the_reason_and_it_goes_on_when_there_is_room(visitor: Visitor, begun: str) -> None:
    visitor.work(Ways(fill=faulty))
    page = visitor.client.get(begun).text
    assert "自己停下了：文件库写不进去（磁盘空间不足）" in page
    visitor.post(f"{begun}/resume")
    visitor.work()
    assert "已生成" in visitor.client.get(begun).text


def test_whoever_makes_them_may_be_killed_and_nothing_is_lost(visitor: Visitor, begun: str) -> None:
    visitor.work(Ways(workers=1, pool_from=1, pool=quick_pool, fill=dying_once))
    page = tree(visitor.client.get(begun).text)
    assert page.xpath("//h1")[0].text.startswith("已生成")
    assert page.xpath("//*[@role='alert']") == []


def spoiling(settings: Settings, work: Work) -> Filled:
    """As fill, but the first paper of the chunk comes to nothing."""
    done = fill(settings, work)
    return replace(done, outcomes=(Outcome(1, "表格“附表”第3行放不下"), *done.outcomes[1:]))


def test_only_what_failed_is_made_again(visitor: Visitor, begun: str) -> None:
    visitor.work(Ways(fill=spoiling))
    page = visitor.client.get(begun).text
    assert "有 1 份没有做成" in page
    assert "表格“附表”第3行放不下" in page
    assert visitor.client.get(f"{begun}/papers/1.docx").status_code == 404
    visitor.post(f"{begun}/again")
    assert "正在生成材料" in visitor.client.get(begun).text
    visitor.work()
    assert "没有做成" not in visitor.client.get(begun).text
    assert visitor.client.get(f"{begun}/papers/1.docx").status_code == 200
    visitor.post(f"{begun}/again")
    assert "没有失败的材料，不用重做" in visitor.client.get(begun).text


def test_a_paper_is_read_in_the_page(visitor: Visitor, begun: str) -> None:
    visitor.work()
    page = tree(visitor.client.get(f"{begun}/papers/1").text)
    (source,) = page.xpath("//iframe/@src")
    shown = visitor.client.get(source)
    assert "进展" in shown.text
    assert "sandbox" in shown.headers["Content-Security-Policy"]


def test_the_file_for_printing_holds_so_many_copies(visitor: Visitor, begun: str) -> None:
    visitor.work()

    def titles(copies: int) -> int:
        sent = visitor.client.get(f"{begun}/print?copies={copies}")
        return sum("通报" in paragraph.text for paragraph in docx.Document(io.BytesIO(sent.data)).paragraphs)

    assert titles(2) == 2 * titles(1) > 0


@pytest.mark.parametrize("role", [Role.LEADER, Role.ADMIN])
def test_who_only_reads_may_not_meddle(visitor_of: Callable[..., Visitor], begun: str, role: Role) -> None:
    reader = visitor_of(role)
    assert "暂停</button>" not in reader.client.get(begun).text
    assert reader.post(f"{begun}/pause").status_code == 403


@pytest.mark.parametrize("path", ["/batches/9", "/batches/9/progress", "/batches/9/zip", "/batches/99999999999999999"])
def test_unknown_batches_are_no_pages(visitor: Visitor, path: str) -> None:
    assert visitor.client.get(path).status_code == 404
