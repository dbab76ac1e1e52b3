"""The further papers' samples grown long, and laid bare; each function changes a fresh sample in place."""

from __future__ import annotations

from tests.layout import further_contexts
from tests.layout.long_words import GAP, LONG_NAME, MANY_UNITS, Change, Context, gaps


def _long_agenda(context: Context) -> None:
    context["议程"] *= 6
    context["议题"][0] |= {
        "项目名称": LONG_NAME,
        "问题": "征地补偿尚未谈妥，" * 8 + "仍在协商",
        "配合单位": "、".join(MANY_UNITS[:10]),
    }
    context["议题"] *= 6
    context["报批事项"] = [context["报批事项"][0] | {"项目名称": LONG_NAME}] * 12


def _bare_agenda(context: Context) -> None:
    context["议程"] = [dict.fromkeys(("时间", "事项", "发言人", "时长"), GAP)]
    context["议题"] = []
    context["报批事项"] = []


def _long_sign_in(context: Context) -> None:
    context["签到"] = [{"单位": unit} for unit in [*MANY_UNITS, *[""] * 8]]


def _bare_sign_in(context: Context) -> None:
    context["签到"] = [{"单位": ""}] * 16


def _long_reply(context: Context) -> None:
    context["会议"]["名称"] = "安澜县重点项目建设和招商引资工作推进会议暨项目集中开工动员部署电视电话会议"


def _bare_reply(context: Context) -> None:
    context["单位"] = GAP
    context["会议"] |= {"报名截止": "", "联系人": GAP, "联系电话": GAP}


def _long_reminder(context: Context) -> None:
    context |= {
        "项目名称": LONG_NAME,
        "标题": f"关于{LONG_NAME[:17]}\n{LONG_NAME[17:35]}\n{LONG_NAME[35:53]}\n{LONG_NAME[53:]}交办事项的督办提醒函",
    }
    context |= {
        "交办事项": "由栖云镇牵头，限期完成剩余两户征地补偿协议签订；" * 4 + "按月反馈",
        "主送": "、".join(MANY_UNITS[:12]),
    }


def _bare_reminder(context: Context) -> None:
    context |= {"等级": "蓝色", "逾期天数": 0, "办理时限": "2026-11-23", "经同意": ""}
    gaps(context, "交办文号", "交办日期", "办理情况", "联系人", "联系电话")
    context["项目"] = dict.fromkeys(context["项目"], GAP)


def _long_table(context: Context) -> None:
    row = context["项目表"][0]
    row |= (
        {"项目名称": LONG_NAME, "形象进度": "主体结构封顶，设备安装完成八成，" * 3 + "正在调试"}
        if "形象进度" in row
        else {"项目名称": LONG_NAME}
    )
    context["项目表"] = [dict(row, 序号=number) for row in context["项目表"] for number in range(1, 21)]


def _long_duties(context: Context) -> None:
    _long_table(context)
    context["缺项"] = [{"事项": "包联领导", "项目": [LONG_NAME] * 6}]


def _bare_table(context: Context) -> None:
    row = context["项目表"][0]
    context["项目表"] = [dict.fromkeys(row, GAP) | {"序号": 1, "项目名称": row["项目名称"]}]
    if "合计" in context:
        context["合计"] = dict.fromkeys(context["合计"], GAP) | {"项目数": 1}
    if "缺项" in context:
        context["缺项"] = []


def _long_talk(context: Context) -> None:
    context["事项"] = [context["事项"][0] | {"项目名称": LONG_NAME}] * 4


def _bare_talk(context: Context) -> None:
    gaps(context, "联系人", "联系电话")
    context |= {"经同意": "", "责任人": []}
    context["事项"][0] |= dict.fromkeys(("交办文号", "交办事项", "办理情况"), GAP)


def _long_explanation(context: Context) -> None:
    context["项目"] = [context["项目"][0] | {"项目名称": LONG_NAME}] * 3


def _bare_explanation(context: Context) -> None:
    context["项目"] = []
    gaps(context, "累计完成", "完成率", "进度差", "后续月均", "交办单位", "联系人", "联系电话")


def _long_receipt(context: Context) -> None:
    context["文书"] = [context["文书"][0] | {"名称": f"关于{LONG_NAME}交办事项逾期未办结的问责通知书"}] * 3


def _bare_receipt(context: Context) -> None:
    gaps(context, "送达单位")


def _long_book(context: Context) -> None:
    row = context["项目表"][0] | {"项目名称": LONG_NAME, "形象进度": "主体结构封顶，" * 12 + "正在调试"}
    context["项目表"] = [dict(row, 序号=number) for number in range(1, 6)]


def _bare_book(context: Context) -> None:
    row = context["项目表"][0]
    context["项目表"] = [dict.fromkeys(row, GAP) | {"序号": 1}]
    gaps(context, "编印单位")


def _long_report(context: Context) -> None:
    context["项目"] = [context["项目"][0] | {"项目名称": LONG_NAME}] * 11
    context["存在问题"] *= 12


def _bare_report(context: Context) -> None:
    gaps(context, "年度计划", "累计完成", "完成率", "进度差", "后续月均", "主送")
    context |= {"位次": "", "项目": [], "存在问题": [GAP], "下步打算": [GAP]}


def _long_minutes(context: Context) -> None:
    context["决定事项"][0] |= {"项目名称": LONG_NAME}
    context["决定事项"] *= 8
    context["分送"] = "、".join(MANY_UNITS)


def _bare_minutes(context: Context) -> None:
    context |= {"决定事项": [], "议程": [GAP]}
    gaps(context, "分送")


def _long_brief(context: Context) -> None:
    context["滞后项目"] = [context["滞后项目"][0] | {"项目名称": LONG_NAME}] * 10
    context |= {"滞后项目数": 31, "存在问题": context["存在问题"] * 6, "发": "、".join(MANY_UNITS)}


def _bare_brief(context: Context) -> None:
    context |= {key: [] for key in ("靠前单位", "滞后单位", "未报单位", "滞后项目", "存在问题", "下步要求")}
    context["总体"] |= {"本月完成": "", "同比说明": "", **dict.fromkeys(("完成率", "进度差", "后续月均"), GAP)}
    gaps(context, "编印单位", "送", "发")


GROW: dict[str, Change] = {
    "agenda": _long_agenda,
    "sign_in_sheet": _long_sign_in,
    "reply_form": _long_reply,
    "reminder_letter": _long_reminder,
    "project_book": _long_book,
    "unit_report": _long_report,
    "minutes": _long_minutes,
    "work_brief": _long_brief,
    "talk_notice": _long_talk,
    "explanation_form": _long_explanation,
    "service_receipt": _long_receipt,
    "duty_list": _long_duties,
    "progress_list": _long_table,
    "display_board": _long_table,
    **further_contexts.GROW,
}
BARE: dict[str, Change] = {
    "agenda": _bare_agenda,
    "sign_in_sheet": _bare_sign_in,
    "reply_form": _bare_reply,
    "reminder_letter": _bare_reminder,
    "project_book": _bare_book,
    "unit_report": _bare_report,
    "minutes": _bare_minutes,
    "work_brief": _bare_brief,
    "talk_notice": _bare_talk,
    "explanation_form": _bare_explanation,
    "service_receipt": _bare_receipt,
    **dict.fromkeys(("duty_list", "progress_list", "display_board"), _bare_table),
    **further_contexts.BARE,
}
