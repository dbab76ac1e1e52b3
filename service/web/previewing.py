"""A .docx as a page to be read without Word, in a frame of its own: its words, tables and pictures, and nothing else.

Pages and lines are Word's own and are not shown. Whoever made the .docx may have put anything into it: what is left of
it runs nothing, loads nothing and leads nowhere, and the frame would not let it.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import Any, Final

import mammoth  # type: ignore[import-untyped]
from flask import Response, make_response, render_template, request
from lxml import etree, html
from markupsafe import escape

from service.assembly.layout.styles import STYLES
from service.errors import PaperError
from service.web import true_pages
from service.web.kept import Kept

POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; "
    "sandbox"
)
"""What the page may do: nothing but be seen, in a frame of ours."""
PAGES: Final = "pages"
_MAP: Final = "\n".join(f"p.{style.id} => p.{style.id}:fresh" for style in STYLES if style.id.startswith("GW"))
_MAIN: Final = "word/document.xml"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# A county's whole ledger as an annex takes half a minute to show, and nobody reads it in a frame.
_MOST_ROWS: Final = 60
_MOST_BLOCKS: Final = 400
_CUT: Final = "（后面还有，网页里只显示开头和每张表的前几十行；要看全部，请下载后用 Word 或 WPS 打开。）"
_TABLES: Final = ("table", "thead", "tbody", "tr", "td", "th")
_TAGS: Final = frozenset(
    (*_TABLES, "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "s", "u", "sup", "sub")
) | {"br", "img"}
_ATTRIBUTES: Final = frozenset({"class", "colspan", "rowspan", "alt"})
_PICTURES: Final = ("data:image/png;", "data:image/jpeg;", "data:image/gif;")


def html_of(document: bytes) -> str:
    """The paper as HTML, whose paragraphs bear the ids of their styles as classes; of a long one its beginning, and a
    sentence that says so. Raises :class:`PaperError` for what is no sound .docx."""
    try:
        beginning = _beginning(document)
        made: str = mammoth.convert_to_html(io.BytesIO(beginning), style_map=_MAP, external_file_access=False).value
        root: Any = html.fragment_fromstring(made, create_parent="div")
    except Exception as error:
        raise PaperError("这份材料在网页里显示不出来，请下载后用 Word 或 WPS 查看") from error
    for element in list(root.iterdescendants()):
        _make_inert(element)
    shown = "".join(html.tostring(child, encoding="unicode") for child in root)
    return shown if beginning is document else f'{shown}<p class="cut">{_CUT}</p>'


def _beginning(document: bytes) -> bytes:
    """A document of which as much is left as can be shown at once; the document itself where that is all of it."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        body: Any = etree.fromstring(package.read(_MAIN), etree.XMLParser(resolve_entities=False, huge_tree=True))
        if not _cut(body):
            return document
        kept = io.BytesIO()
        with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as smaller:
            for name in package.namelist():
                smaller.writestr(name, etree.tostring(body) if name == _MAIN else package.read(name))
    return kept.getvalue()


def _cut(body: Any) -> bool:
    """Take out the rows of tables, and then the blocks, beyond those that are shown; False where there are none."""
    beyond = [row for table in body.iter(f"{_W}tbl") for row in table.findall(f"{_W}tr")[_MOST_ROWS:]]
    for row in beyond:
        row.getparent().remove(row)
    blocks = body.findall(f"{_W}body/*")[_MOST_BLOCKS:]
    for block in blocks:
        if block.tag != f"{_W}sectPr":
            block.getparent().remove(block)
    return bool(beyond or blocks)


# By what they hold: a page that shows a paper makes it, and its frame has it at once.
_read: Final[Kept[str]] = Kept(32)


def read_of(document: bytes) -> str:
    """The same as :func:`html_of`, worked out once."""
    return _read.get(hashlib.sha256(document).digest(), lambda: html_of(document))


def page_of(document: bytes, name: str) -> Response:
    """The paper as the answer to a frame's request: its words, or its pages where they are asked for and LibreOffice is
    there to set them. Raises as :func:`html_of`."""
    if request.args.get("look") == PAGES and true_pages.here():
        return true_pages.page_of(document, name)
    return _framed(read_of(document), name)


def page_saying(sentence: str) -> Response:
    """Why there is no paper, as the answer to a frame's request: an error's own page could not be seen there."""
    return _framed(f'<p class="cut">{escape(sentence)}。</p>', "没有材料")


def page_working() -> Response:
    """That the paper is still being made, as the answer to a frame's request."""
    return _framed(render_template("partials/working.html"), "正在生成")


def _framed(body: str, name: str) -> Response:
    answer = make_response(render_template("partials/paper.html", body=body, name=name))
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
