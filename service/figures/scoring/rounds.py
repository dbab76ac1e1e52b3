"""From month to quarter to year, all units of a round together, and the red and black lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from data_adapters import MISSING, Project, lead_unit
from service.figures.figure import Figure, Unit
from service.figures.period import Period
from service.figures.progress import Progress
from service.figures.ranking import Ranked, rank
from service.figures.scoring.loading import Board, Scheme
from service.figures.scoring.measures import Given, Scored
from service.figures.scoring.sheet import Sheet, score
from service.figures.unit_names import unit_key


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
