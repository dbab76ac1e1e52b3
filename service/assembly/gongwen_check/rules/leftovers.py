"""What was left in the paper: tags, signs to be filled in, gaps; and the same paragraph twice, and its length."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from service.assembly.gongwen_check.finding import Hit
from service.assembly.gongwen_check.paper import Kind, Paper
from service.assembly.gongwen_check.profile import Profile
from service.assembly.gongwen_check.reading.places import Place
from service.assembly.gongwen_check.reading.role import Role
from service.assembly.gongwen_check.rules.common import matches

_TAG: Final = re.compile(r"\{[{%#]|[}%#]\}|｛｛|｝｝|\bNone\b|\bnan\b|\bNaN\b|\bnull\b|\bundefined\b")
_MARK: Final = re.compile(
    r"[×✕]{2,}|(?<![A-Za-z])[XxＸ]{2,}(?![A-Za-z])|[*＊]{2,}|[_＿]{2,}|﹍+|待填写?|待补充|待定|□{2,}|TODO|\?{3,}|？{3,}"
)
_GAP: Final = re.compile("——")
_GAP_IN_TEXT: Final = re.compile("(?:^|[：（，、为经于])——(?=$|[）。；，、同前])")
_SHORTEST = 15


def tags(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """leftover-tag and leftover-mark."""
    del profile
    every = [each for each in paper.document.paragraphs if each.text.strip()]
    for each, match in matches(paper, _TAG, every):
        cure = "请删去或补上应填的内容"
        yield Hit("leftover-tag", paper.place(each), f"遗留了模板标签“{match[0]}”", cure)
    for each, match in matches(paper, _MARK, every):
        by_hand = match[0][0] in "_＿﹍" and paper.role(each) in (Role.TABLE, Role.ANNEX)
        if by_hand:  # lines of a form
            continue
        yield Hit("leftover-mark", paper.place(each), f"“{match[0]}”还没有填写", "请补上应填的内容")


def gaps(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """gap: each in the text, counted in a table."""
    del profile
    for each, match in matches(paper, _GAP_IN_TEXT, paper.of(Role.BODY, Role.REMARK)):
        del match
        yield Hit("gap", paper.place(each), "有待填的空白（——）", "请核实后补上")
    counts = Counter(each.cell.table for each in paper.of(Role.TABLE) if each.cell and each.text.strip(" \n\t") == "——")
    for table, count in counts.items():
        yield Hit("gap", Place(f"表{table}"), f"有{count}格是待填的空白（——）", "请核实后补上")


_NOTE = "注："  # what stands under a table may stand under each


def repeated(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """repeated-paragraph and length."""
    seen: dict[str, int] = {}
    for each in paper.text:
        text = "".join(each.said.split())
        if len(text) >= _SHORTEST and text in seen and not text.startswith(_NOTE):
            what = f"与第{seen[text]}段完全相同"
            yield Hit("repeated-paragraph", paper.place(each), what, "请删去重复的一段")
        seen.setdefault(text, each.number)
    most = profile.limits["characters"]
    count = sum(len("".join(each.text.split())) for each in paper.text)
    if count > most and paper.kind is not Kind.FORM:
        yield Hit("length", Place("正文"), f"正文{count}字，超过{most}字", "请精简文字")
