"""Projects broken down by sector and by plan list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from data_adapters.patterns import regex
from service.figures import Period, Progress
from service.figures.breakdown import by_group, by_list, lists_of
from service.papers import bulletin_rows as rows
from service.papers.counted import counted

_LIST_ENDS: Final = regex(r"(?:重点)?(?:建设)?(?:项目)?(?:计划)?$")


def sectors(projects: Sequence[Progress], period: Period) -> list[Progress]:
    """The sectors, else the ledger's own groups; none where all projects are of one: that is the whole again."""
    key = rows.sector_key(projects)
    groups = by_group(projects, key, period) if key else []
    return groups if len(groups) > 1 else []


def breakdown(projects: Sequence[Progress], groups: Sequence[Progress], period: Period) -> dict[str, Any]:
    """The sectors and the plan lists (省、市、县); a project on several lists counts in each, and it is said."""
    lists = by_list(projects, period)
    if len(lists) == 1 and lists[0].count == len(projects):
        lists = []
    named = [lists_of(part) for part in projects]
    return {
        "分类口径": "分行业看" if rows.sector_key(projects) == "sector" else "分类别看",
        "分行业": [rows.sector(group) for group in groups],
        "分计划": [{**rows.sector(group), "名称": _list_name(group.name)} for group in lists],
        "多计划项目数": counted(
            [part for part, names in zip(projects, named, strict=True) if len(names) > 1], "列入多个计划的项目数"
        ),
        "未列计划项目数": counted(
            [part for part, names in zip(projects, named, strict=True) if lists and not names], "未列计划的项目数"
        ),
    }


def _list_name(label: str) -> str:
    """What stands before 重点项目: 省级 of 省级, 省 of 省重点, 市级 of 市级重点项目计划."""
    return _LIST_ENDS.sub("", label) or label
