"""One project or unit entered twice: asked, never merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from data_adapters import Cell, Project, Reading, UnitTarget, lead_unit
from service.figures.checks.finding import PLACES, Check, Measured, name_of, wan
from service.figures.checks.names import near_pairs, project_key
from service.figures.unit_names import unit_key

_BULK: Final = 5
"""From so many common projects on, two tables are asked about once instead of project by project."""

_MOST_OFFERED: Final = 50
"""Of more pairs of near names only the nearest are worth a person's time."""

Source = Callable[[Project], str]


def check_twins(reading: Reading) -> Iterator[Check]:
    """Projects and units that stand twice in one file, and projects whose names are near."""
    yield from _same(reading.projects, lambda project: f"{project.row.file} › {project.row.sheet}")
    yield from _near(reading.projects, lambda _one, _other: True)
    units: dict[tuple[str, str], list[UnitTarget]] = {}
    for unit in reading.units:
        units.setdefault((unit.row.sheet, unit_key(unit.unit)), []).append(unit)
    yield from (_twin("twin_unit", members) for members in units.values() if len(members) > 1)


def twin_questions(readings: Sequence[Reading]) -> list[Check]:
    """Projects that stand in more than one file; :func:`check_twins` asks about those of one file."""
    once: dict[tuple[int, str], Project] = {}
    for number, reading in enumerate(readings):
        for project in reading.projects:
            once.setdefault((number, project_key(project.project_name)), project)
    of_file = {id(project): number for (number, _), project in once.items()}
    projects = list(once.values())
    found = list(_same(projects, lambda project: project.row.file))
    return [*found, *_near(projects, lambda one, other: of_file[id(one)] != of_file[id(other)])]


def _same(projects: Sequence[Project], source: Source) -> Iterator[Check]:
    groups: dict[str, list[Project]] = {}
    for project in projects:
        if key := project_key(project.project_name):
            groups.setdefault(key, []).append(project)
    repeated = [found for members in groups.values() if len(found := _not_told_apart(members)) > 1]
    bulk = _bulk(projects, repeated, source)
    for (one, other), common in bulk.items():
        what = f"“{one}”与“{other}”有{len(common)}个项目同名，是否把同一批项目给了两次"
        first, second = common[0]
        yield Check("same_projects", what, _facts(first), _facts(second), (_place(first), _place(second)), PLACES)
    for members in repeated:
        told: list[Project] = []
        seen: set[str] = set()
        for member in members:
            if not any((before, source(member)) in bulk for before in seen):
                told.append(member)
            seen.add(source(member))
        if len(told) > 1:
            yield _twin("twin_project", told)


def _not_told_apart(members: Sequence[Project]) -> list[Project]:
    """Projects of one name without those whose unit and money are both their own: every town has its 粮站."""
    if len(members) < 2:
        return []
    units = [unit_key(lead_unit(member.resp_unit)) for member in members]
    sums = [_money(member) for member in members]
    if "" in units or None in sums:
        return list(members)
    how_often: Counter[object] = Counter([*units, *sums])
    return [
        member
        for member, unit, money in zip(members, units, sums, strict=True)
        if how_often[unit] > 1 or how_often[money] > 1
    ]


def _money(project: Project) -> Decimal | None:
    """What tells two projects of one name apart: the total, else the plan."""
    amounts = (project.total_investment, project.plan_this_year)
    return next((value for value in amounts if isinstance(value, Decimal)), None)


def _bulk(
    projects: Sequence[Project], repeated: Sequence[Sequence[Project]], source: Source
) -> dict[tuple[str, str], list[tuple[Project, Project]]]:
    """Pairs of tables of which one repeats half of the other or more, with the projects they share."""
    sizes = Counter(source(project) for project in projects)
    shared: dict[tuple[str, str], list[tuple[Project, Project]]] = {}
    for members in repeated:
        firsts = {source(member): member for member in reversed(members)}
        names = sorted(firsts, key=lambda name: firsts[name].row)
        for place, one in enumerate(names):
            for other in names[place + 1 :]:
                shared.setdefault((one, other), []).append((firsts[one], firsts[other]))
    return {
        pair: found
        for pair, found in shared.items()
        if len(found) >= _BULK and 2 * len(found) >= min(sizes[name] for name in pair)
    }


def _twin(code: str, members: Sequence[Measured]) -> Check:
    cells = tuple(_place(member) for member in members)
    others = "、".join(dict.fromkeys(f"“{name_of(member)}”" for member in members[1:]))
    what = f"“{name_of(members[0])}”与{others}（{cells[1]}{f' 等{len(cells) - 1}处' if len(cells) > 2 else ''}）"
    return Check(code, f"{what}名称相同，是否重复填报", _facts(members[0]), _facts(members[1]), cells, PLACES)


def _near(projects: Sequence[Project], apart: Callable[[Project, Project], bool]) -> Iterator[Check]:
    """Near names with the same money: names alone are near in any county (two towns' 污水处理厂)."""
    plans = Counter(project.plan_this_year for project in projects)
    projects = [project for project in projects if plans[project.plan_this_year] > 1]  # of others, no money is the same
    keys = [project_key(project.project_name) for project in projects]

    def worth(i: int, j: int) -> bool:
        one, other = projects[i], projects[j]
        places = {one.place, other.place} - {""}
        return apart(one, other) and len(places) < 2 and _same_money(one, other)

    pairs = near_pairs(keys, keys, worth)
    for i, j in pairs[:_MOST_OFFERED]:
        one, other = projects[i], projects[j]
        what = f"“{one.project_name}”与“{other.project_name}”（{_place(other)}）名称相近、金额相同，是否同一项目"
        yield Check("near_project", what, _facts(one), _facts(other), (_place(one), _place(other)), PLACES)
    if len(pairs) > _MOST_OFFERED:
        counts = f"{_MOST_OFFERED}对", f"{len(pairs) - _MOST_OFFERED}对"
        yield Check("near_projects_more", "名称相近、金额相同的项目过多，只列最相近的", *counts, (), ("列出", "未列"))


def _same_money(one: Project, other: Project) -> bool:
    total, plan = one.total_investment, one.plan_this_year
    if isinstance(total, Decimal) and isinstance(other.total_investment, Decimal):
        return bool(total) and total == other.total_investment and plan == other.plan_this_year
    same_done = one.done_this_year_to_date == other.done_this_year_to_date
    return isinstance(plan, Decimal) and bool(plan) and plan == other.plan_this_year and same_done


def _place(record: Measured) -> Cell:
    return record.cells.get("project_name" if isinstance(record, Project) else "unit", record.row)


def _facts(record: Measured) -> str:
    """What tells two rows apart: the unit and the money."""
    unit = lead_unit(record.resp_unit) if isinstance(record, Project) else ""
    amounts = (("年度计划", record.plan_this_year), ("累计完成", record.done_this_year_to_date))
    said = [f"{label} {wan(value) if isinstance(value, Decimal) else '未填'}" for label, value in amounts]
    return "、".join([unit, *said] if unit else said)
