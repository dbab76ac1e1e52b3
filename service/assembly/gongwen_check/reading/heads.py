"""The head of a paper: the mark, 发文字号, the title and 主送机关, told by looks, else by words and order alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.assembly.gongwen_check.reading import forms
from service.assembly.gongwen_check.reading.model import Paragraph
from service.assembly.gongwen_check.reading.role import Role

#: What is as large as this, 小二, in half-points, is a title.
TITLE_SIZE = 36
_SENTENCE = re.compile(r"[。；！？]")
_TITLE = re.compile(
    r"(?:通知|通报|公告|通告|公报|决定|决议|命令|意见|报告|请示|批复|议案|函|纪要|方案|办法|规定|通知书|情况说明|说明|"
    r"简报|调度单|交办单|督办单|报批单|回证|清单|手册|册子|议程|议题单|签到表|评分表|汇总|要点|总结|讲话)(?:（[^（）]{1,12}）)?[。.]?\Z"
)
_OPENING = re.compile(r"如下|以下|现将|根据|按照|为|经")
UNIT_END = re.compile(
    r"(?:单位|部门|企业|公司|政府|乡镇|街道|委员会|办公室|指挥部|中心|[局委办厅镇乡县市区组院校会府署处])[：:,，。、]?$"
)
_UNIT_NAME = re.compile(r"[^，。；：、\s]{3,30}(?:委员会|办公室|指挥部|政府|领导小组|[局委办厅院])")
_CLAUSE = re.compile("[，。；：！？]")
_TITLE_LINES = 5
HEADED = re.compile(r"\S{4,}文件")
_SECRECY = re.compile(r"(?:绝密|机密|秘密)(?:[★☆*＊].*)?|特\s*急|加\s*急|平\s*急|\d{6}")
_DEGREE = re.compile(r"[蓝黄橙红]色[督催提].{1,4}")  # a reminder bears its degree, in its colour
BRACKETED = re.compile(r"（[^（）]{4,80}）")
LONGEST_NAME = 40


def head_roles(flow: Sequence[Paragraph], found: dict[int, Role]) -> int:
    """Everything up to 主送机关; returns where the text begins."""
    place = 0
    while place < len(flow) and (_before_title(flow[place], found) or _plain_mark(flow, place, found)):
        place += 1
    end = place + _plain_title(flow[place : place + _TITLE_LINES])
    for each in flow[place:end]:
        found[each.index] = Role.TITLE
    while end < min(len(flow), place + 5) and _is_title(flow[end], flow[place], end > place):
        found[flow[end].index] = Role.TITLE
        end += 1
    if end == place:
        return place
    while end < len(flow) and _before_title(flow[end], found):  # a form's number stands below its title
        end += 1
    if end < len(flow) and _is_addressee(flow[end]):
        found[flow[end].index] = Role.ADDRESSEE
        end += 1
    return end


def _before_title(each: Paragraph, found: dict[int, Role]) -> bool:
    text = each.said
    number = forms.NUMBER.search(text)
    if number and len(text) <= len(number[0]) + 30 and not _SENTENCE.search(text) and "关于" not in text:
        found[each.index] = Role.NUMBER
    elif _SECRECY.fullmatch(text):
        found[each.index] = Role.SECRECY
    elif _DEGREE.fullmatch(text):
        found[each.index] = Role.DEGREE
    elif forms.ISSUE.fullmatch(text):
        found[each.index] = Role.ISSUE
    elif forms.COMPILED.fullmatch(text):
        found[each.index] = Role.COMPILED
    elif text.startswith(("签发人", "编号")):
        found[each.index] = Role.NUMBER
    else:
        return False
    return True


def _plain_mark(flow: Sequence[Paragraph], place: int, found: dict[int, Role]) -> bool:
    """A mark in the looks of the text, as typed without styles: “…文件”, or a body right above 发文字号."""
    text = flow[place].said
    following = forms.NUMBER.match(flow[place + 1].said) if place + 1 < len(flow) else None
    is_mark = bool(HEADED.fullmatch(text)) or (following is not None and bool(_UNIT_NAME.fullmatch(text)))
    if is_mark:
        found[flow[place].index] = Role.MARK
    return is_mark


def _plain_title(lines: Sequence[Paragraph]) -> int:
    """How many lines, in the looks of the text, are a title by their words: “…关于…的通知” broken by hand; else 0."""
    joined = ""
    for count, each in enumerate(lines, 1):
        if _CLAUSE.search(each.said[:-1]) or forms.numbered(each.said) or each.said.endswith(("：", ":")):
            return 0
        joined += each.said
        if _TITLE.search(joined):
            return count if count > 1 and "关于" in joined and len(joined) <= 3 * LONGEST_NAME else 0
    return 0


def _is_title(each: Paragraph, first: Paragraph, further: bool) -> bool:
    text = each.said
    span, lead = next(each.printed(), None), next(first.printed(), None)
    if span is None or lead is None or len(text) > 3 * LONGEST_NAME or forms.numbered(text):
        return False
    if further:
        return each.look.align == "center" and span.look.size == lead.look.size and first.look.align == "center"
    if BRACKETED.fullmatch(text):  # 题注
        return False
    large = span.look.size >= TITLE_SIZE
    centred = each.look.align == "center" and not _SENTENCE.search(text[:-1])
    return large or centred or bool(_TITLE.search(text) and not _SENTENCE.search(text[:-1]))


def _is_addressee(each: Paragraph) -> bool:
    text = each.said
    if _SENTENCE.search(text[:-1]) or forms.numbered(text) or forms.DATE.search(text):
        return False
    if text.endswith(("：", ":")):
        return not _OPENING.search(text) or bool(UNIT_END.search(text) and not re.search("如下|以下", text))
    return len(text) <= 3 * LONGEST_NAME and bool(UNIT_END.search(text)) and not re.search("如下|现将|根据", text)
