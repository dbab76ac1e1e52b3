"""Opening a .docx that may be anything: size limits before reading, then what must and must not be inside."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

from lxml import etree

from service.assembly.main_part import BODY, CONTENT_TYPES, with_main_part
from service.assembly.relationships import links_name
from service.assembly.scan import Scanner
from service.errors import TemplateError

MAX_ENTRIES = 2_000
MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 200
_SMALL = 4 * 1024 * 1024  # below this unpacked size no ratio is suspicious

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LIKENESS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "这是 PDF 文件，不是 Word 文档；请上传另存为 .docx 的文件"),
    (b"{\\rtf", "这是 RTF 文件，请在 Word 或 WPS 中另存为 .docx 后再用"),
    (b"<", "这是网页或 XML 文本，不是 Word 文档；请在 Word 或 WPS 中另存为 .docx 后再用"),
)


def read_package(data: bytes, name: str) -> dict[str, bytes]:
    """The parts of a .docx by name, in the file's order; TemplateError, one sentence naming the file, for anything else
    or anything hostile (macros, DOCTYPE, external content, zip bombs)."""
    if not data.startswith(b"PK"):
        raise TemplateError(f"“{name}”不能用：{_what_it_is(data)}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_size(archive, len(data), name)
            _check_names(archive, name)
            parts = {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as exc:
        raise TemplateError(f"“{name}”不能用：文件已损坏或不完整，请用 Word 或 WPS 打开后重新另存为 .docx") from exc
    return _checked(parts, name)


def _what_it_is(data: bytes) -> str:
    if not data:
        return "文件是空的"
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "文件设有打开密码，请取消密码后重新保存"
        return "这是旧版 Office 文件（如 .doc），请在 Word 或 WPS 中另存为 .docx 后再用"
    head = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    for magic, sentence in _LIKENESS:
        if head.startswith(magic):
            return sentence
    return "文件不是 .docx（不是压缩包格式），请用 Word 或 WPS 另存为 .docx 后再用"


def check_size(archive: zipfile.ZipFile, size: int, name: str) -> None:
    """TemplateError when an archive of size bytes would be too much to unpack; nothing of it is read."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES:
        raise TemplateError(f"“{name}”不能用：压缩包内有 {len(entries)} 个文件，超过 {MAX_ENTRIES} 个的上限")
    if unpacked > MAX_UNPACKED:
        raise TemplateError(f"“{name}”不能用：解压后超过 {MAX_UNPACKED // 1024 // 1024} MB 的上限")
    if unpacked > _SMALL and unpacked > size * MAX_RATIO:
        raise TemplateError(f"“{name}”不能用：压缩比超过 {MAX_RATIO}:1，疑似压缩炸弹")


def _check_names(archive: zipfile.ZipFile, name: str) -> None:
    names = archive.namelist()
    if len({part.lower() for part in names}) < len(names):  # part names do not differ by case alone: ECMA-376-2 §6.2.2
        raise TemplateError(f"“{name}”不能用：压缩包内有重名文件，请用 Word 或 WPS 重新另存为 .docx")
    if any(part.startswith("/") or "\\" in part or ".." in part.split("/") for part in names):
        raise TemplateError(f"“{name}”不能用：压缩包内有越出目录的文件名")
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        raise TemplateError(f"“{name}”不能用：压缩包设有密码，请取消密码后重新保存")


def _checked(parts: dict[str, bytes], name: str) -> dict[str, bytes]:
    """parts, the main one under its usual name; TemplateError for what must not be inside, or is missing."""
    if CONTENT_TYPES not in parts:
        raise TemplateError(f"“{name}”不能用：这是普通压缩包，不是 Word 文档（缺少 {CONTENT_TYPES}）")
    scanner = Scanner(name)
    first = [part for part in (CONTENT_TYPES, links_name("")) if part in parts]
    for part in first:
        scanner.look(part, parts[part])
    if BODY not in parts:
        parts = with_main_part(parts)
    if BODY not in parts:
        kind = "Excel 工作簿" if "xl/workbook.xml" in parts else "其他 Office 文件"
        kind = "PowerPoint 演示文稿" if "ppt/presentation.xml" in parts else kind
        raise TemplateError(f"“{name}”不能用：这是{kind}，不是 Word 文档（缺少 {BODY}）")
    if any(part.lower().endswith(("vbaproject.bin", "vbadata.xml")) for part in parts):
        raise TemplateError(f"“{name}”不能用：文档含有宏，请另存为不含宏的 .docx")
    types = content_types(parts)
    for part, content in parts.items():
        if part not in first:
            scanner.look(part, content, types.get(part, ""))
    main = types.get(BODY, "")
    if "macroEnabled" in main:
        raise TemplateError(f"“{name}”不能用：文档含有宏，请另存为不含宏的 .docx")
    if main != _MAIN:
        raise TemplateError(f"“{name}”不能用：它不是 .docx 文档（可能是 .dotx 模板），请在 Word 或 WPS 中另存为 .docx")
    return parts


def parse_part(content: bytes, part: str, name: str, *, keep_blanks: bool = False) -> etree._Element:
    """An XML part's root, blanks between elements removed unless kept; TemplateError when ill-formed or too deep."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_blank_text=not keep_blanks
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as exc:
        raise TemplateError(f"“{name}”不能用：其中的 {part} 不是完好的 XML，请用 Word 或 WPS 重新另存") from exc
    return root


def content_types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Each part's content type by part name, overrides before defaults (ECMA-376-2 §7.2.3)."""
    root = etree.fromstring(parts[CONTENT_TYPES], etree.XMLParser(resolve_entities=False, no_network=True))
    overrides: dict[str, str] = {}
    defaults: dict[str, str] = {}
    for entry in root.iterchildren("*"):
        if entry.get("PartName"):
            overrides[entry.get("PartName", "").lstrip("/").lower()] = entry.get("ContentType", "")
        elif entry.get("Extension"):
            defaults[entry.get("Extension", "").lower()] = entry.get("ContentType", "")
    types = {part: overrides.get(part.lower()) or defaults.get(part.rpartition(".")[2].lower()) for part in parts}
    return {part: kind for part, kind in types.items() if kind}
