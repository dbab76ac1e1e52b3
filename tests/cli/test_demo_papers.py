"""Every paper of the demonstration is a whole Word file that says nothing it should not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentType
from lxml import etree
from openxml_audit import OpenXmlValidator

from service.assembly.word_rules import check_document
from tests.cli.made import program

_NEVER = (
    "{{",
    "}}",
    "{%",
    "None",
    "nan",
    "NaN",
    "增长-",
    "下降-",
    "——%",
    "——万元",
    "——亿元",
    "。。",
    "，。",
    "；。",
    "、。",
    "-0.0",
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("demo")
    assert program("demo", "--out", folder).code == 0
    found = sorted(folder.glob("*.docx"))
    assert len(found) == 27
    return found


def texts(document: DocumentType) -> Iterator[str]:
    """The text of every paragraph of every part."""
    for part in document.part.package.iter_parts():
        if part.content_type.endswith("+xml"):
            for paragraph in etree.fromstring(part.blob).iter(f"{_W}p"):
                yield "".join(text.text or "" for text in paragraph.iter(f"{_W}t"))


def test_each_opens_and_says_nothing_it_should_not(demo: list[Path]) -> None:
    said = {path.name: list(texts(Document(str(path)))) for path in demo}
    assert all(said.values())
    wrong = [(name, bad, words) for name, lines in said.items() for words in lines for bad in _NEVER if bad in words]
    assert wrong == []


def test_each_keeps_words_rules(demo: list[Path]) -> None:
    assert {path.name: faults for path in demo if (faults := check_document(path.read_bytes()))} == {}


def test_each_keeps_the_schema(demo: list[Path]) -> None:
    validator = OpenXmlValidator()
    found = {path.name: [error.description for error in validator.validate(path).errors] for path in demo}
    assert {name: errors[:3] for name, errors in found.items() if errors} == {}


def test_the_bulletin_says_the_counts_of_the_ledger(demo: list[Path]) -> None:
    (bulletin,) = (path for path in demo if "进展情况通报" in path.name)
    words = "\n".join(texts(Document(str(bulletin))))
    for piece in ("60个", "滞后序时进度6.1个百分点", "同比增长15.3%", "任务单位23个", "砚田印刷包装产业园项目"):
        assert piece in words
