"""From ledgers to papers, as the command line asks for them."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from service import config, console
from service.batches import Summary, Trace, begun, make, write_folder, write_zip
from service.cli_data import Given, given
from service.cli_reading import given_decisions, open_each
from service.errors import EntryError
from service.files import ensure_folder
from service.papers import Inputs, Meeting, Paper, Shelf, find, gather, load_meeting, papers_of, settle
from service.papers.office_facts import office_if_any
from service.papers.own import templates_of
from service.terminal import DONE, WITH_PROBLEMS, say

if TYPE_CHECKING:
    from data_adapters import Reading
    from service.batches.pdf_run import PdfRun


def demo(out: Path | None, templates: Path | None) -> int:
    """The sample county's pack, written to ``out``; the exit code."""
    folder = out or config.load().home / "demo"
    ledgers = sorted(config.SAMPLES.glob("*.xlsx"))
    called = load_meeting(config.SAMPLES / "meeting.toml")
    last = sorted((config.SAMPLES / "上期").glob("*.xlsx"))
    data, before = given(tuple(ledgers), (), in_force=False, period=""), open_each(last)
    inputs = _of_the_office(gather(data.readings, meeting=called, period="", last=[reading for reading, _ in before]))
    kinds = templates_of(templates)
    output = _Output(folder, trace=_trace(data, last, before, folder))
    summary = _pack(kinds, papers_of(called.kind, called.name, among=kinds.papers), inputs, output)
    click.echo(f"材料在 {folder}")
    return WITH_PROBLEMS if summary.failed else DONE  # the sample ledger has its problems on purpose


def make_papers(*, paper: Sequence[str], meeting: Path | None, templates: Path | None, **options: Any) -> int:
    """Papers asked for by name; the exit code. Options are those of ``cli_papers``."""
    kinds = templates_of(templates)
    chosen = {kind.id: kind for kind in (find(name, kinds.papers) for name in paper)}
    return _pack_from(kinds, list(chosen.values()), load_meeting(meeting) if meeting else None, **options)


def pack(*, meeting: Path, templates: Path | None, **options: Any) -> int:
    """All papers of a meeting; the exit code. Options are those of ``cli_papers``."""
    called = load_meeting(meeting)
    kinds = templates_of(templates)
    return _pack_from(kinds, papers_of(called.kind, called.name, among=kinds.papers), called, **options)


def _of_the_office(inputs: Inputs) -> Inputs:
    """The inputs, scored by the office's scheme; where no meeting file says whose papers they are, its own facts do."""
    settings = config.load()
    inputs = replace(inputs, scheme=settings.scoring_scheme)
    return inputs if inputs.meeting else replace(inputs, own_office=office_if_any(settings))


class _Output(NamedTuple):
    """Where a pack goes, in which form, and how it is told; copies for printing, 0 for none; what gathers its trace;
    which registered data it is made from."""

    out: Path
    as_zip: bool = False
    as_json_text: bool = False
    copies: int = 0
    trace: Trace | None = None
    sources: Sequence[str] = ()
    pdf: bool = False


class _Batched(NamedTuple):
    """What goes into a batch, and who asks for it."""

    kinds: Shelf
    chosen: Sequence[Paper]
    inputs: Inputs
    uploads: Mapping[str, str]
    sources: Sequence[str]
    who: str


def _in_batch(batched: _Batched, output: _Output, *, comments: bool) -> int:
    """Make the papers as a batch of the ledger; the same command again goes on where the last one was stopped."""
    # A pack that is made at once should not pay for the archive.
    from service.batches.planning import Asked  # noqa: PLC0415
    from service.cli_following import Wanted, made_and_written  # noqa: PLC0415

    if not batched.who.strip():
        raise EntryError("登记成批次要写明经办人，请加 --by 姓名")
    if comments:
        raise EntryError("登记成批次的材料不能加批注，请去掉 --comments，来源见 溯源.xlsx")
    asked = Asked(batched.kinds, batched.chosen, batched.inputs, batched.uploads, batched.sources)
    meeting = batched.inputs.meeting
    title = meeting.name if meeting else "、".join(paper.title for paper in batched.chosen)
    wanted = Wanted(output.out, output.as_zip, output.copies, output.as_json_text, output.pdf)
    return made_and_written(asked, title, batched.who, wanted)


