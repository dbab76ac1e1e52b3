"""考核评分表: every unit's points line by line, explained by rule and figures, with class, rank and lists (M18)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from data_adapters import NOT_APPLICABLE
from service.errors import PaperError
from service.figures import Period, Progress, by_group, of_record, rank_apart
from service.figures.ranking import is_whole
from service.figures.scoring import Given, Line, Scheme, Sheet, boards, score_units
from service.figures.unit_names import same_unit
from service.papers.base import NOT_APPLICABLE_MARK, Draft, HeldBack, Inputs, Plan, given, shown
from service.papers.office import region
from service.papers.score_rules import chosen_schemes, classes_of, plain, rule_of
from service.papers.titles import title
from service.wording import GAP, cumulative_period

ID = "score_sheet"
_COLOURS: Final = (("红榜", "red"), ("黑榜", "black"))
_PROGRESS: Final = ("completion", "gap")


def plan(inputs: Inputs) -> Plan:
    """What was entered for nobody or nothing, by name; then one draft of all units.

    Raises :class:`PaperError` without units, a period or a scheme that scores; :class:`SettingsError` for its file.
    """
    if not inputs.projects and not inputs.units:
        raise PaperError("台账里没有读到项目或任务单位，做不了考核评分表，请检查上传的文件")
    period = inputs.need_period()
    units = _units(inputs, period)
    if not units:
        yield HeldBack(ID, "各单位", "台账里的项目都没有填写责任单位，也没有任务单位表，不知道给谁评分，请补填")
        return
    meeting = inputs.meeting
    scheme, lists = chosen_schemes(meeting.scheme if meeting else "")
    if not scheme.items:
        raise PaperError(f"考核办法“{scheme.name}”只有红黑榜，没有评分项目，做不了考核评分表，请换一个办法")
    entered = meeting.given if meeting else {}
    yield from _strays(entered, [unit.name for unit in units], scheme)
    sheets = score_units(units, inputs.projects, period, scheme, entered)
    yield Draft(ID, scheme.name, _context(inputs, scheme, sheets, units) | _lists(units, lists))


def _units(inputs: Inputs, period: Period) -> list[Progress]:
    """The task units, else the units that lead projects; never a line that is the sum of others."""
    units = [of_record(unit, period) for unit in inputs.units]
    if not units:
        projects = [of_record(project, period) for project in inputs.projects]
        units = [group for group in by_group(projects, "unit", period) if group.parts[0].unit]
    return [unit for unit in units if not is_whole(unit)]


def _strays(entered: Mapping[str, Mapping[str, Given]], units: Sequence[str], scheme: Scheme) -> Iterator[HeldBack]:
    """What people entered that the sheet has no place for: nothing is left out without a word."""
    known = {item.name for item in scheme.items} | {veto.name for veto in scheme.vetoes}
    for unit, items in entered.items():
        if not same_unit(unit, units):
            yield HeldBack(ID, unit, f"会议文件登记了“{unit}”的考核事项，台账里没有这个单位，没有计入，请核对名称")
            continue
        for item in items:
            if item not in known:
                why = f"会议文件登记了“{item}”，考核办法“{scheme.name}”没有这一项，没有计入，请核对名称"
                yield HeldBack(ID, unit, why)


def _context(inputs: Inputs, scheme: Scheme, sheets: Sequence[Sheet], units: Sequence[Progress]) -> dict[str, Any]:
    period, area = inputs.need_period(), region(inputs.issuer.name)
    span = cumulative_period(period.year, period.month)
    places = _places(sheets)
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


def _places(sheets: Sequence[Sheet]) -> list[int | None]:
    """Each sheet's place by its points, ties sharing one; none for those with an item left open or without a task."""
    able = [not (sheet.unscored or _has_no_task(sheet)) and sheet.total.known for sheet in sheets]
    whole = [sheet.total.number for sheet, counts in zip(sheets, able, strict=True) if counts]
    return [
        1 + sum(other > sheet.total.number for other in whole) if counts else None
        for sheet, counts in zip(sheets, able, strict=True)
    ]


def _has_no_task(sheet: Sheet) -> bool:
    """Whether the unit has no plan to be measured by: what is left of its points compares with nobody's."""
    lines = (line for line in sheet.lines if line.item.measure in _PROGRESS)
    return any(line.points.value is NOT_APPLICABLE for line in lines)


def _unit(sheet: Sheet, scheme: Scheme, place: int | None) -> dict[str, Any]:
    idle = _has_no_task(sheet)
    verdict = sheet.verdict or (GAP if scheme.classes else NOT_APPLICABLE_MARK)
    if idle and not sheet.vetoed:
        verdict = NOT_APPLICABLE_MARK
    return {
        "位次": str(place) if place else NOT_APPLICABLE_MARK if idle else GAP,
        "单位": sheet.name,
        "得分": plain(sheet.total.number) if sheet.total.known else GAP,
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
        "得分": plain(line.points.number) if line.points.known else absent,
    }


def _lists(units: Sequence[Progress], lists: Scheme | None) -> dict[str, Any]:
    """Who stands on the red and the black list, and why."""
    found = boards(rank_apart(units), lists) if lists else []
    rows = {
        name: [{"单位": item.name, "理由": item.reason} for item in found if item.board.colour == colour]
        for name, colour in _COLOURS
    }
    return {"红黑榜办法": lists.name if lists else "", **rows}
