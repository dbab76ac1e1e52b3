"""What became of projects since an earlier period, as plain data: the contract of ``huicai changes --json``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from service.figures.changes import Change, line, row
from service.figures.period import Period
from service.figures.report.printed import cells, number, percent


def changes_json(found: Sequence[Change], then: Period, now: Period) -> dict[str, Any]:
    """What became of each project between two periods: what was added in 万元 and 百分点 as decimal strings, the state
    before and after, columns whose words changed, issues solved, added and no longer listed; ``line`` says it all."""
    return {"then": str(then), "period": str(now), "projects": [_entry(one) for one in found]}


def _entry(change: Change) -> dict[str, Any]:
    done, rate = change.done, change.rate
    return {
        "name": change.name,
        "unit": change.unit,
        "kind": change.kind.name.lower(),
        "kind_printed": change.kind.value,
        "done_added": number(done) if done else None,
        "rate_added_pp": percent(rate) if rate else None,
        "formula": done.formula if done else "",
        "sources": cells(done) if done else [],
        "state_before": change.before.state.value if change.before else None,
        "state": change.after.state.value if change.after else None,
        "words": [{"column": item.label, "before": item.before, "after": item.after} for item in change.words],
        "solved": list(change.solved),
        "added": list(change.added),
        "unlisted": list(change.unlisted),
        "row": dict(row(change)),
        "line": line(change),
    }
