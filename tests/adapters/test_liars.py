"""Files that are not what they seem: one Chinese sentence with the file's name and a cure, and nothing else."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from data_adapters import SourceError, read_bytes, read_file
from tests.adapters.building import rezipped, workbook

GOOD = workbook("2026年重点项目台账（万元）\n序号|项目名称|年度计划投资|责任单位\n1|甲项目|100|栖云镇\n")
_SHEET = "xl/worksheets/sheet1.xml"
_CURES = ("请", "拒绝读取")


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, "<x/>")
    return out.getvalue()


def ole(stream: str) -> bytes:
    """The head of a compound file with one stream of this name in its directory."""
    entry = stream.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(stream) + 2) + b"\2\1"
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entry.ljust(512, b"\0")


def changed(old: bytes, new: bytes, part: str = _SHEET) -> bytes:
    def change(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new, 1)

    return rezipped(GOOD, {part: change})


def far(reference: str) -> bytes:
    cell = f'<row r="1048576"><c r="{reference}"><v>1</v></c></row></sheetData>'
    return changed(b"</sheetData>", cell.encode())


def lying_bomb() -> bytes:
    """A shared string table of 20 MB that the directory says is 100 bytes long."""
    real = 20 * 1024 * 1024
    data = rezipped(GOOD, {}, {"xl/sharedStrings.xml": b"<sst>" + b"x" * (real - 11) + b"</sst>"})
    return data.replace(struct.pack("<I", real), struct.pack("<I", 100))


def deep_bomb() -> bytes:
    return rezipped(GOOD, {}, {f"xl/media/{n}.bin": b"\0" * (60 * 1024 * 1024) for n in range(6)})


def old(kind: int, place: slice, new: bytes) -> bytes:
    """The sample .xls with some bytes of its first record of a kind changed; 0-1 are the record's number itself."""
    data = bytearray((Path(__file__).parent / "files" / "台账.xls").read_bytes())
    start = next(at for at in range(512, len(data)) if data[at : at + 4] == struct.pack("<HH", kind, _LENGTHS[kind]))
    data[start + (place.start or 0) : start + place.stop] = new
    return bytes(data)


