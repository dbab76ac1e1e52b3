"""Templates are compiled once while they fit, and packages are written the same way every time."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

import service.assembly
from service.assembly import compile_template, compiled, writer
from service.assembly.cache import TemplateCache
from service.assembly.writer import Ends, Writer, write_package
from service.errors import TemplateError
from service.wording import FILTERS
from tests.assembly.docx_builder import docx, p

ONE, TWO, THREE = (docx(p(f"{text}{{{{ 值 }}}}")) for text in "甲乙丙")


def test_same_content_and_filters_give_the_same_template() -> None:
    assert compiled(ONE) is compiled(bytes(bytearray(ONE)))
    assert compiled(ONE, filters=FILTERS) is not compiled(ONE)
    assert compiled(ONE, name="通知") is not compiled(ONE)


def test_least_recently_used_goes_when_full() -> None:
    cache = TemplateCache(max_bytes=int(compile_template(ONE).size * 2.5))
    one, two = cache.get(ONE), cache.get(TWO)
    assert cache.get(ONE) is one
    cache.get(THREE)
    assert cache.get(ONE) is one
    assert cache.get(TWO) is not two


def test_template_larger_than_the_cache_is_not_kept() -> None:
    cache = TemplateCache(max_bytes=10)
    assert cache.get(ONE) is not cache.get(ONE)


def test_bad_template_is_refused_every_time() -> None:
    for _ in range(2):
        with pytest.raises(TemplateError):
            compiled(b"a")


def test_package_reads_back() -> None:
    parts = {"[Content_Types].xml": b"<a/>", "word/甲.xml": b"b" * 70_000, "empty": b""}
    data = write_package(parts)
    assert data == write_package(dict(parts))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == parts


def test_public_names() -> None:
    public = {"CompiledTemplate", "Insert", "Mark", "compile_template", "compiled"}
    assert set(service.assembly.__all__) == public
    assert all(hasattr(service.assembly, name) for name in public)


@pytest.mark.parametrize(
    "content",
    [
        b"<a>1</a>",
        b"<a></a>",
        b"<a>" + bytes(range(256)) * 300 + b"</a>",
        b"<a>" + b"x" * 255 + b"</a>",
        b"<b/>",
        b"",
        b"<a",
    ],
)
@pytest.mark.parametrize("fast", [True, False])
def test_fixed_ends_are_joined_with_what_changes(content: bytes, fast: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not fast:
        monkeypatch.setattr(writer, "_fast", zlib)
    for ends in (Ends(b"<a>", b"</a>"), Ends(b"<a>"), Ends(b"", b"</a>"), Ends(), Ends(b"<a></a>")):
        data = Writer([("fixed", b"f" * 999)], {b"part": ends}).write([(b"part", content), (b"other", content)])
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
            assert archive.read("part") == archive.read("other") == content


def test_templates_fixed_ends_need_not_be_deflated_again() -> None:
    template = compile_template(docx(p("开头") + p("{{ 甲 }}") + p("{% if 乙 %}丙{% endif %}") + p("结尾")))
    body = next(part for part in template._parts.values() if part.file == b"word/document.xml")
    head, tail = body.ends
    assert head.endswith(b'xml:space="preserve">')
    assert "开头".encode() in head
    assert "结尾".encode() in tail
