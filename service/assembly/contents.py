"""Tables of contents: what a fill adds under headings they do not know until Word works them out anew."""

from __future__ import annotations

import re

from lxml import etree

from service.assembly.mend import W

_CONTENTS = re.compile(r"[\s\"]*TOC\b", re.IGNORECASE)
_DIRTY = f"{W}dirty"


def refresh_contents(root: etree._Element) -> bool:
    """Whether a part holds tables of contents; each is marked to be worked out when the file is opened
    (ECMA-376-1 §17.16.18), in place."""
    found = False
    waiting: list[tuple[etree._Element, list[str]]] = []  # fields that are open, and their code so far
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
        kind = element.get(f"{W}fldCharType")
        if element.tag == f"{W}instrText" and waiting:
            waiting[-1][1].append(element.text or "")
        elif element.tag == f"{W}fldSimple" and _CONTENTS.match(element.get(f"{W}instr", "")):
            element.set(_DIRTY, "true")
            found = True
        elif kind == "begin":
            waiting.append((element, []))
        elif kind == "end" and waiting:
            begin, code = waiting.pop()
            if _CONTENTS.match("".join(code)):
                begin.set(_DIRTY, "true")
                found = True
    return found
