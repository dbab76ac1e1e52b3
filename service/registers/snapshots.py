"""Snapshots: the uploads in force for a period. A new one takes the place of the old, which stays, to be compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from data_adapters import Mapping, Reading
from service.errors import NoEntryError, RegisterError
from service.figures import Decision, Period, read_period
from service.registers import entries, upload_decisions, uploads
from service.registers.upload_decisions import called
from service.store import Store
from service.store.audit import record
from service.store.clock import SHANGHAI, now
from service.store.models_uploads import Snapshot, SnapshotUpload, Upload, UploadDecision

_SUM: Final = " SHA-256 "
Reader = Callable[[Store, Upload, Mapping], Reading]


@dataclass(frozen=True, slots=True)
class Opened:
    """A snapshot with its uploads, read anew by the answers on columns written down for each, and the decisions on
    questions that hold for them."""

    snapshot: Snapshot
    uploads: tuple[Upload, ...]
    readings: tuple[Reading, ...]
    decisions: tuple[Decision, ...]

    @property
    def lines(self) -> list[str]:
        """What the figures come from, a sentence for the snapshot and one for each file with its SHA-256."""
        one = self.snapshot
        return [f"{named(one)}，{told(one)}", *map(origin_line, self.uploads)]


def put_in_force(
    session: Session, upload_ids: Sequence[int], who: str, note: str = "", period: Period | None = None
) -> Snapshot:
    """Make uploads of one period the ones its papers are made from; those in force before are replaced and stay.

    ``period`` is what a person says of them; without it they say it themselves. Of two of the same bytes one counts.
    Raises :class:`RegisterError` for uploads of several periods or none, for one without records, two of one name, or
    a replacement without a reason.
    """
    person, why = entries.person(who), entries.text(note, "说明")
    given = [_usable(session, upload_id) for upload_id in dict.fromkeys(upload_ids)]
    month, chosen = str(period) if period else _own_period(given), _once(given)
    _alone(session, month)
    before = session.scalars(_in_force(month).with_for_update()).one_or_none()
    if before:
        if not why:
            raise RegisterError(f"{month}已有在用的数据（第{before.id}号），要换成新的，请写明原因")
        before.replaced_at = now()
        session.flush()  # the old one gives up its place before the new one takes it
    made = Snapshot(period=month, note=why, who=person, at=now())
    session.add(made)
    session.flush()
    for upload in chosen:
        uploads.say_period(session, upload, month, person)
        session.add(SnapshotUpload(snapshot_id=made.id, upload_id=upload.id))
    ids = [upload.id for upload in chosen]
    record(session, who, "确定当期数据", month, snapshot=made.id, uploads=ids, replaces=before.id if before else None)
    return made


def current(session: Session, period: Period) -> Snapshot | None:
    """The snapshot in force for a period, None where there is none."""
    return session.scalars(_in_force(str(period))).one_or_none()


@dataclass(frozen=True, slots=True)
class Standing:
    """A period and the snapshot in force for it. Equal ones hold the same data under the same decisions: ``last`` is
    the number of the newest of what was decided on its uploads, which is written down once and never changed."""

    period: Period
    snapshot_id: int
    at: datetime
    last: int


def standing(session: Session) -> list[Standing]:
    """What is in force for each period, the newest period first."""
    query = (
        select(Snapshot.id, Snapshot.period, Snapshot.at, func.coalesce(func.max(UploadDecision.id), 0))
        .join(SnapshotUpload, SnapshotUpload.snapshot_id == Snapshot.id)
        .outerjoin(UploadDecision, UploadDecision.upload_id == SnapshotUpload.upload_id)
        .where(Snapshot.replaced_at.is_(None))
        .group_by(Snapshot.id, Snapshot.period, Snapshot.at)
    )
    found = [Standing(read_period(period), number, at, last) for number, period, at, last in session.execute(query)]
    return sorted(found, key=lambda item: item.period.end, reverse=True)


def latest(session: Session, day: date) -> Snapshot | None:
    """The snapshot in force of the newest period up to the month of a day, None where there is none."""
    after = (day.replace(day=1) + timedelta(31)).replace(day=1)
    query = select(Snapshot).where(Snapshot.replaced_at.is_(None), Snapshot.period < f"{after:%Y-%m}")
    return session.scalars(query.order_by(Snapshot.period.desc()).limit(1)).one_or_none()


def found(session: Session, snapshot_id: int) -> Snapshot:
    """A snapshot by its number. Raises :class:`RegisterError` where there is none."""
    snapshot = session.get(Snapshot, snapshot_id)
    if snapshot is None:
        raise NoEntryError(f"没有第{snapshot_id}号当期数据，请核对")
    return snapshot


def of_period(session: Session, period: Period) -> Sequence[Snapshot]:
    """All snapshots a period has had, the newest first."""
    return session.scalars(select(Snapshot).filter_by(period=str(period)).order_by(Snapshot.id.desc())).all()


def of_uploads(session: Session, upload_ids: Sequence[int]) -> Sequence[Snapshot]:
    """The snapshots that any of these uploads are in, the newest first."""
    inside = select(SnapshotUpload.snapshot_id).where(SnapshotUpload.upload_id.in_(upload_ids))
    return session.scalars(select(Snapshot).where(Snapshot.id.in_(inside)).order_by(Snapshot.id.desc())).all()


def uploads_of(session: Session, snapshot_id: int) -> Sequence[Upload]:
    """The uploads a snapshot is made of."""
    inside = select(SnapshotUpload.upload_id).where(SnapshotUpload.snapshot_id == snapshot_id)
    return session.scalars(select(Upload).where(Upload.id.in_(inside)).order_by(Upload.id)).all()


def opened(store: Store, snapshot_id: int, read: Reader = uploads.reading_of) -> Opened:
    """A snapshot with all that papers are made from; ``read`` is for whoever keeps what was read. Raises
    :class:`RegisterError` where there is none, :class:`StoreError` where a file is damaged."""
    with store.read() as session:
        snapshot = found(session, snapshot_id)
        inside = uploads_of(session, snapshot_id)
        ids = [upload.id for upload in inside]
        decisions, answers = upload_decisions.in_force(session, ids), upload_decisions.mappings(session, ids)
    readings = [read(store, upload, answers.get(upload.id, Mapping())) for upload in inside]
    return Opened(snapshot, tuple(inside), tuple(readings), tuple(decisions))


def in_force(store: Store, period: Period, read: Reader = uploads.reading_of) -> Opened:
    """The snapshot in force for a period, opened. Raises as :func:`opened`."""
    with store.read() as session:
        snapshot = current(session, period)
    if snapshot is None:
        raise NoEntryError(
            f"{period}还没有当期数据，请先打开那个月的台账，点“作为本期数据”",
            command="或用 huicai uploads in-force 指定",
        )
    return opened(store, snapshot.id, read)


def named(snapshot: Snapshot) -> str:
    """What a snapshot is called: 2026-10当期数据（第3号）."""
    return f"{snapshot.period}当期数据（第{snapshot.id}号）"


def origin_line(upload: Upload) -> str:
    """What a file is called, who sent it and when, and last, for whoever compares bytes, its SHA-256."""
    return f"{called(upload)}，{upload.who} {moment(upload.at)} 上传{_SUM}{upload.sha256}"


def without_sum(line: str) -> tuple[str, str]:
    """An origin's line as people read it, and the sum at its end, "" where it has none."""
    words, _, digest = line.partition(_SUM)
    return words, digest


