"""A batch gives what making its papers one after another gives, byte for byte, whatever happens on the way."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from service.batches import Summary, Trace, export, ledger, make, planning, write_zip
from service.batches.dispatcher import Dispatcher, Ways
from service.batches.ledger import Titled
from service.batches.listing import LISTING_NAME
from service.batches.planning import Asked
from service.batches.running import Background
from service.batches.tracing import TRACE_JSON
from service.config import Settings
from service.errors import NotKeptError, PaperError
from service.papers import Paper, Shelf, find
from service.papers.catalogue import papers
from service.store import Store, open_store
from service.store.batch_lead import Lead
from service.store.batch_ledger import Move, State
from tests.batches import batching, test_trace
from tests.batches.batching import HANGING, POISON, WHO, begin, forget_numbers, run
from tests.batches.made import changed, sample


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(Settings(home=tmp_path / "home")) as found:
        yield found


def unzipped(pieces: Iterator[bytes]) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def test_every_paper_with_its_trace_as_if_made_at_once(store: Store, tmp_path: Path) -> None:
    inputs, uploads = test_trace.inputs(), test_trace.UPLOADS
    asked = Asked(Shelf({}), list(papers().values()), inputs, uploads)
    batch = ledger.start(store, asked, Titled("全套", about="meeting:1", origin={"period": "2026-10"}), WHO)
    assert ledger.progress(store, batch).waiting == ledger.progress(store, batch).total > 80
    end = run(store, batch)
    assert (end.state, end.failed, end.waiting, end.percent) == (State.ENDED, 0, 0, 100)
    summary = Summary(trace=Trace(uploads))
    path = write_zip(tmp_path / "全套.zip", make(asked.chosen, inputs, summary), summary)
    with path.open("rb") as stream:
        at_once = unzipped(iter([stream.read()]))
    assert unzipped(export.zip_pieces(store, batch)) == at_once
    assert list(export.zip_pieces(store, batch)) == list(export.zip_pieces(store, batch))
    assert ledger.whole_summary(store, batch) == summary
    assert export.beside(store, batch)[TRACE_JSON] == at_once[TRACE_JSON]
    assert ledger.open_paper(store, batch, 1)[1] == at_once[summary.made[0].file_name]
    assert ledger.origin(store, batch) == {"period": "2026-10"}


def test_for_printing(store: Store) -> None:
    batch = begin(store, [find("sign_in_sheet"), find("agenda")])
    with pytest.raises(PaperError, match="还没有做成的材料"):
        export.print_file(store, batch)
    with pytest.raises(PaperError, match="还没有做成的材料"):
        next(export.zip_pieces(store, batch))
    run(store, batch)
    once, thrice = (export.print_file(store, batch, copies) for copies in (1, 3))
    assert len(once) < len(thrice)
    assert export.print_file(store, batch) == once


def test_in_volumes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "VOLUME", 10)
    batch = begin(store)
    total = run(store, batch).total
    found = unzipped(export.zip_pieces(store, batch))
    names = [name for name in found if name.startswith("材料清单")]
    assert names[:2] == ["材料清单（1—10）.xlsx", "材料清单（11—20）.xlsx"]
    listed = [row[3] for name in names for row in load_workbook(io.BytesIO(found[name])).worksheets[0].values][0:]
    assert [name for name in found if name.endswith(".docx")] == [name for name in listed if name != "文件名"]
    assert len(listed) == total + len(names)


def test_one_that_cannot_be_filled_fails_alone_and_again_with_a_mended_template(store: Store, tmp_path: Path) -> None:
    broken = changed("项目调度单", lambda number, context: {**context, "问题": None} if number == 2 else context)
    batch = begin(store, [broken, find("agenda")])
    end = run(store, batch)
    assert (end.state, end.failed) == (State.ENDED, 1)
    (failed,) = ledger.items(store, batch, state="failed")
    assert (failed.no, "问题" in failed.reason) == (2, True)
    with pytest.raises(NotKeptError, match=r"还没有做成：.*问题"):
        ledger.open_paper(store, batch, 2)
    listed = load_workbook(io.BytesIO(export.beside(store, batch)[LISTING_NAME]))["未生成与暂缓"]
    assert ("项目调度单", failed.subject, "未生成", failed.reason) in list(listed.values)
    before = ledger.open_paper(store, batch, 1)
    assert ledger.retry_failed(store, batch, WHO) == 1
    assert run(store, batch).failed == 1  # nothing was mended
    Document().save(str(tmp_path / "plain.docx"))
    mended = replace(find("项目调度单"), template=tmp_path / "plain.docx")
    assert ledger.retry_failed(store, batch, WHO, Shelf({mended.id: mended})) == 1
    assert run(store, batch).failed == 0
    assert ledger.open_paper(store, batch, 1) == before


def test_pause_and_cancel_are_felt_at_the_next_chunk(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.batches.planning._MOST_ITEMS", 5)
    batch = begin(store)
    lead = Lead.take(store)
    assert lead is not None
    dispatcher = Dispatcher(store, lead)
    assert dispatcher.step()
    ledger.move(store, batch, Move.PAUSE, WHO)
    assert not dispatcher.step()
    assert ledger.progress(store, batch).made == 5
    ledger.move(store, batch, Move.RESUME, WHO)
    assert dispatcher.step()
    ledger.move(store, batch, Move.CANCEL, WHO)
    assert not dispatcher.step()
    dispatcher.close()
    lead.give_up()
    assert ledger.progress(store, batch).made == 10
    assert len([name for name in unzipped(export.zip_pieces(store, batch)) if name.endswith(".docx")]) == 10


def test_no_batch_waits_for_another(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.batches.planning._MOST_ITEMS", 5)
    batches = [begin(store, title=title) for title in "甲乙丙"]
    lead = Lead.take(store)
    assert lead is not None
    dispatcher = Dispatcher(store, lead)
    made = []
    for _ in range(6):
        dispatcher.step()
        made.append([ledger.progress(store, batch).made for batch in batches])
    assert made == [[5, 0, 0], [5, 5, 0], [5, 5, 5], [10, 5, 5], [10, 10, 5], [10, 10, 10]]
    dispatcher.close()
    lead.give_up()


def test_a_full_store_pauses_the_batch_and_says_why(store: Store) -> None:
    batch = begin(store)
    end = run(store, batch, Ways(fill=batching.refusing))
    assert (end.state, end.made) == (State.PAUSED, 0)
    assert "磁盘空间不足" in end.note
    ledger.move(store, batch, Move.RESUME, WHO)
    assert run(store, batch).made == end.total


def test_poison_fails_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.batches.planning._MOST_ITEMS", 10)
    batch = begin(store)
    end = run(store, batch, Ways(workers=2, pool_from=1, pool=batching.quick_pool, fill=batching.poisonous))
    assert (end.state, end.failed, end.made) == (State.ENDED, 1, end.total - 1)
    (failed,) = ledger.items(store, batch, state="failed")
    assert (failed.no, "程序中断" in failed.reason) == (POISON, True)


def test_what_never_ends_fails_alone(store: Store) -> None:
    batch = begin(store, [find("meeting_notice")])
    ways = Ways(workers=1, pool_from=1, seconds=0.5, pool=batching.quick_pool, fill=batching.hanging)
    end = run(store, batch, ways)
    assert (end.state, [item.no for item in ledger.items(store, batch, state="failed")]) == (State.ENDED, [HANGING])


class Held(Executor):
    """Does what it was given when it is told to, and not before."""

    def __init__(self) -> None:
        self._held: list[Callable[[], None]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self._held.append(lambda: future.set_result(fn(*args, **kwargs)))
        return future

    def go_on(self) -> None:
        while self._held:
            self._held.pop(0)()


def test_what_comes_back_of_a_removed_batch_is_put_into_no_other(store: Store) -> None:
    held = Held()
    lead = Lead.take(store)
    assert lead is not None
    dispatcher = Dispatcher(store, lead, Ways(pool_from=1, pool=lambda _: held))
    gone = begin(store, [find("sign_in_sheet")])
    assert dispatcher.step(0)
    ledger.move(store, gone, Move.CANCEL, WHO)
    ledger.remove(store, gone, WHO)
    other = begin(store, [find("agenda")])  # on SQLite its chunks get the ids of those that are gone
    held.go_on()
    while dispatcher.step(0):
        held.go_on()
    assert ledger.progress(store, other).made == 1
    (paper,) = ledger.whole_summary(store, other).made
    assert ledger.open_paper(store, other, 1)[1] == at_once(find("agenda"))
    assert paper.title == find("agenda").title
    dispatcher.close()
    lead.give_up()


@pytest.mark.parametrize("another", [False, True])
def test_a_batch_removed_while_it_is_taken_gives_no_half_and_nothing_of_another(
    store: Store, monkeypatch: pytest.MonkeyPatch, another: bool
) -> None:
    monkeypatch.setattr(planning, "_MOST_ITEMS", 1)
    gone = begin(store, [find("sign_in_sheet"), find("agenda")])
    run(store, gone)
    pieces = export.zip_pieces(store, gone)
    next(pieces)
    ledger.remove(store, gone, WHO)
    forget_numbers(store)
    if another:
        run(store, begin(store, [find("agenda"), find("duty_list")]))
    with pytest.raises(NotKeptError):
        list(pieces)


def test_what_is_printed_of_a_removed_batch_is_not_taken_for_another_of_its_number(store: Store) -> None:
    asked = []
    for _ in range(2):  # what planning found is the same, as it may be of other data
        batch = begin(store, [find("sign_in_sheet")])
        run(store, batch)
        asked.append((batch, export.print_content(store, batch, 1)[0]))
        ledger.remove(store, batch, WHO)
        forget_numbers(store)
    assert asked[0][0] == asked[1][0]
    assert asked[0][1] != asked[1][1]


def at_once(paper: Paper) -> bytes:
    ((_, data),) = make([paper], sample(), Summary())
    return data


def test_in_the_background(store: Store) -> None:
    background = Background(store)
    batch = begin(store)
    background.wake()
    while ledger.progress(store, batch).state is State.RUNNING:
        background.wake()
    background.stop()
    assert ledger.progress(store, batch).made == ledger.progress(store, batch).total
