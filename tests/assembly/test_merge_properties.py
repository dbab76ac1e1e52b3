"""What joined documents print of their own properties stays theirs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from service.assembly.fields import fields
from service.assembly.merge import merge
from service.assembly.word_rules import check_document
from tests.assembly.docx_builder import files, part, seen
from tests.assembly.test_merge import in_margins
from tests.assembly.test_merge_fields import complex_field, simple_field

_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/"


def titled(footer: str, title: str, number: str = "") -> bytes:
    """A document whose footer says that, with its title and a property of its own."""
    made = files(title=title, body="<w:p/>")
    custom = (
        f'<Properties xmlns="{_KIND}custom-properties" xmlns:vt="{_KIND}docPropsVTypes">'
        f'<property name="文号"><vt:lpwstr>{number}</vt:lpwstr></property></Properties>'
    )
    link = f'<Relationship Id="rId9" Type="{_KIND}relationships/custom-properties" Target="docProps/custom.xml"/>'
    links = made["_rels/.rels"].replace("</Relationships>", link + "</Relationships>")
    more = {"docProps/core.xml": made["docProps/core.xml"], "docProps/custom.xml": custom, "_rels/.rels": links}
    return in_margins("<w:p/>", more, footer=footer)


@pytest.mark.parametrize("field", [complex_field, simple_field], ids=["complex", "simple"])
@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("TITLE", ["甲题", "乙题"]),
        (" title \\* MERGEFORMAT ", ["甲题", "乙题"]),
        ('DOCPROPERTY "文号"', ["甲号", "乙号"]),
        ("INFO Title", ["甲题", "乙题"]),
        ("AUTHOR", ["1", "1"]),  # the properties do not say: what it last showed
        ("CREATEDATE \\@ yyyy", ["1", "1"]),
        ("TITLE \\* Upper", ["1", "1"]),
        ("DOCVARIABLE 甲", ["1", "1"]),
        ("FILENAME", ["1", "1"]),
    ],
)
def test_each_says_what_its_own_document_says(field: Callable[[str], str], code: str, expected: list[str]) -> None:
    footer = field(code)
    made = merge([titled(footer, "甲题", "甲号"), titled(footer, "乙题", "乙号")])
    assert check_document(made) == []
    parts = ["word/footer1.xml", "word/footer2.xml"] if expected[0] != expected[1] else ["word/footer1.xml"] * 2
    assert [seen(made, name) for name in parts] == expected
    assert [field for name in parts for field in fields(part(made, name))] == []


def test_a_field_without_text_gets_its_own_looks_and_what_is_unknown_stays() -> None:
    begin, end = (f'<w:r><w:rPr><w:b/></w:rPr><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "end"))
    code = "<w:r><w:instrText>{}</w:instrText></w:r>".format
    footer = f"<w:p>{begin}{code('TITLE')}{end}{begin}{code('DOCPROPERTY 无')}{end}</w:p>"
    root = part(merge([titled(footer, "甲题")]), "word/footer1.xml")
    assert "".join(map(str, root.itertext())) == "甲题DOCPROPERTY 无"
    assert [found.code for found in fields(root)] == ["DOCPROPERTY 无"]
    assert root[0][0][0].tag.endswith("}rPr")


def test_a_field_that_asks_for_a_property_says_what_it_last_said() -> None:
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code, text = "<w:r><w:instrText>{}</w:instrText></w:r>".format, "<w:r><w:t>{}</w:t></w:r>".format
    inner = char("begin") + code(" TITLE ") + char("separate") + code("甲题") + char("end")
    asks = char("begin") + code("IF ") + inner + code(' = "甲题" "密" ""') + char("separate") + text("密") + char("end")
    made = merge([titled(f"<w:p>{text('前')}{asks}{text('后')}</w:p>", "甲题")])
    assert seen(made, "word/footer1.xml") == "前密后"
    assert list(fields(part(made, "word/footer1.xml"))) == []
