"""What a period's figures and papers are made from: the data in force, or uploads that are named."""

from __future__ import annotations

from collections.abc import Sequence

from data_adapters import Mapping, Reading
from service.figures import Period
from service.registers import snapshots, upload_decisions, uploads
from service.web.api.call import Call


def named_readings(call: Call, upload_ids: Sequence[int]) -> list[Reading]:
    """The readings of uploads, by the answers on columns written down for each. Raises :class:`NoEntryError`."""
    ids = list(dict.fromkeys(upload_ids))
    with call.store.read() as session:
        found = [upload_decisions.found(session, each) for each in ids]
        answers = upload_decisions.mappings(session, ids)
    return [uploads.reading_of(call.store, upload, answers.get(upload.id, Mapping())) for upload in found]


def earlier_readings(call: Call, periods: Sequence[Period]) -> list[Reading]:
    """The readings in force for earlier periods. Raises :class:`NoEntryError` where none is."""
    return [reading for period in dict.fromkeys(periods) for reading in snapshots.in_force(call.store, period).readings]
