"""Links and fields that name a bookmark (ECMA-376-1 §17.16.5), following it to its new name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from itertools import pairwise

from lxml import etree

from service.assembly.fields import Field, Word, fields, words
from service.assembly.mend import W

_FIRST = frozenset({"ref", "pageref", "noteref", "ftnref", "set", "ask"})  # their first word is a bookmark
_LIMITED = frozenset({"toc", "index", "toa"})  # \b names one
_COMPARING = frozenset({"if", "compare", "nextif", "skipif"})
_OPERATOR = re.compile(r"[<>=]+")
_NAME = re.compile(r"[^\W\d]\w*(?!\s*\()")  # in a formula, but for its functions
# the other fields there are: any other first word is itself a bookmark's name
_KINDS = (
    "addressblock advance author autonum autonumlgl autonumout autotext autotextlist barcode bibliography "
    "bidioutline citation comments createdate database date dde ddeauto displaybarcode docproperty "
    "docvariable edittime eq filename filesize fillin formcheckbox formdropdown formtext glossary "
    "greetingline hyperlink import include includepicture includetext info keywords lastsavedby link "
    "listnum macrobutton mergefield mergerec mergeseq next numchars numpages numwords page print "
    "printdate private quote rd revnum savedate section sectionpages styleref subject symbol ta tc "
    "template time title useraddress userinitials username xe"
)
_OTHERS = frozenset(_KINDS.split())
TOP = "_top"  # the beginning of a document, in Word itself


def follow(roots: Iterable[etree._Element], names: MutableMapping[str, str], free: Callable[[str], str]) -> None:
    """Let links and fields lead to the bookmarks' new names, given by the old ones in lower case; in place.

    What leads nowhere in its own document gets a name from ``free``, so that it leads nowhere in the result either.
    """
    found = [(field, words(field.code)) for root in roots for field in fields(root)]
    anchors = [link for root in roots for link in root.iter(f"{W}hyperlink") if _within(link)]
    sure = {id(field): list(_named(code)) for field, code in found}
    wanted = [*(w.text for named in sure.values() for w in named), *(link.get(f"{W}anchor", "") for link in anchors)]
    for name in wanted:
        if name.lower() not in names and name.lower() != TOP:
            names[name.lower()] = free(name)
    for link in anchors:
        link.set(f"{W}anchor", names.get(link.get(f"{W}anchor", "").lower(), link.get(f"{W}anchor", "")))
    for field, code in found:
        _rename(field, [*sure[id(field)], *_perhaps(field.code, code)], names)


def _rename(field: Field, named: Sequence[Word], names: MutableMapping[str, str]) -> None:
    new = {word: names.get(word.text.lower(), word.text) for word in named}
    field.rewrite({word: name for word, name in new.items() if name != word.text})


def _within(link: etree._Element) -> bool:
    """Whether a hyperlink leads to a place in its own document: it names no other one."""
    return bool(link.get(f"{W}anchor")) and not any(str(key).endswith("/relationships}id") for key in link.attrib)


def _named(code: list[Word]) -> Iterator[Word]:
    """The words of a code that are bookmarks, whether they exist or not."""
    kind, rest = (code[0].text.lower(), code[1:]) if code else ("", [])
    if kind in _FIRST:
        yield from (word for word in rest[:1] if not word.switch and word.text)
    elif kind in _LIMITED:
        yield from _after(rest, "b")
    elif kind == "hyperlink" and not any(not word.switch and word.text for word in rest[:1]):
        yield from _after(rest, "l")


def _after(code: list[Word], switch: str) -> Iterator[Word]:
    pairs = ((before, word) for before, word in pairwise(code) if before.switch and before.text == switch)
    return (word for _, word in pairs if not word.switch and word.text)


def _perhaps(code: str, found: list[Word]) -> Iterator[Word]:
    """The words of a code that are bookmarks if there is one of that name."""
    kind = found[0].text.lower() if found else ""
    if kind.startswith("="):
        yield from _plain(code, _NAME)
    elif kind in _COMPARING:
        sides = [w for w in found[1:] if not _OPERATOR.fullmatch(w.text)][:2]
        yield from (word for word in sides if not word.quoted and not word.switch)
    elif kind in ("seq", "gotobutton"):
        at = 2 if kind == "seq" else 1
        yield from (word for word in found[at : at + 1] if not word.switch)
    elif found and kind not in _OTHERS | _FIRST | _LIMITED and not found[0].switch:
        yield found[0]


def _plain(code: str, pattern: re.Pattern[str]) -> Iterator[Word]:
    """What pattern finds in a code outside quotes and switches."""
    for word in words(code):
        if not word.quoted and not word.switch:
            for match in pattern.finditer(code, word.start, word.end):
                yield Word(match[0], match.start(), match.end())
