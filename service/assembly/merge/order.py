"""The order in which Word demands the children of its property elements (ECMA-376-1 §17.3.1.26, §17.3.2.28, §17.6.17,
§17.15.1.78)."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from service.assembly.mend import W


def _tags(names: str) -> tuple[str, ...]:
    return tuple(W + name for name in names.split())


PARAGRAPH = _tags(
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
RUN = _tags(
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath"
)
SECTION = _tags(
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols "
    "formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"
)
STYLE = _tags(
    "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal "
    "personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
)
TABLE = _tags("tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW")
SETTINGS = _tags(
    "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
    "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts "
    "embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState "
    "formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge "
    "revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride "
    "styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone "
    "doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders "
    "bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing "
    "drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery "
    "doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData "
    "noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter "
    "noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent "
    "alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt "
    "showXMLTags alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids "
    "attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures "
    "forceUpgrade captions readModeInkLockDown smartTagType shapeDefaults doNotEmbedSmartTags decimalSymbol "
    "listSeparator"
)
_RANKS = {
    order: {tag: rank for rank, tag in enumerate(order)} for order in (PARAGRAPH, RUN, SECTION, STYLE, TABLE, SETTINGS)
}


def insert(parent: etree._Element, child: etree._Element, order: tuple[str, ...]) -> etree._Element:
    """child put where it belongs among parent's children, after those of its own name; gives child."""
    ranks = _RANKS[order]
    own = ranks[str(child.tag)]
    at = sum(1 for other in parent if ranks.get(str(other.tag), len(order)) <= own)
    parent.insert(at, child)
    return child


def needed(parent: etree._Element, tag: str, order: tuple[str, ...]) -> etree._Element:
    """parent's child of that name, made where it belongs when there is none."""
    found = parent.find(tag)
    return insert(parent, etree.Element(tag), order) if found is None else found


def properties(element: etree._Element) -> etree._Element:
    """The w:pPr of a paragraph, made when there is none."""
    found = element.find(f"{W}pPr")
    if found is None:
        found = etree.Element(f"{W}pPr")
        element.insert(0, found)
    return found


def fill(element: etree._Element, attributes: Mapping[str, str]) -> None:
    """Set those attributes of element that it lacks."""
    for key, value in attributes.items():
        if key not in element.attrib:
            element.set(key, value)
