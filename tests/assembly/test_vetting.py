"""The first document of each template is looked over by Word's rules, and only what filling broke counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.assembly import compile_template
from service.assembly.lint import Code, lint
from service.cli_check import check_command
from service.errors import FillError
from tests.assembly.docx_builder import docx, p

_BOOKMARK = '<w:p><w:bookmarkStart w:id="{}" w:name="甲"/><w:r><w:t>甲</w:t></w:r><w:bookmarkEnd w:id="{}"/></w:p>'
_SIZE = '<w:p><w:pPr><w:rPr><w:sz w:val="{{ 字号 }}"/></w:rPr></w:pPr></w:p>'


def test_what_filling_breaks_does_not_leave() -> None:
    template = compile_template(docx(p("甲") + _SIZE), name="通报")
    with pytest.raises(FillError, match=r"模板“通报”填出的文件 Word 可能打不开：.*字号“大”应是以半磅计的整数"):
        template.render({"字号": "大"})
    assert template.render({"字号": 32})


def test_what_the_template_brings_is_its_authors_affair() -> None:
    twice = _BOOKMARK.format(1, 1) + '<w:p><w:r><w:rPr><w:sz w:val="10.5"/></w:rPr><w:t>{{ 值 }}</w:t></w:r></w:p>'
    assert compile_template(docx(twice)).render({"值": "乙"})


def test_braces_in_a_value_are_no_leftover_tag() -> None:
    assert compile_template(docx(p("{{ 值 }}"))).render({"值": "{{ 甲 }}"})


def test_lint_fills_with_the_sample_and_asks_the_sdk_s_rules() -> None:
    body = '<w:p><w:pPr><w:jc w:val="{{ 对齐 }}"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'
    wrong = lint(docx(body), sample={"对齐": "斜"}).faults
    assert [fault.code for fault in wrong] == [Code.MADE]
    assert "word/document.xml" in wrong[0].what
    assert lint(docx(body), sample={"对齐": "center"}).faults == ()


def test_the_structure_of_any_document_is_checked_on_demand(tmp_path: Path) -> None:
    path = tmp_path / "函.docx"
    path.write_bytes(docx("<w:tbl><w:tblPr/><w:tblGrid/><w:tr/></w:tbl>" + p("甲")))
    ran = CliRunner().invoke(check_command, [str(path), "--structure", "--json"], standalone_mode=False)
    assert ran.return_value == 1
    (told,) = json.loads(ran.stdout)["documents"]
    assert "word/document.xml：表格中有没有单元格的行" in told["structure"]
    plain = CliRunner().invoke(check_command, [str(path), "--json"], standalone_mode=False)
    assert json.loads(plain.stdout)["documents"][0]["structure"] == []
