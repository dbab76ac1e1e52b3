"""A copy of a template with a Word comment at every fault."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.assembly.comments import FAULTS, MOST, Comment, commented
from service.assembly.lint.catalogue import Fault, Severity
from service.assembly.main_part import BODY
from service.assembly.package import read_package
from service.errors import TemplateError

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
    except FAULTS as exc:
        raise TemplateError(f"“{name}”写不了批注：文件内部结构不合规范，请用 Word 或 WPS 重新另存为 .docx") from exc


def _commented(data: bytes, faults: Sequence[Fault]) -> bytes:
    comments: list[Comment] = [
        (found.place.paragraph if found.place.file == BODY else 0, "", _sentence(found)) for found in faults[:MOST]
    ]
    if len(faults) > MOST:
        comments.append((0, "", f"这里只批注了前 {MOST} 处，还有 {len(faults) - MOST} 处，请改正后再检查一遍。"))
    return commented(data, comments)


def _sentence(found: Fault) -> str:
    said = f"{_GRAVITY[found.severity]}（{found.place}）：{found.tag} {found.what}；{found.cure}。"
    return _BRACES.sub(_JOINER, said)
