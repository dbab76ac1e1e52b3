"""Contexts of the papers: the samples, long ones, and ones where everything that may be absent is absent."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from service.assembly import CompiledTemplate, compile_template
from service.wording import FILTERS
from templates_docx.build import FOLDER, RECIPES, template_path
from tests.layout import more_contexts

Context = dict[str, Any]
PAPERS = tuple(RECIPES)
GAP = "——"

UNITS = [
    f"{place}{kind}"
    for place in ("栖云", "枕石", "听泉", "望舒", "采薇", "鹿鸣")
    for kind in ("镇", "乡", "街道办事处")
]
UNITS += ["县交通运输局", "县水利局", "县住房和城乡建设局", "县发展和改革局", "县农业农村局"]


@cache
def template(paper: str) -> CompiledTemplate:
    """The committed template, compiled by the press with the real filters."""
    return compile_template(template_path(paper).read_bytes(), filters=FILTERS, name=paper)


def fill(paper: str, context: Mapping[str, Any]) -> bytes:
    """The paper filled by the press."""
    return template(paper).render(context)


def sample(paper: str) -> Context:
    """A fresh copy of the paper's sample.json."""
    loaded: Context = json.loads((FOLDER / paper / "sample.json").read_text(encoding="utf-8"))
    return loaded


def long(paper: str) -> Context:
    """40 addressees, 23 ranked units, 60 projects, long texts: the sample grown."""
    context = sample(paper)
    (more_contexts.GROW | _GROW)[paper](context)
    return context


def bare(paper: str) -> Context:
    """The sample with every list that may be empty empty, and every text that may be missing missing."""
    context = sample(paper)
    if paper in more_contexts.BARE:
        more_contexts.BARE[paper](context)
    else:
        context.update(copy.deepcopy(_BARE[paper]))
    return context


def _grow_notice(context: Context) -> None:
    context["主送"] = "、".join((UNITS * 2)[:40])
    context["汇报事项"] *= 6
    context["要求"] *= 3


def _grow_bulletin(context: Context) -> None:
    context["主送"] = "、".join((UNITS * 2)[:40])
    context["抄送"] = "、".join([context["抄送"]] * 3)
    context |= {"排名": [{"类别": "", "名次": _ranked(context)}], "单位类别": [], "任务单位数": 23, "滞后单位": UNITS}
    context["变化"] *= 20
    context["项目表"] = projects(60)
    late = context["滞后项目"][0]
    context["滞后项目"] = [
        dict(late, 序号=number, 存在问题="征地补偿尚未谈妥" * (1 + number % 3)) for number in range(1, 31)
    ]
    context["存在问题"] *= 8
    context["下步要求"] *= 5


def _ranked(context: Context) -> list[Context]:
    """One ranking of all units: 13 in order, then those at zero, who share a place, then those who did not report."""
    zero, best, silent = (row for group in context["排名"] for row in group["名次"])
    ahead, level = 13, 5
    rows = []
    for number, unit in enumerate(UNITS):
        row = dict(best if number < ahead else zero if number < ahead + level else silent, 单位=unit)
        if number < ahead:
            done = Decimal(50100 - 1000 * number)
            rate = done / Decimal(row["年度计划"])
            gap = rate - Decimal(context["总体"]["序时进度"])
            row |= {"累计完成": str(done), "完成率": f"{rate:.5f}", "进度差": f"{gap:.5f}", "位次": str(number + 1)}
        elif number < ahead + level:
            row["位次"] = str(ahead + 1)
        rows.append(row)
    return rows


def projects(count: int) -> list[Context]:
    """Rows of 项目表: every third not reported, every third reported as zero."""
    row = sample("progress_bulletin")["项目表"][0]
    figures: tuple[Context, ...] = (
        {"累计完成": GAP, "完成率": GAP, "进度差": GAP},
        {"累计完成": "0", "完成率": "0", "进度差": "-0.8333"},
        {},
    )
    return [
        {**row, **figures[number % 3], "序号": number + 1, "责任单位": UNITS[number % 23]} for number in range(count)
    ]


def _grow_order(context: Context) -> None:
    context["问题"] *= 3
    context["原因"] *= 3
    context["配合单位"] = "、".join(UNITS[:3])
    context["项目"]["形象进度"] *= 3


def _grow_accountability(context: Context) -> None:
    context["交办事项"] *= 5
    context["责任人"] = "项目负责同志"
    context["抄送"] = "、".join(UNITS[:12])


_GROW: dict[str, Callable[[Context], None]] = {
    "meeting_notice": _grow_notice,
    "progress_bulletin": _grow_bulletin,
    "dispatch_order": _grow_order,
    "accountability_notice": _grow_accountability,
}

_BARE: Mapping[str, Context] = {
    "meeting_notice": {
        **{key: [] for key in ("汇报事项", "要求", "议程表", "座次")},
        "经同意": "",
        "会议": {
            **sample("meeting_notice")["会议"],
            **dict.fromkeys(("主持人", "联系人", "联系电话"), GAP),
            **dict.fromkeys(("报名截止", "请假", "替会", "材料份数", "材料截止"), ""),
            "报送材料": False,
        },
    },
    "progress_bulletin": {
        **{
            key: []
            for key in (
                "排名",
                "分行业",
                "滞后项目",
                "零投资项目",
                "未报项目",
                "存在问题",
                "下步要求",
                "变化说明",
                "变化",
            )
        },
        **dict.fromkeys(("有完成率图", "有计划图"), False),
        **{key: [] for key in ("建设进度", "分计划", "单位类别")},
        "上期": sample("progress_bulletin")["上期"] | {"期间": ""},
        "附件号": dict.fromkeys(("排名", "图", "滞后", "变化", "项目"), ""),
        **{
            key: []
            for key in ("达序时单位", "滞后单位", "零投资单位", "未报单位", "计划未填单位", "不适用单位", "无任务单位")
        },
        "抄送": "",
        "总体": {
            **sample("progress_bulletin")["总体"],
            **dict.fromkeys(("完成率", "进度差", "同比", "后续月均"), GAP),
            **dict.fromkeys(
                ("未报项目数", "零投资项目数", "不适用项目数", "不计入项目数", "无计划项目数", "达序时项目数"), 0
            ),
            "本月完成": "",
            "同比说明": "",
        },
    },
    "dispatch_order": {
        **dict.fromkeys(("配合单位", "责任人", "包联领导", "问题", "原因"), GAP),
        "项目": dict.fromkeys(("总投资", "年度计划", "累计完成", "完成率", "进度差", "形象进度", "目标节点"), GAP),
    },
    "accountability_notice": dict.fromkeys(("交办文号", "责任人", "问题", "办理情况", "抄送"), GAP),
}
