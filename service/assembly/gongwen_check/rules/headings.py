"""The four levels of the text: their numbers, order and ends; indents and blanks (GB/T 9704-2012, 7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.assembly.gongwen_check.finding import Hit, TextFix
from service.assembly.gongwen_check.paper import Paper
from service.assembly.gongwen_check.profile import Profile
from service.assembly.gongwen_check.reading import forms
from service.assembly.gongwen_check.reading.model import Paragraph
from service.assembly.gongwen_check.reading.role import Role
from service.assembly.gongwen_check.rules.common import grouped, set_paragraph
from service.assembly.mend import W

_LEVELS = {1: "一、", 2: "（一）", 3: "1.", 4: "（1）"}
_LEAD = re.compile(r"[ 　\t]+")
_MOST = 40
_INK = tuple(W + name for name in ("drawing", "pict", "object", "sectPr"))


def numbers(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """heading-form, heading-order and heading-sequence."""
    del profile
    counts: dict[int, int] = {}
    for each in paper.text:
        found = forms.numbered(each.said)
        if found is None:
            continue
        if found.written != found.right:
            cure = f"请写作“{found.right}”"
            yield Hit("heading-form", paper.place(each), f"层次序数写成了“{found.written}”", cure, _form(each, found))
        yield from _order(paper, each, found, counts)
        for deeper in [level for level in counts if level > found.level]:
            del counts[deeper]
        counts[found.level] = found.value


def _form(paragraph: Paragraph, found: forms.Numbered) -> TextFix | None:
    start = paragraph.text.find(found.written)
    if start < 0:  # the list prints it
        return None
    return TextFix(paragraph, start, start + len(found.written), found.right)


def _order(paper: Paper, each: Paragraph, found: forms.Numbered, counts: dict[int, int]) -> Iterator[Hit]:
    last = counts.get(found.level)
    if found.level in (2, 4) and last is None and not any(level in counts for level in range(1, found.level)):
        above = _LEVELS[found.level - 1]
        what = f"“{found.written}”之前没有上一级“{above}”"
        yield Hit("heading-order", paper.place(each), what, "请按“一、”“（一）”“1.”“（1）”由大到小安排")
    elif found.value != 1 and found.value != (last or 0) + 1:
        before = f"前面是{last}" if last else "前面没有第1个"
        yield Hit("heading-sequence", paper.place(each), f"序数“{found.written}”不连续，{before}", "请核对序数")


def ends(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """heading-end: a heading alone on its line ends without a mark."""
    del profile
    for each in paper.text:
        level, text = forms.numbered(each.said), each.said
        if level is None or level.level > 2 or len(text) > _MOST or not text.endswith(("。", "：", "；", "，", ".")):
            continue
        if text[:-1].count("。"):  # a sentence runs on behind the heading
            continue
        end = len(each.text.rstrip(" \t\n　"))
        fix = TextFix(each, end - 1, end, "")
        yield Hit("heading-end", paper.place(each), f"独立成行的标题末尾有“{text[-1]}”", "请删去", fix)


def indents(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """body-indent and manual-indent."""
    del profile
    manual, wrong = [], []
    for each in paper.text:
        if _LEAD.match(each.text):
            manual.append((each, "开头"))
        elif each.look.align != "center" and not _is_indented(each):
            wrong.append((each, _indent_said(each)))
    words = ("用空格代替缩进", "请删去空格，设首行缩进2字符")
    yield from grouped(paper, "manual-indent", manual, words, _indent)
    yield from grouped(paper, "body-indent", wrong, ("{}，应首行空二字、回行顶格", "请设首行缩进2字符"), _indent)
    spaced = [(each, "") for each in paper.of(Role.SIGNATURE, Role.DATE) if _LEAD.match(each.text)]
    yield from grouped(paper, "manual-indent", spaced, ("用空格把它推到右边", "请删去空格，改用右缩进"))


def _is_indented(each: Paragraph) -> bool:
    look = each.look
    size = next((span.look.size for span in each.printed()), 32)
    chars = look.first_chars / 100 or look.first_line / (size * 10)
    return abs(chars - 2) <= 0.15 and abs(look.left) < 60 and not look.hanging


def _indent_said(each: Paragraph) -> str:
    look = each.look
    if look.hanging:
        return "设了悬挂缩进"
    if look.left >= 60:
        return f"整段左缩进{look.left / 320:.1f}字"
    size = next((span.look.size for span in each.printed()), 32)
    chars = look.first_chars / 100 or look.first_line / (size * 10)
    return f"首行缩进{chars:.1f}字" if chars else "首行没有缩进"


def _indent(paragraph: Paragraph) -> None:
    lead = len(paragraph.text) - len(paragraph.text.lstrip(" 　\t"))
    for span in paragraph.spans:
        if span.element is not None and span.start < lead:
            span.element.text = (span.element.text or "")[lead - span.start :]
        elif span.element is None and span.end <= lead:
            for tab in span.run.findall(W + "tab"):
                span.run.remove(tab)
    drop = ("left", "leftChars", "start", "hanging", "hangingChars", "startChars")
    values = {"firstLineChars": "200", "firstLine": "640", "left": "0"}
    set_paragraph(paragraph.element, "ind", values, drop)


def blanks(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """empty-paragraphs: blank lines between the title and the date."""
    del profile
    among = [each.index for each in paper.of(Role.TITLE, Role.DATE, Role.BODY)]
    if not among:
        return
    empty = [
        (each, "")
        for each in paper.of(Role.BLANK)
        if min(among) < each.index < max(among) and not each.boxed and not each.breaks and _is_bare(each)
    ]
    yield from grouped(paper, "empty-paragraphs", empty, ("用空行拉开距离", "请删去空行，改用段前段后间距"))


def _is_bare(paragraph: Paragraph) -> bool:
    return next(paragraph.element.iter(*_INK), None) is None
