"""What came in by the page: the files of an upload from the register, and the answers on columns they are read by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from data_adapters import Mapping, Reading
from service.errors import StoreError
from service.mappings import remembered
from service.registers import deliveries, snapshots, upload_decisions, uploads
from service.registers.deliveries import Delivered, Parcel
from service.registers.uploads import Arrival
from service.store import Store
from service.store.models_uploads import Snapshot, Upload
from service.web.files import DamagedRecordError


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One uploaded file: the name the user knows it by (data only, never part of a path) and its content's hash."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Received:
    """An upload: its files with their bytes in the order they came, the answers on columns they are read by, and the
    snapshots they are or were in, the newest first. ``fault`` says what is wrong with the answers remembered."""

    delivery: Delivered
    files: tuple[tuple[StoredFile, bytes], ...]
    mapping: Mapping
    snapshots: tuple[Snapshot, ...] = ()
    fault: str = ""

    def renew(self, store: Store, readings: Iterable[tuple[int, Reading]], who: str = "") -> None:
        """Write down what is read of the files now, and with ``who`` by which answers on columns: ``readings`` by the
        files' places, from 0."""
        uploads.renew(store, [(self.delivery.uploads[at], one) for at, one in readings], self.mapping, who)


def keep(store: Store, parcel: Parcel, who: str) -> tuple[str, str]:
    """Keep files that were sent together; gives the address of the upload, and what is wrong with the answers on
    columns that were remembered, "" for nothing. Raises as the register does."""
    known = remembered(store.settings.home)
    return deliveries.take_in_all(store, parcel, who, known.mapping).address, known.fault


def parcel(files: Iterable[tuple[str, bytes]], units: Sequence[str] | None = None) -> Parcel:
    """Files by their names as what comes in together."""
    return Parcel([Arrival(data, name) for name, data in files], units)


def received(store: Store, reading: str) -> Received | None:
    """An upload by its address, None where there is none.

    What is, or was, in force is read by the answers written down for it; anything else by those remembered now. Raises
    :class:`DamagedRecordError` where a file is not what was sent.
    """
    with store.read() as session:
        delivery = deliveries.found(session, reading)
        if delivery is None:
            return None
        used = tuple(snapshots.of_uploads(session, delivery.ids))
        answers = upload_decisions.mappings(session, delivery.ids) if used else {}
    files = tuple((StoredFile(one.name, one.sha256, len(data)), data) for one, data in _contents(store, delivery))
    if used:
        own = {shape: said for one in answers.values() for shape, said in one.by_shape.items()}
        return Received(delivery, files, Mapping({}, own), used)
    known = remembered(store.settings.home)
    return Received(delivery, files, known.mapping, (), known.fault)


def _contents(store: Store, delivery: Delivered) -> Iterator[tuple[Upload, bytes]]:
    for upload in delivery.uploads:
        try:
            yield upload, store.files.get(upload.sha256)
        except StoreError as error:
            store.files.exists(upload.sha256)  # a store that cannot be reached says so itself
            raise DamagedRecordError from error
