"""How one figure of the board came about: its line of ``figures_json``, with formulas and cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from service.web.indicators import Indicators

_KINDS: Final = {
    "total": "合计",
    "list": "计划列表",
    "sector": "行业",
    "group": "台账分组",
    "unit": "任务单位",
    "project": "项目",
    "target": "目标",
    "warning": "预警",
}


@dataclass(frozen=True, slots=True)
class Traced:
    """What was asked for: ``kind`` in words; the lines of that name (several projects may have one), or the target, or
    the warnings. ``mixed`` says that cells of earlier months are among theirs."""

    kind: str
    name: str
    lines: Sequence[Mapping[str, Any]] = ()
    target: Mapping[str, Any] | None = None
    warned: Sequence[Any] = ()

    @property
    def mixed(self) -> bool:
        """Whether cells of earlier months are among those it comes from."""
        return not self.lines


def traced(shown: Indicators, of: str, name: str) -> Traced | None:
    """The trace of a name among the lines, targets or warnings that ``of`` names; None where there is none."""
    found, kind = shown.found, _KINDS.get(of, "")
    if of == "target":
        target = next((item for item in found["targets"] if item["name"] == name), None)
        return Traced(kind, name, target=target) if target else None
    if of == "warning":
        warned = [item for item in shown.warnings.lines if item.name == name]
        return Traced(kind, name, warned=warned) if warned else None
    lines = [line for line in _lines(found, of) if of == "total" or line["name"] == name]
    return Traced(kind, lines[0]["name"], lines) if lines else None


def _lines(found: Mapping[str, Any], of: str) -> Sequence[Mapping[str, Any]]:
    lines: Mapping[str, Sequence[Mapping[str, Any]]] = {
        "total": [found["total"]],
        "list": found["lists"],
        "sector": found["by"][0]["groups"],
        "group": found["groups"],
        "unit": found["units"],
        "project": found["projects"],
    }
    return lines.get(of, ())