def _pack_from(
    kinds: Shelf,
    chosen: list[Paper],
    meeting: Meeting | None,
    *,
    ledgers: tuple[Path, ...],
    period: str,
    **options: Any,
) -> int:
    last: tuple[Path, ...] = options.pop("last")
    decisions, in_force = given_decisions(options.pop("decisions")), options.pop("in_force")
    data = given(ledgers, decisions, in_force=in_force, period=period, first=options.pop("first"))
    before = open_each(last)
    gathered = gather(data.readings, meeting=meeting, period=period, last=[reading for reading, _ in before])
    inputs = settle(_of_the_office(gathered), data.decisions)
    data.keep_decisions()
    merge = int(options.pop("merge"))
    options["copies"] = options["copies"] or merge
    wanted = {"written": not options.pop("no_trace"), "comments": options.pop("comments")}
    as_batch, who = options.pop("as_batch"), options.pop("who")
    if as_batch:
        uploads = _trace(data, last, before, None).files
        asked = _Batched(kinds, chosen, inputs, dict(uploads), data.lines, who)
        return _in_batch(asked, _Output(**options), comments=wanted["comments"])
    if any(wanted.values()):
        folder = None if options["as_zip"] else options["out"]
        options["trace"] = _trace(data, last, before, folder, **wanted)
    summary = _pack(kinds, chosen, inputs, _Output(**options, sources=data.lines))
    return DONE if summary.clean else WITH_PROBLEMS


def _trace(
    data: Given, last: Sequence[Path], before: Sequence[tuple[Reading, str]], folder: Path | None, **wanted: bool
) -> Trace:
    """What gathers a pack's trace: the ledgers by name and content as they were read, and where they lie as seen from
    ``folder``; None for a pack that goes elsewhere, with its ledgers beside it."""
    sums = {path.name: found for path, (_, found) in zip(last, before, strict=True)}
    places = {path.name: _seen_from(folder, path) for path in (*data.paths, *last)} if folder else None
    older = {name: found for name, found in sums.items() if name not in data.digests}
    return Trace({**data.digests, **older}, places, **wanted)


def _seen_from(folder: Path, path: Path) -> str:
    try:
        return os.path.relpath(path, folder)
    except ValueError:  # on another drive of Windows
        return path.resolve().as_uri()


def _pdfs(copies: int) -> PdfRun:
    from service.batches.pdf_run import PdfRun  # noqa: PLC0415 - most packs are made without
    from service.batches.typeset import office_of  # noqa: PLC0415

    return PdfRun(office_of(config.load()), copies)


def _pack(kinds: Shelf, chosen: list[Paper], inputs: Inputs, output: _Output) -> Summary:
    pdfs = _pdfs(output.copies) if output.pdf else None  # what cannot be done is said before anything is made
    ensure_folder(output.out)
    summary = begun(kinds, output.trace)
    summary.sources.extend(output.sources)
    quiet = not sys.stderr.isatty()  # what is not a person's console gets sentences only
    with click.progressbar(length=1, label="生成材料", file=sys.stderr, hidden=quiet) as bar:

        def advance(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        items, copies = make(chosen, inputs, summary, advance), output.copies
        with pdfs or nullcontext():
            if output.as_zip:
                write_zip(output.out / "材料.zip", items, summary, copies=copies, pdf=pdfs)
            else:
                write_folder(output.out, items, summary, copies=copies, pdf=pdfs)
    say(console.summary_json(summary) if output.as_json_text else console.summary_lines(summary))
    return summary
