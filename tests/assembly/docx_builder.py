"""Small .docx files written by hand, so that a test sees exactly the XML it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

from docxtpl import RichText
from lxml import etree

from service.assembly import Insert
from service.assembly.mend import W

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_LINK_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_LINK = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"

RED = '<w:rPr><w:color w:val="FF0000"/></w:rPr>'
SECTION = "<w:sectPr/>"
BY_DOCXTPL = Insert(lambda _document: RichText("物"))  # printed by {{r }}, it sends the fill through docxtpl


def run(text: str) -> str:
    """A red run of text; markup in text is escaped as Word would."""
    return f"<w:r>{RED}<w:t>{escape(text, quote=False)}</w:t></w:r>"


def p(*texts: str) -> str:
    """A paragraph, one run for each text."""
    return f"<w:p>{''.join(map(run, texts))}</w:p>"


def cell(*content: str) -> str:
    """A table cell of paragraphs or tables given as XML; plain text becomes a paragraph."""
    inside = "".join(piece if piece.startswith("<") else p(piece) for piece in content)
    return f'<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


def row(*cells: str) -> str:
    """A table row of cells given as XML or as text."""
    return f"<w:tr>{''.join(c if c.startswith('<w:tc>') else cell(c) for c in cells)}</w:tr>"


def table(columns: int, *rows: str) -> str:
    """A table of rows given as XML."""
    grid = '<w:gridCol w:w="1000"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def drawing(number: int) -> str:
    """A paragraph with a drawing of that id and nothing to see."""
    return f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="{number}" name="图"/></wp:inline></w:drawing></w:r></w:p>'


def _core(title: str) -> str:
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title></cp:coreProperties>'
    )


def files(body: str, *, title: str = "", links: str = "", **others: str) -> dict[str, str]:
    """The parts of a document; others (header, footer, footnotes …) are the content of their root."""
    roots = {"header": "hdr", "footer": "ftr"}
    types = [("word/document.xml", _WORD_TYPE + "document.main+xml"), ("docProps/core.xml", _CORE_TYPE)]
    made: dict[str, str] = {}
    for index, (kind, content) in enumerate(others.items()):
        root = roots.get(kind, kind)
        made[f"word/{kind}1.xml"] = f"<w:{root} {NS}>{content}</w:{root}>"
        types.append((f"word/{kind}1.xml", f"{_WORD_TYPE}{kind}+xml"))
        links += f'<Relationship Id="rIdPart{index}" Type="{_LINK_TYPE}{kind}" Target="{kind}1.xml"/>'
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in types)
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{_LINK_TYPE}officeDocument" '
        f'Target="word/document.xml"/><Relationship Id="rId2" Type="{_CORE_LINK}" Target="docProps/core.xml"/>'
        "</Relationships>",
        "word/document.xml": f"<w:document {NS}><w:body>{body}{SECTION}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELS}">{links}</Relationships>',
        "docProps/core.xml": _core(title),
        **made,
    }


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """parts as a zip file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def docx(body: str, *, title: str = "", links: str = "", **others: str) -> bytes:
    """A whole .docx; see files."""
    return zipped(files(body, title=title, links=links, **others))


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    """The root of a part of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return etree.fromstring(archive.read(name))


def shown(root: etree._Element) -> str:
    """What a reader sees of a part: text, ⏎ for a line break, ⇥ for a tab, ¶ after each paragraph."""
    seen = []
    for element in root.iter():
        if element.tag == W + "t":
            seen.append(element.text or "")
        elif element.tag == W + "br":
            seen.append("⏎")
        elif element.tag == W + "tab":
            seen.append("⇥")
        elif element.tag == W + "p":
            seen.append("¶")
    return "".join(seen).removeprefix("¶")


def seen(data: bytes, name: str = "word/document.xml") -> str:
    """What a reader sees of a part of a file."""
    return shown(part(data, name))
