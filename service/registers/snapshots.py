"""Snapshots: the uploads in force for a period. A new one takes the place of the old, which stays, to be compared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from data_adapters import Mapping
from service.errors import NoEntryError, RegisterError
from service.figures import Change, Period, changes, read_period
from service.figures.changes import Settled
from service.registers import entries, uploads
from service.store import Store
from service.store.audit import record
from service.store.clock import now
from service.store.models_uploads import Snapshot, SnapshotUpload, Upload


def put_in_force(session: Session, upload_ids: Sequence[int], who: str, note: str = "") -> Snapshot:
    """Make uploads of one period the ones its papers are made from; those in force before are replaced and stay.

    Raises :class:`RegisterError` for uploads of several periods, an unreadable one, or a replacement without a reason.
    """
    found = [_usable(session, upload_id) for upload_id in dict.fromkeys(upload_ids)]
    periods = sorted({upload.period for upload in found})
    if len(periods) != 1:
        raise RegisterError(
            f"这些文件属于不同的期间（{'、'.join(periods)}），请分期登记" if periods else "没有给出文件"
        )
    period, why, moment = periods[0], entries.text(note, "说明"), now()
    before = session.scalars(_in_force(period).with_for_update()).one_or_none()
    if before:
        if not why:
            raise RegisterError(f"{period}已有在用的数据（第{before.id}号），要换成新的，请写明原因")
        before.replaced_at = moment
        session.flush()  # the old one gives up its place before the new one takes it
    made = Snapshot(period=period, note=why, who=entries.person(who), at=moment)
    session.add(made)
    session.flush()
    session.add_all(SnapshotUpload(snapshot_id=made.id, upload_id=upload.id) for upload in found)
    ids = [upload.id for upload in found]
    record(session, who, "确定当期数据", period, snapshot=made.id, uploads=ids, replaces=before.id if before else None)
    return made


def current(session: Session, period: Period) -> Snapshot | None:
    """The snapshot in force for a period, None where there is none."""
    return session.scalars(_in_force(str(period))).one_or_none()


def latest(session: Session, day: date) -> Snapshot | None:
    """The snapshot in force of the newest period up to the month of a day, None where there is none."""
    after = (day.replace(day=1) + timedelta(31)).replace(day=1)
    query = select(Snapshot).where(Snapshot.replaced_at.is_(None), Snapshot.period < f"{after:%Y-%m}")
    return session.scalars(query.order_by(Snapshot.period.desc()).limit(1)).one_or_none()


def of_period(session: Session, period: Period) -> Sequence[Snapshot]:
    """All snapshots a period has had, the newest first."""
    return session.scalars(select(Snapshot).filter_by(period=str(period)).order_by(Snapshot.id.desc())).all()


def uploads_of(session: Session, snapshot_id: int) -> Sequence[Upload]:
    """The uploads a snapshot is made of."""
    inside = select(SnapshotUpload.upload_id).where(SnapshotUpload.snapshot_id == snapshot_id)
    return session.scalars(select(Upload).where(Upload.id.in_(inside)).order_by(Upload.id)).all()


def difference(
    store: Store, before_id: int, after_id: int, settled: Settled, mapping: Mapping | None = None
) -> list[Change]:
    """What became of each project from one snapshot to another, of the same period or a later one.

    ``settled`` says of an issue whether its words settle it. Raises :class:`RegisterError` where a snapshot is missing,
    :class:`StoreError` where a file is damaged.
    """
    with store.read() as session:
        sides = [(_existing(session, each), uploads_of(session, each)) for each in (before_id, after_id)]
    (then, olds), (now_, news) = (
        (read_period(snapshot.period), [uploads.reading_of(store, upload, mapping) for upload in found])
        for snapshot, found in sides
    )
    return changes(olds, then, news, now_, settled)


def _in_force(period: str) -> Select[Snapshot]:
    return select(Snapshot).where(Snapshot.period == period, Snapshot.replaced_at.is_(None))


def _usable(session: Session, upload_id: int) -> Upload:
    upload = session.get(Upload, upload_id)
    if upload is None:
        raise NoEntryError(f"没有第{upload_id}号上传的文件，请核对")
    if not uploads.is_readable(upload):
        raise RegisterError(
            f"{uploads.called(upload)}读不了，不能作为当期数据：{uploads.problems_of(upload)[0]['message']}"
        )
    return upload


def _existing(session: Session, snapshot_id: int) -> Snapshot:
    found = session.get(Snapshot, snapshot_id)
    if found is None:
        raise NoEntryError(f"没有第{snapshot_id}号当期数据，请核对")
    return found
