"""What several rules share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from decimal import Decimal

from lxml import etree

from service.assembly.gongwen_check.finding import Hit, TextFix
from service.assembly.gongwen_check.paper import Paper
from service.assembly.gongwen_check.reading.model import Paragraph, Span
from service.assembly.gongwen_check.reading.places import Place
from service.assembly.mend import W

#: The order of the children of w:rPr and w:pPr that repairs set (ECMA-376-1 §17.3.1.26, §17.3.2.28).
_RUN_ORDER = ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
              "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern",
              "position", "sz", "szCs")  # fmt: skip
_PARAGRAPH_ORDER = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
                    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
                    "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
                    "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap",
                    "jc")  # fmt: skip


def matches(
    paper: Paper, pattern: re.Pattern[str], among: Iterable[Paragraph] | None = None
) -> Iterator[tuple[Paragraph, re.Match[str]]]:
    """Every match in the paper's texts, or among the given paragraphs."""
    for each in paper.worded() if among is None else among:
        for match in pattern.finditer(each.text):
            yield each, match


def replaced(paragraph: Paragraph, match: re.Match[str], new: str, group: int | str = 0) -> TextFix:
    """The repair that puts ``new`` in place of a match or one of its groups."""
    return TextFix(paragraph, match.start(group), match.end(group), new)


def grouped(
    paper: Paper,
    code: str,
    wrong: Iterable[tuple[Paragraph, str]],
    words: tuple[str, str],
    mend: Callable[[Paragraph], None] | None = None,
) -> Iterator[Hit]:
    """One hit for all paragraphs with the same fault; ``words`` are what is wrong, {} standing for it, and the cure."""
    groups: dict[str, list[Paragraph]] = {}
    for paragraph, fault in wrong:
        groups.setdefault(fault, []).append(paragraph)
    for fault, paragraphs in groups.items():
        more = f"（共{len(paragraphs)}段）" if len(paragraphs) > 1 else ""
        fix = _all_mended(paragraphs, mend) if mend else None
        yield Hit(code, paper.place(paragraphs[0]), words[0].format(fault) + more, words[1], fix)


def _all_mended(paragraphs: list[Paragraph], mend: Callable[[Paragraph], None]) -> Callable[[], None]:
    def fix() -> None:
        for paragraph in paragraphs:
            mend(paragraph)

    return fix


def figure_of(text: str) -> Decimal:
    """The figure a text of digits means, group marks and either minus sign aside."""
    return Decimal(text.replace(",", "").replace("−", "-").replace("－", "-"))


def step_of(figure: Decimal) -> Decimal:
    """The last place of a figure as it is printed: 0.1 for 84.4."""
    return Decimal(1).scaleb(int(figure.as_tuple().exponent))


def rate_fits(plan: tuple[Decimal, Decimal], done: tuple[Decimal, Decimal], rate: Decimal) -> bool:
    """Whether done ÷ plan can be the printed rate in %: each amount comes with its last place, which rounding leaves
    half of open on either side, as the rate's."""
    (planned, plan_step), (finished, done_step) = plan, done
    half = step_of(rate) / 2
    low = (finished - done_step / 2) / (planned + plan_step / 2) * 100 - half
    high = (finished + done_step / 2) / max(planned - plan_step / 2, plan_step / 2) * 100 + half
    return low <= rate <= high


def whole_page() -> Place:
    """The place of what concerns the page."""
    return Place("页面")


def set_run(run: etree._Element, name: str, attributes: Mapping[str, str], drop: Iterable[str] = ()) -> None:
    """Set a property of a run."""
    _set(_properties(run, "rPr"), _RUN_ORDER, name, attributes, drop)


def split_run(span: Span, mark: str) -> etree._Element | None:
    """Cut the run of a span in two behind the first ``mark`` of its text; the second run, None where nothing is cut."""
    head, found, tail = (span.element.text or "" if span.element is not None else "").partition(mark)
    if span.element is None or not found or not tail:
        return None
    place = span.run.index(span.element)
    rest = deepcopy(span.run)
    for child in [child for child in list(rest)[:place] if child.tag != W + "rPr"]:
        rest.remove(child)
    for child in list(span.run)[place + 1 :]:
        span.run.remove(child)
    span.element.text = head + found
    words = next(rest.iter(W + "t"))
    words.text = tail
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    span.run.addnext(rest)
    return rest


def set_paragraph(element: etree._Element, name: str, attributes: Mapping[str, str], drop: Iterable[str] = ()) -> None:
    """Set a property of a paragraph, given by its w:p."""
    _set(_properties(element, "pPr"), _PARAGRAPH_ORDER, name, attributes, drop)


def _properties(owner: etree._Element, name: str) -> etree._Element:
    found = owner.find(W + name)
    if found is None:
        found = etree.Element(W + name)
        owner.insert(0, found)
    return found


def _set(
    properties: etree._Element, order: tuple[str, ...], name: str, attributes: Mapping[str, str], drop: Iterable[str]
) -> None:
    found = properties.find(W + name)
    if found is None:
        found = etree.Element(W + name)
        before = {W + other for other in order[: order.index(name)]}
        place = 0
        for number, child in enumerate(properties, 1):
            if child.tag in before:
                place = number
        properties.insert(place, found)
    for attribute in drop:
        found.attrib.pop(W + attribute, "")
    for attribute, value in attributes.items():
        found.set(W + attribute, value)
