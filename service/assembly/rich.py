"""docxtpl's objects (RichText, Listing, pictures, sub-documents): what each becomes where it is printed.

Rich text and listings need no document, so they are printed by the press itself: ``\\n`` becomes a line break,
``\\t`` a tab, ``\\a`` a new paragraph, ``\\f`` a page break (docxtpl's documentation, "Escaping, newline, new
paragraph, Listing").
Pictures and sub-documents are made with the document. The classes are told by name: loading docxtpl takes longer than
filling a paper does, and who gives such an object has loaded it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Hashable
from functools import lru_cache
from typing import Any, cast
from xml.parsers import expat

from markupsafe import Markup

from service.assembly.marks import NEW_PAGE, NEW_PARAGRAPH
from service.assembly.mend import W
from service.assembly.values import (
    CHARGED_FROM,
    LINE_BREAK,
    TAB,
    Budget,
    DocxtplNeededError,
    UnprintableError,
    checked_length,
    escaped,
    shown,
)

_RUN, _PARAGRAPH, _TEXT = "{{r … }}", "{{p … }}，并单独占一段", "{{ … }}"
_NAMES = {
    "RichText": "富文本",
    "RichTextParagraph": "富文本段落",
    "Subdoc": "子文档",
    "InlineImage": "图片",
    "Listing": "多行文字",
}
_BELONGS = {
    "RichText": _RUN,
    "RichTextParagraph": _PARAGRAPH,
    "Subdoc": _PARAGRAPH,
    "InlineImage": _TEXT,
    "Listing": _TEXT,
}
_HERE = {"r": _RUN, "p": _PARAGRAPH}
_BREAKS = re.compile("[\a\f]")
_MARKS = {"\a": NEW_PARAGRAPH, "\f": NEW_PAGE}
_TEXTS = re.compile(r"(<w:t(?: [^>]*)?>)(.*?)(</w:t>)", re.DOTALL)
_AROUND = (
    f'<x xmlns:w="{W[1:-1]}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{{}}</x>'
)
_LOOK = re.compile(r"<w:rPr>(.*?)</w:rPr>", re.DOTALL)
_LOOKS = re.compile(r"<w:(\w+)[^<>]*/>")


def kind_of(value: Any) -> str:
    """The name of docxtpl's class that value is of, "" when it is of none."""
    return _kind(cast("Hashable", type(value)))


@lru_cache(maxsize=64)
def _kind(given: Hashable) -> str:
    assert isinstance(given, type)
    return next((one.__name__ for one in given.__mro__ if one.__module__.startswith("docxtpl.")), "")


def inline(value: Any, budget: Budget) -> str:
    """The XML of an object printed by ``{{ }}``, inside a text; UnprintableError for one that cannot stand there,
    DocxtplNeededError for one that has to be made with the document."""
    kind = kind_of(value)
    if kind == "Listing":
        return _lines(html.unescape(_xml(value, budget)), budget)
    _refuse_elsewhere(kind, _TEXT)
    return _made(value, budget)


def placed(value: Any, level: str, budget: Budget) -> str:
    """The XML of an object printed by ``{{r }}`` (level "r"), ``{{p }}`` ("p") or the like; errors as inline."""
    kind = kind_of(value)
    if level in _HERE:
        _refuse_elsewhere(kind, _HERE[level])
    if kind in ("RichText", "RichTextParagraph"):
        return _rich(_xml(value, budget), budget)
    if isinstance(value, Markup):
        budget.loose = True
        budget.charge(len(value))
        return shown(value, budget)
    return _made(value, budget)


def _refuse_elsewhere(kind: str, here: str) -> None:
    if kind and _BELONGS.get(kind, here) != here:
        raise UnprintableError(f"值是{_NAMES[kind]}，要写成 {_BELONGS[kind]}")


def _made(value: Any, budget: Budget) -> str:
    if not kind_of(value) and not type(value).__module__.startswith("service.assembly."):
        raise UnprintableError(f"值的类型是 {type(value).__name__}，不能直接打印")
    if budget.made is None:
        raise DocxtplNeededError
    budget.loose = True
    xml = budget.made(value)
    budget.charge(len(xml))
    return xml


def _xml(value: Any, budget: Budget) -> str:
    xml = str(value.xml)
    if len(xml) >= CHARGED_FROM:
        checked_length(len(xml) // 10)  # of which most is markup
        budget.charge(len(xml))
    return xml


def _lines(text: str, budget: Budget) -> str:
    """Text as XML inside a ``w:t``, with marks where a paragraph or page begins."""
    return _with_breaks(text, budget, escaped)


def _rich(xml: str, budget: Budget) -> str:
    """Rich text as docxtpl writes it, with breaks for its control characters, and what gives it its look in order."""
    if " r:id=" in xml and budget.made is None:
        raise UnprintableError("带链接的富文本要用 Insert 给出，链接才能写进这份文件")
    if not xml.isprintable():
        xml = _TEXTS.sub(lambda text: text[1] + _with_breaks(text[2], budget, _broken) + text[3], xml)
    return _whole(shown(xml, budget))


@lru_cache(maxsize=256)
def _whole(xml: str) -> str:
    """Rich text with what gives it its look in order; UnprintableError when it is not well-formed."""
    xml = _LOOK.sub(lambda look: f"<w:rPr>{_in_order(look[1])}</w:rPr>", xml)
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(_AROUND.format(xml), True)
    except expat.ExpatError as exc:
        raise UnprintableError("富文本的字体、颜色或样式里有不能用的字符") from exc
    return xml


def _with_breaks(text: str, budget: Budget, written: Any) -> str:
    pieces: list[str] = []
    at = 0
    for mark in _BREAKS.finditer(text):
        budget.loose = True
        pieces += (written(shown(text[at : mark.start()], budget)), _MARKS[mark[0]])
        at = mark.end()
    return "".join((*pieces, written(shown(text[at:], budget))))


def _broken(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", LINE_BREAK).replace("\t", TAB)


def _in_order(look: str) -> str:
    """Properties of a run in the order of the schema (docxtpl gives them in its own)."""
    from service.assembly.merge.order import RUN  # noqa: PLC0415 - few papers need it

    properties = sorted(_LOOKS.finditer(look), key=lambda one: RUN.index(W + one[1]) if W + one[1] in RUN else len(RUN))
    return "".join(one[0].replace("<w:shd w:fill", '<w:shd w:val="clear" w:fill') for one in properties) or look
