"""The press beside its peers, in turns in one run: python3 run.py bench press

The same paper and data for all (benchmarks/_paper.py), warm, median per document; equal texts are checked. docxtpl is
measured as its documentation shows (plain Jinja2, nothing escaped) and with the press's own sandbox, escaping and
strictness; docxtemplater, easy-template-x and Carbone where node is. Then the four papers of this project, the cold
start of a whole process, two threads and two processes, and the distance to what deflate alone would take.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import click
from docxtpl import DocxTemplate, RichText

from benchmarks._paper import RICH, ROWS, SPECIAL, data, template, texts
from benchmarks._peers import DIALECT_OF, Peers, Unavailable
from service.assembly import compile_template
from service.assembly.environment import make_environment
from service.config import TEMPLATES
from service.wording import FILTERS

ROUNDS = 11
_FEW_ROUNDS = 3
_SPAN = 30.0  # ms: what is faster is measured over as many documents as take about this
_STRICT, _PLAIN, _PRESS = "docxtpl", "docxtpl plain", "press"
_MANY = 20_000
_COLD = {
    "docxtpl": """import json, sys; from docxtpl import DocxTemplate
template, data, made = sys.argv[1:]
document = DocxTemplate(template)
document.render(json.load(open(data, encoding="utf-8")))
document.save(made)""",
    "the press": """import json, sys; from service.assembly import compile_template; from service.wording import FILTERS
template, data, made = sys.argv[1:]
compiled = compile_template(open(template, "rb").read(), filters=FILTERS)
open(made, "wb").write(compiled.render(json.load(open(data, encoding="utf-8"))))""",
}
_COLD_CLI = "from service.cli import program; program()"
Timer = Callable[[int], float]


def main() -> None:
    """Print every table."""
    with ExitStack() as stack:
        try:
            peers = stack.enter_context(Peers())
        except Unavailable as why:
            click.echo(str(why))
            peers = None
        _sizes(peers)
    _tags()
    _papers()
    _limit()
    _cold_start()
    _together()


def _sizes(peers: Peers | None) -> None:
    names = [_STRICT, _PLAIN, *(DIALECT_OF if peers else ()), _PRESS]
    click.echo(f"{'rows, ms':>10}" + "".join(f"{name:>17}" for name in names) + f"{'x docxtpl':>11}{'x best peer':>12}")
    for rows in ROWS:
        timers = _timers(rows, peers)
        medians = _medians(timers, ROUNDS if rows < ROWS[-1] else _FEW_ROUNDS)
        best = min((medians[name] for name in DIALECT_OF if name in medians), default=float("nan"))
        figures = "".join(f"{medians[name]:17.3f}" for name in names)
        ours = medians[_PRESS]
        click.echo(f"{rows:10}{figures}{medians[_STRICT] / ours:11.0f}{best / ours:12.0f}")


def _timers(rows: int, peers: Peers | None) -> dict[str, Timer]:
    """How to measure each renderer at so many rows; AssertionError when one prints another text than the press."""
    source, context = template("jinja"), data(rows)
    compiled = compile_template(source, filters=FILTERS)
    expected = texts(compiled.render(context))
    ways: dict[str, Callable[[], bytes]] = {
        _STRICT: partial(_by_docxtpl, source, context, make_environment(FILTERS)),
        _PLAIN: partial(_by_docxtpl, source, context, None),
        _PRESS: partial(compiled.render, context),
    }
    for name, way in ways.items():
        assert texts(way()) == expected, name
    timers: dict[str, Timer] = {name: _timer(way) for name, way in ways.items()}
    for name in DIALECT_OF if peers else ():
        assert peers is not None
        assert texts(peers.document(name, rows)) == expected, name
        timers[name] = _peer_timer(peers, name, rows)
    return timers


def _timer(work: Callable[[], object]) -> Timer:
    return lambda times: _milliseconds(work, times)


def _peer_timer(peers: Peers, name: str, rows: int) -> Timer:
    return lambda times: peers.milliseconds(name, rows, times)


def _by_docxtpl(source: bytes, context: dict[str, Any], environment: Any) -> bytes:
    document = DocxTemplate(io.BytesIO(source))
    document.render(context, jinja_env=environment, autoescape=environment is not None)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _medians(timers: dict[str, Timer], rounds: int) -> dict[str, float]:
    """The median ms of each, measured in turns, so that what else the machine does falls on all alike."""
    times = {name: max(1, int(_SPAN / timer(1))) for name, timer in timers.items()}
    found: dict[str, list[float]] = {name: [] for name in timers}
    for _ in range(rounds):
        for name, timer in timers.items():
            found[name].append(timer(times[name]))
    return {name: statistics.median(measured) for name, measured in found.items()}


def _milliseconds(work: Callable[[], object], times: int) -> float:
    start = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - start) / times * 1000


def _tags() -> None:
    """The same paper with docxtpl's other tags; docxtpl, which has no tag for equal cells, leaves them as they are."""
    click.echo(f"\n{'tag, ms':16}{'rows':>8}{_STRICT:>12}{_PRESS:>12}{'ratio':>8}")
    for special in SPECIAL:
        ours = compile_template(template("jinja", special), filters=FILTERS)
        theirs = template("jinja", "" if special == "合并相同" else special)
        for rows in ROWS[1:3]:
            context = {**data(rows), "各行": [{**row, "责任": RichText(row["责任"])} for row in data(rows)["各行"]]}
            context = context if special == RICH else data(rows)
            ours.render(context)  # the first document of a template is looked over
            ways = {
                _STRICT: _timer(partial(_by_docxtpl, theirs, context, make_environment(FILTERS))),
                _PRESS: _timer(partial(ours.render, context)),
            }
            medians = _medians(ways, ROUNDS)
            figures = f"{medians[_STRICT]:12.2f}{medians[_PRESS]:12.3f}{medians[_STRICT] / medians[_PRESS]:8.0f}"
            click.echo(f"{special:16}{rows:8}{figures}")


