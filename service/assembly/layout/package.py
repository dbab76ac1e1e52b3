"""The parts of a Word file put together from nothing: no default template, no theme, no legacy styles."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from service.assembly.layout.fonts import font_table
from service.assembly.layout.footers import Margin, page_numbers
from service.assembly.layout.namespaces import DECLARATIONS, PACKAGE, R, W
from service.assembly.layout.page import STANDARD, PageProfile, section
from service.assembly.layout.sections import references, related
from service.assembly.layout.styles import styles_xml
from service.assembly.layout.theme import theme

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DATE = (1980, 1, 1, 0, 0, 0)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_DC = "http://purl.org/dc/elements/1.1/"


@dataclass(frozen=True, slots=True)
class Paper:
    """What a template is made of: its title in the file's properties, body XML, page, and headers and footers.

    `across` are those of sheets across inside a portrait paper (sections.across). `duplex` makes even pages mirror the
    margins, as paper printed on both sides and bound needs it. `charts` are the patterns that charts.chart() names, by
    their relationship ids.
    """

    title: str
    body: str
    profile: PageProfile = STANDARD
    margins: Sequence[Margin] = page_numbers()
    across: Sequence[Margin] = ()
    duplex: bool = True
    charts: Mapping[str, str] = field(default_factory=dict)


def build(paper: Paper) -> bytes:
    """The .docx file. The same paper always gives the same parts in the same order with the same dates."""
    return zipped({name: (_DECLARATION + part).encode() for name, part in _parts(paper).items()})


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a zip: [Content_Types].xml first, the others sorted, dated 1980-01-01, packed at level 9."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(parts, key=lambda part: (part != "[Content_Types].xml", part)):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, parts[name])
    return target.getvalue()


def _parts(paper: Paper) -> dict[str, str]:
    margins = related(paper.margins, paper.across)
    first = any(margin.pages == "first" for margin in paper.margins) and not paper.across
    sheet = section(paper.profile, references(margins), title_page=first)
    return {
        "[Content_Types].xml": _content_types(tuple(margins.values()), paper.charts),
        "_rels/.rels": _relationships(
            {
                "rId1": (f"{R}/officeDocument", "word/document.xml"),
                "rId2": (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                "rId3": (f"{R}/extended-properties", "docProps/app.xml"),
            }
        ),
        "docProps/app.xml": f'<Properties xmlns="{_OFFICE_PROPERTIES}"><Application>会材</Application></Properties>',
        "docProps/core.xml": _core(paper.title),
        "word/_rels/document.xml.rels": _relationships(
            {
                "rId1": (f"{R}/styles", "styles.xml"),
                "rId2": (f"{R}/settings", "settings.xml"),
                "rId3": (f"{R}/fontTable", "fontTable.xml"),
                "rId4": (f"{R}/theme", "theme/theme1.xml"),
                **{identity: (f"{R}/{margin.kind}", margin.name) for identity, margin in margins.items()},
                **{identity: (f"{R}/chart", f"charts/{identity}.xml") for identity in paper.charts},
            }
        ),
        "word/document.xml": f"<w:document {DECLARATIONS}><w:body>{paper.body}{sheet}</w:body></w:document>",
        "word/fontTable.xml": font_table(),
        "word/settings.xml": _settings(paper.duplex),
        "word/theme/theme1.xml": theme(),
        "word/styles.xml": styles_xml(paper.profile.line),
        **{f"word/{margin.name}": margin.xml() for margin in margins.values()},
        **{f"word/charts/{identity}.xml": chart for identity, chart in paper.charts.items()},
    }


_OFFICE_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def _content_types(margins: Sequence[Margin], charts: Mapping[str, str]) -> str:
    overrides = {
        "docProps/app.xml": f"{_OFFICE}.extended-properties+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "word/document.xml": f"{_WORD}.document.main+xml",
        "word/fontTable.xml": f"{_WORD}.fontTable+xml",
        "word/settings.xml": f"{_WORD}.settings+xml",
        "word/styles.xml": f"{_WORD}.styles+xml",
        "word/theme/theme1.xml": f"{_OFFICE}.theme+xml",
        **{f"word/{margin.name}": f"{_WORD}.{margin.kind}+xml" for margin in margins},
        **{f"word/charts/{identity}.xml": f"{_OFFICE}.drawingml.chart+xml" for identity in charts},
    }
    entries = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{entries}</Types>'
    )


def _relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="{identity}" Type="{kind}" Target="{target}"/>'
        for identity, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def _core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="{_DC}">'
        f"<dc:title>{escape(title, quote=False)}</dc:title><dc:creator>会材</dc:creator></cp:coreProperties>"
    )


def _settings(duplex: bool) -> str:
    mirror = "<w:mirrorMargins/>" if duplex else ""
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>{mirror}<w:defaultTabStop w:val="640"/>'
        '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/>'
        "<w:compat><w:doNotExpandShiftReturn/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat></w:settings>"
    )
