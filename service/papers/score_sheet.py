"""考核评分表: every unit's points line by line, explained by rule and figures, with class, rank and lists (M18)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from data_adapters import NOT_APPLICABLE
from service.errors import PaperError
from service.figures import Figure, Progress
from service.figures.ranking import rank_apart
from service.figures.scoring import Line, Scheme, Sheet, boards, places_of, score_units, scored_units, strays
from service.papers.base import NOT_APPLICABLE_MARK, Draft, HeldBack, Inputs, Plan, given, shown
from service.papers.office import region
from service.papers.score_rules import chosen_schemes, classes_of, plain, rule_of
from service.papers.titles import title
from service.wording import GAP, Blank, cumulative_period
from service.wording.traced import blank, told

ID = "score_sheet"
_COLOURS: Final = (("红榜", "red"), ("黑榜", "black"))


def plan(inputs: Inputs) -> Plan:
    """What was entered for nobody or nothing, by name; then one draft of all units.

    Raises :class:`PaperError` without units, a period or a scheme that scores; :class:`SettingsError` for its file.
    """
    if not inputs.projects and not inputs.units:
        raise PaperError("台账里没有读到项目或任务单位，做不了考核评分表，请检查上传的文件")
    period = inputs.need_period()
    units = scored_units(inputs.projects, inputs.units, period)
    if not units:
        yield HeldBack(ID, "各单位", "台账里的项目都没有填写责任单位，也没有任务单位表，不知道给谁评分，请补填")
        return
    meeting = inputs.meeting
    scheme, lists = chosen_schemes(meeting.scheme if meeting and meeting.scheme else inputs.scheme)
    if not scheme.items:
        raise PaperError(f"考核办法“{scheme.name}”只有红黑榜，没有评分项目，做不了考核评分表，请换一个办法")
    entered = meeting.given if meeting else {}
    lost = strays(entered, [unit.name for unit in units], scheme)
    yield from (HeldBack(ID, unit, f"会议文件{sentence}") for unit, sentence in lost)
    sheets = score_units(units, inputs.projects, period, scheme, entered)
    yield Draft(ID, scheme.name, _context(inputs, scheme, sheets, units) | _lists(units, lists))


def _context(inputs: Inputs, scheme: Scheme, sheets: Sequence[Sheet], units: Sequence[Progress]) -> dict[str, Any]:
    period, area = inputs.need_period(), region(inputs.issuer.name)
    span = cumulative_period(period.year, period.month)
    places = places_of(sheets)
    rates = {unit.name: shown(unit.rate) for unit in units}
    order = sorted(range(len(sheets)), key=lambda at: (places[at] is None, places[at] or 0, at))
    rows = [_unit(sheets[at], scheme, places[at]) | {"完成率": rates[sheets[at].name]} for at in order]
    return {
        "标题": title(f"{period.year}年{area}", "重点项目建设", "考核评分表"),
        "期间": span,
        "办法": {"名称": scheme.name, "等次标准": classes_of(scheme)},
        "填报单位": given(inputs.issuer.name),
        "成文日期": inputs.paper_date,
        "单位表": rows,
        "未评全单位": [row["单位"] for row in rows if row["未评项目"]],
        "不参评单位": [row["单位"] for row in rows if row["不参评"]],
    }


def _unit(sheet: Sheet, scheme: Scheme, place: int | None) -> dict[str, Any]:
    idle = sheet.idle
    verdict = sheet.verdict or (GAP if scheme.classes else NOT_APPLICABLE_MARK)
    if idle and not sheet.vetoed:
        verdict = NOT_APPLICABLE_MARK
    return {
        "位次": str(place) if place else NOT_APPLICABLE_MARK if idle else GAP,
        "单位": sheet.name,
        "得分": _points(sheet.total, GAP),
        "等次": verdict,
        "一票否决": sheet.vetoed,
        "不参评": idle,
        "未评项目": list(sheet.unscored),
        "评分": [_line(line) for line in sheet.lines],
    }


def _line(line: Line) -> dict[str, str]:
    absent = NOT_APPLICABLE_MARK if line.points.value is NOT_APPLICABLE else GAP
    return {
        "项目": line.item.name,
        "规则": rule_of(line.item),
        "情况": line.words,
        "得分": _points(line.points, absent),
    }


def _points(points: Figure, absent: Blank) -> str:
    return told(plain(points.number), shown(points)) if points.known else blank(absent, points)


def _lists(units: Sequence[Progress], lists: Scheme | None) -> dict[str, Any]:
    """Who stands on the red and the black list, and why."""
    found = boards(rank_apart(units), lists) if lists else []
    rows = {
        name: [{"单位": item.name, "理由": item.reason} for item in found if item.board.colour == colour]
        for name, colour in _COLOURS
    }
    return {"红黑榜办法": lists.name if lists else "", **rows}
