"""What a file really is, told by its bytes: suffixes lie."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum
from pathlib import PurePath

from data_adapters.package import CURE, LOCKED
from data_adapters.problems import SourceError

MAX_FILE_BYTES = 50 * 1024 * 1024
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Kind(Enum):
    """The kinds of file the door reads; the value is what ``huicai read --json`` prints."""

    XLSX = "xlsx"
    XLS = "xls"
    CSV = "csv"


def sniff(data: bytes, name: str) -> Kind:
    """Tell the kind of ``data``. Raises :class:`SourceError` saying what it is instead, and the cure."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise SourceError(f"“{name}”是空文件，没有任何内容，请检查后重新上传")
    if len(data) > MAX_FILE_BYTES:
        raise SourceError(too_big(name, len(data)))
    if data.startswith(b"PK"):
        return _sniff_zip(data, name)
    if data.startswith(_OLE_MAGIC):
        return _sniff_ole(data, name)
    if data.startswith(b"%PDF"):
        raise SourceError(f"“{name}”是 PDF 文件，不是工作簿，请上传原来的 Excel 表格")
    if data[:4] in (b"\x89PNG", b"GIF8") or data.startswith(b"\xff\xd8\xff"):
        raise SourceError(f"“{name}”是图片，不是工作簿，请上传原来的 Excel 表格")
    if re.match(rb"[\s\xef\xbb\xbf]*<(!doctype html|html|table|meta|\?xml)", data[:512], re.IGNORECASE):
        raise SourceError(f"“{name}”是网页格式的表格，不是真正的工作簿，{CURE}")
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError(f"“{name}”不是工作簿也不是文本表格，认不出是什么文件；{CURE}")
    return Kind.CSV


def _sniff_ole(data: bytes, name: str) -> Kind:
    # Directory entries of a compound file are UTF-16 names: enough to tell its kinds apart.
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise SourceError(f"“{name}”{LOCKED}")
    if holds("WordDocument"):
        raise SourceError(f"“{name}”是 Word 97-2003 文档，不是工作簿，请上传 Excel 表格")
    if holds("Workbook") or holds("Book"):
        return Kind.XLS
    raise SourceError(f"“{name}”是旧式 Office 文件，但里面没有工作簿，{CURE}")


def _sniff_zip(data: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise SourceError(f"“{name}”已损坏（压缩结构不完整），请重新导出或重新发送一次") from error
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    for marker, what in (
        ("word/document.xml", "Word 文档"),
        ("ppt/presentation.xml", "演示文稿"),
        ("xl/workbook.bin", "二进制工作簿（.xlsb）"),
        ("content.xml", "OpenDocument 文件"),
    ):
        if marker in names:
            raise SourceError(f"“{name}”是{what}，目前只读 .xlsx、.xls 和 .csv，{CURE}")
    raise SourceError(f"“{name}”是压缩包，不是工作簿，请解压后上传里面的 Excel 表格")


def too_big(name: str, size: int) -> str:
    """The sentence on a file of more than ``MAX_FILE_BYTES``."""
    mega = 1024 * 1024
    return f"“{name}”有 {size // mega} MB，超过 {MAX_FILE_BYTES // mega} MB 的上限，请删去图片或拆分后再上传"


def base_name(path: str) -> str:
    """The file's own name without folders, whichever system wrote the path."""
    return PurePath(path.replace("\\", "/")).name
