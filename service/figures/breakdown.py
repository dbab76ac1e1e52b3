"""Progress by groups of projects: by unit, the ledger's own groups, field, plan list or size class (domain.md M16)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from data_adapters import Absent, Project
from data_adapters.patterns import regex
from service.figures.figure import Figure, quotient
from service.figures.measuring import of_all
from service.figures.period import Period
from service.figures.progress import Progress
from service.wording import quantize

NO_UNIT: Final = "（未填责任单位）"
"""The group of projects that name no responsible unit: they are never dropped."""
OTHERS: Final = "其他"
"""The group of parts without a group, where others have one: groups add up to the whole."""
SIZES: Final = (("10亿元以上", 100_000), ("5亿元至10亿元", 50_000), ("1亿元至5亿元", 10_000), ("1亿元以下", 0))
"""Size classes by total investment in 万元, the lower end of each included (domain.md §9: 亿元以上)."""
NO_SIZE: Final = "（未填总投资）"
_LIST_MARKS: Final = regex(r"[、，,；;/\s]+")


class Share(NamedTuple):
    """A group and its parts of the whole as ratios: of the number, the plan and what was done."""

    group: Progress
    of_count: Decimal
    of_plan: Figure
    of_done: Figure


def by_group(parts: Sequence[Progress], key: str, period: Period) -> list[Progress]:
    """Progress of the groups that ``key`` makes of projects, in order of first appearance; they add up to the whole.

    ``key`` is "group" (the ledger's own group rows), "unit" (the lead unit), "size" (总投资) or a text field of the
    record. Projects without a unit form NO_UNIT, parts without another key OTHERS; where no part has that key there
    are no groups.
    """
    named = {id(part): group_of(part, key) for part in parts}
    groups = _grouped(parts, lambda part: (named[id(part)],))
    if key != "unit" and set(groups) <= {"", NO_SIZE}:
        return []
    unnamed = NO_UNIT if key == "unit" else OTHERS
    return [of_all(members, name or unnamed, period) for name, members in groups.items()]


def by_list(parts: Sequence[Progress], period: Period) -> list[Progress]:
    """Progress of each plan list (省、市、县重点); a project on several counts in each, so they do not add up."""
    groups = _grouped(parts, lists_of)
    return [of_all(members, name, period) for name, members in groups.items()]


def lists_of(part: Progress) -> tuple[str, ...]:
    """The plan lists a project stands on, each once; none where it names none."""
    text = part.record.plan_lists if isinstance(part.record, Project) else ""
    return tuple(dict.fromkeys(name for name in _LIST_MARKS.split(text) if name))


def shares(groups: Sequence[Progress], period: Period, whole: Progress | None = None) -> list[Share]:
    """Each group's parts of the ``whole``, else of all the groups together; exact, so that these add up to 1."""
    count = sum(group.count for group in groups) if whole is None else whole.count
    whole = whole or of_all(groups, "合计", period)
    return [
        Share(
            group,
            Decimal(group.count) / count if count else Decimal(0),
            quotient(group.plan, whole.plan, f"{group.name}占年度计划的比重"),
            quotient(group.done, whole.done, f"{group.name}占累计完成的比重"),
        )
        for group in groups
    ]


def rounding_note(ratios: Sequence[Decimal], places: int = 1) -> str:
    """What a table of shares says where its rounded parts do not make 100; "" where they do."""
    total = sum((quantize(ratio, places, 2) for ratio in ratios), Decimal(0))
    return "" if total == 100 else f"各项占比四舍五入后合计为{total:f}%"


def _grouped(parts: Sequence[Progress], names: Callable[[Progress], Sequence[str]]) -> dict[str, list[Progress]]:
    groups: dict[str, list[Progress]] = {}
    for part in parts:
        for name in names(part):
            groups.setdefault(name, []).append(part)
    return groups


def group_of(part: Progress, key: str) -> str:
    """The name of the group that ``key`` puts a part in; "" where it names none."""
    if key == "unit":
        return part.unit
    if key == "group":
        return part.record.group[0] if part.record and part.record.group else ""
    if key == "size":
        return _size(part)
    value = part.record.value(key) if part.record else ""
    return "" if isinstance(value, Absent) else str(value)


def _size(part: Progress) -> str:
    if not part.total_investment.known:
        return NO_SIZE
    amount = part.total_investment.number
    return next((name for name, least in SIZES if amount >= least), SIZES[-1][0])
