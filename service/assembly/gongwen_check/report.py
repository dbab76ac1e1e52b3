"""What the check found, as lines for people and as JSON values for programs (docs/check.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from service.assembly.gongwen_check.finding import Finding, Severity

_MARKS = {Severity.ERROR: "✗", Severity.WARNING: "！", Severity.NOTE: "·"}
_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}


def lines(name: str, found: Sequence[Finding], repaired: Sequence[Finding] = ()) -> Iterator[str]:
    """The findings on one document, the gravest first, and what was repaired in its copy."""
    counts = count(found)
    said = "、".join(f"{_NAMES[severity]} {number} 处" for severity, number in counts.items() if number)
    yield f"{name}：{said or '没有发现问题'}"
    for severity, mark in _MARKS.items():
        yield from (f"  {mark} {each}" for each in found if each.severity is severity)
    if repaired:
        yield f"  已在副本里改正 {len(repaired)} 处"


def count(found: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings there are of each severity."""
    counts = dict.fromkeys(Severity, 0)
    for each in found:
        counts[each.severity] += 1
    return counts


def as_json(name: str, found: Sequence[Finding], repaired: Sequence[Finding] = ()) -> dict[str, Any]:
    """The same as JSON values."""
    done = set(repaired)
    return {
        "file": name,
        **{f"{severity.value}s": number for severity, number in count(found).items()},
        "findings": [{**_finding(each), "repaired": each in done} for each in found],
    }


def _finding(found: Finding) -> dict[str, Any]:
    place, cell = found.place, found.place.cell
    return {
        "code": found.code,
        "severity": found.severity.value,
        "where": str(place),
        "place": {
            "region": place.region or None,
            "paragraph": place.paragraph or None,
            "words": place.words,
            "cell": {"table": cell.table, "row": cell.row, "column": cell.column} if cell else None,
        },
        "what": found.what,
        "clause": found.clause,
        "cure": found.cure,
        "repairable": found.repairable,
    }
