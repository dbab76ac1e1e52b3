"""How long a paper's text is, and whether it should be that long (``authority.toml``, [[length]])."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Final

from data_adapters.patterns import regex
from service.papers.authority import authority
from service.papers.authority_rules import Length

_PART: Final = "word/document.xml"
_WORDS: Final = regex(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")


def characters(document: bytes) -> int:
    """The characters of a .docx before its first annex, blanks not counted."""
    from service.assembly.layout.styles import style_id  # noqa: PLC0415 - few papers are of limited length

    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        xml = archive.read(_PART).decode("utf-8")
    text = "".join(_WORDS.findall(xml.split(f'<w:pStyle w:val="{style_id("附件序号")}"/>', 1)[0]))
    return len("".join(text.split()))


def limits_of(title: str) -> tuple[Length, ...]:
    """How long papers of that title should be at most; mostly nothing is said of it. Raises :class:`SettingsError`
    where the rules cannot be read."""
    return tuple(limit for limit in authority().lengths if title in limit.papers)


def too_long(limits: Sequence[Length], document: bytes) -> list[str]:
    """What to say of a finished paper that is longer than it should be; [] where it is not, or may be."""
    for limit in limits:
        if (count := characters(document)) > limit.characters:
            return [f"正文约{count}字，{limit.name}一般不超过{limit.characters}字（{limit.source}）"]
    return []
