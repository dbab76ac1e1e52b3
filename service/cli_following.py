"""A batch followed on the console until it ends, whoever makes it, and what is said of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from service import config
from service.batches import export, ledger, running
from service.batches.export import Written
from service.batches.ledger import Progress, Titled
from service.batches.planning import Asked
from service.batches.typeset import office_of
from service.store import Store, open_store
from service.store.batch_ledger import FAILED, State
from service.store.clock import SHANGHAI
from service.terminal import DONE, WITH_PROBLEMS, complain, say

_MOST = 50


def follow(store: Store, batch_id: int) -> Progress:
    """Make a batch here, or wait for whoever is making it; how far it is when it is not running any more.

    Whoever gives up waiting (Ctrl+C) loses nothing: it goes on from there another time.
    """
    quiet = not sys.stderr.isatty()  # what is not a person's console gets sentences only
    found = ledger.progress(store, batch_id)
    waited = ""
    with click.progressbar(length=max(found.total, 1), label="生成材料", file=sys.stderr, hidden=quiet) as bar:

        def going_on() -> bool:
            nonlocal found, waited
            found = ledger.progress(store, batch_id)
            if found.note and found.note != waited and found.state is State.RUNNING:
                complain(f"正在等待：{found.note}")
            waited = found.note
            bar.update(found.made + found.failed - bar.pos)
            return found.state is State.RUNNING

        running.attend(store, going_on)
    return found


def line(batch: Progress) -> str:
    """A batch in one line."""
    failed = f"，没做成 {batch.failed} 份" if batch.failed else ""
    waiting = f"，还有 {batch.waiting} 份" if batch.waiting else ""
    begun = batch.at.astimezone(SHANGHAI)
    return (
        f"第{batch.id}号 {batch.title} {batch.words}：共 {batch.total} 份，做成 {batch.made} 份{failed}{waiting}"
        f"（{batch.who}，{begun:%Y-%m-%d %H:%M}）"
    )


def lines(store: Store, batch: Progress) -> Iterator[str]:
    """A batch with what a person should know of it."""
    yield line(batch)
    if batch.note and batch.state is State.RUNNING:
        yield f"  · 正在等待：{batch.note}"
    elif batch.note:
        yield f"  ✗ 停下的原因：{batch.note}；处理后用 huicai batch resume {batch.id} --by 姓名 接着做"
    failed = ledger.items(store, batch.id, most=_MOST, state=FAILED)
    yield from (f"  ✗ 没做成：{item.title} {item.subject}：{item.reason}" for item in failed)
    if batch.failed > _MOST:
        yield f"  ✗ 还有 {batch.failed - _MOST} 份没做成，都列在材料清单里"
    said = ledger.said(store, batch.id)
    for label, refused in (("未能生成", said.failed), ("暂缓", said.held_back)):
        yield from (f"  ✗ {label}：{item.title} {item.subject}：{item.at_console}" for item in refused)
    if batch.failed and batch.state is State.ENDED:
        yield f"  · 改好模板后，只重做没做成的：huicai batch retry {batch.id} --by 姓名"


def as_json(batch: Progress) -> dict[str, Any]:
    """A batch as JSON values."""
    return {
        "id": batch.id,
        "title": batch.title,
        "about": batch.about,
        "state": batch.state.value,
        "note": batch.note,
        "total": batch.total,
        "made": batch.made,
        "failed": batch.failed,
        "waiting": batch.waiting,
        "current": batch.current,
        "by": batch.who,
        "at": batch.at.isoformat(),
        "ended_at": batch.ended_at.isoformat() if batch.ended_at else None,
    }


def told(store: Store, batch: Progress, json_wanted: bool = False) -> int:
    """Say all that, and give the exit code."""
    if json_wanted:
        failed = ledger.items(store, batch.id, most=batch.total, state=FAILED) if batch.failed else []
        reasons = [
            {"no": item.no, "paper": item.title, "subject": item.subject, "reason": item.reason} for item in failed
        ]
        say({**as_json(batch), "failures": reasons})
    else:
        say(lines(store, batch))
    clean = batch.state is State.ENDED and not batch.failed and ledger.said(store, batch.id).clean
    return DONE if clean else WITH_PROBLEMS


def of_pdf(written: Written) -> Iterator[str]:
    """What is to be said of the PDFs that were written."""
    yield from (f"  ✗ 没有 PDF：{each.subject}：{each.reason}" for each in written.failed)
    yield from (f"  ！ PDF：{note}" for note in written.notes)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where the papers go and in which form, and whether it is told as JSON."""

    out: Path
    as_zip: bool
    copies: int
    json_wanted: bool
    pdf: bool = False


def made_and_written(asked: Asked, title: str, who: str, wanted: Wanted) -> int:
    """Make papers as a batch, and write out what was made; asked for again, it goes on where it was stopped."""
    settings = config.load()
    office = office_of(settings) if wanted.pdf else None  # what cannot be done is said before anything is made
    with open_store(settings) as store:
        found = follow(store, ledger.start(store, asked, Titled(title, once=True), who))
        return taken_out(
            store, found, wanted.out, export.Form(wanted.as_zip, wanted.copies, office), wanted.json_wanted
        )


def taken_out(store: Store, batch: Progress, out: Path | None, form: export.Form, json_wanted: bool = False) -> int:
    """Write what was made into a folder, where one is named and all is done; say all of it, and give the exit code."""
    code = DONE
    if out and batch.state is State.ENDED and batch.made:
        written = export.write(store, batch.id, out, form)
        if not json_wanted:
            say([f"材料在 {out}", *of_pdf(written)])
        code = WITH_PROBLEMS if written.failed else DONE
    return max(code, told(store, batch, json_wanted))
