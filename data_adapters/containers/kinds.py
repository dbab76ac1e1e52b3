"""What a file really is, told by its bytes: suffixes lie."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum
from pathlib import PurePath
from typing import Final

from data_adapters.containers.encodings import unmarked_utf_16
from data_adapters.containers.limits import CURE, LOCKED, MAX_FILE_BYTES
from data_adapters.containers.package import BROKEN_PACKAGE
from data_adapters.problems import SourceError

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEND: Final = "请上传原来的 Excel 表格"


class Kind(Enum):
    """The kinds of file the door reads; the value is what ``huicai read --json`` prints."""

    XLSX = "xlsx"
    XLSM = "xlsm"
    XLS = "xls"
    XLSB = "xlsb"
    ODS = "ods"
    CSV = "csv"
    TXT = "txt"
    JSON = "json"
    DOCX = "docx"
    HTML = "html"


# What each kind is called, and the suffixes (in small letters) a file of it honestly has. Where a name begins with
# Latin letters a blank stands before it, as it follows upon a Chinese word.
_HONEST: Final = {
    Kind.XLSX: (" Excel 工作簿（.xlsx）", ("xlsx", "et", "xltx")),
    Kind.XLSM: ("带宏的 Excel 工作簿（.xlsm）", ("xlsm", "xltm", "et")),
    Kind.XLS: (" Excel 97-2003 工作簿（.xls）", ("xls", "xlt", "et")),
    Kind.XLSB: ("二进制工作簿（.xlsb）", ("xlsb",)),
    Kind.ODS: (" OpenDocument 表格（.ods）", ("ods",)),
    Kind.CSV: (" CSV 文本", ("csv", "tsv", "tab", "txt")),
    Kind.TXT: ("用空格对齐的文本", ("txt", "csv", "tsv", "tab")),
    Kind.JSON: (" JSON 文本", ("json", "txt")),
    Kind.DOCX: (" Word 文档（.docx）", ("docx", "docm", "dotx", "wps")),
    Kind.HTML: ("网页格式的表格", ("html", "htm", "xhtml")),
}
_SUFFIXES: Final = frozenset(suffix for _, suffixes in _HONEST.values() for suffix in suffixes) | {"doc", "pdf", "zip"}

# How a file begins that is no table, what it is, and the cure.
_STRANGERS: Final = (
    (b"%PDF", " PDF 文件", _SEND),
    (b"\x89PNG", "图片", _SEND),
    (b"GIF8", "图片", _SEND),
    (b"\xff\xd8\xff", "图片", _SEND),
    (b"II*\0", "图片", _SEND),
    (b"MM\0*", "图片", _SEND),
    (b"{\\rtf", " RTF 文档", _SEND),
    (b"Rar!", " RAR 压缩包", "请解压后上传里面的 Excel 表格"),
    (b"7z\xbc\xaf\x27\x1c", " 7z 压缩包", "请解压后上传里面的 Excel 表格"),
    (b"\x1f\x8b", " gz 压缩包", "请解压后上传里面的 Excel 表格"),
    (b"L\0\0\0\x01\x14\x02\0", "快捷方式", "里面没有数据，请上传它所指的表格"),
    (b"[InternetShortcut]", "网址快捷方式", "里面没有数据，请上传它所指的表格"),
    (b"\0\x05\x16\x07", "苹果电脑的附属文件", "里面没有数据，请上传同名的表格"),
    (b"MIME-Version:", "单个文件网页或邮件", CURE),
    (b"From: ", "邮件", "请上传邮件里的表格附件"),
    (b"SQLite format 3\0", " SQLite 数据库", "请用查询方式读取，或导出为 Excel 表格后上传"),
    (b"\0\x01\0\0Standard ", " Access 数据库", "请导出为 Excel 表格后上传"),
    (b"PAR1", " Parquet 数据文件", "请导出为 Excel 表格后上传"),
    (b"MZ", "程序", _SEND),
)


def sniff(data: bytes, name: str) -> Kind:
    """Tell the kind of ``data``. Raises :class:`SourceError` saying what it is instead, and the cure."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise SourceError(f"“{name}”是空文件，没有任何内容，请检查后重新上传")
    if name.startswith(("~$", ".~")) and len(data) < 1024:
        raise SourceError(f"“{name}”是打开表格时留下的临时文件，里面没有数据，请上传去掉“{name[:2]}”的同名表格")
    if len(data) > MAX_FILE_BYTES:
        raise SourceError(too_big(name, len(data)))
    if data.startswith(b"PK"):
        return _sniff_zip(data, name)
    if data.startswith(_OLE_MAGIC):
        return _sniff_ole(data, name)
    for start, what, cure in _STRANGERS:
        if data.startswith(start):
            raise SourceError(f"“{name}”是{what}，不是工作簿，{cure}")
    return _sniff_text(data, name)