_LENGTHS = {0x200: 14, 0x27E: 10, 0x42: 2}  # extent of a sheet, short number, code page
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet '
LIARS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("台账.xlsx", lambda: b"", "空文件"),
    "blank": ("台账.csv", lambda: b" \r\n\t\r\n", "空文件"),
    "only a mark": ("台账.csv", lambda: b"\xef\xbb\xbf", "空文件"),
    "text": ("台账.xlsx", lambda: b"see you at three", "纯文本"),
    "picture": ("台账.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "图片"),
    "jpeg": ("台账.xls", lambda: b"\xff\xd8\xff\xe0" + b"\0" * 64, "图片"),
    "pdf": ("台账.xlsx", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
    "web page": ("台账.xls", lambda: b"\xef\xbb\xbf\n<html><p>1</p></html>", "网页"),
    "old xml table": ("台账.xls", lambda: b'<?xml version="1.0"?><Workbook/>', "网页"),
    "docx": ("台账.xlsx", lambda: zipped("word/document.xml"), "已损坏"),
    "odt": ("台账.xlsx", lambda: zipped("content.xml"), "OpenDocument"),
    "xlsb": ("台账.xlsx", lambda: zipped("xl/workbook.bin"), "已损坏"),
    "zipped workbook": ("台账.zip", lambda: zipped("台账.xlsx"), "压缩包"),
    "truncated": ("台账.xlsx", lambda: GOOD[:-200], "已损坏"),
    "no parts": ("台账.xlsx", lambda: zipped("xl/workbook.xml"), "已损坏"),
    "broken sheet": ("台账.xlsx", lambda: changed(b"</sheetData>", b"</sheet>"), "已损坏"),
    "unknown encoding": (
        "台账.xlsx",
        lambda: rezipped(GOOD, {_SHEET: lambda part: b'<?xml version="1.0" encoding="UTF-9"?>' + part}),
        "已损坏",
    ),
    "password": ("台账.xlsx", lambda: ole("EncryptedPackage"), "密码"),
    "doc": ("台账.xls", lambda: ole("WordDocument"), "Word 97-2003"),
    "compound without workbook": ("台账.xls", lambda: ole("Contents"), "没有工作簿"),
    "broken xls": ("台账.xls", lambda: ole("Workbook"), "已损坏"),
    "far cell in xls": ("台账.xls", lambda: old(0x27E, slice(4, 8), b"\xff\xff\xff\x00"), "IV65536"),
    "extent in xls": ("台账.xls", lambda: old(0x200, slice(8, 12), b"\xff\xff\xff\x0f"), "已损坏"),
    "extent turned round": ("台账.xls", lambda: old(0x200, slice(4, 6), b"\xff\xff"), "已损坏"),
    "password in xls": ("台账.xls", lambda: old(0x42, slice(0, 2), b"\x2f\x00"), "密码"),
    "unknown bytes": ("台账.dat", lambda: bytes(range(256)), "认不出"),
    "far cell": ("台账.xlsx", lambda: far("XFD1048576"), "XFD1048576"),
    "far cell in quotes of the other kind": (
        "台账.xlsx",
        lambda: changed(b"</sheetData>", b"<row><c\nr='XFD1048576'><v>1</v></c></row></sheetData>"),
        "XFD1048576",
    ),
    "cell beyond the sheet": ("台账.xlsx", lambda: far("ZZZZZZZZZ1"), "ZZZZZZZZZ1"),
    "many parts": ("台账.xlsx", lambda: rezipped(GOOD, {}, {f"xl/{n}.bin": b"" for n in range(2001)}), "过大"),
    "big by its word": ("台账.xlsx", deep_bomb, "过大"),
    "big in truth": ("台账.xlsx", lying_bomb, "过大"),
    "doctype": ("台账.xlsx", lambda: changed(b"<worksheet ", DOCTYPE), "DOCTYPE"),
    "doctype elsewhere": ("台账.xlsx", lambda: rezipped(GOOD, {}, {"docProps/x.xml": b"<!DOCTYPE x><x/>"}), "DOCTYPE"),
    "merged over itself": (
        "台账.xlsx",
        lambda: changed(
            b"</sheetData>", b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:D3"/>' * 9 + b"</mergeCells>"
        ),
        "已损坏",
    ),
    "empty sheets": ("台账.xlsx", lambda: workbook("@sheet 一\n@sheet 二\n"), "空的"),
    "no header": ("台账.xlsx", lambda: workbook("安澜县2026年工作总结\n一|二|三\n"), "没有找到表头"),
    "no name": ("台账.xlsx", lambda: workbook("序号|年度计划投资|总投资\n1|2|3\n"), "没有“项目名称”"),
    "too big": ("台账.xlsx", lambda: b"PK" + b"x" * (50 * 1024 * 1024), "50 MB"),
    "wide text": ("台账.csv", lambda: b"," * 5_000_001, "大得不正常"),
    "endless cell": ("台账.csv", lambda: b'a,b\n"' + b"x" * 200_000, "引号"),
    "half a character": ("台账.csv", lambda: b"\xff\xfea\0,", "编码"),
    "no encoding": ("台账.csv", lambda: b"a,\xff\xff\xff\n", "编码"),
}


@pytest.mark.parametrize("liar", LIARS)
def test_liar_gets_one_sentence(liar: str) -> None:
    name, make, telling = LIARS[liar]
    data = make()
    with pytest.raises(SourceError) as refusal:
        read_bytes(data, name)
    one_sentence(str(refusal.value), name, telling)


def one_sentence(said: str, name: str, telling: str) -> None:
    assert name in said
    assert telling in said
    assert "\n" not in said
    assert "。" not in said
    assert any(cure in said for cure in _CURES)


def test_the_good_one_is_read() -> None:
    assert [project.project_name for project in read_bytes(GOOD, "台账.xlsx").projects] == ["甲项目"]


def test_small_far_file_is_small() -> None:
    assert len(far("XFD1048576")) < 8_000


def test_folder(tmp_path: Path) -> None:
    refused(tmp_path, "文件夹")


def test_missing_file(tmp_path: Path) -> None:
    refused(tmp_path / "没有.xlsx", "找不到")


def test_name_no_file_can_have(tmp_path: Path) -> None:
    refused(tmp_path / "坏\0名.xlsx", "打不开")


def test_file_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "一").write_bytes(GOOD)
    refused(tmp_path / "一" / "二.xlsx", "打不开")


def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.xlsx")
    refused(tmp_path / "管道.xlsx", "不是普通文件")


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may read every file, so the refusal is played."""
    path = tmp_path / "锁.xlsx"
    path.write_bytes(GOOD)

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    refused(path, "读取权限")


def refused(path: Path, telling: str) -> None:
    with pytest.raises(SourceError) as refusal:
        read_file(path)
    one_sentence(str(refusal.value), path.name, telling)
