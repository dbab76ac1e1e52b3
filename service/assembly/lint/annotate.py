"""A copy of a template with a Word comment at every fault."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Opened
from docx.exceptions import PythonDocxError
from docx.oxml import OxmlElement
from docx.text.run import Run
from lxml import etree

from service.assembly.faults import FOREIGN
from service.assembly.lint.catalogue import Fault, Severity
from service.assembly.main_part import BODY
from service.assembly.mend import W
from service.assembly.package import read_package
from service.assembly.places import paragraphs
from service.errors import TemplateError

MOST = 300
_AUTHOR, _INITIALS = "会材", "材"
_GRAVITY = {Severity.ERROR: "错误", Severity.WARNING: "提醒"}
_BRACES = re.compile(r"(?<=\{)(?=[{%#])|(?<=[}%#])(?=\})")
_JOINER = "\u2060"  # unseen: tags told of in comments are none, should the copy be taken for a template


def annotated(data: bytes, faults: Sequence[Fault], name: str = "模板") -> bytes:
    """The template with a comment at each fault, as .docx bytes. Word has no comments in headers, footers, notes and
    text boxes: these faults stand at the paragraph that holds the box, or at the beginning of the body, with their
    place. After MOST comments the last says how many faults are left. TemplateError for a file that is no template."""
    read_package(data, name)
    try:
        return _commented(data, faults)
    except (*FOREIGN, PythonDocxError) as exc:
        raise TemplateError(f"“{name}”写不了批注：文件内部结构不合规范，请用 Word 或 WPS 重新另存为 .docx") from exc


def _commented(data: bytes, faults: Sequence[Fault]) -> bytes:
    document = Document(io.BytesIO(data))
    texts = {text.place.paragraph: text.element for text in paragraphs(document.element, "正文", BODY)}
    for found in faults[:MOST]:
        element = texts.get(found.place.paragraph) if found.place.file == BODY else None
        _comment(document, element, _sentence(found))
    if len(faults) > MOST:
        _comment(document, None, f"这里只批注了前 {MOST} 处，还有 {len(faults) - MOST} 处，请改正后再检查一遍。")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _comment(document: Opened, paragraph: etree._Element | None, words: str) -> None:
    """A comment with these words at a paragraph of the body, or at the first."""
    runs = _runs(_first(document.element) if paragraph is None else paragraph)
    document.add_comment([runs[0], runs[-1]], words, author=_AUTHOR, initials=_INITIALS)


def _sentence(found: Fault) -> str:
    said = f"{_GRAVITY[found.severity]}（{found.place}）：{found.tag} {found.what}；{found.cure}。"
    return _BRACES.sub(_JOINER, said)


def _first(document: etree._Element) -> etree._Element:
    """The first paragraph of the body; one is made for a body without any."""
    found = next(document.iter(W + "p"), None)
    if found is None:
        found = OxmlElement("w:p")
        document[0].insert(0, found)
    return found


def _runs(paragraph: etree._Element) -> Sequence[Run]:
    """The runs a comment about a paragraph goes around; an empty one is made for a paragraph without any."""
    box = next(reversed(list(paragraph.iterancestors(W + "txbxContent"))), None)
    if box is not None:
        paragraph = next(box.iterancestors(W + "p"), paragraph)
    found = [element for element in paragraph.iterchildren(W + "r")]
    if not found:
        found = [OxmlElement("w:r")]
        paragraph.append(found[0])
    return [Run(element, None) for element in found]  # type: ignore[arg-type] # a comment needs no owner
