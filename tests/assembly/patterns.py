"""Templates that hold a chart or a picture as a pattern."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from lxml import etree
from openpyxl import Workbook
from openpyxl.chart import AreaChart, BarChart, LineChart, PieChart, Reference, ScatterChart
from openpyxl.drawing.colors import SchemeColor
from openpyxl.drawing.fill import ColorChoice  # type: ignore[attr-defined] # it is where openpyxl keeps it
from openpyxl.xml.functions import tostring

from tests.assembly.docx_builder import files, zipped

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_colour: Any = SchemeColor
KINDS: dict[str, Any] = {
    "bar": BarChart, "line": LineChart, "pie": PieChart, "area": AreaChart, "scatter": ScatterChart
}  # fmt: skip


def chart_xml(kind: str, series: int) -> bytes:
    """A chart as a program would write it, with sample figures."""
    book = Workbook()
    sheet: Any = book.active
    for row in [["", *(f"样{n}" for n in range(series))], *([f"类{n}", *range(series)] for n in range(3))]:
        sheet.append(row)
    chart: Any = KINDS[kind]()
    chart.title = "完成率"
    chart.add_data(Reference(sheet, min_col=2, max_col=series + 1, min_row=1, max_row=4), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=4))
    for number, one in enumerate(chart.series, start=1):
        colour = ColorChoice(schemeClr=_colour(val=f"accent{number}"))
        one.graphicalProperties.solidFill = one.graphicalProperties.line.solidFill = colour
    return etree.tostring(etree.fromstring(tostring(chart._write())))


def drawing_of(inside: str, alt: str, size: str = 'cx="5400000" cy="3600000"') -> str:
    """A paragraph with an inline drawing of that alternative text."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="1" name="图 1" descr="{alt}"/><a:graphic>{inside}</a:graphic></wp:inline></w:drawing></w:r>'
        "</w:p>"
    )


def chart_drawing(alt: str, identity: str = "rIdChart") -> str:
    return drawing_of(f'<a:graphicData uri="{_C}"><c:chart xmlns:c="{_C}" r:id="{identity}"/></a:graphicData>', alt)


def picture_drawing(alt: str, identity: str = "rIdPicture") -> str:
    size = 'cx="3600000" cy="3600000"'
    return drawing_of(
        f'<a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}"><pic:nvPicPr>'
        f'<pic:cNvPr id="0" name="x" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{identity}"/><a:srcRect l="1000"/><a:stretch>'
        f'<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>',
        alt,
        size,
    )


def template(body: str, *, kind: str = "bar", series: int = 2, header: str = "") -> bytes:
    """A .docx of that body (and header) with a chart rIdChart and a picture rIdPicture to draw from."""
    links = (
        f'<Relationship Id="rIdChart" Type="{R}/chart" Target="charts/chart1.xml"/>'
        f'<Relationship Id="rIdPicture" Type="{R}/image" Target="media/image1.png"/>'
    )
    made: dict[str, str | bytes] = dict(files(body, links=links, **({"header": header} if header else {})))
    made["[Content_Types].xml"] = str(made["[Content_Types].xml"]).replace(
        "</Types>",
        f'<Default Extension="png" ContentType="image/png"/><Default Extension="xlsx" ContentType="{_BOOK_TYPE}"/>'
        f'<Override PartName="/word/charts/chart1.xml" ContentType="{_CHART_TYPE}"/></Types>',
    )
    book = io.BytesIO()
    Workbook().save(book)
    made["word/charts/chart1.xml"] = chart_xml(kind, series)
    made["word/charts/_rels/chart1.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}">'
        f'<Relationship Id="rId1" Type="{R}/package" Target="../embeddings/样本.xlsx"/></Relationships>'
    )
    if header:
        made["word/_rels/header1.xml.rels"] = f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>'
        made["word/_rels/document.xml.rels"] = str(made["word/_rels/document.xml.rels"]).replace(links, "")
    made["word/embeddings/样本.xlsx"] = book.getvalue()
    made["word/media/image1.png"] = png(2, 2)
    return zipped(made)


def png(width: int, height: int, grey: int = 128) -> bytes:
    """A plain grey PNG."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + bytes([grey]) * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
