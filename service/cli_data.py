"""What papers and figures are made from on the command line: ledgers somebody names, or the data in force."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from data_adapters import Begun, Reading
from service import config
from service.cli_reading import open_each
from service.errors import SettingsError
from service.figures import Decision

if TYPE_CHECKING:
    from service.registers.snapshots import Opened


_LEDGERS: Final = ("ledger", "ledgers")  # what commands call their parameter


class Given(NamedTuple):
    """Readings with the decisions on them; ``digests`` are the SHA-256 sums of their files by name, ``paths`` where
    those lie (none for the data in force, which ``snapshot`` is)."""

    readings: Sequence[Reading]
    decisions: Sequence[Decision]
    digests: dict[str, str]
    paths: tuple[Path, ...] = ()
    snapshot: Opened | None = None

    @property
    def lines(self) -> list[str]:
        """What is to be said of data in force; nothing of ledgers somebody named."""
        return self.snapshot.lines if self.snapshot else []

    def keep_decisions(self) -> None:
        """Write decisions that a file gave down with the uploads they are about; called when they were found usable."""
        if self.snapshot and self.decisions:
            from service.registers import upload_decisions  # noqa: PLC0415 - a paper of files needs no database
            from service.store import open_store  # noqa: PLC0415 - as above

            with open_store(config.load()) as store, store.write() as session:
                upload_decisions.decide(session, self.snapshot.uploads, self.decisions)


def given(
    ledgers: tuple[Path, ...],
    decisions: Sequence[Decision],
    *,
    in_force: bool,
    period: str,
    first: Begun | None = None,
) -> Given:
    """What was asked for, ``first`` being the first of the ledgers where it is being read already. Raises click's own
    error where neither is given, ``SettingsError`` for both, ``SourceError``, ``RegisterError``, ``StoreError``."""
    if in_force:
        return _in_force(ledgers, decisions, period)
    if not ledgers:
        context = click.get_current_context()
        raise click.MissingParameter(
            ctx=context, param=next(param for param in context.command.params if param.name in _LEDGERS)
        )
    opened = open_each(ledgers, first)  # which says what is wrong with a file
    digests = {path.name: sum_ for path, (_, sum_) in zip(ledgers, opened, strict=True)}
    return Given([reading for reading, _ in opened], decisions, digests, ledgers)


def _in_force(ledgers: tuple[Path, ...], decisions: Sequence[Decision], period: str) -> Given:
    if ledgers:
        raise SettingsError("--in-force 用的是登记的当期数据，不要再给台账文件，请去掉其中一样")
    from service.papers.figured import read_asked_period  # noqa: PLC0415 - as above

    month = read_asked_period(period)
    if month is None:
        raise SettingsError("--in-force 要同时用 --period 写明是哪一期，如 2026-10")
    from service.registers import snapshots  # noqa: PLC0415 - as above
    from service.store import open_store  # noqa: PLC0415 - as above

    with open_store(config.load()) as store:
        found = snapshots.in_force(store, month)
    keys = {decision.key for decision in decisions}
    every = [*(decision for decision in found.decisions if decision.key not in keys), *decisions]
    return Given(found.readings, every, {upload.name: upload.sha256 for upload in found.uploads}, (), found)
