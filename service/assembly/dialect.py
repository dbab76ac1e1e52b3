"""docxtpl's tag dialect: a part's XML in the form Jinja2 can compile, the same as docxtpl 0.20 makes of it.

Tags come out in one piece however Word split them, ``{%p %}`` and the like take the place of the element they stand in,
``{%-`` and ``-%}`` join paragraphs, and the words for table cells (colspan, cellbg, vm, hm) become the properties they
stand for. Rules: docxtpl's documentation, "Jinja2-like syntax" and "Tables"; where it is silent, what docxtpl does
(tests/assembly/test_dialect.py holds both equal). Written anew because loading docxtpl takes longer than a paper does,
and so that the time a part takes grows with its length alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final, NamedTuple

_CLOSING: Final = {"{%": "%}", "{#": "#}", "{{": "}}"}
_SPLIT_BRACES = re.compile(r"(?<=\{)(?:<[^>]*>)+(?=[{%#])|(?<=[%}#])(?:<[^>]*>)+(?=\})")
_OPENING = re.compile(r"\{[%#{]")
_BETWEEN_TEXTS = re.compile(r"</w:t>.*?<w:t(?: [^>]*)?>", re.DOTALL)
_TEXT, _PRESERVED = "<w:t>", '<w:t xml:space="preserve">'
_RUN_TAG = re.compile(r"\{\{r\s.*?\}\}|\{%r\s.*?%\}", re.DOTALL)
_NEXT_TEXT_OR_TAG = re.compile(r"<w:t[^>]*>|\{[%{]")
_INSIDE_TAG = re.compile(r"(?<=\{[{%]).*?(?=[}%]\})")
_AS_TYPED: Final = (("&#8216;", "'"), ("&lt;", "<"), ("&gt;", ">"))
_STRAIGHT: Final = str.maketrans("“”‘’", "\"\"''")
_EMPTY_TEXT = re.compile("(<w:t></w:t>)")
_CELL_PROPERTIES = re.compile(r"<w:tcPr[^>]*>")
_PROPERTY_OF_WORD: Final = {
    "colspan": ("gridSpan", '<w:gridSpan w:val="{{%s}}"/>'),
    "cellbg": ("shd", '<w:shd w:val="clear" w:color="auto" w:fill="{{%s}}"/>'),
}
_SPAN = re.compile(r'(?<=w:gridSpan w:val=")\d+(?=")')


def dialect(xml: str) -> str:
    """A part's XML (as lxml writes it, without declaration) with docxtpl's tags turned into Jinja2's."""
    xml = _joined(_SPLIT_BRACES.sub("", xml))
    for word in _PROPERTY_OF_WORD:
        xml = _with_property(xml, word)
    xml = _spaces_preserved(xml)
    xml = _RUN_TAG.sub(rf"</w:t></w:r><w:r>{_PRESERVED}\g<0></w:t></w:r><w:r>{_PRESERVED}", xml)
    xml = _joined_to_next(_joined_to_previous(xml))
    for name in ("tr", "tc", "p", "r"):
        xml = _unwrapped(xml, name, ("{%", "{{"), r"[^}%]*(?:%\}|\}\})")
    for name in ("tr", "tc", "p"):
        xml = _unwrapped(xml, name, ("{#",), r"[^}#]*#\}")
    xml = _merged(_merged(xml, "vm", _down), "hm", _across)
    return _INSIDE_TAG.sub(_typed, xml) if _OPENING.search(xml) else xml


def _joined(xml: str) -> str:
    """Every tag without the ends and beginnings of runs inside it; one without end goes on to the end of the part."""
    pieces: list[str] = []
    at = 0
    while opening := _OPENING.search(xml, at):
        end = xml.find(_CLOSING[opening[0]], opening.end())
        end = len(xml) if end < 0 else end
        pieces += (xml[at : opening.start()], _BETWEEN_TEXTS.sub("", xml[opening.start() : end]))
        at = end
    return "".join(pieces) + xml[at:]


class _Held(NamedTuple):
    """An element that holds a tag: from its start tag, over the tag's place, to the end of the next end tag."""

    start: int
    tag: re.Match[str]
    end: int


def _holders(xml: str, name: str, tag: re.Pattern[str], *, first: bool = False) -> Iterator[_Held]:
    """The innermost elements of that name around tags (what the pattern's last group ends with), of several tags with
    no such element between them the last one, or the first; what lies in an element already found is passed over."""
    held: _Held | None = None
    start, looked, done = -1, 0, 0
    for match in tag.finditer(xml):
        begins = max(xml.rfind(f"<w:{name}>", looked, match.start()), xml.rfind(f"<w:{name} ", looked, match.start()))
        looked = match.start()
        if begins >= 0:
            if held:
                yield held
                done, held = held.end, None
            start = begins
        if start < done or (first and held):
            continue
        end = xml.find(f"</w:{name}>", match.end(match.re.groups))
        if end >= 0:
            held = _Held(start, match, end + len(f"</w:{name}>"))
    if held:
        yield held


def _edited(xml: str, holders: Iterator[_Held], edit: Callable[[_Held], str]) -> str:
    """xml with other text for the elements that hold tags."""
    pieces: list[str] = []
    at = 0
    for held in holders:
        pieces += (xml[at : held.start], edit(held))
        at = held.end
    return "".join(pieces) + xml[at:] if pieces else xml


