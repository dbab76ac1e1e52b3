"""Page numbers put where there are none, or none of their own for even pages (GB/T 9704-2012, 7.5)."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from service.assembly.gongwen_check.profile import Profile
from service.assembly.gongwen_check.reading import Document
from service.assembly.layout.namespaces import DECLARATIONS, PACKAGE, R
from service.assembly.main_part import BODY, CONTENT_TYPES
from service.assembly.mend import W
from service.assembly.relationships import DECLARATION, Link, links_name, links_of, links_xml

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
_R = f"{{{R}}}"
#: Which side the number stands on, by the kind of page, with one character of 4号 left free.
_SIDES = {"default": "right", "even": "left"}
#: What may stand before w:evenAndOddHeaders in the settings (ECMA-376-1 §17.15.1.78).
_BEFORE = frozenset(
    W + name
    for name in (
        "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime",
        "doNotDisplayPageBoundaries", "displayBackgroundShape",
        "printPostScriptOverText", "printFractionalCharacterWidth", "printFormsData",
        "embedTrueTypeFonts", "embedSystemFonts", "saveSubsetFonts", "saveFormsData", "mirrorMargins",
        "alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop",
        "hideSpellingErrors", "hideGrammaticalErrors", "activeWritingStyle", "proofState", "formsDesign",
        "attachedTemplate", "linkStyles", "stylePaneFormatFilter", "stylePaneSortMethod", "documentType", "mailMerge",
        "revisionView", "trackRevisions", "doNotTrackMoves", "doNotTrackFormatting", "documentProtection",
        "autoFormatOverride", "styleLockTheme", "styleLockQFSet", "defaultTabStop", "autoHyphenation",
        "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps", "showEnvelope", "summaryLength",
        "clickAndTypeStyle", "defaultTableStyle",
    )
)  # fmt: skip


def page_numberer(document: Document, profile: Profile) -> Callable[[], None] | None:
    """The repair that gives the document page numbers; None where its footers hold words of their own."""
    words = any(
        char.isalpha() for footer in document.footers for each in footer.paragraphs for char in each.text
    )  # fmt: skip
    if words or document.settings is None or any(_name(pages) in document.parts for pages in _SIDES):
        return None

    def fix() -> None:
        links = links_of(document.parts, BODY)
        for pages in _SIDES:
            document.parts[_name(pages)] = _footer(pages, profile)
            links[_key(pages)] = Link(f"{R}/footer", _name(pages))
        document.parts[links_name(BODY)] = links_xml(BODY, links)
        document.parts[CONTENT_TYPES] = _declared(document.parts[CONTENT_TYPES])
        for section in document.sections:
            _refer(section.element)
        _tell_apart(document.settings)

    return fix


def _name(pages: str) -> str:
    return f"word/footer_number_{pages}.xml"


def _key(pages: str) -> str:
    return f"rIdPageNumber{pages.title()}"


def _footer(pages: str, profile: Profile) -> bytes:
    font, size, side = profile.fonts["page"][0], profile.sizes["page"], _SIDES[pages]
    look = (
        f'<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>'
        f'<w:sz w:val="{size}"/></w:rPr>'
    )
    words = [f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>' for text in ("— ", "1", " —")]
    indent = f'<w:ind w:{side}="280" w:firstLine="0"/><w:jc w:val="{side}"/>'
    field = f'<w:fldSimple w:instr=" PAGE ">{words[1]}</w:fldSimple>'
    body = f"<w:p><w:pPr>{indent}</w:pPr>{words[0]}{field}{words[2]}</w:p>"
    return f"{DECLARATION}<w:ftr {DECLARATIONS}>{body}</w:ftr>".encode()


def _declared(types: bytes) -> bytes:
    root = etree.fromstring(types, etree.XMLParser(resolve_entities=False, no_network=True))
    for pages in _SIDES:
        entry = {"PartName": f"/{_name(pages)}", "ContentType": _TYPE}
        etree.SubElement(root, f"{{{PACKAGE}/content-types}}Override", entry)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _refer(section: etree._Element) -> None:
    for old in section.findall(W + "footerReference"):
        if old.get(W + "type", "default") in _SIDES:
            section.remove(old)
    for pages in _SIDES:
        reference = etree.Element(W + "footerReference", {W + "type": pages, _R + "id": _key(pages)})
        section.insert(len(section.findall(W + "headerReference")), reference)


def _tell_apart(settings: etree._Element | None) -> None:
    if settings is None:
        return
    found = settings.find(W + "evenAndOddHeaders")
    if found is not None:
        found.attrib.pop(W + "val", "")
        return
    places = [number for number, child in enumerate(settings, 1) if child.tag in _BEFORE]
    settings.insert(max(places, default=0), etree.Element(W + "evenAndOddHeaders"))
