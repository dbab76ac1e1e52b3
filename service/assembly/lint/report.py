"""What a run of the linter found, as lines for people and as JSON values for programs (docs/templates.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from service.assembly.lint.catalogue import Fault, Severity
from service.assembly.lint.contract import Contract
from service.assembly.lint.linter import Lint

_MARKS = {Severity.ERROR: "✗", Severity.WARNING: "！"}


def lines(found: Lint, sample: str = "") -> Iterator[str]:
    """The faults of a template; sample is the name of the data it was filled with for trial."""
    filled = f"，用“{sample}”试填通过" if sample else ""
    if not found.faults:
        yield f"{found.name}：没有发现问题{filled}；要用到 {len(found.contract.needs)} 项数据"
        return
    errors, warnings = _counts(found.faults)
    said = (f"{kind} {count} 处" for kind, count in (("错误", errors), ("提醒", warnings)) if count)
    yield f"{found.name}：{'、'.join(said)}"
    yield from (f"  {_MARKS[each.severity]} {each}" for each in found.faults)


def difference_lines(now: Contract, old: Contract, old_name: str) -> Iterator[str]:
    """What a template needs now, and needs no longer, compared with an old one."""
    added, removed = now.since(old)
    if not added and not removed:
        yield f"  与“{old_name}”相比：要用的数据没有变"
    for label, names in (("新用到", added), ("不再用", removed)):
        if names:
            yield f"  与“{old_name}”相比，{label} {len(names)} 项数据：{'、'.join(names)}"


def as_json(found: Lint, sample: str = "") -> dict[str, Any]:
    """The same as JSON values."""
    errors, warnings = _counts(found.faults)
    return {
        "template": found.name,
        "errors": errors,
        "warnings": warnings,
        "faults": [_fault(each) for each in found.faults],
        "needs": list(found.contract.needs),
        "optional": list(found.contract.optional),
        "sample": sample or None,
    }


def difference_json(now: Contract, old: Contract, old_name: str) -> dict[str, Any]:
    """The difference as JSON values."""
    added, removed = now.since(old)
    return {"template": old_name, "added": list(added), "removed": list(removed)}


def _fault(found: Fault) -> dict[str, Any]:
    place = found.place
    cells = [{"table": cell.table, "row": cell.row, "column": cell.column} for cell in place.cells]
    return {
        "code": found.code.value,
        "severity": found.severity.value,
        "place": {
            "part": place.part,
            "file": place.file,
            "paragraph": place.paragraph or None,
            "cells": cells,
            "text_box": place.boxed,
            "kind": place.kind or None,
        },
        "where": str(place),
        "words": place.words,
        "tag": found.tag,
        "what": found.what,
        "cure": found.cure,
    }


def _counts(faults: Iterable[Fault]) -> tuple[int, int]:
    gravities = [each.severity for each in faults]
    return gravities.count(Severity.ERROR), gravities.count(Severity.WARNING)
