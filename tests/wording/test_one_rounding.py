"""A figure is rounded in one place."""

from __future__ import annotations

import re
from pathlib import Path

SERVICE = Path(__file__).resolve().parents[2] / "service"
# Not figures of a paper: lengths of a page, whole steps of a scoring rule.
ELSEWHERE = {"assembly/layout/units.py", "figures/scoring/sheet.py"}


def test_half_up_stands_in_quantize_alone() -> None:
    rounding = re.compile(r"ROUND_[A-Z_]+|\.quantize\(")
    found = {
        path.relative_to(SERVICE).as_posix()
        for path in SERVICE.rglob("*.py")
        if rounding.search(path.read_text(encoding="utf-8"))
    }
    assert found - ELSEWHERE == {"wording/numbers.py"}
