"""Word's own rules that no schema states and validators pass over: what makes Word call a file damaged.

Each rule looks at one part and yields Chinese sentences; check_document names the part. A clean list does not prove
that Word opens the file, only that none of the known reasons for its refusing stands in it.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from typing import Any

from lxml import etree

from service.assembly.cells import ordered
from service.assembly.main_part import BODY, CONTENT_TYPES
from service.assembly.mend import HOLDERS, WP, W, empty_rows, empty_tables, in_use, lacks_paragraph, whole_number
from service.assembly.package import check_size, content_types
from service.assembly.relationships import links_name
from service.errors import TemplateError

_LISTS = re.compile(rb"<(?:\w+:)?numbering[ >]")  # the part that defines lists, whatever it is called
_LEFTOVER = re.compile(r"\{\{|\{%")
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HALF_POINTS = tuple(W + name for name in ("sz", "szCs", "kern"))
_PACKAGE_LINKS, _MAIN_LINK = links_name(""), "/officeDocument"
_HOLDER_NAMES = {"tc": "单元格", "hdr": "页眉", "ftr": "页脚", "footnote": "脚注", "endnote": "尾注", "comment": "批注"}


def _xpath(path: str) -> Any:
    return etree.XPath(path, namespaces={"w": W[1:-1], "r": _RELATIONS})


# What is looked for in every cell, run or element of a part is found in C: a table may have a hundred thousand of them.
_LINKS_USED = _xpath("//@r:*")
_TEXTS = _xpath("//w:t/text()")


def check_document(data: bytes, only: Container[str] | None = None) -> list[str]:
    """What is wrong with a .docx by Word's rules, a Chinese sentence each, naming the part; empty when nothing is.
    Of the parts named by ``only``, if given, the content; of all, that they are there and are linked to."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_size(archive, len(data), "文件")
            names = archive.namelist()
            parts = {name: archive.read(name) for name in names}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        return ["文件不是完好的 .docx 压缩包"]
    except TemplateError as exc:  # too large to be read
        return [str(exc)]
    found = [f"{name}：压缩包内有重名文件" for name, count in Counter(names).items() if count > 1]
    roots, broken = _parsed({name: content for name, content in parts.items() if _needed(name, content, only)})
    main = _main_part(roots, parts)
    missing = [name for name in (CONTENT_TYPES, main) if name not in parts]
    if missing:
        return [*found, *(f"{name}：缺少这个部件" for name in missing)]
    found += broken
    if CONTENT_TYPES in roots:
        types = content_types(parts)
        found += [f"{name}：没有登记内容类型" for name in parts if name != CONTENT_TYPES and name not in types]
    numbers = _numbers(next((root for root in roots.values() if _defines_lists(root)), None))
    folder = main[: main.rfind("/") + 1]
    for name, root in roots.items():
        if name.startswith(folder) and not name.endswith(".rels"):
            found += [f"{name}：{fault}" for fault in _faults(root, numbers)]
            found += [f"{name}：{fault}" for fault in _lost_links(name, root, roots)]
        if name.endswith(".rels"):
            found += [f"{name}：{fault}" for fault in _lost_targets(name, root, parts)]
    return found


def _needed(name: str, content: bytes, only: Container[str] | None) -> bool:
    always = name.endswith(".rels") or name == CONTENT_TYPES or _LISTS.search(content) is not None
    return only is None or name in only or always


def _parsed(parts: Mapping[str, bytes]) -> tuple[dict[str, etree._Element], list[str]]:
    roots: dict[str, etree._Element] = {}
    broken: list[str] = []
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                roots[name] = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
            except etree.XMLSyntaxError as exc:
                broken.append(f"{name}：XML 结构不完整（第 {exc.lineno} 行）")
    return roots, broken


def _main_part(roots: Mapping[str, etree._Element], parts: Mapping[str, bytes]) -> str:
    """The name of the main part: the usual one, or what the package's relationship leads to (ECMA-376-1 §11.3.10)."""
    links = roots.get(_PACKAGE_LINKS)
    if BODY in parts or links is None:
        return BODY
    found = (path for link, path in _targets(_PACKAGE_LINKS, links) if link.get("Type", "").endswith(_MAIN_LINK))
    return next(found, BODY)


