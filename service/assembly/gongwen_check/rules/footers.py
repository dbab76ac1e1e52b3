"""Page numbers: “— 1 —” in 4号宋体, odd pages at the right, even pages at the left (GB/T 9704-2012, 7.5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from service.assembly.gongwen_check.finding import Hit
from service.assembly.gongwen_check.paper import Paper
from service.assembly.gongwen_check.profile import Profile
from service.assembly.gongwen_check.reading.document import Footer
from service.assembly.gongwen_check.reading.model import Paragraph
from service.assembly.gongwen_check.reading.places import Place
from service.assembly.gongwen_check.rules.common import set_paragraph, set_run, whole_page
from service.assembly.gongwen_check.rules.fonts import size_said
from service.assembly.gongwen_check.rules.numbering_pages import page_numberer
from service.assembly.mend import W

_PAGE = re.compile(r"\s*PAGE\b", re.IGNORECASE)
_FORM = re.compile(r"\s*— ?\d* ?—\s*")
_PAGES = {"default": "单页", "even": "双页", "first": "首页"}
_FIELD_ENDS = W + "fldChar"
#: One character of 4号 at the side, in twips, and how far off it may be.
_ASIDE, _TOLERANCE = 280, 60


def page_numbers(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """page-number-missing, -form, -font and -side."""
    numbered = [(footer, each) for footer in paper.document.footers for each in footer.paragraphs if _is_number(each)]
    if not numbered:
        what = "没有页码"
        fix = page_numberer(paper.document, profile)
        yield Hit("page-number-missing", whole_page(), what, "请插入“— 1 —”形式的页码，单页居右、双页居左", fix)
        return
    seen: set[tuple[str, int]] = set()
    for footer, each in numbered:
        if (footer.part, each.index) not in seen:  # sections may share a part
            seen.add((footer.part, each.index))
            yield from _form(footer, each)
            yield from _font(footer, each, profile)
            yield from _side(footer, each)
    pages = {footer.pages for footer, _ in numbered}
    if "even" not in pages or not paper.document.setting("evenAndOddHeaders"):
        what = "页码没有分单页、双页"
        fix = page_numberer(paper.document, profile)
        cure = "请在页眉页脚设置中勾选“奇偶页不同”，双页页码居左空一字"
        yield Hit("page-number-side", whole_page(), what, cure, fix)


def _is_number(each: Paragraph) -> bool:
    simple = any(_PAGE.match(field.get(W + "instr", "")) for field in each.element.iter(W + "fldSimple"))
    codes = "".join(code.text or "" for code in each.element.iter(W + "instrText"))
    return not _holds_box(each) and (simple or bool(_PAGE.match(codes)))


def _holds_box(each: Paragraph) -> bool:
    """Whether the paragraph only anchors the box whose own paragraph holds the number."""
    return next(each.element.iter(W + "txbxContent"), None) is not None


def _where(footer: Footer) -> Place:
    return Place(f"{_PAGES.get(footer.pages, '')}页脚")


def _form(footer: Footer, each: Paragraph) -> Iterator[Hit]:
    if not _FORM.fullmatch(each.text):
        what = f"页码写成了“{each.said}”"
        yield Hit("page-number-form", _where(footer), what, "请写作“— 1 —”", _form_setter(each))


def _form_setter(each: Paragraph) -> Callable[[], None]:
    """Everything but the field goes; a dash is put on either side of it."""

    def fix() -> None:
        inside, field = _field(each.element)
        for child in list(each.element):
            if child not in inside and child.tag != W + "pPr":
                each.element.remove(child)
        if field is not None and inside:
            look = field.find(W + "rPr") if field.tag == W + "r" else field.find(f"{W}r/{W}rPr")
            inside[0].addprevious(_dash("— ", look))
            inside[-1].addnext(_dash(" —", look))

    return fix


def _field(paragraph: etree._Element) -> tuple[list[etree._Element], etree._Element | None]:
    """The children of the paragraph that make up the field, and the one that carries its look."""
    simple = paragraph.find(W + "fldSimple")
    if simple is not None:
        return [simple], simple
    inside: list[etree._Element] = []
    depth = 0
    for child in paragraph:
        kinds = [mark.get(W + "fldCharType") for mark in child.iter(_FIELD_ENDS)]
        depth += kinds.count("begin")
        if depth:
            inside.append(child)
        depth -= kinds.count("end")
    return inside, inside[0] if inside else None


def _dash(text: str, look: etree._Element | None) -> etree._Element:
    run = etree.Element(W + "r")
    if look is not None:
        run.append(etree.fromstring(etree.tostring(look)))
    words = etree.SubElement(run, W + "t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def _font(footer: Footer, each: Paragraph, profile: Profile) -> Iterator[Hit]:
    allowed, size = profile.fonts["page"], profile.sizes["page"]
    for span in each.printed():
        if span.look.latin not in allowed or span.look.size != size:
            what = f"页码是{size_said(span.look.size)}{span.look.latin or '未指定字体'}"
            yield Hit("page-number-font", _where(footer), what, "请改为四号宋体", _font_setter(each, profile))
            return


def _font_setter(each: Paragraph, profile: Profile) -> Callable[[], None]:
    font = profile.fonts["page"][0]

    def fix() -> None:
        for span in each.spans:
            names = {"ascii": font, "hAnsi": font, "eastAsia": font}
            set_run(span.run, "rFonts", names, ("asciiTheme", "hAnsiTheme", "eastAsiaTheme"))
            set_run(span.run, "sz", {"val": str(profile.sizes["page"])})

    return fix


def _side(footer: Footer, each: Paragraph) -> Iterator[Hit]:
    """A number in a box stands where the box does: not judged."""
    if each.boxed or footer.pages not in ("default", "even"):
        return
    odd = footer.pages == "default"
    look = each.look
    aside = look.right if odd else look.left or look.first_line
    if look.align in (("right",) if odd else ("left", "both")) and abs(aside - _ASIDE) <= _TOLERANCE:
        return
    wanted = "居右空一字" if odd else "居左空一字"
    side, name = ("right", "right") if odd else ("left", "left")

    def fix() -> None:
        set_paragraph(each.element, "jc", {"val": side})
        drop = ("left", "right", "firstLine", "firstLineChars", "leftChars", "rightChars", "start", "end")
        set_paragraph(each.element, "ind", {name: str(_ASIDE)}, [other for other in drop if other != name])

    yield Hit("page-number-side", _where(footer), f"{_PAGES[footer.pages]}页码没有{wanted}", f"请改为{wanted}", fix)
