"""What a ticket's form opens with where it is drafted from a figure of the board: figures, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from data_adapters import lead_unit
from service.registers.snapshots import Standing
from service.web.indicators import Warned

_MOST: Final = 500  # characters of the problem: an address has an end
_CELLS: Final = 3


def of_project(line: Mapping[str, Any], standing: Standing) -> dict[str, str]:
    """From a project's line of ``figures_json``. ``cells`` is for whoever drafts; no paper prints it."""
    told = f"年度计划{line['plan_printed']}，累计完成{line['done_printed']}，完成率{line['rate_pct_printed']}"
    gap = f"，与序时进度相差{line['gap_pp_printed']}" if line["gap_pp"] else ""
    return {
        "project": line["name"],
        "lead": lead_unit(line["unit"]),
        "problem": told + gap,
        "source": f"截至{standing.period}的台账",
        "cells": _named([*line["sources"]["done"], *line["sources"]["plan"]]),
    }


def of_warning(item: Warned, standing: Standing) -> dict[str, str]:
    """From a warning of a project, a problem of one, or a unit: the reasons of its level, not those of milder ones."""
    warning, is_unit = item.warning, item.kind == "任务单位"
    project, _, problem = item.name.partition("：")
    reasons = [reason for reason in warning["reasons"] if f"为{warning['level']}" in reason]
    return {
        "project": "" if is_unit else project,
        "lead": lead_unit(item.unit or (item.name if is_unit else "")),
        "problem": "；".join(filter(None, (problem, *reasons)))[:_MOST],
        "source": f"截至{standing.period}的台账，{warning['level'] or '预警'}",
        "cells": _named(warning["sources"]),
    }


def _named(cells: Sequence[str]) -> str:
    some = list(dict.fromkeys(cells))
    return "、".join(some[:_CELLS]) + ("等" if len(some) > _CELLS else "")
