"""附件说明, signature, date, 附注 and 版记 (GB/T 9704-2012, 7.3.4 to 7.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.assembly.gongwen_check.finding import Hit, TextFix
from service.assembly.gongwen_check.paper import Kind, Paper
from service.assembly.gongwen_check.profile import Profile
from service.assembly.gongwen_check.reading import forms
from service.assembly.gongwen_check.reading.model import Paragraph
from service.assembly.gongwen_check.reading.role import Role
from service.assembly.mend import W

_RIGHT_FORM = re.compile(r"\d{4}年[1-9]\d?月[1-9]\d?日")
#: From where on a block with an indent of its own counts as standing at the right, in twips.
_RIGHT_HALF, _CENTRED_HALF = 2200, 1500
_DATED = frozenset([Kind.DOCUMENT, Kind.LETTER])
_NO_LINE = (None, "nil", "none")


def signed(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """signature-missing, date-missing, date-form and date-place."""
    del profile
    dates, signatures = list(paper.of(Role.DATE)), list(paper.of(Role.SIGNATURE))
    last = next(reversed(paper.text), None)
    if last is not None and paper.kind in _DATED | {Kind.PLAIN} and paper.addressees:
        if not dates:
            yield Hit("date-missing", paper.place(last), "正文之后没有成文日期", "请在署名下一行写明成文日期")
        elif not signatures and not any("文件" in each.said for each in paper.of(Role.MARK)):
            yield Hit("signature-missing", paper.place(dates[0]), "成文日期之上没有发文机关署名", "请补上署名")
    for each in dates:
        if not _RIGHT_FORM.fullmatch(each.said):
            day = forms.line_date(each.said)
            right = f"{day.year}年{day.month}月{day.day}日" if day else "2026年1月5日这样的形式"
            yield Hit("date-form", paper.place(each), f"成文日期写成了“{each.said}”", f"请写作{right}")
    for each in (*signatures, *dates):
        if not _at_right(each):
            yield Hit("date-place", paper.place(each), f"{paper.role(each)}没有居右", "请右空四字（不盖章的右空二字）")


def _at_right(each: Paragraph) -> bool:
    look = each.look
    if each.text[:1] in " 　\t":
        return True  # pushed there by blanks: another rule's matter
    middle = look.align == "center" and look.left - look.right >= _CENTRED_HALF
    return (look.align == "right" and look.right > 0) or look.left >= _RIGHT_HALF or middle


def remarks(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """remark-brackets."""
    del profile
    for each in paper.of(Role.REMARK):
        if not (each.said.startswith("（") and each.said.endswith("）")):
            yield Hit("remark-brackets", paper.place(each), "附注没有加圆括号", "请写作“（联系人：…）”")


def notes(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """note-form, note-marks and note-indent."""
    del profile
    found = note_items(paper)
    for number, item in enumerate(found, 1):
        yield from _note(paper, item, number, len(found))
    first = next(paper.of(Role.NOTE), None)
    if first is not None:
        look = first.look
        start = look.left - look.hanging + (look.first_chars * 32 // 10 or look.first_line)
        if abs(start - 640) > 70:
            yield Hit("note-indent", paper.place(first), f"附件说明左空{start / 320:.1f}字", "请左空二字")


Item = tuple[Paragraph, re.Match[str] | None, str]


def note_items(paper: Paper) -> list[Item]:
    """The annexes 附件说明 lists: the paragraph, the number's match (None without a number) and the name."""
    found: list[Item] = []
    for each in paper.of(Role.NOTE):
        label = forms.ANNEX_NOTE.search(each.text)
        start = label.end() if label else 0
        match = forms.NOTE_ITEM.match(each.text, start)
        name = (match["name"] if match else each.text[start:]).strip(" \t\n　")
        if label or match:
            found.append((each, match, name))
        elif found:  # a name wrapped by hand
            found[-1] = (*found[-1][:2], found[-1][2] + name)
    return found


