"""An .xlsx seen from outside: its parts are measured and watched before any reader opens them.

The reader behind this door aborts the whole process on a far cell, expands a bomb before it counts it, and shows
error values and formulas without a saved result as blanks. All of that can be told from the parts themselves.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from lxml import etree

from data_adapters.problems import SourceError, column_letter

MAX_ENTRIES: Final = 2_000
MAX_UNPACKED_BYTES: Final = 300 * 1024 * 1024
MAX_GRID_CELLS: Final = 5_000_000
UNCACHED: Final = "#未计算"
CURE: Final = "请用 Excel 或 WPS 打开后另存为 .xlsx 再上传"
LOCKED: Final = "设有打开密码，无法读取，请在 Excel 中取消密码后再上传"
BROKEN: Final = "已损坏，读不出工作表，请用 Excel 或 WPS 打开并另存后再上传"
FAR: Final = "的表格大得不正常：数据一直到单元格 {}，请删除该单元格及其周围的空白行列后保存，再上传"
_BLOCK: Final = 1 << 20
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384

# Everything zipfile, zlib, struct and lxml are known to raise on bytes that are no sound package.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, etree.XMLSyntaxError),
    *(NotImplementedError, RuntimeError, EOFError, OSError, ValueError, KeyError),
)

Marks = Mapping[tuple[int, int], str]


class _StrangeError(Exception):
    """What is strange about a part; :func:`inspect` puts the file's name before it."""


