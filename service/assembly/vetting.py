"""What filling a template broke: the first document of each template version is looked over before it leaves.

Only what the template itself does not have counts. Programs write files that no rule allows and Word opens all the
same; whoever made the template has opened it, nobody has opened what is made of it.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Container, Iterable
from pathlib import Path

from service.assembly.word_rules import check_document

_NUMBERS = re.compile(r"\d+")
_LEFTOVER = "模板标签"  # a value may hold braces of its own


def broken(made: bytes, template: bytes, filled: Container[str]) -> list[str]:
    """The rules of Word that a document's filled parts break and its template does not, a Chinese sentence each."""
    found = [fault for fault in check_document(made, filled) if _LEFTOVER not in fault]
    return _new(found, check_document(template)) if found else []


def audited(made: bytes, template: bytes) -> list[str]:
    """The rules of the Open XML SDK (by openxml-audit) that a document breaks and its template does not; about 1 s."""
    found = audit(made)
    return _new(found, audit(template)) if found else []


def audit(document: bytes) -> list[str]:
    """What openxml-audit finds in a .docx, the part before what it says (in English); about 0.4 s."""
    from openxml_audit import OpenXmlValidator  # noqa: PLC0415 - it takes longer to load than a paper to make

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.docx"
        path.write_bytes(document)
        errors = OpenXmlValidator().validate(path).errors
    return list(dict.fromkeys(f"{error.part_uri.lstrip('/')}：{error.description}" for error in errors))


def _new(found: Iterable[str], before: Iterable[str]) -> list[str]:
    """Those of found whose kind is not among those before: numbers differ as rows are repeated."""
    known = {_NUMBERS.sub("", fault) for fault in before}
    return [fault for fault in found if _NUMBERS.sub("", fault) not in known]