def _note(paper: Paper, item: Item, number: int, count: int) -> Iterator[Hit]:
    each, match, name = item
    label = forms.ANNEX_NOTE.search(each.text)
    if label and label["colon"] != "：":
        fix = TextFix(each, label.start("colon"), label.end("colon"), "：")
        yield Hit("note-form", paper.place(each), "“附件”之后不是全角冒号", "请写作“附件：”", fix)
    if match and match["dot"] != ".":
        fix = TextFix(each, match.start("dot"), match.end("dot"), ".")
        what = f"附件序号写成了“{match['number']}{match['dot']}”"
        yield Hit("note-form", paper.place(each), what, f"请写作“{match['number']}.”", fix)
    if (match is None) != (count == 1):
        what = "只有一个附件，却编了序号" if count == 1 else "有几个附件，却没有编序号"
        yield Hit("note-form", paper.place(each), what, "一个附件不编号，几个附件写“附件：1.”“2.”")
    elif match and int(match["number"]) != number:
        yield Hit("note-form", paper.place(each), f"附件序号{match['number']}不连续", f"请改为{number}")
    if name.startswith("《"):
        yield Hit("note-marks", paper.place(each), "附件名称加了书名号", "请去掉书名号")
    if name.endswith(("。", "；", "，", "、", ";", ".", ",")):
        end = len(each.text.rstrip(" \t\n　"))
        fix = TextFix(each, end - 1, end, "")
        yield Hit("note-marks", paper.place(each), f"附件名称后有“{name[-1]}”", "附件名称后不加标点", fix)


def imprints(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """copies-colon, copies-end, printed-form, printed-before and imprint-lines."""
    del profile
    found = list(paper.of(Role.IMPRINT))
    for each in found:
        copies = forms.COPIES.match(each.said)
        if copies:
            yield from _copies(paper, each, copies)
        elif not each.said.startswith("主送"):
            yield from _printed(paper, each)
    if paper.kind is not Kind.LETTER and found and not any(_has_lines(each) for each in found):
        yield Hit("imprint-lines", paper.place(found[0]), "版记没有分隔线", "请在首条、末条和中间加与版心等宽的分隔线")


def _copies(paper: Paper, each: Paragraph, copies: re.Match[str]) -> Iterator[Hit]:
    lead = len(each.text) - len(each.text.lstrip(" \t\n　"))
    if copies["colon"] != "：":
        fix = TextFix(each, lead + copies.start("colon"), lead + copies.end("colon"), "：")
        yield Hit("copies-colon", paper.place(each), "“抄送”之后没有全角冒号", "请写作“抄送：”", fix)
    if not each.said.endswith("。"):
        text = each.text.rstrip(" \t\n　")
        fix = TextFix(each, len(text.rstrip(".,，；;、")), len(text), "。")
        yield Hit("copies-end", paper.place(each), "抄送机关之后没有句号", "请以“。”结尾", fix)


def _printed(paper: Paper, each: Paragraph) -> Iterator[Hit]:
    found = forms.PRINTED.fullmatch(each.said)
    if found is None:
        return
    if found["word"] != "印发":
        yield Hit("printed-form", paper.place(each), "印发日期之后没有“印发”二字", "请写作“2026年1月5日印发”")
    day = forms.line_date(found["date"])
    if day and paper.dated and day < paper.dated:
        yield Hit("printed-before", paper.place(each), "印发日期早于成文日期", "请核对两个日期")


def _has_lines(each: Paragraph) -> bool:
    if each.look.below:
        return True
    holder = next(each.element.iterancestors(W + "tbl"), None)
    borders = () if holder is None else holder.iter(W + "tblBorders", W + "tcBorders")
    styled = holder is not None and holder.find(f"{W}tblPr/{W}tblStyle") is not None
    return styled or any(side.get(W + "val") not in _NO_LINE for border in borders for side in border)
