"""A zip package seen from outside: its parts are measured and watched before any reader opens them.

A reader aborts its whole process on a far cell, expands a bomb before it counts it, and shows error values and
formulas without a saved result as blanks. All of that can be told from the parts themselves.
"""

from __future__ import annotations

import io
import itertools
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Final
from xml.parsers import expat

from lxml import etree

from data_adapters.containers.limits import CURE, LOCKED, MAX_ENTRIES, MAX_UNPACKED_BYTES, RefusedError
from data_adapters.problems import SourceError

_BLOCK: Final = 1 << 20
_SLICE: Final = 4096
LOOK_SECONDS: Final = 20

# Everything zipfile, zlib, struct and lxml are known to raise on bytes that are no sound package.
BROKEN_PACKAGE: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, etree.XMLSyntaxError),
    *(NotImplementedError, RuntimeError, EOFError, OSError, ValueError, LookupError),
)

Scan = Callable[[zipfile.ZipInfo, str, Iterator[bytes]], None]


def walk(data: bytes, name: str, scan: Scan) -> None:
    """Look at every part of a package and give each to ``scan`` with the name of its root element and its content.

    The root is "" where a part is no XML. Raises :class:`SourceError` for a package that is broken or would harm its
    reader: too many or too large parts, parts larger than they say, a DOCTYPE.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
            raise OverflowError
        if any(entry.flag_bits & 1 for entry in entries):
            raise SourceError(f"“{name}”{LOCKED}")
        for entry in entries:
            _part(data, name, entry, scan)
    except RefusedError as refusal:
        raise SourceError(str(refusal)) from refusal
    except OverflowError as error:
        raise SourceError(f"“{name}”解压后过大，疑似压缩炸弹，已拒绝读取；{CURE}") from error
    except BROKEN_PACKAGE as error:
        raise SourceError(f"“{name}”已损坏（压缩结构不完整），请重新导出或重新发送一次") from error


def _part(data: bytes, name: str, entry: zipfile.ZipInfo, scan: Scan) -> None:
    blocks = timed(unpacked(data, entry), name)
    try:
        root, head = _root(name, entry, blocks)
        kept = itertools.chain(head, blocks)
        scan(entry, root, kept)
        for _ in kept:  # to its end, so that its real size is known
            pass
    except expat.ExpatError as error:
        raise SourceError(f"“{name}”已损坏（{entry.filename} 不完整），{CURE}") from error


def _root(name: str, entry: zipfile.ZipInfo, blocks: Iterator[bytes]) -> tuple[str, list[bytes]]:
    """The name of a part's root element, "" where it is no XML, and the blocks which were read to know it."""
    head: list[bytes] = []
    root = _Head(name)
    try:
        for block in blocks:
            head.append(block)
            if root.found(block):
                break
        else:
            root.close()
    except expat.ExpatError:
        if entry.filename.endswith((".xml", ".rels")):
            raise
    return root.tag, head


class _Head:
    """The beginning of a part: a DOCTYPE is refused, the root element told."""

    def __init__(self, name: str) -> None:
        self.tag = ""
        self._name = name
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self._root

    def found(self, block: bytes) -> bool:
        """Whether the root element is known after this block."""
        for start in range(0, len(block), _SLICE):
            try:
                self._parser.Parse(block[start : start + _SLICE], False)
            except expat.ExpatError:
                if not self.tag:
                    raise
            if self.tag:
                return True
        return False

    def close(self) -> None:
        """The part has ended."""
        self._parser.Parse(b"", True)

    def _refuse(self, *_: object) -> None:
        raise SourceError(f"“{self._name}”的内部文件带有 DOCTYPE 声明（正常的文件没有），已拒绝读取；{CURE}")

    def _root(self, tag: str, _: dict[str, str]) -> None:
        self.tag = self.tag or tag


def timed(blocks: Iterator[bytes], name: str) -> Iterator[bytes]:
    """The same blocks; :class:`RefusedError` once looking at them has taken longer than any honest part does."""
    ends = time.monotonic() + LOOK_SECONDS
    for block in blocks:
        if time.monotonic() > ends:
            raise RefusedError(f"“{name}”结构过于复杂，看了 {LOOK_SECONDS} 秒还没有看完，已停止；{CURE}")
        yield block


def unpacked(data: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
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
