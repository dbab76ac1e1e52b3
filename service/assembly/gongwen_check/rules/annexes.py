"""The annexes behind the paper: their labels, titles, number, and what the text says of them (7.3.4, 7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.assembly.gongwen_check.finding import Hit, TextFix
from service.assembly.gongwen_check.paper import Paper
from service.assembly.gongwen_check.profile import Profile
from service.assembly.gongwen_check.reading import forms
from service.assembly.gongwen_check.reading.model import Paragraph
from service.assembly.gongwen_check.reading.role import Role
from service.assembly.gongwen_check.rules.common import matches
from service.assembly.gongwen_check.rules.tail import note_items

_REFERENCE = re.compile(r"附\s?件\s?(?P<number>\d{1,2})")
_MENTION = re.compile(r"[见附如](?:后)?附件|附件(?:\d{1,2})?[）)]")


def labels(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """annex-label and annex-page."""
    del profile
    found = list(paper.of(Role.ANNEX_LABEL))
    for number, each in enumerate(found, 1):
        label = forms.ANNEX_LABEL.fullmatch(each.said)
        if label is None:
            continue
        if label["end"]:
            end = len(each.text.rstrip(" \t\n　"))
            fix = TextFix(each, end - 1, end, "")
            yield Hit("annex-label", paper.place(each), f"附件序号后有“{label['end']}”", "附件序号后不加标点", fix)
        wanted = str(number) if len(found) > 1 else ""
        if label["number"] != wanted and not (
            len(found) == 1 and label["number"] == "1" and len(note_items(paper)) > 1
        ):
            what = f"附件序号写成了“{each.said}”"
            yield Hit("annex-label", paper.place(each), what, f"请写作“附件{wanted}”")
        if not _on_new_page(paper, each):
            yield Hit("annex-page", paper.place(each), f"“{each.said}”没有另起一面", "请在它前面插入分页符")


def _on_new_page(paper: Paper, each: Paragraph) -> bool:
    if each.look.page_break or each.breaks:
        return True
    before = paper.document.paragraphs[each.index - 1] if each.index else None
    return before is None or before.breaks or before.section != each.section


def agreement(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """annex-names, annex-count and annex-reference."""
    del profile
    listed, heads = note_items(paper), list(paper.of(Role.ANNEX_LABEL))
    if heads and len(listed) != len(heads):
        what = f"附件说明列了{len(listed)}个附件，后面有{len(heads)}个"
        yield Hit("annex-count", paper.place(heads[0]), what, "请核对附件说明和附件")
    elif heads:
        for (note, _, name), head in zip(listed, heads, strict=True):
            title = _title(paper, head)
            if title and forms.squeezed(name).strip("《》。") != title:
                what = f"附件标题是“{title}”，附件说明里是“{forms.squeezed(name)}”"
                yield Hit("annex-names", paper.place(note), what, "请改为一致")
    yield from _references(paper, len(listed))


def _title(paper: Paper, head: Paragraph) -> str:
    words = ""
    for each in paper.document.paragraphs[head.index + 1 :]:
        role = paper.role(each)
        if role is Role.ANNEX_TITLE:
            words += forms.squeezed(each.said)
        elif role is not Role.BLANK:
            break
    return words


def _references(paper: Paper, count: int) -> Iterator[Hit]:
    for each, match in matches(paper, _REFERENCE, paper.text):
        if int(match["number"]) > max(count, 1):
            what = f"正文提到“{match[0]}”，附件说明只列了{count}个附件"
            yield Hit("annex-reference", paper.place(each), what, "请核对附件序号或补列附件")
    if not count:
        for each, match in matches(paper, _MENTION, paper.text):
            what = f"正文提到“{match[0]}”，却没有附件说明"
            yield Hit("annex-reference", paper.place(each), what, "请在正文之后列出附件名称")
