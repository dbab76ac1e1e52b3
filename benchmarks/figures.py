"""Figures with their trace beside the same sums without: python3 run.py bench figures [--rounds N]

10,000 projects × 24 months, held as one set of records a month, two months in memory at a time. Each month: every
project's rate, gap, state and amount needed a month, every unit's and the whole's sums, rates and gaps, both rankings,
同比. ``service.figures`` gives them with formula and cells; beside it the same sums with plain Decimals and no trace.
Both results are compared to the last digit. Figures are made when they are asked for; in the third line every figure
of every project is made and dropped again. A second table shows the growth with projects and with months, and the
peak of memory over all months for a tenth of the projects (tracing memory takes its time).
"""

from __future__ import annotations

import gc
import random
import statistics
import time
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import click

from data_adapters import Cell, Project
from service.figures import Period, Progress, needed_per_month, needed_value, of_all, of_record
from service.figures.breakdown import by_group
from service.figures.growth import year_on_year
from service.figures.ranking import rank

PROJECTS, MONTHS, BAR = 10_000, 24, 3
_UNITS = [f"第{number}镇" for number in range(23)]
_FIELDS = {"plan_this_year": 9, "done_this_year_to_date": 10, "done_last_year_same_period": 11, "total_investment": 8}
Result = tuple[Any, ...]


def main_records(count: int, period: Period) -> list[Project]:
    """The records of one month, always the same."""
    dice = random.Random(period.index)  # noqa: S311 - the same ledger every time
    return [_project(row, dice, period) for row in range(5, count + 5)]


def _project(row: int, dice: random.Random, period: Period) -> Project:
    plan = Decimal(dice.randint(1_000, 90_000))
    done = (plan * period.month / 12 * dice.randint(0, 130) / 100).quantize(Decimal("0.01"))
    return Project(
        row=Cell("台账.xlsx", "台账", row, 1),
        cells={name: Cell("台账.xlsx", "台账", row, column) for name, column in _FIELDS.items()},
        project_name=f"第{row}号项目",
        resp_unit=dice.choice(_UNITS),
        total_investment=plan * 3,
        plan_this_year=plan,
        done_this_year_to_date=done,
        done_last_year_same_period=Decimal(dice.randint(1, 80_000)),
    )


def traced(records: list[Project], period: Period) -> Result:
    """Everything by service.figures; those of units and the whole are made with formula and cells."""
    parts = [of_record(record, period) for record in records]
    gaps, needed = [part.gap_value for part in parts], [needed_value(part, period) for part in parts]
    return gaps, needed, *_together(parts, period)


def all_made(records: list[Project], period: Period) -> Result:
    """As traced, and every project's figures are made too: plan, done, rate, gap, and what is needed a month."""
    parts = [of_record(record, period) for record in records]
    gaps = [part.gap.number for part in parts]
    needed = [needed_per_month(part, period).value for part in parts]
    return gaps, needed, *_together(parts, period)


def _together(parts: list[Progress], period: Period) -> Result:
    units, whole = by_group(parts, "unit", period), of_all(parts, "合计", period)
    ranked, ranked_units = rank(parts), rank(units)
    growth = year_on_year(parts)
    return (
        [(unit.name, unit.rate.number, unit.total_investment.number) for unit in units],
        (whole.rate.number, whole.gap.number, growth.number),
        [(place.rank, place.progress.name) for place in (*ranked, *ranked_units)],
    )


def plain(records: list[Project], period: Period) -> Result:
    """The same sums, as one would write them without a thought of where they come from."""
    schedule, left = Decimal(period.month) / 12, 12 - period.month
    rows: list[Any] = [_row(record, schedule, left) for record in records]
    units: dict[str, list[Any]] = {}
    for row in rows:
        units.setdefault(row[1], []).append(row)
    sums = [_sums(members, name, schedule) for name, members in units.items()]
    whole = _sums(rows, "合计", schedule)
    growth = whole[2] / whole[5] - 1
    return (
        [row[3] for row in rows],
        [row[4] if left else _absent(records, period) for row in rows],
        [(unit[0], unit[3], unit[6]) for unit in sums],
        (whole[3], whole[4], growth),
        [*_places([(row[2], row[0]) for row in rows]), *_places([(unit[3], unit[0]) for unit in sums])],
    )


