"""The figures of the data in force, worked out once for each state of it: reading a county's ledgers again for every
page would take most of a second."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from data_adapters import Mapping, Reading
from service.figures import Period, of_all
from service.figures.report import Asked
from service.figures.report.lines import line
from service.figures.rules import RuleSet
from service.figures.rules.history import lines
from service.figures.targets import TARGETS
from service.papers.figured import Whole, figured, settled
from service.papers.issues import is_settled, settled_if_told
from service.registers import differences, snapshots, upload_decisions
from service.registers.differences import Difference, Side
from service.registers.snapshots import Opened, Standing
from service.store import Store
from service.store.models_uploads import Upload
from service.web.indicators import Indicators, shown
from service.web.kept import Kept
from service.web.rereading import records, reread

_RECORDS: Final = 15_000  # as decided, see rereading
_ASKED: Final = Asked(by=("sector",), apart="unit_group", settled=settled_if_told)


@dataclass(frozen=True, slots=True)
class Month:
    """A snapshot in force opened; ``readings`` are as people decided, and say themselves of which month they are."""

    opened: Opened
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """How the whole stood at the end of a period, exact (None where it is not known) and printed."""

    period: Period
    rate: str | None
    schedule: str
    rate_printed: str
    gap_printed: str
    done: str | None
    state: str


class InForce:
    """What the pages ask for of the data in force. Threads share it; all its answers are kept within bounds."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._months: Kept[Month] = Kept(_RECORDS, lambda month: sum(map(records, month.readings)))
        self._points: Kept[Point] = Kept(120)
        self._shown: Kept[Indicators] = Kept(4)
        self._differences: Kept[Difference] = Kept(4)

    def standing(self) -> list[Standing]:
        """What is in force for each period, the newest first."""
        with self._store.read() as session:
            return snapshots.standing(session)

    def month(self, standing: Standing, every: Sequence[Standing]) -> Month:
        """A snapshot in force, opened. Raises :class:`StoreError` where a file of it is damaged."""
        return self._months.get(standing, lambda: self._month(standing, every))

    def _month(self, standing: Standing, every: Sequence[Standing]) -> Month:
        opened = self._opened(standing)
        readings: Iterable[Reading] = opened.readings
        if opened.decisions:
            last = before_of(standing, every)[:1]
            before = [reading for one in last for reading in _of_month(self._opened(one).readings, one.period)]
            whole = Whole(opened.readings, standing.period, before, opened.decisions)
            readings = settled(whole)[1].readings
        return Month(opened, _of_month(readings, standing.period))

    def _opened(self, standing: Standing) -> Opened:
        return snapshots.opened(self._store, standing.snapshot_id, self.read)

    def read(self, store: Store, upload: Upload, mapping: Mapping) -> Reading:
        """A file as it is read by answers on its columns. Raises :class:`StoreError` where it is damaged."""
        return reread(upload.sha256, upload.name, mapping, lambda: store.files.get(upload.sha256))

    def reading(self, upload_id: int) -> Reading:
        """An upload as it was read. Raises :class:`NoEntryError` where there is none, :class:`StoreError`."""
        with self._store.read() as session:
            upload = upload_decisions.found(session, upload_id)
            answers = upload_decisions.mappings(session, [upload_id])
        return self.read(self._store, upload, answers.get(upload_id, Mapping()))

    def side(self, snapshot_id: int) -> Side:
        """A snapshot as one side of a difference. Raises as :func:`differences.of_snapshot`."""
        return differences.of_snapshot(self._store, snapshot_id, self.read)

    def difference(self, of: Hashable, sides: Callable[[], tuple[Side, Side]]) -> Difference:
        """What is different between two sides, which ``of`` names, under what people decided until now. Raises as
        :func:`differences.compare` and ``sides``."""
        with self._store.read() as session:
            last = upload_decisions.latest_id(session)
        return self._differences.get((of, last), lambda: differences.compare(*sides(), is_settled))

    def indicators(self, standing: Standing, every: Sequence[Standing], rules: RuleSet | None) -> Indicators:
        """All figures of a period as ``huicai figures`` gives them, beside the months it is measured against.

        Raises :class:`PaperError` where there is nothing to measure, :class:`StoreError`.
        """
        earlier = looked_back_on(standing, every, rules)

        def make() -> Indicators:
            opened = self.month(standing, every).opened
            before = [reading for one in earlier for reading in self.month(one, every).readings]
            whole = Whole(opened.readings, standing.period, before, opened.decisions)
            found, _ = figured(whole, rules, _ASKED)
            return shown(found | {"data": opened.lines}, standing.period)

        return self._shown.get((standing, earlier, rules), make)

    def point(self, standing: Standing, every: Sequence[Standing]) -> Point:
        """How the whole stood at the end of a period. Raises :class:`StoreError`."""
        return self._points.get(standing, lambda: _point(self.month(standing, every).readings, standing.period))


def before_of(standing: Standing, every: Sequence[Standing]) -> list[Standing]:
    """The whole months in force before a period, the newest first. Half months are not measured against: their
    schedule is another."""
    now = standing.period.index
    return [one for one in every if one.period.index < now and one.period == one.period.whole_month]


def looked_back_on(standing: Standing, every: Sequence[Standing], rules: RuleSet | None) -> tuple[Standing, ...]:
    """The months a period's figures are measured against, the oldest first: the last one for the movement, those of
    the targets, and those that rules look back on."""
    before, period = before_of(standing, every), standing.period
    of_targets = {Period(period.year, target.month) for target in TARGETS}
    back = max((rule.running - 1 for rule in rules.rules), default=0) if rules else 0
    often = any(rule.times > 1 for rule in rules.rules) if rules else False
    wanted = [
        one
        for place, one in enumerate(before)
        if place == 0
        or one.period in of_targets
        or one.period.index >= period.index - back
        or (often and one.period.year == period.year)
    ]
    return tuple(reversed(wanted))


def _of_month(readings: Iterable[Reading], period: Period) -> tuple[Reading, ...]:
    """Readings whose ledgers say that they are of the month for which they are in force: people may have said so, where
    the files themselves do not."""
    return tuple(
        replace(
            reading,
            sheets=tuple(
                sheet._replace(layout=replace(sheet.layout, year=period.year, month=period.month))
                if sheet.holds
                else sheet
                for sheet in reading.sheets
            ),
        )
        for reading in readings
    )


def _point(readings: Sequence[Reading], period: Period) -> Point:
    projects, units = lines(readings, period)
    whole = line(of_all(projects or units, "合计", period))
    return Point(
        period,
        whole["rate_pct"],
        whole["schedule_pct"],
        whole["rate_pct_printed"],
        whole["gap_pp_printed"],
        whole["done"],
        whole["state"],
    )
