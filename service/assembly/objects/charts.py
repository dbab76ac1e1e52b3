"""A chart part made of a pattern and figures: its looks stay, its series, caches and workbook are new."""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from service.assembly.objects.chart_data import ChartData, Series, number_text
from service.assembly.objects.patterns import A, C, R
from service.assembly.values import UnprintableError
from service.assembly.writer import write_package

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

WORKBOOK_ID = "rIdHuicaiBook"
_SHEET = "Sheet1"
_ACCENTS = 6
_SAVED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ONE_SERIES = ("pieChart", "pie3DChart")
# Children of c:ser that stand before c:cat, or c:val (ECMA-376-1 §21.2.2.170, as for all kinds with categories)
_BEFORE_CATEGORIES = frozenset(
    C + name
    for name in (
        *("idx", "order", "tx", "spPr", "invertIfNegative", "pictureOptions", "marker", "explosion", "dPt", "dLbls"),
        *("trendline", "errBars"),
    )
)
_AFTER_GAPS = frozenset(C + name for name in ("showDLblsOverMax", "extLst"))
_AFTER_BOOK = frozenset(C + name for name in ("printSettings", "userShapes", "extLst"))


def chart_part(pattern: bytes, data: ChartData) -> bytes:
    """The chart's XML; UnprintableError when its kind cannot show the figures."""
    root = etree.fromstring(pattern, etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=True))
    for index, series in enumerate(_as_many(root, data)):
        _fill(series, index, data)
    _gaps(root)
    book = root.find(f"{C}externalData")
    if book is None:
        book = _insert(root, "externalData", _AFTER_BOOK)
        etree.SubElement(book, f"{C}autoUpdate", {"val": "0"})
    book.set(f"{R}id", WORKBOOK_ID)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _as_many(root: etree._Element, data: ChartData) -> list[etree._Element]:
    """As many series as the data has, in the pattern's groups: the last one cloned, or the last ones gone."""
    series = sorted(root.iter(f"{C}ser"), key=lambda ser: int(_child(ser, "order").get("val", "0")))
    last = series[-1]
    group = etree.QName(last.getparent()).localname  # a series stands in its group
    if group in _ONE_SERIES and (len(data.series) > 1 or any((v or 0) < 0 for s in data.series for v in s.values)):
        raise UnprintableError("饼图只能有一个系列，数值不能是负数")
    for gone in series[len(data.series) :]:
        gone.getparent().remove(gone)  # type: ignore[union-attr]
    before = last
    for step in range(1, len(data.series) - len(series) + 1):
        clone = deepcopy(last)
        _recolour(clone, step)
        for extension in clone.findall(f"{C}extLst"):
            clone.remove(extension)  # it names the series by an id that must be unique
        before.addnext(clone)
        series.append(clone)
        before = clone
    return series[: len(data.series)]


def _recolour(series: etree._Element, step: int) -> None:
    """The next colours of the theme where the pattern uses the theme's; fixed colours stay as they are."""
    for colour in series.iter(f"{A}schemeClr"):
        if match := re.fullmatch(r"accent([1-6])", colour.get("val", "")):
            colour.set("val", f"accent{(int(match[1]) - 1 + step) % _ACCENTS + 1}")


def _fill(series: etree._Element, index: int, data: ChartData) -> None:
    own, count = data.series[index], len(data.categories)
    letter = _letter(index + 1)
    _child(series, "idx").set("val", str(index))
    _child(series, "order").set("val", str(index))
    for point in [*series.findall(f"{C}dPt"), *series.iter(f"{C}dLbl")]:
        if int(_child(point, "idx").get("val", "0")) >= count:
            point.getparent().remove(point)  # type: ignore[union-attr] # it was found in the series
    title = series.find(f"{C}tx")
    if title is None:
        title = etree.Element(f"{C}tx")
        _child(series, "order").addnext(title)
    _reference(title, "str", f"{_SHEET}!${letter}$1", [own.name])
    categories, values = series.find(f"{C}cat"), series.find(f"{C}val")
    if categories is None:
        categories = _place(series, "cat")
    if values is None:
        values = etree.Element(f"{C}val")
        categories.addnext(values)
    code = values.findtext(f".//{C}formatCode") or "General"
    _reference(categories, "str", f"{_SHEET}!$A$2:$A${count + 1}", list(data.categories))
    points = [None if value is None else number_text(value) for value in own.values]
    _reference(values, "num", f"{_SHEET}!${letter}$2:${letter}${count + 1}", points, code)


def _letter(column: int) -> str:
    """A spreadsheet's name for a column counted from 0."""
    before, last = divmod(column, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + last)


def _child(element: etree._Element, name: str) -> etree._Element:
    found = element.find(C + name)
    if found is None:
        raise UnprintableError(f"模板里的图表不完整（缺少 {name}），请在 Word 中重新插入")
    return found


def _place(series: etree._Element, name: str) -> etree._Element:
    at = sum(1 for child in series if child.tag in _BEFORE_CATEGORIES)
    made = etree.Element(C + name)
    series.insert(at, made)
    return made


def _reference(holder: etree._Element, kind: str, formula: str, points: list[str | None], code: str = "") -> None:
    """holder's reference to the sheet with its cache; a point that is None has no entry, which is a gap."""
    for child in list(holder):
        holder.remove(child)
    reference = etree.SubElement(holder, f"{C}{kind}Ref")
    etree.SubElement(reference, f"{C}f").text = formula
    cache = etree.SubElement(reference, f"{C}{kind}Cache")
    if code:
        etree.SubElement(cache, f"{C}formatCode").text = code
    etree.SubElement(cache, f"{C}ptCount", {"val": str(len(points))})
    for index, point in enumerate(points):
        if point is not None:
            entry = etree.SubElement(cache, f"{C}pt", {"idx": str(index)})
            etree.SubElement(entry, f"{C}v").text = _ILLEGAL.sub("□", point)


def _gaps(root: etree._Element) -> None:
    """What was not reported is left out, never drawn as 0."""
    chart = _child(root, "chart")
    blanks = chart.find(f"{C}dispBlanksAs")
    if blanks is None:
        blanks = _insert(chart, "dispBlanksAs", _AFTER_GAPS)
    blanks.set("val", "gap")


def _insert(parent: etree._Element, name: str, after: frozenset[str]) -> etree._Element:
    at = next((at for at, child in enumerate(parent) if child.tag in after), len(parent))
    made = etree.Element(C + name)
    parent.insert(at, made)
    return made


def workbook(data: ChartData) -> bytes:
    """The .xlsx behind the chart: categories in column A, a series in each column after it; same data, same bytes."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load, and needed for charts only

    book, saved = Workbook(), io.BytesIO()
    sheet = book.create_sheet(_SHEET, 0)
    book.remove(book.worksheets[1])
    for row, name in enumerate(data.categories, start=2):
        _write_text(sheet, row, 1, name)
    for column, series in enumerate(data.series, start=2):
        _write_series(sheet, column, series)
    book.save(saved)
    with zipfile.ZipFile(saved) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["docProps/core.xml"] = _SAVED.sub(rb"\g<1>1980-01-01T00:00:00Z", parts["docProps/core.xml"])
    return write_package(parts)


def _write_series(sheet: Worksheet, column: int, series: Series) -> None:
    _write_text(sheet, 1, column, series.name)
    for row, value in enumerate(series.values, start=2):
        if value is not None:
            sheet.cell(row, column, value)


def _write_text(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row, column)
    cell.value = _ILLEGAL.sub("□", text)
    cell.data_type = "s"  # "=1+1" out of a ledger stays text
