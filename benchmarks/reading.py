"""The door beside pandas with openpyxl, side by side in one run: python3 run.py bench reading [--rounds N]

A ledger of 20,000 rows × 15 columns is opened by ``pandas.read_excel(engine="openpyxl")`` and read into records with
addresses by ``data_adapters.read_file``, in turns, each time in a process of its own: seconds of the call alone, of
the whole process, and its peak memory (the door's own child counted in). A second table shows how the door grows with
the rows.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import click

from benchmarks._ledgers import write_ledger

ROWS = 20_000
GROWTH = (5_000, 10_000, 20_000, 40_000)
_MEASURED = """
import json, sys, time
{imports}
start = time.perf_counter()
found = {call}
seconds = time.perf_counter() - start
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
peak = sum(getrusage(who).ru_maxrss for who in (RUSAGE_SELF, RUSAGE_CHILDREN)) / 1024
print(json.dumps({{"seconds": seconds, "mib": peak, "count": {count}}}))
"""
_READERS = {
    "pandas+openpyxl": ("import pandas", 'pandas.read_excel(sys.argv[1], engine="openpyxl", header=2)', "len(found)"),
    "data_adapters": (
        "from pathlib import Path\nfrom data_adapters import read_file",
        "read_file(Path(sys.argv[1]))",
        "len(found.projects)",
    ),
}


@click.command()
@click.option("--rounds", default=5, show_default=True, help="how often each reader runs; the median is printed")
def main(rounds: int) -> None:
    """Print the two tables."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger.xlsx"
        write_ledger(ledger, ROWS)
        runs: dict[str, list[dict[str, Any]]] = {name: [] for name in _READERS}
        for _ in range(rounds):
            for name in _READERS:
                runs[name].append(_measure(name, ledger))
        _print_comparison(runs)
        click.echo(f"\n{'rows':>8}{'seconds':>10}{'µs a row':>10}{'MiB':>8}")
        for rows in GROWTH:
            write_ledger(ledger, rows)
            found = [_measure("data_adapters", ledger) for _ in range(rounds)]
            seconds = statistics.median(run["seconds"] for run in found)
            peak = max(run["mib"] for run in found)
            click.echo(f"{rows:8}{seconds:10.3f}{seconds / rows * 1e6:10.1f}{peak:8.0f}")


def _measure(name: str, ledger: Path) -> dict[str, Any]:
    """One reader once, in a process of its own. Raises CalledProcessError where it fails."""
    imports, call, count = _READERS[name]
    code = _MEASURED.format(imports=imports, call=call, count=count)
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code, str(ledger)], check=True, stdout=subprocess.PIPE)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout)
    return {**found, "whole": time.perf_counter() - start}


def _print_comparison(runs: dict[str, list[dict[str, Any]]]) -> None:
    click.echo(f"{ROWS} rows{'call s':>20}{'process s':>12}{'peak MiB':>10}{'rows read':>11}")
    medians = {}
    for name, found in runs.items():
        call = statistics.median(run["seconds"] for run in found)
        whole = statistics.median(run["whole"] for run in found)
        medians[name] = call, whole
        peak = max(run["mib"] for run in found)
        click.echo(f"{name:18}{call:12.3f}{whole:12.3f}{peak:10.0f}{found[0]['count']:11}")
    theirs, ours = medians.values()
    click.echo(f"{'times faster':18}{theirs[0] / ours[0]:12.1f}{theirs[1] / ours[1]:12.1f}")


if __name__ == "__main__":
    main()
