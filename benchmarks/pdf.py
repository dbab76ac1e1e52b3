"""Notices for the printer as one PDF, beside a start of LibreOffice for each: python3 run.py bench pdf

The same notices both ways. Ours are joined and converted piece by piece, as a batch does it, from the first .docx to
the last byte. The other way is what scripts do: ``soffice --convert-to pdf`` once a file, one after the other, in a
profile that is warm. Of that way only some starts are measured, before and after ours, and their median is counted as
often as there are notices; joining its PDFs, which it needs on top, is left out.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from service.assembly.pdf import Office, Paper, Pdf, pages
from service.batches.pdf_run import PrintPdf
from service.batches.typeset import office_of
from service.config import Settings
from service.papers import find
from service.papers.own import sample_of

NOTICES, STARTS = 500, 20
BAR: Final = 20
_PAPER: Final = "accountability_notice"


def notices(count: int) -> list[Paper]:
    """So many accountability notices, each of a project of its own."""
    paper = find(_PAPER)
    sample, template = sample_of(paper), paper.compile()
    return [
        Paper(
            f"第{number}份",
            template.render({**sample, "项目名称": f"第{number}号工程", "文号": f"安重办责〔2026〕{number}号"}),
        )
        for number in range(1, count + 1)
    ]


def joined(office: Office, papers: Sequence[Paper], out: Path) -> tuple[float, int]:
    """The seconds our way takes, and the pages it gives."""
    start = time.perf_counter()
    with PrintPdf(office) as whole, out.open("wb") as stream:
        for paper in papers:
            whole.take(paper)
        count = whole.write(stream)
    return time.perf_counter() - start, count


def one_by_one(office: Office, papers: Sequence[Paper], folder: Path) -> list[float]:
    """The seconds of a start for each."""
    found = []
    profile = (folder / "profile").as_uri()
    for number, paper in enumerate(papers):
        source = folder / f"{number}.docx"
        source.write_bytes(paper.data)
        command = [str(office.program), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
        start = time.perf_counter()
        subprocess.run([*command, "--outdir", str(folder), str(source)], capture_output=True, check=True)  # noqa: S603
        found.append(time.perf_counter() - start)
        assert pages.count(source.with_suffix(".pdf"))
    return found


@click.command()
@click.option("--notices", "count", default=NOTICES, show_default=True)
@click.option("--starts", default=STARTS, show_default=True)
def main(count: int, starts: int) -> None:
    """Print the table; exit 1 below the bar."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        office = office_of(Settings(home=folder / "home"))
        papers = notices(count)
        one_by_one(office, papers[:1], folder)  # makes the profile
        before = one_by_one(office, papers[: starts // 2], folder)
        ours, made = joined(office, papers, folder / "all.pdf")
        after = one_by_one(office, papers[: starts - starts // 2], folder)
        start = time.perf_counter()
        singles: list[Pdf] = office.pdfs(papers[:40])
        chunk = time.perf_counter() - start
        size = (folder / "all.pdf").stat().st_size
        peaks = [
            resource.getrusage(whose).ru_maxrss / 1024 for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        ]
    each = statistics.median([*before, *after])
    theirs = each * count
    click.echo(f"a start for each: {each:.2f} s, {theirs:.0f} s for {count} ({starts} starts measured)")
    click.echo(f"joined: {ours:.1f} s, {ours / count * 1000:.0f} ms a notice, {made} pages, {size / 1e6:.1f} MB")
    click.echo(f"peak memory: {peaks[0]:.0f} MiB, the largest LibreOffice {peaks[1]:.0f} MiB")
    click.echo(f"forty files in a start, each its own PDF: {chunk / len(singles) * 1000:.0f} ms a file")
    click.echo(f"times faster: {theirs / ours:.1f} (bar {BAR})")
    if theirs / ours < BAR:
        sys.exit(1)


if __name__ == "__main__":
    main()
