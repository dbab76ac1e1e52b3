"""The press beside docxtpl, side by side in one run: python3 run.py bench press

Both fill the four papers' own templates with their own sample data, warm, in turns; the median per document and the
ratio are printed. docxtpl gets the press's environment, so both escape, refuse and round alike.
"""

from __future__ import annotations

import io
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import click
from docxtpl import DocxTemplate

from service.assembly import compile_template
from service.assembly.environment import make_environment
from service.config import TEMPLATES
from service.wording import FILTERS

ROUNDS = 15


def main() -> None:
    """Print a row a paper: median ms of docxtpl and of the press, and how many times faster the press is."""
    click.echo(f"{'paper':24}{'docxtpl ms':>12}{'press ms':>12}{'ratio':>8}")
    for folder in sorted(path.parent for path in TEMPLATES.glob("*/template.docx")):
        theirs, ours = _medians(folder)
        click.echo(f"{folder.name:24}{theirs:12.2f}{ours:12.3f}{theirs / ours:8.0f}")


def _medians(folder: Path) -> tuple[float, float]:
    data = (folder / "template.docx").read_bytes()
    context = json.loads((folder / "sample.json").read_text(encoding="utf-8"))
    compiled = compile_template(data, filters=FILTERS)
    environment = make_environment(FILTERS)

    def by_docxtpl() -> None:
        document = DocxTemplate(io.BytesIO(data))
        document.render(context, jinja_env=environment, autoescape=True)
        document.save(io.BytesIO())

    by_docxtpl()
    compiled.render(context)
    times: dict[str, list[float]] = {"theirs": [], "ours": []}
    for _ in range(ROUNDS):
        times["theirs"].append(_milliseconds(by_docxtpl, 1))
        times["ours"].append(_milliseconds(lambda: compiled.render(context), 20))
    return statistics.median(times["theirs"]), statistics.median(times["ours"])


def _milliseconds(work: Callable[[], object], times: int) -> float:
    start = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - start) / times * 1000


if __name__ == "__main__":
    main()
