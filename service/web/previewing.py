"""A .docx as a page to be read without Word, in a frame of its own: its words, tables and pictures, and nothing else.

Pages and lines are Word's own and are not shown. Whoever made the .docx may have put anything into it: what is left of
it runs nothing, loads nothing and leads nowhere, and the frame would not let it.
"""

from __future__ import annotations

import io
from typing import Any, Final

import mammoth  # type: ignore[import-untyped]
from flask import Response, make_response, render_template
from lxml import html

from service.assembly.layout.styles import STYLES
from service.errors import PaperError

POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; "
    "sandbox"
)
"""What the page may do: nothing but be seen, in a frame of ours."""
_MAP: Final = "\n".join(f"p.{style.id} => p.{style.id}:fresh" for style in STYLES if style.id.startswith("GW"))
_TABLES: Final = ("table", "thead", "tbody", "tr", "td", "th")
_TAGS: Final = frozenset(
    (*_TABLES, "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "s", "u", "sup", "sub")
) | {"br", "img"}
_ATTRIBUTES: Final = frozenset({"class", "colspan", "rowspan", "alt"})
_PICTURES: Final = ("data:image/png;", "data:image/jpeg;", "data:image/gif;")


def html_of(document: bytes) -> str:
    """The paper as HTML, whose paragraphs bear the ids of their styles as classes. Raises :class:`PaperError` for what
    is no sound .docx."""
    try:
        made: str = mammoth.convert_to_html(io.BytesIO(document), style_map=_MAP, external_file_access=False).value
        root: Any = html.fragment_fromstring(made, create_parent="div")
    except Exception as error:
        raise PaperError("这份材料在网页里显示不出来，请下载后用 Word 或 WPS 查看") from error
    for element in list(root.iterdescendants()):
        _make_inert(element)
    return "".join(html.tostring(child, encoding="unicode") for child in root)


def page_of(document: bytes, name: str) -> Response:
    """The paper as the answer to a frame's request. Raises as :func:`html_of`."""
    answer = make_response(render_template("partials/paper.html", body=html_of(document), name=name))
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def _make_inert(element: Any) -> None:
    """Leave of an element only what is seen; of links, notes' marks and the like their words."""
    source = element.get("src", "") if element.tag == "img" else ""
    if element.tag not in _TAGS:
        element.drop_tag()
        return
    for name in set(element.attrib) - _ATTRIBUTES:
        del element.attrib[name]
    if source.startswith(_PICTURES):
        element.set("src", source)