def _row(record: Project, schedule: Decimal, left: int) -> tuple[Any, ...]:
    plan: Any = record.plan_this_year
    done: Any = record.done_this_year_to_date
    rate = done / plan
    gap = rate - schedule
    state = "零" if not done else "滞后" if gap < 0 else "达到"
    needed = max(plan - done, Decimal(0)) / left if left else None
    amounts = plan, done, record.done_last_year_same_period, record.total_investment
    return record.project_name, record.resp_unit, rate, gap, needed, state, amounts


def _sums(rows: list[Any], name: str, schedule: Decimal) -> tuple[Any, ...]:
    plan, done, last, whole = (sum((row[6][n] for row in rows), Decimal(0)) for n in range(4))
    rate = done / plan
    return name, plan, done, rate, rate - schedule, last, whole


def _places(rates: list[tuple[Decimal, str]]) -> Iterator[tuple[int, str]]:
    rank_now, before = 0, None
    for position, (rate, name) in enumerate(sorted(rates, key=lambda item: item[0], reverse=True), start=1):
        rank_now = rank_now if rate == before else position
        before = rate
        yield rank_now, name


def _absent(records: list[Project], period: Period) -> Any:
    return needed_per_month(of_record(records[0], period), period).value


def _periods(months: int) -> list[Period]:
    return [Period(2025 + month // 12, month % 12 + 1) for month in range(months)]


def _seconds(
    ways: Mapping[str, Callable[[list[Project], Period], Result]], count: int, months: int
) -> dict[str, float]:
    """Seconds of each way over all months, in turns on the same records; their results must be equal."""
    spent = dict.fromkeys(ways, 0.0)
    for period in _periods(months):
        records, results = main_records(count, period), []
        for name, way in ways.items():
            gc.collect()
            start = time.perf_counter()
            results.append(way(records, period))
            spent[name] += time.perf_counter() - start
        if results[1:] and results[0] != results[1]:
            raise click.ClickException(f"the two ways differ in {period}")
    return spent


@click.command()
@click.option("--rounds", default=3, show_default=True, help="how often all months run; the median is printed")
@click.option("--projects", default=PROJECTS, show_default=True)
def main(rounds: int, projects: int) -> None:
    """Print the two tables; exit 1 when the figures take more than BAR times the plain sums."""
    ways = {"plain Decimals": plain, "service.figures": traced, "all figures made": all_made}
    runs = [_seconds(ways, projects, MONTHS) for _ in range(rounds)]
    click.echo(f"{projects} projects × {MONTHS} months{'times':>36}")
    for name in ways:
        seconds = statistics.median(run[name] for run in runs)
        times = statistics.median(run[name] / run["plain Decimals"] for run in runs)
        each = seconds / projects / MONTHS * 1e6
        click.echo(f"{name:18}{seconds:8.3f} s{each:8.2f} µs a project and month{times:8.2f}")
    click.echo(f"\n{'projects':>8}{'months':>8}{'seconds':>10}{'µs each':>9}{'peak MiB':>10}")
    for count, months in ((projects // 4, 6), (projects // 2, 6), (projects, 6), (projects, 12), (projects, 24)):
        spent = _seconds({"traced": traced}, count, months)["traced"]
        click.echo(f"{count:8}{months:8}{spent:10.3f}{spent / count / months * 1e6:9.2f}{_peak(count, months):10.1f}")
    slowest = statistics.median(run["service.figures"] / run["plain Decimals"] for run in runs)
    raise SystemExit(int(slowest > BAR))


def _peak(count: int, months: int) -> float:
    """The most memory held while the months are worked one after another, in MiB: a closed month leaves nothing."""
    tracemalloc.start()
    for period in _periods(months):
        traced(main_records(count // 10, period), period)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return peak


if __name__ == "__main__":
    main()
