"""What is different from one set of data to another: two snapshots, or an upload and the data in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data_adapters import Mapping, Reading
from service.errors import RegisterError
from service.figures import Period, read_period
from service.figures.amounts_changed import Moved, amounts_changed
from service.figures.changes import Change, Kind, Settled, changes, line
from service.registers import snapshots, upload_decisions, uploads
from service.registers.snapshots import Reader
from service.store import Store


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: what it is called, of which period it is, and its files as they are read."""

    name: str
    period: Period
    readings: Sequence[Reading]


@dataclass(frozen=True, slots=True)
class Project:
    """A project that is not as it was, with its amounts that are others."""

    change: Change
    amounts: tuple[Moved, ...]

    @property
    def went_back(self) -> tuple[Moved, ...]:
        """The amounts that can only grow and are less than they were."""
        return tuple(moved for moved in self.amounts if moved.went_back)

    @property
    def words(self) -> str:
        """What became of it, in one sentence without a mark at its end."""
        head, _, rest = line(self.change, with_done=False).partition("：")
        said = [rest] if rest and self.change.kind is not Kind.SAME else []
        return f"{head}：{'；'.join([*said, *map(str, self.amounts)])}"


@dataclass(frozen=True, slots=True)
class Difference:
    """What came, went and changed, and which of the changed have amounts that went back; ``same`` counts the rest."""

    before: Side
    after: Side
    came: tuple[Project, ...]
    gone: tuple[Project, ...]
    changed: tuple[Project, ...]
    same: int

    @property
    def went_back(self) -> tuple[Project, ...]:
        """The projects with an amount that went back."""
        return tuple(project for project in self.changed if project.went_back)

    @property
    def words(self) -> str:
        """The counts in one sentence."""
        counts = (("新列入", self.came), ("不再列出", self.gone), ("有变化", self.changed))
        said = [f"{label} {len(projects)} 个" for label, projects in counts]
        back = f"，其中有数倒退的 {len(self.went_back)} 个" if self.went_back else ""
        return f"{self.before.name} 与 {self.after.name} 相比：{'，'.join(said)}{back}，没有变化 {self.same} 个"

    @property
    def sections(self) -> Iterator[tuple[str, tuple[Project, ...]]]:
        """All that is different under its headings, what went back first."""
        back = self.went_back
        rest = tuple(project for project in self.changed if not project.went_back)
        named = (("有数倒退", back), ("新列入", self.came), ("不再列出", self.gone), ("有变化", rest))
        yield from ((name, projects) for name, projects in named if projects)


def compare(before: Side, after: Side, settled: Settled) -> Difference:
    """Every project of both. ``settled`` says of an issue whether its words settle it."""
    for side in (before, after):
        if not any(reading.projects for reading in side.readings):
            raise RegisterError(f"{side.name}里没有读到项目，无法比较，请检查是否选错文件")
    found = changes(before.readings, before.period, after.readings, after.period, settled)
    same_year = before.period.year == after.period.year
    projects = [Project(change, amounts_changed(change, same_year)) for change in found]
    moved = [one for one in projects if one.change.kind is not Kind.SAME or one.amounts]
    came, gone = (tuple(one for one in moved if one.change.kind is kind) for kind in (Kind.NEW, Kind.GONE))
    changed = tuple(one for one in moved if one.change.kind not in (Kind.NEW, Kind.GONE))
    return Difference(before, after, came, gone, changed, len(projects) - len(moved))


def of_snapshot(store: Store, snapshot_id: int, read: Reader = uploads.reading_of) -> Side:
    """A snapshot as one side; ``read`` is for whoever keeps what was read. Raises :class:`RegisterError` where there is
    none, :class:`StoreError` where a file is damaged."""
    found = snapshots.opened(store, snapshot_id, read)
    return Side(snapshots.named(found.snapshot), read_period(found.snapshot.period), found.readings)


def of_upload(store: Store, upload_id: int) -> Side:
    """An upload as one side, read by the answers written down for it. Raises as :func:`of_snapshot`, SourceError, and
    where nobody said of which period it is."""
    with store.read() as session:
        upload = upload_decisions.found(session, upload_id)
        answers = upload_decisions.mappings(session, [upload_id])
    name = upload_decisions.called(upload)
    if not upload.period:
        raise RegisterError(f"{name}没有写明数据截至哪一期，不能比较；请写明期间重新登记，或先作为某一期的当期数据")
    reading = uploads.reading_of(store, upload, answers.get(upload_id, Mapping()))
    return Side(name, read_period(upload.period), (reading,))


def difference(store: Store, before_id: int, after_id: int, settled: Settled) -> Difference:
    """From one snapshot to another, of the same period or a later one. Raises as :func:`of_snapshot`."""
    return compare(of_snapshot(store, before_id), of_snapshot(store, after_id), settled)
