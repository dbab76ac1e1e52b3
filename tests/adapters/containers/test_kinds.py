"""What a file is, by its content; what its name says besides; and one sentence for what is no table."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

import pytest

from data_adapters import SourceError
from data_adapters.containers import Kind, open_grids
from tests.adapters.building import rezipped, workbook
from tests.adapters.containers.made import (
    FILES,
    ROWS,
    docx,
    ods,
    word_table,
    xlsb,
    xlsb_cell,
    xlsb_row,
    zipped,
)
from tests.adapters.test_liars import ole, one_sentence

_BOOK = workbook("\n".join("|".join(row) for row in ROWS))
_TEXT = "\n".join(",".join(row) for row in ROWS)
_TABLE = "<table>" + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS) + "</table>"
_CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
_ODS = ods("".join(f"<table:table-row>{''.join(map(_CELL.format, row))}</table:table-row>" for row in ROWS))
_XLSB = xlsb(b"".join(xlsb_row(n, *(xlsb_cell(c, text) for c, text in enumerate(row))) for n, row in enumerate(ROWS)))
_MACROS = rezipped(_BOOK, {}, {"xl/vbaProject.bin": b"\0"})
_JSON = '[{"项目名称": "甲项目", "年度计划投资": 100, "责任单位": "栖云镇"}]'

GIVEN: dict[Kind, bytes] = {
    Kind.XLSX: _BOOK,
    Kind.XLSM: _MACROS,
    Kind.XLS: (FILES / "台账.xls").read_bytes(),
    Kind.XLSB: _XLSB,
    Kind.ODS: _ODS,
    Kind.CSV: _TEXT.encode(),
    Kind.TXT: _TEXT.replace(",", "\u3000\u3000").encode(),
    Kind.JSON: _JSON.encode(),
    Kind.DOCX: docx(word_table(ROWS)),
    Kind.HTML: f"<html><body>{_TABLE}</body></html>".encode(),
}


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("name", ["台账", "a.xlsx.xlsx", "a.XLS", "a.csv", "a.docx", "a.et", "2026.10"])
def test_content_decides_and_the_name_is_questioned(kind: Kind, name: str) -> None:
    found, grids, notes = open_grids(GIVEN[kind], name)
    assert found is kind
    assert any("项目名称" in row for row in grids[0].rows)
    honest = {
        "a.xlsx.xlsx": {Kind.XLSX},
        "a.XLS": {Kind.XLS},
        "a.csv": {Kind.CSV, Kind.TXT},
        "a.docx": {Kind.DOCX},
        "a.et": {Kind.XLS, Kind.XLSX, Kind.XLSM},
    }
    told = [note.message for note in notes if note.code == "kind_differs"]
    assert bool(told) == (kind not in honest.get(name, set(Kind)))
    assert all(f"“{name}”实际是" in message and "已按其内容读取" in message for message in told)


def test_macros_are_told_and_not_run() -> None:
    assert [note.code for note in open_grids(_MACROS, "台账.xlsm")[2]] == ["macros"]


def test_texts_are_the_same_whatever_the_kind() -> None:
    same = {kind: [list(row) for row in open_grids(GIVEN[kind], "台账")[1][0].rows] for kind in Kind}
    expected = [list(row) for row in ROWS]
    for kind in (Kind.XLSB, Kind.ODS, Kind.CSV, Kind.TXT, Kind.DOCX, Kind.HTML):
        assert same[kind] == expected, kind


STRANGERS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "owner file": ("~$台账.xlsx", lambda: b"\x05admin".ljust(165, b" "), "临时文件"),
    "owner file of wps": (".~台账.xlsx", lambda: b"\x05admin".ljust(165, b" "), "临时文件"),
    "rar": ("台账.xlsx", lambda: b"Rar!\x1a\x07\x01\0" + b"x" * 90, "RAR"),
    "7z": ("台账.7z", lambda: b"7z\xbc\xaf\x27\x1c" + b"x" * 90, "7z"),
    "gz": ("台账.gz", lambda: b"\x1f\x8b\x08" + b"x" * 90, "gz"),
    "shortcut": ("台账.xlsx.lnk", lambda: b"L\0\0\0\x01\x14\x02\0" + b"\0" * 90, "快捷方式"),
    "address": ("台账.url", lambda: b"[InternetShortcut]\r\nURL=x", "网址"),
    "of an apple": ("._台账.xlsx", lambda: b"\0\x05\x16\x07\0\x02\0\0" + b"\0" * 90, "苹果"),
    "saved page": ("台账.xls", lambda: b"MIME-Version: 1.0\r\nContent-Type: x", "网页"),
    "tiff": ("台账.xlsx", lambda: b"II*\0" + b"\0" * 90, "图片"),
    "rtf": ("台账.doc", lambda: b"{\\rtf1 x}", "RTF"),
    "wps writer": ("台账.wps", lambda: ole("WordDocument"), "WPS 文字"),
    "slides": ("台账.dps", lambda: ole("PowerPoint Document"), "演示文稿"),
    "letter": ("台账.msg", lambda: ole("__substg1.0_0037001F"), "邮件"),
    "slides of now": ("台账.xlsx", lambda: zipped({"ppt/presentation.xml": "<x/>"}), "演示文稿"),
    "fixed pages": ("台账.ofd", lambda: zipped({"OFD.xml": "<x/>"}), "OFD"),
    "numbers": ("台账.numbers", lambda: zipped({"Index/Document.iwa": "x"}), "Numbers"),
    "database": ("台账.db", lambda: b"SQLite format 3\0" + b"\0" * 90, "SQLite"),
    "locked ods": ("台账.ods", lambda: ods("", "<m><encryption-data/></m>"), "密码"),
    "ods in halves": ("台账.ods", lambda: _spoiled(_ODS), "已损坏"),
    "locked zip": ("台账.xlsx", lambda: _locked(_BOOK), "密码"),
    "word without table": ("总结.docx", lambda: docx("<w:p/>"), "没有表格"),
    "word with a picture": ("总结.docx", lambda: docx("<w:p><w:r><w:drawing/></w:r></w:p>"), "图片里的表格读不了"),
    "word in halves": ("总结.docx", lambda: zipped({"word/document.xml": "<w:document>"}), "已损坏"),
    "page without table": ("台账.xls", lambda: b"<!DOCTYPE html><html><p>x</p></html>", "网页"),
}


def _spoiled(package: bytes) -> bytes:
    at = package.index(b"mimetype") + len("mimetype")
    return package[:at] + b"\xff" * 12 + package[at + 12 :]


def _locked(package: bytes) -> bytes:
    data = bytearray(package)
    for place in [found.start() for found in re.finditer(b"PK\x01\x02", package)]:
        data[place + 8 : place + 10] = struct.pack("<H", 1)
    return bytes(data)


@pytest.mark.parametrize("stranger", STRANGERS)
def test_stranger_gets_one_sentence(stranger: str) -> None:
    name, make, telling = STRANGERS[stranger]
    with pytest.raises(SourceError) as refusal:
        open_grids(make(), name)
    one_sentence(str(refusal.value), name, telling)
