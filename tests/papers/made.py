"""Small inputs made by hand: issues, a meeting, and what papers are made from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from data_adapters import Cell, PartialDate, Project, Topic, UnitTarget
from service.figures import Period
from service.papers import Draft, HeldBack, Inputs, Meeting, find, meeting_from
from tests.figures.made import OCTOBER, reading

PAPER_DATE = date(2026, 11, 23)  # a Monday


def tables(**changed: Any) -> dict[str, Any]:
    """The tables of a meeting file; ``meeting__key=value`` sets a key, ``meeting__key=None`` takes it out."""
    found: dict[str, Any] = {
        "meeting": {
            "name": "安澜县重点项目建设周调度会",
            "time": "2026年11月27日（星期五）上午9:00",
            "place": "三楼会议室",
            "paper_date": "2026年11月23日",
            "addressees": ["县水利局", "栖云镇"],
        },
        "issuer": {"name": "安澜县重点项目建设指挥部办公室", "short": "安重办"},
    }
    for name, value in changed.items():
        table, _, key = name.partition("__")
        place = found[table] if key else found
        place[key or table] = value
        if value is None:
            del place[key or table]
    return found


def meeting(**changed: Any) -> Meeting:
    """A meeting from those tables."""
    return meeting_from(tables(**changed), "会议.toml")


def topic(
    name: str = "甲项目", *, row: int = 4, deadline: tuple[int, ...] | None = (2026, 12, 10), **given: Any
) -> Topic:
    """An issue that is clear and has time left, unless told otherwise."""
    year, month, day = (*(deadline or ()), 0, 0, 0)[:3]
    fields: dict[str, Any] = {
        "problems": "征地未完成",
        "cause": "补偿未谈妥",
        "proposal": "由镇政府牵头谈妥",
        "resp_unit": "县水利局",
        **({"deadline": PartialDate(year, month, day)} if deadline else {}),
        **given,
    }
    cells = {"deadline": Cell("清单.xlsx", "问题清单", row, 13)}
    return Topic(row=Cell("清单.xlsx", "问题清单", row, 1), project_name=name, cells=cells, **fields)


def inputs(
    *,
    topics: Sequence[Topic] = (),
    projects: Sequence[Project] = (),
    units: Sequence[UnitTarget] = (),
    period: Period | None = OCTOBER,
    at: Meeting | None = None,
) -> Inputs:
    """Inputs of papers dated 23 November 2026."""
    return Inputs((reading(projects=projects, units=units, topics=topics),), period, at, PAPER_DATE)


def planned(paper: str, given: Inputs) -> tuple[list[Draft], list[HeldBack]]:
    """The drafts and the held-back papers of a kind of paper."""
    items = list(find(paper).plan(given))
    return (
        [item for item in items if isinstance(item, Draft)],
        [item for item in items if isinstance(item, HeldBack)],
    )
