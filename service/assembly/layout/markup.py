"""Runs and paragraphs: the smallest pieces of a document's text."""

from __future__ import annotations

import re
from html import escape

from service.assembly.layout.formats import HAN_HINT, ParagraphFormat, RunFormat
from service.assembly.layout.styles import style_id

_BREAKS = {"\t": "<w:tab/>", "\n": "<w:br/>"}


def run(text: str, form: RunFormat | None = None) -> str:
    """One w:r holding `text`; a tab and a newline in it become their elements, all else is escaped."""
    properties = form.xml() if form else ""
    if "<w:rFonts" not in properties:
        properties = HAN_HINT + properties
    return f"<w:r><w:rPr>{properties}</w:rPr>{_content(text)}</w:r>"


def paragraph(style: str, *content: str, form: ParagraphFormat | None = None) -> str:
    """One w:p of the named style; `content` is made of runs or other inline elements.

    Raises KeyError for a style that styles.py does not define.
    """
    direct = form.xml() if form else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/>{direct}</w:pPr>{"".join(content)}</w:p>'


def text(style: str, words: str, form: ParagraphFormat | None = None) -> str:
    """One paragraph with one run: so every tag in `words` stays in one run."""
    return paragraph(style, run(words), form=form)


def when(condition: str, *paragraphs: str, otherwise: tuple[str, ...] = ()) -> str:
    """Paragraphs printed only if the Jinja `condition` holds, else those of `otherwise`."""
    alternative = (tag("else"), *otherwise) if otherwise else ()
    return "".join((tag(f"if {condition}"), *paragraphs, *alternative, tag("endif")))


def each(loop: str, *paragraphs: str) -> str:
    """Paragraphs repeated for the Jinja `loop` ("item in items")."""
    return "".join((tag(f"for {loop}"), *paragraphs, tag("endfor")))


def each_numbered(items: str, last: ParagraphFormat) -> str:
    """The texts of the Jinja list `items`, numbered “1.” and so on; the last one is set with the format `last`.

    The list must not be empty when the template is filled.
    """
    most = each(f"项 in {items}[:-1]", text("公文正文", "{{ loop.index }}. {{ 项 }}"))
    return most + text("公文正文", f"{{{{ {items}|length }}}}. {{{{ {items}|last }}}}", last)


def tag(statement: str) -> str:
    """A paragraph that holds one {%p %} tag and vanishes when the template is filled."""
    return text("公文正文", f"{{%p {statement} %}}")


def _content(words: str) -> str:
    pieces = [piece for piece in re.split(r"([\t\n])", words) if piece]
    return "".join(
        _BREAKS.get(piece) or f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t>' for piece in pieces
    )
