"""Word comments by the service: around a paragraph's runs, or around the run that says something."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from docx import Document
from docx.document import Document as Opened
from docx.exceptions import PythonDocxError
from docx.oxml import OxmlElement
from docx.text.run import Run
from lxml import etree

from service.assembly.faults import FOREIGN
from service.assembly.main_part import BODY
from service.assembly.mend import W
from service.assembly.places import paragraphs

MOST = 300
FAULTS = (*FOREIGN, PythonDocxError)
"""What lxml and python-docx raise for a document that is not as they expect."""
_AUTHOR, _INITIALS = "会材", "材"
Comment = tuple[int, str, str]
"""A paragraph of the body from 1 (0: the first, as where it cannot be told), the text it is about ("" for all of the
paragraph), and the words."""


def commented(data: bytes, comments: Iterable[Comment]) -> bytes:
    """The document with a comment for each, as .docx bytes. Word has no comments in text boxes: those stand at the
    paragraph that holds the box. Raises :data:`FAULTS`."""
    document = Document(io.BytesIO(data))
    texts = {text.place.paragraph: text.element for text in paragraphs(document.element, "正文", BODY)}
    begun: dict[int, int] = {}  # how many runs of a paragraph were passed: equal texts come one after another
    for number, text, words in comments:
        runs = _runs(texts.get(number) if number else None, document)
        start = begun.get(number, 0)
        found = next((at for at, run in enumerate(runs[start:], start) if text and text in run.text), None)
        if found is not None:
            begun[number] = found
            runs = runs[found : found + 1]
        document.add_comment([runs[0], runs[-1]], words, author=_AUTHOR, initials=_INITIALS)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _first(document: etree._Element) -> etree._Element:
    """The first paragraph of the body; one is made for a body without any."""
    found = next(document.iter(W + "p"), None)
    if found is None:
        found = OxmlElement("w:p")
        document[0].insert(0, found)
    return found


def _runs(paragraph: etree._Element | None, document: Opened) -> Sequence[Run]:
    """The runs a comment about a paragraph may go around; an empty one is made for a paragraph without any."""
    if paragraph is None:
        paragraph = _first(document.element)
    box = next(reversed(list(paragraph.iterancestors(W + "txbxContent"))), None)
    if box is not None:
        paragraph = next(box.iterancestors(W + "p"), paragraph)
    found = [element for element in paragraph.iterchildren(W + "r")]
    if not found:
        found = [OxmlElement("w:r")]
        paragraph.append(found[0])
    return [Run(element, None) for element in found]  # type: ignore[arg-type] # a comment needs no owner
