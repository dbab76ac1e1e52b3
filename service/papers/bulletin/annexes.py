"""Which annexes the bulletin has, and the number of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def annex_numbers(context: Mapping[str, Any]) -> dict[str, str]:
    """The number of each annex, "" for one that is left out; a single annex has no number (GB/T 9704-2012, 7.3.7).

    A ranking of one unit ranks nothing. The table of all projects is always there.
    """
    present = {
        "排名": context["任务单位数"] > 1 and bool(context["排名"]),
        "图": context["有完成率图"] or context["有计划图"],
        "滞后": bool(context["滞后项目"]),
        "变化": bool(context["变化"]),
        "项目": True,
    }
    names = [name for name, there in present.items() if there]
    several = len(names) > 1
    return {name: str(names.index(name) + 1) if several and there else "" for name, there in present.items()}
