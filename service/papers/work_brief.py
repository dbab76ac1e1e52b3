"""工作简报: the bulletin's figures in short, for leaders and units to know; it orders nothing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from service.papers import progress_bulletin
from service.papers.base import Draft, HeldBack, Inputs, Plan, given
from service.papers.titles import title
from service.wording import GAP
from service.wording.traced import origin_of, whole

ID = "work_brief"
_WHOLE: Final = (
    *("项目数", "总投资", "年度计划", "累计完成", "本月完成", "月份", "完成率", "序时进度", "进度差", "同比说明"),
    *("后续月均", "尚未完成", "未报项目数"),
)
_FIRST: Final = 3
_LATE: Final = 10


def plan(inputs: Inputs) -> Plan:
    """One draft, or a held-back paper, as of the bulletin. Raises :class:`PaperError` by this paper's name."""
    period = progress_bulletin.need_figures(inputs, "工作简报")
    found = progress_bulletin.context(inputs, period)
    if reason := progress_bulletin.overreaching(inputs):
        yield HeldBack(ID, found["期间"], reason)
    else:
        yield Draft(ID, found["期间"], _context(inputs, found))


def _context(inputs: Inputs, found: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "简报名称": "重点项目建设工作简报",
        "期号": "第　　期",
        "编印单位": given(inputs.issuer.name),
        "标题": title(found["期间"], found["地区"], "重点项目建设", "进展情况"),
        **{key: found[key] for key in ("期间", "年份", "地区", "未报单位", "滞后单位")},
        "总体": {key: found["总体"][key] for key in _WHOLE},
        "靠前单位": [{key: row[key] for key in ("单位", "完成率", "进度差")} for row in _best(found)],
        "滞后项目": [
            {key: row[key] for key in ("项目名称", "责任单位", "完成率", "进度差")} for row in found["滞后项目"][:_LATE]
        ],
        "滞后项目数": whole(len(found["滞后项目"]), origin_of(found["滞后项目"])),
        "存在问题": found["存在问题"],
        "下步要求": found["下步要求"],
        "报": GAP,
        "送": found["抄送"] or GAP,
        "发": found["主送"],
        "份数": GAP,
        "成文日期": inputs.paper_date,
    }


def _best(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The units with the highest rates among those that keep up with the schedule, of whatever class."""
    several = [row for group in found["排名"] for row in group["名次"]] if found["任务单位数"] > 1 else []
    able = [row for row in several if isinstance(row["进度差"], Decimal) and row["进度差"] >= 0]
    return sorted(able, key=lambda row: -row["完成率"])[:_FIRST]
