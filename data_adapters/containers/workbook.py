"""What an .xlsx tells from outside: bombs and far cells are refused, the facts of each sheet gathered."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from data_adapters.containers import sheetscan, sheetwatch
from data_adapters.containers.facts import Facts
from data_adapters.containers.limits import BROKEN
from data_adapters.containers.package import BROKEN_PACKAGE, unpacked, walk
from data_adapters.problems import SourceError

_BUILT_IN_PERCENTS: Final = frozenset({"9", "10"})  # 0% and 0.00%, ECMA-376 part 1, 18.8.30
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def inspect(data: bytes, name: str) -> Mapping[str, Facts]:
    """The facts of each sheet by its name. Raises :class:`SourceError` as :func:`package.walk`, and for far cells."""
    found: dict[str, Facts] = {}
    percents = _percent_styles(data)

    def scan(entry: zipfile.ZipInfo, root: str, blocks: Iterator[bytes]) -> None:
        if root.rpartition(":")[2] == "worksheet":
            plain = sheetscan.scan(blocks, percents)
            found[entry.filename] = plain or sheetwatch.watch(unpacked(data, entry), name)

    walk(data, name, scan)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return {sheet: found[part] for sheet, part in _sheet_parts(package) if part in found}
    except BROKEN_PACKAGE as error:
        raise SourceError(f"“{name}”{BROKEN}") from error


def _sheet_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The sheets a workbook names, each with the name of its part."""
    relations = etree.fromstring(package.read("xl/_rels/workbook.xml.rels"), _safe())
    targets = {item.get("Id"): item.get("Target") or "" for item in relations.iter("{*}Relationship")}
    for sheet in etree.fromstring(package.read("xl/workbook.xml"), _safe()).iter("{*}sheet"):
        ids = [value for key, value in sheet.attrib.items() if str(key).endswith("}id")]
        target = targets.get(str(ids[0]) if ids else None, "")
        yield sheet.get("name") or "", posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _percent_styles(data: bytes) -> list[str]:
    """The numbers of the cell styles that show a percentage; none where the styles cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if package.getinfo("xl/styles.xml").file_size > 1 << 23:
                return []
            styles = etree.fromstring(package.read("xl/styles.xml"), _safe())
    except BROKEN_PACKAGE:
        return []  # the walk says what is broken; styles alone are no reason to refuse
    formats = {
        item.get("numFmtId")
        for item in styles.iter("{*}numFmt")
        if "%" in _QUOTED.sub("", item.get("formatCode") or "")
    } | _BUILT_IN_PERCENTS
    cells = styles.find("{*}cellXfs")
    return [str(at) for at, style in enumerate(cells if cells is not None else ()) if style.get("numFmtId") in formats]


def _safe() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)
