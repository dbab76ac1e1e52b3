"""Repairing on a copy what can be repaired without changing what the paper says: figures, names and dates stay."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from lxml import etree

from service.assembly.gongwen_check.checking import found_in
from service.assembly.gongwen_check.finding import Finding, Hit, TextFix
from service.assembly.gongwen_check.paper import Paper, paper_of
from service.assembly.gongwen_check.profile import Profile
from service.assembly.gongwen_check.reading import read_document
from service.assembly.gongwen_check.reading.model import Paragraph
from service.assembly.writer import write_package

#: A repair may bring another to light, as a number put right at the head of an indented line.
_PASSES = 4
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def repair(
    document: bytes, findings: Iterable[Finding], *, profile: Profile, name: str = "文件"
) -> tuple[bytes, list[Finding]]:
    """A copy in which those of the findings are repaired that can be, and the findings repaired.

    Parts without a repair keep their bytes; with nothing to repair the document itself comes back.
    Raises TemplateError as ``check`` does.
    """
    wanted = [finding for finding in findings if finding.repairable]
    data = document
    for _ in range(_PASSES):
        repaired = _one_pass(data, {_key(finding) for finding in wanted}, profile, name)
        if repaired is None:
            break
        data = repaired
    paper = paper_of(read_document(data, name))
    left = {_key(finding) for finding, _ in found_in(paper, profile)}
    return data, [finding for finding in wanted if _key(finding) not in left]


def _key(finding: Finding) -> tuple[str, str, int, object]:
    """What a finding is about: its words change with the repair of its neighbours."""
    return finding.code, finding.place.region, finding.place.paragraph, finding.place.cell


def _one_pass(data: bytes, wanted: Collection[object], profile: Profile, name: str) -> bytes | None:
    paper = paper_of(read_document(data, name))
    hits = [hit for finding, hit in found_in(paper, profile) if hit.fix and _key(finding) in wanted]
    if not hits:
        return None
    _mend_text(hits)
    for hit in hits:
        if hit.fix is not None and not isinstance(hit.fix, TextFix):
            hit.fix()
    return _written(paper)


def _mend_text(hits: Iterable[Hit]) -> None:
    """Text is replaced from the end, so that what stands before keeps its place; overlaps wait for the next pass."""
    fixes = [hit.fix for hit in hits if isinstance(hit.fix, TextFix)]
    done: dict[int, int] = {}
    for fix in sorted(fixes, key=lambda fix: (fix.paragraph.index, -fix.start, -fix.end)):
        if fix.end <= done.get(fix.paragraph.index, len(fix.paragraph.text)):
            _replace(fix.paragraph, fix.start, fix.end, fix.new)
            done[fix.paragraph.index] = fix.start


def _replace(paragraph: Paragraph, start: int, end: int, new: str) -> None:
    """Put the new words into the first text touched and take the old ones out of all."""
    touched = [
        span for span in paragraph.spans
        if span.element is not None and ((span.start < end and span.end > start) or span.end == start == end)
    ]  # fmt: skip
    for span in reversed(touched):
        words = (span.element.text or "") if span.element is not None else ""
        head, tail = words[: max(0, start - span.start)], words[max(0, end - span.start) :]
        if span.element is not None:
            span.element.text = head + (new if span is touched[0] else "") + tail
            span.element.set(_SPACE, "preserve")


def _written(paper: Paper) -> bytes:
    document = paper.document
    parts = dict(document.parts)
    for part, root in document.roots.items():
        content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        if etree.tostring(etree.fromstring(parts[part]), method="c14n") != etree.tostring(root, method="c14n"):
            parts[part] = content
    return write_package(parts)