def told(snapshot: Snapshot) -> str:
    """Who put it in force and when, why, and until when it was."""
    until = f"，{moment(snapshot.replaced_at)}被替换" if snapshot.replaced_at else ""
    return f"{snapshot.who} {moment(snapshot.at)} 确定{until}" + (f"，说明：{snapshot.note}" if snapshot.note else "")


def moment(at: datetime) -> str:
    """A moment by the clock of China, to the minute."""
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def _in_force(period: str) -> Select[Snapshot]:
    return select(Snapshot).where(Snapshot.period == period, Snapshot.replaced_at.is_(None))


def _alone(session: Session, period: str) -> None:
    """Let whoever else puts data of this period in force wait and see ours; on SQLite whoever writes is alone."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"huicai period {period}", 0))))


def _once(given: Sequence[Upload]) -> list[Upload]:
    """Of two of the same bytes the first: every project would count twice."""
    chosen: list[Upload] = []
    for upload in given:
        if upload.sha256 in {other.sha256 for other in chosen}:
            continue
        if twin := next((other for other in chosen if other.name == upload.name), None):
            raise RegisterError(
                f"第{twin.id}号和第{upload.id}号两个文件同名（“{upload.name}”），分不清数出自哪一个，请改名后重新上传"
            )
        chosen.append(upload)
    if not chosen:
        raise RegisterError("没有给出文件")
    return chosen


def _own_period(given: Sequence[Upload]) -> str:
    if not given:
        return ""
    periods = sorted({upload.period for upload in given if upload.period})
    if len(periods) > 1:
        raise RegisterError(f"这些文件属于不同的期间（{'、'.join(periods)}），请分期登记，或写明按哪一期")
    if not periods:
        raise RegisterError(f"{called(given[0])}没有写明数据截至哪一期，请写明期间，如 2026-10")
    return periods[0]


def _usable(session: Session, upload_id: int) -> Upload:
    upload = upload_decisions.found(session, upload_id)
    if not uploads.is_readable(upload):
        raise RegisterError(f"{called(upload)}读不了，不能作为当期数据：{uploads.problems_of(upload)[0]['message']}")
    if not uploads.has_records(upload):
        raise RegisterError(f"{called(upload)}里没有项目、任务单位或问题，不能作为当期数据，请检查是否选错文件")
    return upload