def inspect(data: bytes, name: str) -> Mapping[str, Marks]:
    """For each sheet by its name, the cells a reader shows blank though they are not, by (row, column) from 1.

    The text is the error value as Excel shows it ("#REF!"), or ``UNCACHED`` for a formula without a saved result.
    Raises :class:`SourceError` for a package that is broken or would harm its reader: a bomb, a far cell, a DOCTYPE.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _inspect(package, data, name)
    except _BROKEN as error:
        raise SourceError(f"“{name}”已损坏（压缩结构不完整），请重新导出或重新发送一次") from error


def _inspect(package: zipfile.ZipFile, data: bytes, name: str) -> Mapping[str, Marks]:
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise SourceError(_bomb(name))
    if any(entry.flag_bits & 1 for entry in entries):
        raise SourceError(f"“{name}”{LOCKED}")
    marks: dict[str, Marks] = {}
    for entry in entries:
        watch = _Watch()
        try:
            for block in _unpacked(data, entry):
                watch.feed(block)
            watch.close()
        except _StrangeError as strange:
            raise SourceError(f"“{name}”{strange}") from strange
        except expat.ExpatError as error:
            if entry.filename.endswith((".xml", ".rels")):
                raise SourceError(f"“{name}”已损坏（{entry.filename} 不完整），{CURE}") from error
        except OverflowError as error:
            raise SourceError(_bomb(name)) from error
        if watch.marks:
            marks[entry.filename] = watch.marks
    return {sheet: marks[part] for sheet, part in _sheet_parts(package) if part in marks} if marks else {}


def _bomb(name: str) -> str:
    return f"“{name}”解压后过大，疑似压缩炸弹，已拒绝读取；{CURE}"


def _unpacked(data: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The real content of an entry, block by block; OverflowError once it is longer than the directory declares.

    zipfile itself stops silently at the declared length, while other readers go on to the end.
    """
    start = entry.header_offset
    if data[start : start + 4] != b"PK\x03\x04":
        raise ValueError("no entry where the directory says")
    start += 30 + sum(struct.unpack_from("<HH", data, start + 26))
    packed = data[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        if len(packed) > entry.file_size:
            raise OverflowError
        yield packed
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise NotImplementedError(entry.compress_type)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    total = 0
    while packed and not inflater.eof:
        block = inflater.decompress(packed, _BLOCK)
        packed = inflater.unconsumed_tail
        total += len(block)
        if total > entry.file_size:
            raise OverflowError
        yield block


def _sheet_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The sheets a workbook names, each with the name of its part."""
    safe = etree.XMLParser(resolve_entities=False, no_network=True)
    relations = etree.fromstring(package.read("xl/_rels/workbook.xml.rels"), safe)
    targets = {item.get("Id"): item.get("Target") or "" for item in relations.iter("{*}Relationship")}
    for sheet in etree.fromstring(package.read("xl/workbook.xml"), safe).iter("{*}sheet"):
        ids = [value for key, value in sheet.attrib.items() if str(key).endswith("}id")]
        target = targets.get(str(ids[0]) if ids else None, "")
        yield sheet.get("name") or "", posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


@dataclass(slots=True)
class _Watch:
    """Watches one part go by: any part may not hold a DOCTYPE; of a worksheet every cell is looked at."""

    marks: dict[tuple[int, int], str] = field(default_factory=dict)
    parser: expat.XMLParserType = field(default_factory=expat.ParserCreate)
    is_sheet: bool = False
    is_other: bool = False
    row: int = 0
    column: int = 0
    last_row: int = 0
    last_column: int = 0
    kind: str = ""
    inside: str = ""
    formula: bool = False
    content: str = ""

    def __post_init__(self) -> None:
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._root

    def feed(self, block: bytes) -> None:
        """Look at the next block; what is no worksheet is not looked at beyond its root element."""
        if self.is_other:
            return
        try:
            self.parser.Parse(block, False)
        except expat.ExpatError:
            if not self.is_other:
                raise

    def close(self) -> None:
        """The part is complete."""
        if not self.is_other:
            self.parser.Parse(b"", True)
            self._settle()

    def _refuse_doctype(self, *_: object) -> None:
        raise _StrangeError(f"的内部文件带有 DOCTYPE 声明（正常的工作簿没有），已拒绝读取；{CURE}")

    def _root(self, tag: str, _: dict[str, str]) -> None:
        self.is_sheet = tag.rpartition(":")[2] == "worksheet"
        self.is_other = not self.is_sheet
        self.parser.StartElementHandler = self._start if self.is_sheet else None

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "c":
            self._settle()
            self._place(attributes.get("r"))
            self.kind = attributes.get("t", "")
            if self.kind == "e":
                self.parser.CharacterDataHandler = self._characters
        elif local in ("v", "f", "is"):
            self._fill(local)
        elif local == "row":
            self._settle()
            given = attributes.get("r", "")
            self.row = int(given) if given.isdecimal() and len(given) < 8 else self.row + 1
            self.column = 0

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self.column += 1
            return
        match = _REFERENCE.fullmatch(reference.upper())
        self.row, self.column = (int(match[2]), column_number(match[1])) if match else (_LAST_ROW + 1, 1)
        if self.row > _LAST_ROW or self.column > _LAST_COLUMN:
            raise _StrangeError(f"已损坏：工作表里有不存在的单元格“{reference[:20]}”，{CURE}")

    def _fill(self, local: str) -> None:
        self.inside = local
        self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)
        if self.last_row * self.last_column > MAX_GRID_CELLS:
            raise _StrangeError(FAR.format(f"{column_letter(self.column)}{self.row}"))
        if local == "f":
            self.formula = True
            self.parser.CharacterDataHandler = self._characters

    def _characters(self, text: str) -> None:
        if self.inside == "v":
            self.content += text.strip()

    def _settle(self) -> None:
        """The cell before is complete: keep it if a reader would show it blank."""
        if self.kind == "e":
            self.marks[self.row, self.column] = self.content or UNCACHED
        elif self.formula and not self.content and self.kind != "str":  # an empty text is a result too
            self.marks[self.row, self.column] = UNCACHED
        if self.kind or self.formula:
            self.kind, self.inside, self.content, self.formula = "", "", "", False
            self.parser.CharacterDataHandler = None


def column_number(letters: str) -> int:
    """The number, from 1, of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
