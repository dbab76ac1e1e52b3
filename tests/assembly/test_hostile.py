"""Files that are no templates, or mean harm, are refused in one sentence before anything of them is run."""

from __future__ import annotations

import io
import os
import time
import zipfile
from collections import OrderedDict
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, Template

from service.assembly import compile_template
from service.assembly.package import MAX_ENTRIES
from service.errors import FillError, HuicaiError, TemplateError
from tests.assembly.docx_builder import docx, files, p, seen, zipped

GOOD = files(p("甲"))
_LINK = '<Relationship Id="rId9" Type="http://x/relationships/{0}" Target="{1}" TargetMode="{2}"/>'


def changed(**parts: str) -> bytes:
    """A good document with parts added or replaced; names are given with __ for / and ._ for the rest."""
    return zipped(GOOD | {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in parts.items()})


def _encrypted() -> bytes:
    data = bytearray(docx(p("甲")))
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def _doubled() -> bytes:
    made = io.BytesIO(docx(p("甲")))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(made, "a") as archive:
        archive.writestr("word/document.xml", "<a/>")
    return made.getvalue()


BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "文件是空的"),
    "text": ("会议通知".encode(), "不是 .docx"),
    "pdf": (b"%PDF-1.7", "PDF"),
    "rtf": (rb"{\rtf1}", "RTF"),
    "html": (b"\xef\xbb\xbf <html/>", "网页"),
    "old doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版"),
    "password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
    "cut": (docx(p("甲"))[:400], "损坏"),
    "flipped": (docx(p("甲")).replace(b"PK\1\2", b"PK\1\3", 1), "损坏"),
    "zip password": (_encrypted(), "设有密码"),
    "plain zip": (zipped({"a.txt": "a"}), "普通压缩包"),
    "workbook": (zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<a/>"}), "Excel 工作簿"),
    "macro": (changed(word__vbaProject_bin="a").replace(b"Project_bin", b"Project.bin"), "宏"),
    "doctype": (changed(word__styles_xml='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "DOCTYPE"),
    "doctype utf-16": (zipped(GOOD | {"word/a.xml": "<!DOCTYPE a><a/>".encode("utf-16")}), "DOCTYPE"),
    "broken xml": (changed(word__styles_xml="<a>"), "word/styles.xml 不是完好的 XML"),
    "external image": (docx(p("甲"), links=_LINK.format("image", "http://a/b.png", "External")), "外部内容（image）"),
    "attached template": (
        docx(p("甲"), links=_LINK.format("attachedTemplate", "a.dotm", "External")),
        "附加了另一个模板",
    ),
    "altChunk": (docx(p("甲"), links=_LINK.format("aFChunk", "a.html", "Internal")), "altChunk"),
    "ole": (docx(p("甲"), links=_LINK.format("oleObject", "a.bin", "Internal")), "OLE"),
    "dotx": (
        docx(p("甲"))
        and zipped(
            GOOD | {"[Content_Types].xml": GOOD["[Content_Types].xml"].replace("document.main", "template.main")}
        ),
        ".dotx",
    ),
    "escaping name": (zipped(GOOD | {"../a.xml": "<a/>"}), "越出目录"),
    "bomb": (zipped(GOOD | {"a.bin": "a" * 30_000_000}), "压缩炸弹"),
    "too many": (zipped(GOOD | {f"{number}.bin": "" for number in range(MAX_ENTRIES)}), "个的上限"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_refused(name: str) -> None:
    data, said = BAD[name]
    with pytest.raises(TemplateError, match="“模板”不能用") as caught:
        compile_template(data)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_doubled_part_is_refused() -> None:
    with pytest.raises(TemplateError, match="重名"):
        compile_template(_doubled())


def test_hyperlinks_are_welcome() -> None:
    assert compile_template(docx(p("甲"), links=_LINK.format("hyperlink", "http://a", "External"))).render({})


INJECTION = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ self.__init__.__globals__.__builtins__.__import__('os').popen('touch PWNED').read() }}",
    "{{ cycler.__init__.__globals__.os.popen('touch PWNED').read() }}",
    "{{ ('{0.__class__.__init__.__globals__}').format(值) }}",
    "{{ 值|attr('__class__') }}",
    "{% for 键 in 值.__class__.__mro__ %}{{ 键 }}{% endfor %}",
)


@pytest.mark.parametrize("place", ["body", "header", "title"])
@pytest.mark.parametrize("tag", INJECTION)
def test_injected_code_does_not_run(tag: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data = {"body": docx(p(tag)), "header": docx(p("甲"), header=p(tag)), "title": docx(p("甲"), title=tag)}[place]
    template = compile_template(data)
    with pytest.raises(FillError, match="不允许"):
        template.render({"值": "甲"})
    assert not list(tmp_path.iterdir())


NESTED = "{% for 甲 in 长 %}{% for 乙 in 长 %}{% for 丙 in 长 %}{% endfor %}{% endfor %}{% endfor %}"
BOMBS = (
    "{{ 'a' * 200000000 }}",
    "{{ 200000000 * 'a' }}",
    "{{ ['a'] * 200000000 }}",
    "{{ 10 ** 10000000 }}",
    "{{ range(1000000000)|length }}",
    "{{ 'a'.center(2000000000) }}",
    "{{ 'a'|center(2000000000) }}",
    "{{ 'a'|indent(2000000000) }}",
    "{{ '%2000000000d' % 1 }}",
    "{{ '%*d' % (2000000000, 1) }}",
    "{{ '%2000000000d'|format(1) }}",
    "{{ '{:2000000000}'.format(1) }}",
    "{{ ('a' * 900000).replace('a', 'b' * 900000) }}",
    "{{ ('a' * 900000).join('b' * 900000) }}",
    "{{ ('a' * 900000)|replace('a', 'b' * 900000) }}",
    "{{ [1]|batch(2000000000, 'a')|list }}",
    "{{ [1]|slice(2000000000)|list }}",
    NESTED,
    "{% for 甲 in 长 %}{% for 乙 in 长 %}一二三四五六七八九十{% endfor %}{% endfor %}",
    "{% macro 名(层) %}{% if 层 %}{{ 名(层 - 1) }}{{ 名(层 - 1) }}{% endif %}{% endmacro %}{{ 名(40) }}",
    "{% macro 名() %}{{ 名() }}{% endmacro %}{{ 名() }}",
    "{% set 甲 = 'a' * 1000 %}" + "{% set 甲 = 甲 ~ 甲 %}" * 40,
    "{% set 甲 = 'a' * 1000 %}" + "{% set 甲 = 甲 + 甲 %}" * 40,
    "{% set 甲 = 'a' %}" + "{% set 甲 %}{{ 甲 }}{{ 甲 }}{% endset %}" * 40,
    "{% set 甲 = 9 %}" + "{% set 甲 = 甲 * 甲 %}" * 40,
    "{% set 甲 = 'a' * 900000 %}{% for 乙 in 长 %}{{ 甲 }}{% endfor %}",
    "{% for 甲 in range(100000)|map('string') %}{% for 乙 in 长|select %}{% endfor %}{% endfor %}",
)


@pytest.mark.parametrize("bomb", BOMBS, ids=[bomb[:40] for bomb in BOMBS])
def test_bomb_ends_soon_with_a_sentence(bomb: str) -> None:
    started = time.process_time()  # of this process alone: whatever else the machine does
    with pytest.raises(HuicaiError, match=r"[\u4e00-\u9fff]"):
        compile_template(docx(p(bomb))).render({"长": list(range(1, 100_000))})
    assert time.process_time() - started < 30


class Office:
    """An object somebody put into the data."""

    name = "县发改局"

    def secret(self) -> str:
        return "口令"

    def __str__(self) -> str:
        return self.name


@pytest.mark.parametrize(
    "tag", ["{{ 物.system('echo hi') }}", "{{ 物.name }}", "{{ 物() }}", "{{ 甲.物() }}", "{{ 物.__str__() }}"]
)
@pytest.mark.parametrize(
    "thing", [os, Office(), Office().secret, print, Path(), io.BytesIO()], ids=lambda it: type(it).__name__
)
def test_things_of_the_program_in_the_data_are_no_way_out(tag: str, thing: object) -> None:
    with pytest.raises(FillError, match=r"不允许访问|模板不能调用|模板不能使用|里面没有|里没有"):
        compile_template(docx(p(tag))).render({"物": thing, "甲": {"物": thing}})


class Sly:
    """An object whose every use runs code of its own."""

    def __getitem__(self, key: object) -> str:
        raise AssertionError("run")

    __getattr__ = __iter__ = __add__ = __len__ = __html__ = __getitem__


@pytest.mark.parametrize(
    "tag", ["{{ 物[0] }}", "{{ 物.x }}", "{{ 物 + 1 }}", "{% for 甲 in 物 %}{% endfor %}", "{{ 物 }}", "{{r 物 }}"]
)
def test_nothing_of_a_foreign_object_is_run(tag: str) -> None:
    with pytest.raises(FillError, match=r"不是文字|应是列表|不能直接打印"):
        compile_template(docx(p(tag))).render({"物": Sly()})


@pytest.mark.parametrize(
    ("tag", "thing"),
    [
        ("{{ 物.from_string('{{ cycler.__init__.__globals__.os.getcwd() }}').render() }}", Environment()),
        ("{{ 物.get_source(1, 'etc/hostname') }}", FileSystemLoader("/")),
        ("{{ 物.render() }}", Template("甲")),
    ],
)
def test_jinja_s_own_tools_in_the_data_are_no_way_out(tag: str, thing: object) -> None:
    with pytest.raises(FillError, match=r"不是文字|不允许访问"):
        compile_template(docx(p(tag))).render({"物": thing})


def test_subclasses_of_plain_values_are_as_plain() -> None:
    class Names(list[str]):
        pass

    made = compile_template(docx(p("{{ 名.count('甲') }}{{ 数.a }}{{ 数.get('b', '无') }}"))).render(
        {"名": Names(["甲"]), "数": OrderedDict(a=1)}
    )
    assert seen(made) == "11无"