def _faults(root: etree._Element, numbers: set[str]) -> Iterator[str]:
    yield from _containers(root)
    yield from _identities(root)
    yield from _values(root, numbers)
    yield from _fields(root)
    yield from _leftover_tags(root)


def _containers(root: etree._Element) -> Iterator[str]:
    for holder in root.iter(*HOLDERS):
        if lacks_paragraph(holder):
            kind = _HOLDER_NAMES.get(etree.QName(holder).localname, "文本框")
            yield f"{kind}“{_text(holder)}”没有以段落结尾"
    yield from ("表格中有没有单元格的行" for _ in empty_rows(root))
    yield from ("有没有行的表格" for _ in empty_tables(root))


def _identities(root: etree._Element) -> Iterator[str]:
    for number, count in Counter(drawing.get("id") for drawing in in_use(root, WP + "docPr")).items():
        if count > 1:
            yield f"图形编号 {number} 出现 {count} 次，应各不相同"
    starts = in_use(root, W + "bookmarkStart")
    for attribute, what in (("id", "书签编号"), ("name", "书签名称")):
        for value, count in Counter(start.get(W + attribute) for start in starts).items():
            if count > 1:
                yield f"{what} {value} 出现 {count} 次，应各不相同"


def _values(root: etree._Element, numbers: set[str]) -> Iterator[str]:
    for span in root.iter(W + "gridSpan"):
        value = span.get(W + "val", "")
        if not whole_number(value):
            yield f"单元格跨列数“{value}”应是不小于 1 的整数"
    for properties in root.iter(W + "tcPr"):
        if not ordered(properties):
            yield "单元格的属性次序不合规范"
    for size in root.iter(*_HALF_POINTS):
        value = size.get(W + "val", "")
        if not value.isdecimal():
            yield f"字号“{value}”应是以半磅计的整数"
    for reference in root.iter(W + "numId"):
        value = reference.get(W + "val", "")
        # 0 takes a numbering away (ECMA-376-1 §17.9.18)
        if value != "0" and value not in numbers and not _defines_lists(root):
            yield f"段落用了没有定义的编号 {value}"


def _defines_lists(root: etree._Element) -> bool:
    """Whether the part is the list definitions themselves, in which numId names no reference."""
    return root.tag == W + "numbering"


def _numbers(numbering: etree._Element | None) -> set[str]:
    return set() if numbering is None else {n.get(W + "numId", "") for n in numbering.iter(W + "num")}


def _fields(root: etree._Element) -> Iterator[str]:
    open_fields = 0
    for mark in root.iter(W + "fldChar"):
        kind = mark.get(W + "fldCharType")
        open_fields += {"begin": 1, "end": -1}.get(kind or "", 0)
        if open_fields < 0:
            yield "有没有开头的域"
            open_fields = 0
    if open_fields:
        yield f"有 {open_fields} 个域没有结尾"


def _leftover_tags(root: etree._Element) -> Iterator[str]:
    if not _LEFTOVER.search("".join(_TEXTS(root))):
        return
    for paragraph in root.iter(W + "p"):
        text = _text(paragraph, 200)
        if _LEFTOVER.search(text):
            yield f"段落“{text[:30]}”里还留有模板标签"


def _lost_links(name: str, root: etree._Element, roots: Mapping[str, etree._Element]) -> Iterator[str]:
    """Relationship ids the part uses and its .rels part lacks."""
    folder, _, file = name.rpartition("/")
    links = roots.get(f"{folder}/_rels/{file}.rels")
    known = set() if links is None else {link.get("Id") for link in links}
    for value in _LINKS_USED(root):
        if value and value not in known:
            yield f"引用了不存在的关系 {value!s}"


def _lost_targets(name: str, root: etree._Element, parts: Mapping[str, bytes]) -> Iterator[str]:
    """Targets of a .rels part that are not in the package."""
    for link, path in _targets(name, root):
        if path not in parts:
            yield f"关系 {link.get('Id')} 指向的 {path} 不在文件内"


def _targets(name: str, root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The relationships of a .rels part that lead to parts, each with the name of the part."""
    folder = posixpath.dirname(posixpath.dirname(name))
    for link in root.iterchildren("*"):
        target = link.get("Target", "").partition("#")[0]
        if target and link.get("TargetMode") != "External":
            yield link, posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")


def _text(element: etree._Element, limit: int = 20) -> str:
    return "".join(text.text or "" for text in element.iter(W + "t"))[:limit]