def _papers() -> None:
    click.echo(f"\n{'paper, ms':24}{_STRICT:>12}{_PRESS:>12}{'ratio':>8}")
    for folder in sorted(path.parent for path in TEMPLATES.glob("*/template.docx")):
        source = (folder / "template.docx").read_bytes()
        context = json.loads((folder / "sample.json").read_text(encoding="utf-8"))
        compiled, environment = compile_template(source, filters=FILTERS), make_environment(FILTERS)
        ways = {
            _STRICT: _timer(partial(_by_docxtpl, source, context, environment)),
            _PRESS: _timer(partial(compiled.render, context)),
        }
        medians = _medians(ways, ROUNDS)
        theirs, ours = medians[_STRICT], medians[_PRESS]
        click.echo(f"{folder.name:24}{theirs:12.2f}{ours:12.3f}{theirs / ours:8.0f}")


def _limit() -> None:
    """What no renderer can do without: deflate of the changed parts and a copy of the rest, by the same library."""
    try:
        library: Any = importlib.import_module("isal.isal_zlib")
    except ImportError:
        library = zlib
    click.echo(f"\n{'rows, ms (' + library.__name__ + ')':32}{'limit':>10}{_PRESS:>10}{'ratio':>8}")
    compiled = compile_template(template("jinja"), filters=FILTERS)
    for rows in ROWS:
        context = data(rows)
        made = compiled.render(context)
        budget = compiled._budget([])
        parts = [part.fill(context, budget) for part in compiled._parts.values()]
        rest = made[: len(made) - sum(len(library.compress(part, 1, -15)) for part in parts)]

        def least(parts: list[bytes] = parts, rest: bytes = rest) -> bytes:
            return b"".join((rest, *(library.compress(part, 1, -15) for part in parts)))

        ways = {"limit": _timer(least), _PRESS: _timer(partial(compiled.render, context))}
        medians = _medians(ways, ROUNDS)
        least_ms, ours = medians["limit"], medians[_PRESS]
        click.echo(f"{rows:<32}{least_ms:10.3f}{ours:10.3f}{ours / least_ms:8.1f}")


def _cold_start() -> None:
    """A whole process for one paper: the shortest script for each, then our command line."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("template.docx", "data.json", "made.docx")]
        files[0].write_bytes(template("jinja"))
        files[1].write_text(json.dumps(data(ROWS[0]), ensure_ascii=False), encoding="utf-8")
        source, values, made = map(str, files)
        ways = {
            **{name: [sys.executable, "-c", script, source, values, made] for name, script in _COLD.items()},
            "huicai render": [sys.executable, "-c", _COLD_CLI, "render", source, "--data", values, "-o", made],
        }
        medians = _medians({name: _timer(partial(_run, command)) for name, command in ways.items()}, ROUNDS)
    click.echo("\ncold start, ms: " + ", ".join(f"{name} {median:.0f}" for name, median in medians.items()))


def _run(command: list[str]) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, capture_output=True, env=environment)  # noqa: S603


def _together() -> None:
    click.echo(f"\n{'papers a second':24}{'one':>10}{'two':>10}{'ratio':>8}")
    for name, kind in (("threads", ThreadPoolExecutor), ("processes", ProcessPoolExecutor)):
        with kind(2) as workers:
            one, two = (statistics.median(_rate(workers, many) for _ in range(5)) for many in (1, 2))
        click.echo(f"{name:24}{one:10.0f}{two:10.0f}{two / one:8.2f}")


def _rate(workers: Executor, many: int) -> float:
    """Papers a second when so many work at the same time."""
    start = time.perf_counter()
    list(workers.map(_fill_many, [_MANY // 10] * many))
    return many * (_MANY // 10) / (time.perf_counter() - start)


def _fill_many(times: int) -> None:
    compiled, context = compile_template(template("jinja"), filters=FILTERS), data(ROWS[0])
    for _ in range(times):
        compiled.render(context)


if __name__ == "__main__":
    main()