@cache
def _cell_word(word: str) -> re.Pattern[str]:
    """The tag of a word that takes a value: the value, and the tag's end."""
    return re.compile(rf"\{{%\s*{word}\s+([^%]*)%\}}()")


def _with_property(xml: str, word: str) -> str:
    """colspan or cellbg: the tag and the run it leaves empty go, the cell's property is printed from its value."""
    if word not in xml:
        return xml
    name, written = _PROPERTY_OF_WORD[word]

    def edit(held: _Held) -> str:
        cell = xml[held.start : held.tag.start()] + xml[held.tag.end() : held.end]
        cell = _edited(cell, _holders(cell, "r", _EMPTY_TEXT), lambda _: "")
        cell = re.sub(rf"<w:{name}[^/]*/>", "", cell, count=1)
        return _CELL_PROPERTIES.sub(lambda properties: properties[0] + written % held.tag[1], cell)

    return _edited(xml, _holders(xml, "tc", _cell_word(word)), edit)


def _spaces_preserved(xml: str) -> str:
    """Texts with a tag in them keep the blanks at their ends, which the value may need."""
    closed = {opening: xml.rfind(_CLOSING[opening]) for opening in ("{{", "{%")}
    pieces: list[str] = []
    at, start = 0, xml.find(_TEXT)
    while start >= 0:
        inside = start + len(_TEXT)
        following = xml.find(_TEXT, inside)
        last = len(xml) if following < 0 else following
        place, opening = max((xml.rfind(one, inside, max(0, min(last, end))), one) for one, end in closed.items())
        if place < 0:
            start = following
            continue
        pieces += (xml[at:start], _PRESERVED)
        at = inside
        start = xml.find(_TEXT, xml.find(_CLOSING[opening], place + len(opening)))
    return "".join(pieces) + xml[at:]


def _joined_to_previous(xml: str) -> str:
    """What follows ``{%-`` goes on in the text before it."""
    pieces: list[str] = []
    at = looked = 0
    while (place := xml.find("{%-", looked)) >= 0:
        before = xml.rfind("</w:t>", looked, place)
        looked = place + len("{%-")
        if before >= 0:
            pieces += (xml[at:before], "{%")
            at = looked
    return "".join(pieces) + xml[at:]


def _joined_to_next(xml: str) -> str:
    """The text after ``-%}`` goes on in the one before it, unless another tag comes first."""
    pieces: list[str] = []
    at = looked = 0
    while (place := xml.find("-%}", looked)) >= 0:
        looked = place + len("-%}")
        following = _NEXT_TEXT_OR_TAG.search(xml, looked)
        if following and following[0].startswith("<"):
            pieces += (xml[at:place], "%}")
            at = looked = following.end()
    return "".join(pieces) + xml[at:]


@cache
def _element_tag(openings: tuple[str, ...], name: str, rest: str) -> re.Pattern[str]:
    """A tag for a whole element, found even inside one that was begun before and not closed."""
    return re.compile(f"(?=({'|'.join(map(re.escape, openings))}){name} ({rest}))")


def _unwrapped(xml: str, name: str, openings: tuple[str, ...], rest: str) -> str:
    """Tags meant for a whole row, cell, paragraph or run in its place, everything else in it gone."""
    if not any(f"{opening}{name} " in xml for opening in openings):
        return xml
    holders = _holders(xml, name, _element_tag(openings, name, rest))
    return _edited(xml, holders, lambda held: f"{held.tag[1]} {held.tag[2]}")


def _merged(xml: str, word: str, edit: Callable[[str], str]) -> str:
    """The cells that say vm or hm, edited."""
    if word not in xml:
        return xml
    cells = _holders(xml, "tc", _merge_word(word), first=True)
    return _edited(xml, cells, lambda held: edit(xml[held.start : held.end]))


@cache
def _merge_word(word: str) -> re.Pattern[str]:
    return re.compile(rf"(\{{%\s*{word}\s*%\}})")


@cache
def _text_with(word: str) -> re.Pattern[str]:
    """Of a cell: from the end of its properties to its text, and the text around the tag of that word."""
    return re.compile(rf"(</w:tcPr>.*?<w:t.*?>)(.*?)\{{%\s*{word}\s*%\}}(.*?)(</w:t>)", re.DOTALL)


def _down(cell: str) -> str:
    """The cell merged with those the loop makes under it: only the first shows its text."""
    merge = '<w:vMerge w:val="{% if loop.first %}restart{% else %}continue{% endif %}"/>'
    return _text_with("vm").sub(rf"{merge}\1{{% if loop.first %}}\2\3{{% endif %}}\4", cell)


def _across(cell: str) -> str:
    """The cell made once, as wide as all that the loop would make."""
    if "w:gridSpan" in cell:
        cell = _merge_word("hm").sub("", _SPAN.sub(r"{{ \g<0> * loop.length }}", cell))
    else:
        cell = _text_with("hm").sub(r'<w:gridSpan w:val="{{ loop.length }}"/>\1\2\3\4', cell)
    return f"{{% if loop.first %}}{cell}{{% endif %}}"


def _typed(tag: re.Match[str]) -> str:
    """The inside of a tag as its author meant it: comparison signs unescaped, quotes straight."""
    inside = tag[0]
    for written, meant in _AS_TYPED:
        inside = inside.replace(written, meant)
    return inside.translate(_STRAIGHT)
