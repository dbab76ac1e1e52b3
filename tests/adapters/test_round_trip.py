"""Whatever records are written in whatever way offices write them, the same records are read back."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings

from data_adapters import Severity, read_bytes
from tests.adapters.ledgers import MONEY, Ledger, Project, ledgers

_COUNT = int(os.environ.get("HUICAI_ROUND_TRIPS", "60"))  # more by hand: see docs/reading.md


@settings(max_examples=_COUNT, deadline=None, derandomize=_COUNT == 60, suppress_health_check=list(HealthCheck))
@given(ledgers())
def test_the_same_records_come_back(made: Ledger) -> None:
    reading = read_bytes(made.data, made.name)
    found = [
        Project(
            name=record.project_name,
            mark=record.marks,
            unit=record.resp_unit,
            group=record.group,
            amounts=tuple(getattr(record, name) for name in MONEY),
            start=record.start_planned,
        )
        for record in reading.projects
    ]
    assert found == made.projects
    assert [problem for problem in reading.problems if problem.severity is Severity.ERROR] == []
