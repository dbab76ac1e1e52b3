"""PDFs counted, joined and drawn; the fonts of a machine and what stands in for those it lacks."""

from __future__ import annotations

import io
import os
import shutil
import struct
import subprocess
import zlib
from pathlib import Path

import pypdfium2
import pytest

from service.assembly.pdf import fonts, pages
from tests.conftest import demand


def pdf(path: Path, *widths: int) -> Path:
    with pypdfium2.PdfDocument.new() as document:
        for width in widths:
            document.new_page(width, 100)
        document.save(path)
    return path


def test_pages_are_counted_and_what_is_no_pdf_has_none(tmp_path: Path) -> None:
    assert pages.count(pdf(tmp_path / "a.pdf", 100, 200)) == 2
    assert pages.count(b"%PDF-1.7 and no more") == 0


def test_joined_in_order(tmp_path: Path) -> None:
    out = io.BytesIO()
    assert pages.join([pdf(tmp_path / "a.pdf", 300, 100), pdf(tmp_path / "b.pdf", 200)], out) == 3
    with pypdfium2.PdfDocument(out.getvalue()) as whole:
        assert [whole[number].get_size()[0] for number in range(3)] == [300, 100, 200]


def test_a_page_as_png(tmp_path: Path) -> None:
    png = pages.picture(pdf(tmp_path / "a.pdf", 72), 1, 144)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">2L", png[16:24]) == (144, 200)
    length = struct.unpack(">L", png[33:37])[0]
    assert set(zlib.decompress(png[41 : 41 + length])) == {0, 255}  # white, and no filter
    with pytest.raises(IndexError):
        pages.picture(tmp_path / "a.pdf", 2, 72)


def test_missing_fonts_are_told_whatever_they_are_called_here() -> None:
    here = frozenset({"FangSong", "KaiTi_GB2312"})
    assert fonts.lacking(["仿宋_GB2312", "黑体", "黑体", "汉仪粗宋"], here) == ["黑体", "汉仪粗宋"]


def test_simplified_shapes_stand_in_for_what_is_missing(tmp_path: Path) -> None:
    demand("fonts")
    rules = fonts.write_config(tmp_path / "fonts.conf", tmp_path / "fonts", tmp_path / "cache")
    matched = {}
    for name in ("仿宋_GB2312", "楷体", "黑体", "方正小标宋简体", "从没有过的字体:lang=zh-cn", "Noto Serif CJK JP"):
        command = [str(shutil.which("fc-match")), "-f", "%{family[0]}", name]
        matched[name] = subprocess.run(
            command, env={**os.environ, "FONTCONFIG_FILE": str(rules)}, capture_output=True, text=True, check=True
        ).stdout
    assert matched.pop("Noto Serif CJK JP") == "Noto Serif CJK JP"  # what is here is not replaced
    assert not [name for name, found in matched.items() if "JP" in found], matched
    assert "Fang" in matched["仿宋_GB2312"] or "SC" in matched["仿宋_GB2312"]
