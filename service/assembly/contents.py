"""Tables of contents: what a fill adds under headings they do not know until Word works them out anew."""

from __future__ import annotations

import re

from lxml import etree

from service.assembly.fields import fields
from service.assembly.mend import W

IS_CONTENTS = re.compile(r"[\s\"]*TOC\b", re.IGNORECASE)


def refresh_contents(root: etree._Element) -> bool:
    """Whether a part holds tables of contents; each is marked to be worked out when the file is opened
    (ECMA-376-1 §17.16.18), in place."""
    found = [field for field in fields(root) if IS_CONTENTS.match(field.code)]
    for field in found:
        field.start.set(f"{W}dirty", "true")
    return bool(found)
