"""The score sheet of a unit: each point explained by its rule and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from data_adapters import MISSING, NOT_APPLICABLE
from service.figures.figure import Figure, Unit
from service.figures.rules.ranges import Range
from service.figures.scoring.loading import GIVEN, Item, Scheme, Steps
from service.figures.scoring.measures import MEASURES, Scored, entered, texts
from service.wording import quantize
from service.wording.values import within_reason

_HUNDRED: Final = Decimal(100)
_PLACES: Final = 2
_PROGRESS: Final = ("completion", "gap")


@dataclass(frozen=True, slots=True)
class Line:
    """One item's points, with the words that explain them and the figures they follow from.

    ``points`` without a value is MISSING (it cannot be scored: not a zero) or NOT_APPLICABLE (nothing to score).
    """

    item: Item
    points: Figure
    words: str
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A unit's lines and their sum; ``unscored`` names the items left open, and the sum does without them."""

    name: str
    lines: tuple[Line, ...]
    total: Figure
    verdict: str
    vetoed: str = ""

    @property
    def idle(self) -> bool:
        """Whether the unit has no plan to be measured by: what is left of its points compares with nobody's."""
        lines = (line for line in self.lines if line.item.measure in _PROGRESS)
        return any(line.points.value is NOT_APPLICABLE for line in lines)

    @property
    def unscored(self) -> tuple[str, ...]:
        """Items that could not be scored for want of data."""
        return tuple(line.item.name for line in self.lines if line.points.value is MISSING)


def score(scored: Scored, scheme: Scheme) -> Sheet:
    """One unit's sheet. The class is decided by the sum, or by a veto; without all items it is not decided."""
    lines = tuple(_line(scored, item) for item in scheme.items)
    known = [line.points for line in lines if line.points.known]
    formula = "得分 = " + " + ".join(line.item.name for line in lines if line.points.known)
    whole = Figure(sum((points.number for points in known), Decimal(0)), Unit.SCORE, formula, known)
    if not known:
        whole = Figure(MISSING, Unit.SCORE, "得分", (), "没有一项能够评分")
    veto = next((veto for veto in scheme.vetoes if _holds(scored, veto.name, veto.within)), None)
    open_ = any(line.points.value is MISSING for line in lines)
    verdict = veto.verdict if veto else "" if open_ else _class_of(whole, scheme)
    return Sheet(scored.progress.name, lines, whole, verdict, entered(scored, veto.name).formula if veto else "")


def _class_of(whole: Figure, scheme: Scheme) -> str:
    return next((name for name, within in scheme.classes if whole.known and whole.number in within), "")


def _holds(scored: Scored, name: str, within: Range) -> bool:
    figure = entered(scored, name)
    return figure.known and figure.number in within


def _line(scored: Scored, item: Item) -> Line:
    if item.when:
        ask = MEASURES[item.when[0]]
        figure = ask.take(scored)[0]
        if not figure.known or _scaled(figure, item.when[0]) not in item.when[1]:
            why = f"{ask.label}不在{item.when[1].words(ask.unit)}之内" if figure.known else figure.reason
            return Line(item, Figure(NOT_APPLICABLE, Unit.SCORE, item.name, (), why), f"不适用：{why}")
    figures = _figures(scored, item)
    lost = [figure for figure in figures if not figure.known]
    if lost and (len(lost) == len(figures)):
        untouched = item.measure == GIVEN and item.base and not item.required  # nobody entered a deduction
        value = item.base if untouched else lost[0].value
        points = Figure(value, Unit.SCORE, item.name, (_base(item),) if untouched else lost, lost[0].reason)
        return Line(item, points, f"{lost[0].reason}，得{_plain(item.base)}分" if points.known else lost[0].reason)
    return _explained(item, [figure for figure in figures if figure.known])


def _figures(scored: Scored, item: Item) -> list[Figure]:
    if item.kind == "words":
        found = [
            Figure(band.points, Unit.SCORE, f"“{project.project_name}”{text}", cells)
            for project, text, cells in texts(scored, item.field)
            if (band := next((band for band in item.bands if band.word in text), None))
        ]
        return found or [Figure(NOT_APPLICABLE, Unit.SCORE, item.name, (), "没有符合的项目")]
    if item.measure == GIVEN:
        figure = entered(scored, item.name)
        return [figure if figure.known or not item.required else figure._replace(value=MISSING)]
    return list(MEASURES[item.measure].take(scored)) or [Figure(NOT_APPLICABLE, Unit.SCORE, item.name, (), "没有项目")]


