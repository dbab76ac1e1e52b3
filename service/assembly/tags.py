"""Finding a tag and its paragraph again when something is wrong with it.

Every tag is given a line of its own before compiling (a line break inside the tag prints nothing), so the line Jinja2
reports for an error, at compile time or while filling, names exactly one tag.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Tags are taken whole, so that braces inside a text literal are left alone; raw blocks and comments are not tags.
_TAG = re.compile(
    r"\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}|\{#.*?#\}|(\{\{[-+]?|\{%[-+]?)(.*?)(\}\}|%\}|$)",
    re.DOTALL,
)
# Needed only where something is wrong, so not compiled beforehand.
_MARKUP = r"<[^<>]*>"
_KIND = r"^(\{[{%][-+]?)\s*(?:p|tr|tc|r)\s"  # what of a document a tag stands for is no part of it once compiled
_PARAGRAPH_START = r"<w:p[ >]"
_OPENING = r"\{%[-+]?\s*(for|if|macro|call|filter|set|block|with)\b"
_CLOSING = r"\{%[-+]?\s*end(for|if|macro|call|filter|set|block|with)\b"
SHOWN = 30
_NEAR = 200
_CELL_PLACES = (
    (r"<w:gridSpan [^<>]*w:val=\"$", "colspan"),
    (r"<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"$", "cellbg"),
    (r"<w:vMerge w:val=\"$", "vm"),
)


def numbered(source: str) -> str:
    """source with a line break after the opening braces of every tag."""
    return _TAG.sub(lambda tag: f"{tag[1]}\n{tag[2]}{tag[3]}" if tag[1] else tag[0], source)


class Tag(NamedTuple):
    """One tag of a numbered source: its text (shortened), its paragraph's text, its line, its text as :func:`plain`
    gives it, which of the tags with that text it is, from 0, and its whole text."""

    text: str
    paragraph: str
    line: int
    plain: str = ""
    turn: int = 0
    whole: str = ""


def tag_at(source: str, line: int) -> Tag | None:
    """The tag on that line of a numbered source, or the last one before it; None when there is none."""
    found = None
    lines = counted = 0
    for match in _TAG.finditer(source):
        if match[1]:
            lines += source.count("\n", counted, match.end(1))
            counted = match.end(1)
            at = lines + 2
            if at > line and found is not None:
                break
            found = (match, at)
    return _tag(source, *found) if found else None


def unclosed(source: str) -> Tag | None:
    """The innermost block tag that is opened and never closed, or None."""
    waiting: list[re.Match[str]] = []
    for match in _TAG.finditer(source):
        if re.match(_CLOSING, match[0].replace("\n", " ")):
            if waiting:
                waiting.pop()
        elif (opening := re.match(_OPENING, match[0])) and not (opening[1] == "set" and "=" in match[0]):
            waiting.append(match)
    return _tag(source, waiting[-1], 0) if waiting else None


def _tag(source: str, match: re.Match[str], line: int) -> Tag:
    cell_tag = _cell_tag(source, match)
    whole = cell_tag or match[0]
    text = plain(whole)
    before = (_cell_tag(source, other) or other[0] for other in _TAG.finditer(source, 0, match.start()))
    turn = sum(1 for other in before if plain(other) == text)
    around = _cell_around(source, match.end()) if cell_tag else paragraph_around(source, match.start())
    return Tag(shortened(_readable(whole)), around, line, text, turn, whole)


def _readable(tag: str) -> str:
    """A tag without the rest of the document that one without end has taken in."""
    return re.sub(_MARKUP, "", tag.partition("</w:p>")[0]) if endless(tag) else tag


def endless(tag: str) -> bool:
    """Whether a tag has no end of its own."""
    return "</w:p>" in tag or not tag.endswith(("}}", "%}", "#}"))


def _cell_around(source: str, place: int) -> str:
    """The text of the cell in whose properties a place lies, shortened."""
    begin, end = source.find("</w:tcPr>", place), source.find("</w:tc>", place)
    return shortened(re.sub(_MARKUP, "", source[max(begin, 0) : end]))


def plain(tag: str) -> str:
    """A tag's text by which it is found again, be it as its author typed it or as it was compiled."""
    from html import unescape  # noqa: PLC0415 - see relationships.quoted

    straight = re.sub("[‘’]", "'", re.sub("[“”]", '"', unescape(tag)))
    return re.sub(r"\s+", "", re.sub(_KIND, r"\1", straight))


def tags_in(text: str) -> list[str]:
    """The tags of a text, each as :func:`plain` gives it."""
    return [plain(match[0]) for match in _TAG.finditer(text) if match[1]]


def _cell_tag(source: str, match: re.Match[str]) -> str:
    """The tag an author wrote in a cell, of the one in the cell's properties that was made of it; "" for any other."""
    if not match[1]:  # a comment or a raw block
        return ""
    before, value = source[max(0, match.start() - _NEAR) : match.start()], " ".join(match[2].split())
    if value == "if loop.first":
        cell = source[match.end() : source.find("</w:tcPr>", match.end())]
        return "{% hm %}" if cell.startswith("<w:tc") and "loop.length" in cell else ""
    for place, word in _CELL_PLACES:
        if re.search(place, before):
            made = word == "colspan" and value.endswith("loop.length")
            return "{% hm %}" if made else f"{{% {word} %}}" if word == "vm" else f"{{% {word} {value} %}}"
    return ""


def paragraph_around(source: str, place: int) -> str:
    """The text of the paragraph that holds a place of the source, shortened; empty outside every paragraph."""
    starts = [start.start() for start in re.finditer(_PARAGRAPH_START, source[:place])]
    end = source.find("</w:p>", place)
    if not starts or end < 0 or "</w:p>" in source[starts[-1] : place]:
        return ""
    return shortened(re.sub(_MARKUP, "", source[starts[-1] : end]))


def shortened(text: str) -> str:
    """text on one line, of at most SHOWN characters."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[:SHOWN] + "…"
