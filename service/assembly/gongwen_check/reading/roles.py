"""Who is who in a paper: which paragraph is the mark, the title, the text, the signature … told by words and place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from service.assembly.gongwen_check.reading import forms
from service.assembly.gongwen_check.reading.heads import (
    BRACKETED,
    HEADED,
    LONGEST_NAME,
    UNIT_END,
    head_roles,
)
from service.assembly.gongwen_check.reading.model import Paragraph
from service.assembly.gongwen_check.reading.role import Role

#: What is as large as this, in half-points, and red is a mark.
_MARK_SIZE = 40
_NOTED, _NOTE_GOES_ON = re.compile(r"(?:备?注|说明)[：:]"), re.compile(r"(?:[2-9]|1\d)[.．、）]|（[2-9]）")
_IMPRINT_CELLS = 8


def roles(paragraphs: Sequence[Paragraph]) -> tuple[Role, ...]:
    """The role of each paragraph."""
    found = {each.index: _apart(each) for each in paragraphs}
    _imprint_tables(paragraphs, found)
    flow = [each for each in paragraphs if found[each.index] is Role.OTHER]
    start = head_roles(flow, found)
    annex = next((place for place in range(start, len(flow)) if _is_annex(flow, place)), len(flow))
    end = _tail(flow, start, annex, found)
    _notes(flow[start:end], found)
    _asides(flow[start:end], found)
    minutes = any(_is_minutes(each, found) for each in paragraphs)
    for each in flow[start:end]:
        if found[each.index] is Role.OTHER:
            attended = minutes and forms.ATTENDANCE.match(each.said)
            found[each.index] = Role.ATTENDANCE if attended else Role.BODY
    _annexes(flow[annex:], found)
    return tuple(found[each.index] for each in paragraphs)


def _apart(each: Paragraph) -> Role:
    """The roles told without the neighbours; OTHER for what is part of the flow of the text."""
    text = each.said
    if not text:
        return Role.TABLE if each.cell else Role.BLANK
    if _is_mark(each):
        return Role.MARK
    if forms.COPIES.match(text) or (text.endswith("印发") and forms.PRINTED.fullmatch(text)):
        return Role.IMPRINT
    if each.cell and forms.FOOT.fullmatch(text):
        return Role.IMPRINT
    if each.cell:
        return Role.TABLE
    return Role.BLANK if each.boxed else Role.OTHER


def _is_mark(each: Paragraph) -> bool:
    first = next(each.printed(), None)
    if first is None or first.look.size < _MARK_SIZE:
        return False
    return is_red(first.look.color) or bool(HEADED.fullmatch(each.said))


def is_red(color: str) -> bool:
    """Whether a colour RRGGBB is a red."""
    if not re.fullmatch(r"[0-9A-F]{6}", color):
        return False
    red, green, blue = (int(color[place : place + 2], 16) for place in (0, 2, 4))
    return red >= 0xB0 and green <= 0x50 and blue <= 0x50


def _imprint_tables(paragraphs: Sequence[Paragraph], found: dict[int, Role]) -> None:
    """A small table that holds 抄送 or 印发 is the 版记 as a whole."""
    sizes = Counter(each.cell.table for each in paragraphs if each.cell and each.said)
    tables = {
        each.cell.table
        for each in paragraphs
        if each.cell and found[each.index] is Role.IMPRINT and sizes[each.cell.table] <= _IMPRINT_CELLS
    }
    for each in paragraphs:
        if each.cell and each.cell.table in tables and each.said:
            found[each.index] = Role.IMPRINT


def _is_minutes(each: Paragraph, found: dict[int, Role]) -> bool:
    return found[each.index] in (Role.MARK, Role.TITLE) and each.said.endswith("纪要")


def _asides(flow: Sequence[Paragraph], found: dict[int, Role]) -> None:
    """A line in brackets above the text (题注), and notes: “注：1. …” with the numbers that go on in its size."""
    head, size = True, 0
    for each in flow:
        if found[each.index] is not Role.OTHER:
            continue
        text, span = each.said, next(each.printed(), None)
        goes_on = size > 0 and span is not None and span.look.size == size and bool(_NOTE_GOES_ON.match(text))
        if (head and BRACKETED.fullmatch(text)) or _NOTED.match(text) or goes_on:
            found[each.index] = Role.ASIDE
            size = span.look.size if span is not None and (goes_on or _NOTED.match(text)) else 0
        else:
            head, size = False, 0


def _is_annex(flow: Sequence[Paragraph], place: int) -> bool:
    """Whether an annex begins here: “附件1” alone on its line, and not 附件说明 above the signature."""
    label = forms.ANNEX_LABEL.fullmatch(flow[place].said)
    if label is None:
        return False
    if label["end"] == "":
        return True
    following = flow[place + 1] if place + 1 < len(flow) else None
    return following is not None and following.look.align == "center" and not forms.DATE_LINE.fullmatch(following.said)


def _tail(flow: Sequence[Paragraph], start: int, annex: int, found: dict[int, Role]) -> int:
    """署名, 成文日期 and 附注; returns where the text ends."""
    dated = next(
        (place for place in range(annex - 1, start - 1, -1) if forms.DATE_LINE.fullmatch(flow[place].said)), -1
    )
    if dated < 0:
        return annex
    found[flow[dated].index] = Role.DATE
    for each in flow[dated + 1 : annex]:
        if each.said.startswith(("（", "(")) or "联系" in each.said:
            found[each.index] = Role.REMARK
    end = dated
    while end > start and _is_signature(flow[end - 1]):
        end -= 1
        found[flow[end].index] = Role.SIGNATURE
    return end


def _is_signature(each: Paragraph) -> bool:
    text = each.said
    shape = len(text) <= LONGEST_NAME and not re.search(r"[。；：:，;]", text) and not forms.numbered(text)
    indented = each.look.align in ("right", "center") or each.look.left > 2000 or each.text.startswith(("  ", "　　　"))
    return shape and (indented or bool(UNIT_END.search(text))) and not forms.ANNEX_NOTE.match(text)


def _notes(flow: Sequence[Paragraph], found: dict[int, Role]) -> None:
    """附件说明 stands last in the text: its first line says so, others begin with numbers or are wrapped by hand."""
    starts = [place for place, each in enumerate(flow) if forms.ANNEX_NOTE.match(each.said)]
    if not starts:
        return
    for place, each in enumerate(flow[starts[-1] :]):
        if place and not forms.NOTE_ITEM.match(each.said) and _is_signature(each):
            return
        found[each.index] = Role.NOTE


def _annexes(flow: Sequence[Paragraph], found: dict[int, Role]) -> None:
    titled = False
    for place, each in enumerate(flow):
        if _is_annex(flow, place):
            found[each.index], titled = Role.ANNEX_LABEL, True
        elif titled and each.look.align == "center":
            found[each.index] = Role.ANNEX_TITLE
        else:
            found[each.index], titled = Role.ANNEX, False
