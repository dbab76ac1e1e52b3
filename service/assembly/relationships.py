"""The relationships of a package: which parts belong together, and which reach outside."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from service.errors import TemplateError

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OUTSIDE = ' TargetMode="External"'

_ACTIVE = {
    "attachedtemplate": "文档附加了另一个模板，请在“文档模板”中改回 Normal 后再用",
    "afchunk": "文档嵌入了外部文档块（altChunk），请粘贴为普通内容后再用",
    "oleobject": "文档嵌入了 OLE 对象，请改为图片或普通内容后再用",
    "control": "文档含有 ActiveX 控件，请删除后再用",
    "vbaproject": "文档含有宏，请另存为不含宏的 .docx",
}


def refuse_hostile_link(link: Mapping[str, str], name: str) -> None:
    """TemplateError when a relationship, given by its attributes, leads to active content, or outside by anything but
    a hyperlink; programs do not agree on case, so none is minded here."""
    kind = link.get("Type", "").strip().rstrip("/").rpartition("/")[2]
    if kind.lower() in _ACTIVE:
        raise TemplateError(f"“{name}”不能用：{_ACTIVE[kind.lower()]}")
    target = link.get("Target", "").strip()
    outside = link.get("TargetMode", "").strip().lower() == "external" or "://" in target or target.startswith("\\\\")
    if outside and kind.lower() != "hyperlink":
        raise TemplateError(f"“{name}”不能用：文档引用了外部内容（{kind}），请改为嵌入文档内部")


class Link(NamedTuple):
    """A relationship: its kind, and the part it leads to (or the address outside)."""

    kind: str
    target: str
    outside: bool = False


def links_of(parts: Mapping[str, bytes], part: str) -> dict[str, Link]:
    """The relationships of a part ("" for the package) by id, targets as part names."""
    folder = posixpath.dirname(part)
    content = parts.get(links_name(part))
    found: dict[str, Link] = {}
    for entry in etree.fromstring(content).iterchildren("*") if content else ():
        target = entry.get("Target", "")
        outside = entry.get("TargetMode") == "External"
        if not outside and not target.startswith("#"):
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[entry.get("Id", "")] = Link(entry.get("Type", ""), target, outside)
    return found


def quoted(text: str) -> str:
    """text as an attribute's value, quotes included (xml.sax would load half of urllib for it)."""
    from html import escape  # noqa: PLC0415 - it loads a large table of entities, and few papers get a new link

    return f'"{escape(text)}"'


def links_name(part: str) -> str:
    """The name of the part that holds a part's relationships."""
    folder, _, file = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{file}.rels")


def links_xml(part: str, links: Mapping[str, Link]) -> bytes:
    """The relationships of a part, written."""
    folder = posixpath.dirname(part)
    entries = "".join(
        f"<Relationship Id={quoted(key)} Type={quoted(link.kind)} Target={quoted(_address(folder, link))}"
        f"{_OUTSIDE if link.outside else ''}/>"
        for key, link in links.items()
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'.encode()


def _address(folder: str, link: Link) -> str:
    outside = link.outside or link.target.startswith("#")
    return link.target if outside else posixpath.relpath("/" + link.target, "/" + folder)