def differs(kind: Kind, name: str) -> str:
    """The sentence on a name whose suffix says another kind than the content; "" where they agree or it says none."""
    what, honest = _HONEST[kind]
    suffix = PurePath(name).suffix[1:].lower()
    if suffix in honest or suffix not in _SUFFIXES:
        return ""
    return f"“{name}”实际是{what}，已按其内容读取；请核对文件是否正确"


def _sniff_text(data: bytes, name: str) -> Kind:
    order = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else unmarked_utf_16(data)
    if b"\0" in data[:4096] and not order:
        raise SourceError(f"“{name}”不是工作簿也不是文本表格，认不出是什么文件；{CURE}")
    start = data[:2048].decode(order, errors="ignore").encode() if order else data[:2048]
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if re.match(rb"<(!doctype html|html|head|body|table|meta|style|div|center|form|!--)", start, re.IGNORECASE):
        return Kind.HTML
    if start.startswith(b"<?xml"):
        if re.search(rb"<(!doctype html|html|table)", start, re.IGNORECASE):
            return Kind.HTML
        raise SourceError(f"“{name}”是 XML 或网页格式的表格，不是真正的工作簿，{CURE}")
    if re.match(rb"\{\s*[\"}]|\[\s*[\[{\]]", start) or name.lower().endswith(".json"):
        return Kind.JSON
    return Kind.CSV


def _sniff_ole(data: bytes, name: str) -> Kind:
    # Directory entries of a compound file are UTF-16 names: enough to tell its kinds apart.
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise SourceError(f"“{name}”{LOCKED}")
    if holds("WordDocument"):
        raise SourceError(
            f"“{name}”是 Word 97-2003 或 WPS 文字文档，不是工作簿，请上传 Excel 表格，或另存为 .docx 再上传"
        )
    if holds("PowerPoint Document"):
        raise SourceError(f"“{name}”是演示文稿，不是工作簿，{_SEND}")
    if holds("__substg1.0_"):
        raise SourceError(f"“{name}”是邮件，不是工作簿，请上传邮件里的表格附件")
    if holds("Workbook") or holds("Book"):
        return Kind.XLS
    raise SourceError(f"“{name}”是旧式 Office 文件，但里面没有工作簿，{CURE}")


def _sniff_zip(data: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            mime = _beginning(package, "mimetype") if "mimetype" in names else b""
    except BROKEN_PACKAGE as error:
        raise SourceError(f"“{name}”已损坏（压缩结构不完整），请重新导出或重新发送一次") from error
    if "xl/workbook.xml" in names:
        return Kind.XLSM if "xl/vbaProject.bin" in names else Kind.XLSX
    if "xl/workbook.bin" in names:
        return Kind.XLSB
    if "word/document.xml" in names:
        return Kind.DOCX
    if "content.xml" in names and b"spreadsheet" in mime:
        return Kind.ODS
    for marker, what in (
        ("ppt/presentation.xml", "演示文稿"),
        ("content.xml", " OpenDocument 文件，但不是表格"),
        ("OFD.xml", " OFD 版式文件"),
        ("Index/Document.iwa", "苹果 Numbers 或 Pages 文件"),
        ("EncryptedPackage", "加密的文件"),
    ):
        if marker in names:
            raise SourceError(f"“{name}”是{what}，读不了，{CURE}")
    raise SourceError(f"“{name}”是压缩包，不是工作簿，请解压后上传里面的 Excel 表格")


def _beginning(package: zipfile.ZipFile, part: str) -> bytes:
    with package.open(part) as file:
        return file.read(80)


def too_big(name: str, size: int) -> str:
    """The sentence on a file of more than ``MAX_FILE_BYTES``."""
    mega = 1024 * 1024
    return f"“{name}”有 {size // mega} MB，超过 {MAX_FILE_BYTES // mega} MB 的上限，请删去图片或拆分后再上传"


def base_name(path: str) -> str:
    """The file's own name without folders, whichever system wrote the path."""
    return PurePath(path.replace("\\", "/")).name
