"""Fields that count or list over a whole file, kept to the document they came with: contents and sequences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from service.assembly.contents import IS_CONTENTS
from service.assembly.fields import Field, fields
from service.assembly.mend import W
from service.assembly.merge.identities import Identities

_SEQUENCE = re.compile(r"[\s\"]*SEQ\s+(\S+)", re.IGNORECASE)
_COUNTS_ITSELF = re.compile(r"\\[rc]\b", re.IGNORECASE)  # a number of its own, or that of the one before
_BOOKMARKED = re.compile(r"\\b\b", re.IGNORECASE)
_OUTLINE, _LEVELS = re.compile(r"\\o\b", re.IGNORECASE), re.compile(r"\\u\b", re.IGNORECASE)


def keep_apart(body: etree._Element, others: Sequence[etree._Element], identities: Identities, *, first: bool) -> None:
    """Let a document's contents list its own headings, and its tables and figures be numbered from 1; in place.

    A table of contents is limited by a bookmark around the document (TOC ``\\b``, ECMA-376-1 §17.16.5.68), and finds
    headings by their level too (``\\u``): styles that were renamed on joining are no longer the built-in ones. A
    sequence begins again by ``\\r 1`` (§17.16.5.56); that of the first document begins by itself. The others (notes,
    headers, footers) count apart from the body.
    """
    found = list(fields(body))
    outside = [field for root in others for field in fields(root)]
    contents = [
        field for field in (*found, *outside) if IS_CONTENTS.match(field.code) and not _BOOKMARKED.search(field.code)
    ]
    if contents:
        name = _bookmark(body, identities)
        for field in contents:
            by_level = _OUTLINE.search(field.code) and not _LEVELS.search(field.code)
            field.extend(f"\\b {name}" + (" \\u" if by_level else ""))
            field.start.set(f"{W}dirty", "true")
    if not first:
        _restart(found)
        _restart(outside)


def _bookmark(body: etree._Element, identities: Identities) -> str:
    """The name of a new bookmark around all of a body but its last section's properties."""
    name, number = identities.name("_HuicaiPaper"), identities.number()
    body.insert(0, etree.Element(f"{W}bookmarkStart", {f"{W}id": number, f"{W}name": name}))
    end = etree.Element(f"{W}bookmarkEnd", {f"{W}id": number})
    last = body.find(f"{W}sectPr")
    if last is None:
        body.append(end)
    else:
        last.addprevious(end)
    return name


def _restart(found: list[Field]) -> None:
    seen: set[str] = set()
    for field in found:
        sequence = _SEQUENCE.match(field.code)
        if sequence and sequence[1].lower() not in seen:
            seen.add(sequence[1].lower())
            if not _COUNTS_ITSELF.search(field.code):
                field.extend("\\r 1")
