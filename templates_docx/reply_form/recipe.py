"""参会回执 by itself: for a call that goes out by telephone or message and has no annex."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import title
from service.assembly.layout.formats import ParagraphFormat
from service.assembly.layout.markup import text
from service.assembly.layout.page import FORM
from templates_docx.reply import NAME, reply_form


def build() -> bytes:
    """The template as a Word file."""
    space = text("版记占位", "", ParagraphFormat(line=300))
    return build_paper(Paper(NAME, title(NAME, before=0) + space + reply_form("{{ 单位 }}"), FORM, (), duplex=False))
