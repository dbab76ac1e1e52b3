"""Packages nobody's program would write: whatever is odd about them, one sentence comes out and nothing else."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping

import pytest
from docx import Document
from docxtpl import RichText

from service.assembly import compile_template
from service.assembly.scan import MAX_NODES, MAX_PART, Scanner
from service.assembly.word_rules import check_document
from service.errors import FillError, TemplateError
from tests.assembly.docx_builder import BY_DOCXTPL, NS, docx, drawing, files, p, row, table, zipped

_PR = "http://schemas.openxmlformats.org/package/2006/relationships"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"
_DOCTYPE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'
_ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 9))
_ENTITY_BOMB = f'<!DOCTYPE x [<!ENTITY e0 "xxxxxxxx">{_ENTITIES}]><x>&e8;</x>'
_SHADED = table(1, row("{%tc if 真 %}", "{{r 物 }}", "{%tc endif %}"))
_COLUMNS = table(1, row("{%tc for 项 in 表 %}", "{{ 项 }}", "{%tc endfor %}"))
_LOOP = "{%p for 项 in 表 %}"
DATA = {"值": "FF0000", "真": True, "物": BY_DOCXTPL, "表": [1, 2], "长": "甲"}


def relation(kind: str, target: str = "x.xml", mode: str = "Internal") -> str:
    """A relationship of the body."""
    return f'<Relationship Id="rId9" Type="{_R}/{kind}" Target="{target}" TargetMode="{mode}"/>'


def with_parts(body: str = p("甲"), **parts: str) -> bytes:
    """A document with parts more; __ in a name stands for /, and the last _ for the dot."""
    more = {".".join(name.replace("__", "/").rsplit("_", 1)): content for name, content in parts.items()}
    return zipped(files(body) | more)


def typed(content: str, body: str = p("甲")) -> bytes:
    """A document whose styles are a part with a name no XML part has."""
    made = files(body, links=relation("styles", "styles.foo"))
    override = f'<Override PartName="/word/styles.foo" ContentType="{_STYLES}"/></Types>'
    made["[Content_Types].xml"] = made["[Content_Types].xml"].replace("</Types>", override)
    return zipped(made | {"word/styles.foo": content})


def field(*codes: str) -> str:
    """A paragraph with a field, its code in as many runs."""
    runs = "".join(f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>' for code in codes)
    marks = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    return marks.format(runs)


ATTACHED = f'<Relationships xmlns="{_PR}">{relation("attachedTemplate", "http://a/x.dotm", "External")}</Relationships>'
HOSTILE: dict[str, tuple[bytes, str]] = {
    "rels in capitals": (with_parts(word___rels__document_xml_RELS=ATTACHED), "附加了另一个模板"),
    "rels by content": (with_parts(word__a_bin=ATTACHED), "附加了另一个模板"),
    "type in capitals": (docx(p("甲"), links=relation("AttachedTemplate/", "a", "Internal")), "附加了另一个模板"),
    "mode in small letters": (docx(p("甲"), links=relation("frame", "a", "external")), "外部内容"),
    "address without mode": (docx(p("甲"), links=relation("image", "http://a/b.png")), "外部内容"),
    "doctype by content": (with_parts(word__a_bin=_DOCTYPE), "DOCTYPE"),
    "doctype by type": (typed(_DOCTYPE), "DOCTYPE"),
    "entity bomb by type": (typed(_ENTITY_BOMB, _SHADED), "DOCTYPE"),
    "broken by type": (typed("\0"), "不是完好的 XML"),
    "dde": (docx(field(' DDE "cmd" "/c calc" ')), "DDE 域"),
    "ddeauto over runs": (docx(field(" dde", 'auto "cmd" ')), "DDEAUTO 域"),
    "ddeauto around a tag": (docx(field(' DDE{{ "" }}AUTO "cmd" ')), "DDEAUTO 域"),
    "include text": (docx('<w:p><w:fldSimple w:instr=" INCLUDETEXT /etc/passwd"/></w:p>'), "INCLUDETEXT 域"),
    "include picture": (docx(field('INCLUDEPICTURE "http://a/b.png" \\d')), "INCLUDEPICTURE 域"),
    "field in a header": (docx(p("甲"), header=field("DDEAUTO a b")), "DDEAUTO 域"),
    "too many nodes": (
        zipped(files(p("甲") + "<w:p/>" * MAX_NODES) | {"a.bin": os.urandom(60_000)}),
        "XML 结点超过",
    ),
    "too large a part": (zipped(files(p("甲")) | {"a.xml": "<a>" + " " * MAX_PART, "b": os.urandom(200_000)}), "过大"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_part_is_refused_wherever_it_hides(name: str) -> None:
    data, said = HOSTILE[name]
    with pytest.raises(TemplateError, match="不能用") as caught:
        compile_template(data)
    assert said in str(caught.value)


@pytest.mark.parametrize("code", [" PAGE ", 'HYPERLINK "http://a/dde/link"', ' INCLUDEPICTURE "C:\\\\图\\\\a.png" \\d'])
def test_harmless_field_is_welcome(code: str) -> None:
    assert compile_template(docx(field(code))).render({})


@pytest.mark.parametrize("body", [field("{{ 值 }}"), field("DD", "{{ 值 }}") + p("甲")])
@pytest.mark.parametrize("value", ['DDEAUTO "cmd"', "EAUTO a", ' includetext "/etc/passwd"'])
def test_field_put_together_by_values_is_refused(body: str, value: str) -> None:
    template = compile_template(docx(body))
    if ("DD" in body) == value.startswith("EAUTO"):
        with pytest.raises(FillError, match="域"):
            template.render({"值": value})
    else:
        assert template.render({"值": value})


def _without(data: Mapping[str, str], part: str) -> bytes:
    return zipped({name: content for name, content in data.items() if name != part})


_NO_GRID = _COLUMNS.replace('<w:tblGrid><w:gridCol w:w="1000"/></w:tblGrid>', "")
OTHER_PREFIX = f"<x:document {NS.replace(':w=', ':x=')}>{{{{r 值 }}}}</x:document>"
ODD: dict[str, bytes] = {
    "comment in rels": docx(p("{{ 值 }}"), links="<!-- c --><?pi x?>"),
    "comment in rels, rich": docx(_SHADED, links="<!-- c -->"),
    "dangling, rich": docx(_SHADED, links=relation("styles", "nope.xml")),
    "no type, rich": docx(_SHADED, links='<Relationship Id="rId9" Target="nope.xml"/>'),
    "no root rels": _without(files(p("{{ 值 }}")), "_rels/.rels"),
    "no root rels, rich": _without(files(_SHADED), "_rels/.rels"),
    "no grid": docx(_NO_GRID),
    "no grid, rich": docx(_SHADED.replace('<w:tblGrid><w:gridCol w:w="1000"/></w:tblGrid>', "")),
    "bad grid": docx(_COLUMNS.replace('w:w="1000"', 'w:w="abc"')),
    "grid without width, rich": docx(_SHADED.replace(' w:w="1000"', "")),
    "odd drawing id": docx(p(_LOOP) + drawing(7).replace('"7"', '"²"') + p("{%p endfor %}")),
    "long drawing id": docx(p(_LOOP) + drawing(7).replace('"7"', f'"{"9" * 5000}"') + p("{%p endfor %}")),
    "other prefix": zipped(files("") | {"word/document.xml": OTHER_PREFIX}),
    "deep": docx("<w:p>" * 300 + "{{ 值 }}" + "</w:p>" * 300),
    "no root": zipped(files("") | {"word/document.xml": ""}),
    "odd encoding": zipped(files("") | {"word/document.xml": '<?xml version="1.0" encoding="UTF-7"?><a/>'}),
    "empty types": zipped(files(p("甲")) | {"[Content_Types].xml": "<Types/>"}),
    "no types": zipped(files(p("甲")) | {"[Content_Types].xml": "甲"}),
    "endless number": docx(p("{{ 1e400 }}")),
    "long number": docx(p("{{ " + "9" * 5000 + " }}")),
    "inf by division": docx(p("{{ 1e300 / 1e-300 }}")),
}  # fmt: skip
REFUSED = frozenset(ODD) - {
    "comment in rels",
    "comment in rels, rich",
    "odd drawing id",
    "grid without width, rich",
    "long drawing id",
    "no root rels",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_package_gives_a_paper_or_a_sentence(name: str) -> None:
    if name not in REFUSED:
        assert compile_template(ODD[name]).render(DATA)
        return
    with pytest.raises((TemplateError, FillError), match="“模板”") as caught:
        compile_template(ODD[name]).render(DATA)
    assert "\n" not in str(caught.value)


def test_scanner_counts_over_all_parts() -> None:
    scanner = Scanner("模板")
    half = ("<a>" + "<b/>" * (MAX_NODES * 3 // 5) + "</a>").encode()
    scanner.look("a.xml", half)
    with pytest.raises(TemplateError, match="XML 结点超过"):
        scanner.look("b.xml", half)


def renamed(body: str, name: str = "document2.xml", folder: str = "word") -> bytes:
    """A document whose main part has another name, as some programs write it."""
    swapped = {
        path.replace("document.xml", name).replace("word/", f"{folder}/"): content
        if isinstance(content, bytes)
        else content.replace("word/document.xml", f"{folder}/{name}")
        for path, content in files(body).items()
    }
    return zipped(swapped)


@pytest.mark.parametrize("value", ["栖云镇", RichText("栖云镇")], ids=["pressed", "by docxtpl"])
def test_the_main_part_is_found_by_its_relationship(value: object) -> None:
    tag = "{{r 单位 }}" if isinstance(value, RichText) else "{{ 单位 }}"
    made = compile_template(renamed(p(tag))).render({"单位": value})
    assert check_document(made) == []
    assert [paragraph.text for paragraph in Document(io.BytesIO(made)).paragraphs] == ["栖云镇"]


def test_a_main_part_in_another_folder_is_refused_in_one_sentence() -> None:
    with pytest.raises(TemplateError, match="不是 Word 文档"):
        compile_template(renamed(p("甲"), folder="doc"))


def test_an_old_sin_of_a_renamed_main_part_is_no_fault_of_filling() -> None:
    twice = '<w:p><w:r><w:rPr><w:sz w:val="21.0"/></w:rPr><w:t>{{ 值 }}</w:t></w:r></w:p>'
    assert compile_template(renamed(twice)).render({"值": "乙"})
