"""What an .xlsx tells from outside: bombs and far cells are refused, the facts of each sheet gathered."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from data_adapters.containers import sheetscan, sheetwatch
from data_adapters.containers.facts import Facts
from data_adapters.containers.limits import BROKEN
from data_adapters.containers.package import BROKEN_PACKAGE, timed, unpacked, walk
from data_adapters.patterns import regex
from data_adapters.problems import SourceError

_LARGEST: Final = 16 << 20
_BUILT_IN_PERCENTS: Final = frozenset({"9", "10"})  # 0% and 0.00%, ECMA-376 part 1, 18.8.30
_QUOTED = regex(r'"[^"]*"|\\.|\[[^\]]*\]')


def inspect(data: bytes, name: str) -> Mapping[str, Facts]:
    """The facts of each sheet by its name. Raises :class:`SourceError` as :func:`package.walk`, and for far cells."""
    found: dict[str, Facts] = {}
    percents = _percent_styles(data)

    def scan(entry: zipfile.ZipInfo, root: str, blocks: Iterator[bytes]) -> None:
        if root.rpartition(":")[2] == "worksheet":
            plain = sheetscan.scan(blocks, percents)
            found[entry.filename] = plain or sheetwatch.watch(timed(unpacked(data, entry), name), name)

    walk(data, name, scan)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return {sheet: found[part] for sheet, part in _sheet_parts(package) if part in found}
    except BROKEN_PACKAGE as error:
        raise SourceError(f"“{name}”{BROKEN}") from error


def _sheet_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The sheets a workbook names, each with the name of its part."""
    parts = related_parts(package, "xl/_rels/workbook.xml.rels")
    for sheet in _tree(package, "xl/workbook.xml").iter("{*}sheet"):
        ids = [str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")]
        yield sheet.get("name") or "", parts.get(ids[0] if ids else "", "")


def related_parts(package: zipfile.ZipFile, relations: str) -> dict[str, str]:
    """The parts a workbook's relations name, by their ids. Raises one of :data:`package.BROKEN_PACKAGE`."""
    return {
        item.get("Id") or "": posixpath.normpath(posixpath.join("/xl", item.get("Target") or "")).lstrip("/")
        for item in _tree(package, relations).iter("{*}Relationship")
    }


def _percent_styles(data: bytes) -> list[str]:
    """The numbers of the cell styles that show a percentage; none where the styles cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            styles = _tree(package, "xl/styles.xml")
    except BROKEN_PACKAGE:
        return []  # the walk says what is broken; styles alone are no reason to refuse
    formats = {
        item.get("numFmtId")
        for item in styles.iter("{*}numFmt")
        if "%" in _QUOTED.sub("", item.get("formatCode") or "")
    } | _BUILT_IN_PERCENTS
    cells = styles.find("{*}cellXfs")
    return [str(at) for at, style in enumerate(cells if cells is not None else ()) if style.get("numFmtId") in formats]


def _tree(package: zipfile.ZipFile, part: str) -> etree._Element:
    """A small part as a tree; ValueError where it is too large to be one."""
    if package.getinfo(part).file_size > _LARGEST:
        raise ValueError("a part of this size is no list of sheets or styles")
    return etree.fromstring(package.read(part), etree.XMLParser(resolve_entities=False, no_network=True))
