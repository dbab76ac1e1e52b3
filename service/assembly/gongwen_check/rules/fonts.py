"""Fonts, sizes, weight and colour of each part (GB/T 9704-2012, 5.2.2, 5.2.4 and 7)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from lxml import etree

from service.assembly.gongwen_check.finding import Hit
from service.assembly.gongwen_check.paper import Paper
from service.assembly.gongwen_check.profile import Profile
from service.assembly.gongwen_check.reading import forms
from service.assembly.gongwen_check.reading.model import Paragraph
from service.assembly.gongwen_check.reading.role import Role
from service.assembly.gongwen_check.rules.common import grouped, set_run, split_run

_HAN = re.compile(f"[{forms.HAN}]")
_LATIN = re.compile("[0-9A-Za-z]")
_AMBIGUOUS = re.compile("[“”‘’—…]")
_TITLES = (Role.TITLE, Role.ANNEX_TITLE)
_TEXTS = (Role.ADDRESSEE, Role.BODY, Role.NOTE, Role.SIGNATURE, Role.DATE, Role.REMARK)
_BLACK = frozenset(["auto", "000000"])
_NAMES = {16: "小六", 18: "小五", 21: "五号", 24: "小四", 28: "四号", 30: "小三", 32: "三号", 36: "小二", 44: "二号"}

#: A part of a paragraph, from one character to another, with the name of its fonts in the profile, and the rule's code.
_Part = tuple[Paragraph, tuple[int, int], str, str]


def parts(paper: Paper) -> Iterator[_Part]:
    """The parts of the paper whose font the standard names."""
    for each in paper.document.paragraphs:
        role, whole = paper.role(each), (0, len(each.text))
        if role in _TITLES:
            yield each, whole, "title", "title-font"
        elif role is Role.ANNEX_LABEL:
            yield each, whole, "heading1", "annex-label-font"
        elif role is Role.IMPRINT:
            yield each, whole, "body", "imprint-font"
        elif role is Role.MARK:
            yield each, whole, "title", "mark-font"
        elif role is Role.ATTENDANCE and (label := forms.ATTENDANCE.match(each.text)):
            yield each, (0, label.end()), "heading1", "minutes-labels"
            yield each, (label.end(), len(each.text)), "body", "minutes-labels"
        elif role in _TEXTS or (role is Role.NUMBER and "签发人" not in each.text):
            end = heading_end(each) if role is Role.BODY else 0
            level = forms.numbered(each.said) if end else None
            if level:
                yield each, (0, end), f"heading{level.level}", "heading-font"
            yield each, (end, len(each.text)), "body", "body-font"


def heading_end(paragraph: Paragraph) -> int:
    """Where a heading of the first or second level ends: behind its first full stop, else with the paragraph; 0 for
    a paragraph that begins with none."""
    level = forms.numbered(paragraph.said)
    if level is None or level.level > 2:
        return 0
    return paragraph.text.find("。") + 1 or len(paragraph.text)


def fonts(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """title-font, body-font, heading-font, annex-label-font, minutes-labels, imprint-font, mark-font."""
    wrong: dict[tuple[str, str], list[tuple[Paragraph, str]]] = {}
    for paragraph, bounds, kind, code in parts(paper):
        strange = _strange(paragraph, bounds, profile.fonts[kind])
        if strange is not None:
            wrong.setdefault((code, kind), []).append((paragraph, strange))
    for (code, kind), found in wrong.items():
        wanted = profile.fonts[kind][0]
        said = (f"{profile.rules[code].what}，这里是“{{}}”", f"请改为{wanted}")
        mend = None if code == "minutes-labels" else _font_setter(code, kind, profile)
        yield from grouped(paper, code, found, said, mend)


def _strange(paragraph: Paragraph, bounds: tuple[int, int], allowed: tuple[str, ...]) -> str | None:
    """The first font of Han characters within the bounds that is not allowed; "未指定" for none set."""
    for span in paragraph.printed():
        start, end = max(span.start, bounds[0]), min(span.end, bounds[1])
        if start < end and _HAN.search(paragraph.text, start, end) and span.look.han not in allowed:
            return span.look.han or "未指定"
    return None


def _font_setter(code: str, kind: str, profile: Profile) -> Callable[[Paragraph], None]:
    def mend(paragraph: Paragraph) -> None:
        end = heading_end(paragraph) if code in ("body-font", "heading-font") else 0
        for span in paragraph.printed():
            run: etree._Element | None = span.run
            if span.start < end < span.end:
                rest = split_run(span, "。")
                run = span.run if code == "heading-font" else rest
            elif end and (span.end <= end) != (code == "heading-font"):
                continue
            if run is not None and span.look.han not in profile.fonts[kind]:
                set_run(run, "rFonts", {"eastAsia": profile.fonts[kind][0]}, ("eastAsiaTheme",))

    return mend


def sizes(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """title-size, body-size, and the sizes of 附件序号 and 版记."""
    wanted = (
        (_TITLES, "title", "title-size"),
        ((*_TEXTS, Role.NUMBER, Role.ATTENDANCE), "body", "body-size"),
        ((Role.ANNEX_LABEL,), "body", "annex-label-font"),
        ((Role.IMPRINT,), "imprint", "imprint-font"),
    )
    for among, kind, code in wanted:
        size = profile.sizes[kind]
        wrong = [
            (each, size_said(span.look.size))
            for each in paper.of(*among)
            if (span := next((span for span in each.printed() if span.look.size != size), None))
        ]
        words = (f"字号是{{}}，应为{size_said(size)}", f"请改为{size_said(size)}字")
        yield from grouped(paper, code, wrong, words, _size_setter(size))


def _size_setter(size: int) -> Callable[[Paragraph], None]:
    def mend(paragraph: Paragraph) -> None:
        for span in paragraph.printed():
            set_run(span.run, "sz", {"val": str(size)})
            set_run(span.run, "szCs", {"val": str(size)})

    return mend


def size_said(half_points: int) -> str:
    """A size as people say it: 三号, else in points."""
    return _NAMES.get(half_points, f"{half_points / 2:g}磅")


def bold(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """title-bold and heading-bold."""
    del profile
    titles = [(each, "") for each in paper.of(*_TITLES) if any(span.look.bold for span in each.printed())]
    yield from grouped(paper, "title-bold", titles, ("标题加了粗", "小标宋体本身已够粗，请取消加粗"), _unbold)
    heads = [
        (each, "")
        for each in paper.text
        if any(span.look.bold for span in each.printed() if span.start < heading_end(each))
    ]
    yield from grouped(paper, "heading-bold", heads, ("层次标题加了粗", "请取消加粗，以字体区分层次"), _unbold)


def _unbold(paragraph: Paragraph) -> None:
    for span in paragraph.printed():
        set_run(span.run, "b", {"val": "0"})


def colour(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """text-colour and mark-colour."""
    del profile
    wrong = [
        (each, span.look.color)
        for each in paper.worded()
        if (span := next((span for span in each.printed() if span.look.color not in _BLACK), None))
        and paper.role(each) is not Role.DEGREE
    ]
    words = ("文字颜色是{}，不是黑色", "请改为黑色（自动）")
    yield from grouped(paper, "text-colour", wrong, words, _blacken)


def _blacken(paragraph: Paragraph) -> None:
    for span in paragraph.printed():
        set_run(span.run, "color", {"val": "auto"}, ("themeColor", "themeShade", "themeTint"))


def listed(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """font-off-list, for tables, annexes and Latin letters, and digit-fonts."""
    known = profile.all_fonts
    wrong, foreign = [], []
    digits: Counter[str] = Counter()
    for each in paper.worded():
        for span in each.printed():
            latin = bool(_LATIN.search(each.text, span.start, span.end))
            apart = paper.role(each) in (Role.TABLE, Role.ANNEX)
            if apart and _HAN.search(each.text, span.start, span.end) and span.look.han not in known:
                wrong.append((each, span.look.han or "未指定"))
            elif latin and span.look.latin not in known:
                foreign.append((each, span.look.latin or "未指定"))
            if latin and paper.role(each) is Role.BODY and span.start >= heading_end(each):
                digits[span.look.latin] += 1
    words = ("用了方案所列之外的字体“{}”", "请换成方案所列的字体，或把它加进方案的字体表")
    yield from grouped(paper, "font-off-list", wrong, words)
    unique = list({each.index: (each, font) for each, font in foreign}.values())
    yield from grouped(paper, "font-off-list", unique, words, _latin_setter(profile))
    if len(digits) > 1:
        first = paper.text[0]
        yield Hit(
            "digit-fonts", paper.place(first), f"正文数字用了{len(digits)}种字体：{'、'.join(sorted(digits))}",
            "请统一为一种",
        )  # fmt: skip


def _latin_setter(profile: Profile) -> Callable[[Paragraph], None]:
    def mend(paragraph: Paragraph) -> None:
        font = profile.fonts["latin"][0]
        for span in paragraph.printed():
            if span.look.latin not in profile.all_fonts:
                set_run(span.run, "rFonts", {"ascii": font, "hAnsi": font}, ("asciiTheme", "hAnsiTheme"))

    return mend


def hints(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """quote-hint: “ ” — … take Word's Latin font where the run does not say that they are Han."""
    bare = [
        (each, "")
        for each in paper.worded()
        for span in each.printed()
        if _AMBIGUOUS.search(each.text, span.start, span.end)
        and not span.look.hinted
        and span.look.latin in profile.fonts["latin"]
    ]
    words = ("这里的引号、破折号在Word里会按西文字体显示", "请选中后改用中文字体")
    unique = list({each.index: (each, "") for each, _ in bare}.values())
    yield from grouped(paper, "quote-hint", unique, words, _hint)


def _hint(paragraph: Paragraph) -> None:
    for span in paragraph.printed():
        set_run(span.run, "rFonts", {"hint": "eastAsia"})
