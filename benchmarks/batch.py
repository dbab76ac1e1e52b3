"""Batches: python3 run.py bench batch [--papers N] [--rounds N]

From ledger to .zip, a thousand dispatch orders, the whole process beside the script people write today; how time and
memory grow up to a hundred thousand papers; what a second worker adds, embedded and on a cluster.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any

import click

from benchmarks._issues import MEETING, SCRIPT, write_book
from service.config import TEMPLATES

TICKETS = 1_000
GROWTH = (1_000, 10_000, 100_000)
_TEMPLATE = TEMPLATES / "dispatch_order" / "template.docx"
_OURS = "from service.cli import program; program()"


@click.command()
@click.option("--papers", default=GROWTH[-1], show_default=True, help="the largest batch; no more than this is made")
@click.option("--rounds", default=3, show_default=True, help="how often each is done; the median counts")
@click.option("--only", type=click.Choice(("script", "growth", "workers")), multiple=True, help="these tables only")
def main(papers: int, rounds: int, only: tuple[str, ...]) -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        if not only or "script" in only:
            _beside_script(Path(folder), rounds)
        if not only or "growth" in only:
            _growth(Path(folder), [count for count in GROWTH if count <= papers])
        if not only or "workers" in only:
            _workers(Path(folder), papers, rounds)


def _beside_script(folder: Path, rounds: int) -> None:
    """From ledger to .zip: whole processes, in turns."""
    book, meeting = folder / "book.xlsx", folder / "meeting.toml"
    write_book(book, TICKETS)
    meeting.write_text(MEETING, encoding="utf-8")
    ours = ["make", "项目调度单", "--ledger", str(book), "--meeting", str(meeting), "--zip", "--out"]
    ways = {
        "script": [SCRIPT, str(book), str(_TEMPLATE), str(folder / "script.zip")],
        "huicai make": [_OURS, *ours, str(folder / "made")],
        "… --no-trace": [_OURS, *ours, str(folder / "plain"), "--no-trace"],
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(rounds):
        for name, (code, *words) in ways.items():
            if name == "script" and turn >= max(1, rounds // 2):
                continue
            taken[name].append(_seconds(code, words))
    for made in (folder / "script.zip", folder / "made" / "材料.zip", folder / "plain" / "材料.zip"):
        _must_hold(made, TICKETS)
    theirs = statistics.median(taken["script"])
    click.echo(f"{TICKETS} dispatch orders{'s':>12}{'times faster':>16}")
    for name, seconds in taken.items():
        click.echo(f"{name:20}{statistics.median(seconds):14.2f}{theirs / statistics.median(seconds):16.1f}")


def _seconds(code: str, words: list[str]) -> float:
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code, *words], check=False, capture_output=True)  # noqa: S603
    if done.returncode not in {0, 1}:  # 1: with gaps to look at
        raise click.ClickException(done.stderr.decode(errors="replace"))
    return time.perf_counter() - start


def _must_hold(path: Path, count: int) -> None:
    """Raises where the package does not hold so many papers: a measurement of less would be none."""
    with zipfile.ZipFile(path) as package:
        found = sum(name.endswith(".docx") for name in package.namelist())
    if found != count:
        raise click.ClickException(f"{path.name}: {found} papers instead of {count}")


def _growth(folder: Path, counts: list[int]) -> None:
    click.echo(
        f"\n{'papers':>8}{'plan s':>9}{'make s':>9}{'zip s':>9}{'ms a paper':>12}{'peak MiB':>10}{'worker MiB':>12}"
    )
    for count in counts:
        found = batch(folder / f"home{count}", count, workers=2)
        whole = found["plan"] + found["make"] + found["zip"]
        click.echo(
            f"{count:8}{found['plan']:9.2f}{found['make']:9.2f}{found['zip']:9.2f}{whole / count * 1e3:12.3f}"
            f"{found['mib']:10.0f}{found['worker_mib']:12.0f}"
        )


def _workers(folder: Path, count: int, rounds: int) -> None:
    taken: dict[int, list[float]] = {1: [], 2: []}
    for turn in range(rounds):
        for workers, found in taken.items():
            found.append(batch(folder / f"workers{workers}-{turn}", count, workers=workers)["make"])
    one, two = (statistics.median(found) for found in taken.values())
    click.echo(f"\n{count} papers made, embedded: one worker {one:.2f} s, two {two:.2f} s, ratio {one / two:.2f}")


def batch(home: Path, papers: int, workers: int) -> dict[str, Any]:
    """One batch in a process of its own: seconds of planning, making and the .zip, peak MiB of it and of a worker."""
    words = [sys.executable, "-m", "benchmarks._batching", str(home), str(papers), str(workers)]
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
