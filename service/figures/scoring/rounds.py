"""From month to quarter to year, all units of a round together, and the red and black lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from data_adapters import MISSING, Project, UnitTarget, lead_unit
from service.figures.breakdown import by_group
from service.figures.figure import Figure, Unit
from service.figures.measuring import of_record
from service.figures.period import Period
from service.figures.progress import Progress
from service.figures.ranking import Ranked, is_whole, rank
from service.figures.scoring.loading import Board, Scheme
from service.figures.scoring.measures import Given, Scored
from service.figures.scoring.sheet import Sheet, score
from service.figures.unit_names import same_unit, unit_key


def score_units(
    units: Sequence[Progress],
    projects: Sequence[Project],
    period: Period,
    scheme: Scheme,
    given: Mapping[str, Mapping[str, Given]] | None = None,
) -> list[Sheet]:
    """Every unit's sheet, in the units' order; projects count for the unit that leads them."""
    led: dict[str, list[Project]] = {}
    for project in projects:
        led.setdefault(unit_key(lead_unit(project.resp_unit)), []).append(project)
    entries = {unit_key(name): items for name, items in (given or {}).items()}
    ranks = {id(place.progress): place.rank for place in rank(units)}
    sheets = []
    for unit in units:
        key = unit_key(unit.name)
        scored = Scored(unit, tuple(led.get(key, ())), period, ranks[id(unit)], entries.get(key, {}))
        sheets.append(score(scored, scheme))
    return sheets


def scored_units(projects: Sequence[Project], units: Sequence[UnitTarget], period: Period) -> list[Progress]:
    """Whom a round scores: the task units, else those that lead projects; never a line that is the sum of others."""
    found = [of_record(unit, period) for unit in units]
    if not found:
        groups = by_group([of_record(project, period) for project in projects], "unit", period)
        found = [group for group in groups if group.parts[0].unit]
    return [unit for unit in found if not is_whole(unit)]


def places_of(sheets: Sequence[Sheet]) -> list[int | None]:
    """Each sheet's place by its points, ties sharing one; none for those with an item left open or without a task."""
    able = [not (sheet.unscored or sheet.idle) and sheet.total.known for sheet in sheets]
    whole = [sheet.total.number for sheet, counts in zip(sheets, able, strict=True) if counts]
    return [
        1 + sum(other > sheet.total.number for other in whole) if counts else None
        for sheet, counts in zip(sheets, able, strict=True)
    ]


def strays(given: Mapping[str, Mapping[str, Given]], units: Sequence[str], scheme: Scheme) -> Iterator[tuple[str, str]]:
    """What people entered that no sheet has a place for, as (unit, sentence): nothing is left out without a word."""
    known = {item.name for item in scheme.items} | {veto.name for veto in scheme.vetoes}
    for unit, entries in given.items():
        if not same_unit(unit, units):
            yield unit, f"登记了“{unit}”的考核事项，台账里没有这个单位，没有计入，请核对名称"
            continue
        for item in entries:
            if item not in known:
                yield unit, f"登记了“{unit}”的“{item}”，考核办法“{scheme.name}”没有这一项，没有计入，请核对名称"


def mean(scores: Mapping[str, Figure], label: str) -> Figure:
    """The mean of scores by name (months of a quarter, quarters of a year), of those that are there.

    The formula names those that are not; of none it is MISSING.
    """
    known = [(name, figure) for name, figure in scores.items() if figure.known]
    lost = [name for name, figure in scores.items() if not figure.known]
    if not known:
        return Figure(MISSING, Unit.SCORE, label, (), f"{'、'.join(lost)}均无得分")
    value = sum((figure.number for _, figure in known), Decimal(0)) / len(known)
    without = f"（缺{'、'.join(lost)}，未计入）" if lost else ""
    formula = f"{label} = （{' + '.join(name for name, _ in known)}）÷ {len(known)}{without}"
    return Figure(value, Unit.SCORE, formula, [figure for _, figure in known])


@dataclass(frozen=True, slots=True)
class Listed:
    """A unit on a red or black list, with the reason in words."""

    name: str
    board: Board
    reason: str


def boards(ranked: Mapping[str, Sequence[Ranked]], scheme: Scheme, exempt: Set[str] = frozenset()) -> list[Listed]:
    """Who stands on which list, by completion and by place in its own group; ``exempt`` ones (不可抗力) on no black.

    Of ``bottom`` places those count that share the last ranks; the unranked stand on no list.
    """
    found: list[Listed] = []
    for board in scheme.boards:
        for group, given in ranked.items():
            places = [place for place in given if place.rank]
            number = board.apart.get(group, board.top or board.bottom)
            ends = places[:number] if board.top else places[-number:]
            bound = {place.rank for place in ends}
            for place in places:
                listed = place.rank in bound and place.progress.rate.number * 100 in board.completion
                if listed and not (board.colour == "black" and place.progress.name in exempt):
                    found.append(Listed(place.progress.name, board, _why(place, board, len(places), number)))
    return found


def _why(place: Ranked, board: Board, count: int, number: int) -> str:
    side = "前" if board.top else "后"
    completion = board.completion.words("%")
    return f"完成率{completion}，且{count}个参评单位中{place.words}，在{side}{number}名之列"
