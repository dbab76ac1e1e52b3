"""周报汇总, 考核评分表, 停建停工罚款报批单 and 通报批评: their samples grown long, and laid bare, in place."""

from __future__ import annotations

from tests.layout.long_words import GAP, LONG_NAME, MANY_UNITS, Change, Context, gaps

_PROBLEMS = ("上会问题", "一般问题", "待核定问题")


def _long_week(context: Context) -> None:
    row = context["单位表"][0]
    context["单位表"] = [dict(row, 单位=unit, 问题="重大1个、一般2个、待核定1个") for unit in MANY_UNITS]
    context |= {name: MANY_UNITS[:12] for name in ("已报单位", "未报单位", "无问题单位", "零投资单位", "重复单位")}
    context["名单外单位"] = MANY_UNITS[:3]
    for name in _PROBLEMS:
        matter = context[name][0] | {
            "项目名称": LONG_NAME,
            "去向": "已发项目调度单（安重办调〔2026〕12号），已过时限13日",
        }
        context[name] = [matter] * 7
    context["办结问题"] = [f"{LONG_NAME}（县教育局）"] * 6


def _bare_week(context: Context) -> None:
    gaps(context, "填报单位", "名单依据")
    names = ("无问题单位", "零投资单位", "重复单位", "名单外单位", "办结问题", "未报单位", *_PROBLEMS)
    context |= {name: [] for name in names} | {"上次期间": "", "单位表": [context["单位表"][-1] | {"比上次": ""}]}
    context["合计"] = dict.fromkeys(context["合计"], GAP) | {"增减": "", "比上次": ""}


def _long_scores(context: Context) -> None:
    first, *_ = context["单位表"]
    first["评分"] = first["评分"] * 2
    first["评分"][0] |= {"情况": f"“{LONG_NAME}”年度计划投资54583万元，50000（含）至100000（不含）万元加10分；" * 3}
    context["单位表"] = [dict(first, 单位=unit, 位次=str(place)) for place, unit in enumerate(MANY_UNITS, start=1)]
    context["红榜"] *= 5
    context["黑榜"] *= 4


def _bare_scores(context: Context) -> None:
    unit = context["单位表"][2] | {"等次": "／"}
    context |= {"单位表": [unit], "红榜": [], "黑榜": [], "不参评单位": [], "红黑榜办法": ""}
    context["办法"]["等次标准"] = ""
    gaps(context, "填报单位")


def _long_halt(context: Context) -> None:
    context |= {"项目名称": LONG_NAME, "依据": "《安澜县重点项目调度督办办法》第十二条、第十三条第二款" * 2}
    context["事实"] = "检测中心未办理施工许可先行施工，" * 5 + "两次督促仍未停止"


def _bare_halt(context: Context) -> None:
    gaps(context, "报批单位", "项目单位", "责任单位", "责任人", "包联领导", "措施种类", "原因", "依据")
    gaps(context, "办理时限", "办理情况", "联系人", "联系电话")
    context["项目"] = dict.fromkeys(context["项目"], GAP)
    context |= {"已交办": False, "交办文号": "", "交办日期": "", "逾期天数": 0}


def _long_criticism(context: Context) -> None:
    matter = context["事项"][0] | {"项目名称": LONG_NAME, "交办事项": "督促建设单位限期补办施工许可，" * 3 + "按周反馈"}
    context["事项"] = [matter] * 6
    context["发文机关"]["标志"] += "文件"
    context |= {
        "行文格式": "文件",
        "批评单位": ["县工业和信息化局", *MANY_UNITS[:10]],
        "标题": "关于对县工业和信息化局等11个单位\n给予通报批评的通报",
        "主送": "、".join(MANY_UNITS),
        "抄送": "、".join(f"县直第{number}协调推进工作专班" for number in range(1, 12)),
    }


def _bare_criticism(context: Context) -> None:
    context |= {"抄送": "", "经同意": "经——同意，"}
    context["事项"][0] |= dict.fromkeys(("交办文号", "交办日期", "交办事项", "办理情况"), GAP)
    gaps(context, "主送", "依据条款", "联系人", "联系电话")


GROW: dict[str, Change] = {
    "weekly_summary": _long_week,
    "score_sheet": _long_scores,
    "halt_approval": _long_halt,
    "criticism_circular": _long_criticism,
}
BARE: dict[str, Change] = {
    "weekly_summary": _bare_week,
    "score_sheet": _bare_scores,
    "halt_approval": _bare_halt,
    "criticism_circular": _bare_criticism,
}