def _explained(item: Item, figures: Sequence[Figure]) -> Line:
    parts = [_part(item, figure) for figure in figures]
    moved = sum((part.number for part in parts), Decimal(0))
    words = "；".join(part.formula for part in parts if part.formula)
    if item.cap is not None and abs(moved) > item.cap:
        moved = item.cap.copy_sign(moved)
        words += f"，加减分以{_plain(item.cap)}分为限"
    points = item.base + moved
    for bound, sign, said in ((item.ceiling, 1, "最高"), (item.floor, -1, "最低")):
        if bound is not None and (points - bound) * sign > 0:
            points, words = bound, f"{words}，{said}{_plain(bound)}分"
    base = f"基本分{_plain(item.base)}分，" if item.base else ""
    whole = Figure(points, Unit.SCORE, f"{item.name} = {base}{words}", (*([_base(item)] if item.base else ()), *parts))
    return Line(item, whole, f"{base}{words}，得{_plain(points)}分", tuple(figures))


def _base(item: Item) -> Figure:
    return Figure(item.base, Unit.SCORE, f"基本分{_plain(item.base)}分")


def _part(item: Item, figure: Figure) -> Figure:
    """The points one figure brings, made of it; how is the formula."""
    points, words = _pointed(item, figure)
    return Figure(points, Unit.SCORE, words, (figure,))


def _pointed(item: Item, figure: Figure) -> tuple[Decimal, str]:
    if item.kind in ("words", "points"):
        return figure.number, f"{figure.formula}{_signed(figure.number)}"
    value = _scaled(figure, item.measure)
    label, unit = (figure.formula, "") if item.measure == GIVEN else _named(figure, item.measure)
    shown = f"{label}{_plain(value)}{unit}"
    if item.kind == "share":
        points = item.points * figure.number
        return points, f"{shown}，{_plain(item.points)}分 × {_plain(value)}{unit}，计{_plain(points)}分"
    if item.kind == "each":
        points = item.points * value
        return points, f"{shown}，每{unit or '项'}{_signed(item.points)}，计{_signed(points)}"
    if item.kind == "bands":
        band = next((band for band in item.bands if band.within and value in band.within), None)
        points = band.points if band else Decimal(0)
        if not band or not band.within:
            return points, f"{shown}，不在各档之内，0分"
        return points, f"{shown}，{band.within.words(unit)}{_signed(points)}"
    return _stepped(item.steps, value, shown, unit) if item.steps else (Decimal(0), "")


def _stepped(steps: Steps, value: Decimal, shown: str, unit: str) -> tuple[Decimal, str]:
    points_unit = "个百分点" if unit == "%" else unit
    if value < steps.target:
        short = _steps_of(steps.target - value, steps)
        points = -steps.loss * short
        by = f"比{_plain(steps.target)}{unit}低{_plain(steps.target - value)}{points_unit}"
        each = f"每低{_plain(steps.step)}{points_unit}扣{_plain(steps.loss)}分"
        return points, f"{shown}，{by}，{each}，计{_signed(points)}"
    points, ends = Decimal(0), [over for over, _ in steps.gains[1:]]
    said = []
    for (over, gain), end in zip(steps.gains, [*ends, None], strict=True):
        beyond = min(value, end) - over if end is not None else value - over
        if beyond > 0:
            points += _steps_of(beyond, steps) * gain
            said.append(f"超{_plain(over)}{unit}部分每{_plain(steps.step)}{points_unit}加{_plain(gain)}分")
    return points, "，".join([f"{shown}，不低于{_plain(steps.target)}{unit}", *said, f"计{_signed(points)}"])


def _steps_of(distance: Decimal, steps: Steps) -> Decimal:
    count = distance / steps.step
    return count.to_integral_value(ROUND_FLOOR) if steps.whole else count


def _named(figure: Figure, measure: str) -> tuple[str, str]:
    found = MEASURES[measure]
    return (figure.formula if figure.formula.startswith("“") else found.label), found.unit


def _scaled(figure: Figure, measure: str) -> Decimal:
    percent = measure in MEASURES and MEASURES[measure].percent
    return figure.number * _HUNDRED if percent else figure.number


def _plain(number: Decimal) -> str:
    if not isinstance(within_reason(number), Decimal):
        return str(within_reason(number))
    rounded = quantize(number, _PLACES).normalize()
    return f"{rounded:f}" if rounded else "0"


def _signed(points: Decimal) -> str:
    if not points:
        return "0分"
    return f"扣{_plain(-points)}分" if points < 0 else f"加{_plain(points)}分"
