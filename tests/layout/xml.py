"""Reading built documents back: parts as trees, text by paragraph."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from service.assembly.layout.namespaces import DECLARATIONS, MC, WP, WPS, A, R, W

NAMES = {"w": W, "r": R, "wp": WP, "a": A, "wps": WPS, "mc": MC}


def fragment(markup: str) -> etree._Element:
    """The elements of `markup` under one root that declares all names."""
    return etree.fromstring(f"<root {DECLARATIONS}>{markup}</root>")


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    """One part of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def found(root: etree._Element, path: str) -> list[etree._Element]:
    """The elements at an XPath with the usual prefixes."""
    result = root.xpath(path, namespaces=NAMES)
    assert isinstance(result, list)
    return [item for item in result if isinstance(item, etree._Element)]


def values(root: etree._Element, path: str) -> list[str]:
    """The strings (attributes, text) at an XPath."""
    result = root.xpath(path, namespaces=NAMES)
    assert isinstance(result, list)
    return [str(item) for item in result]


def paragraphs(root: etree._Element) -> list[str]:
    """The text of each paragraph; a line break counts as nothing."""
    return ["".join(values(paragraph, "./w:r/w:t/text()")) for paragraph in found(root, "//w:p")]


def lines(data: bytes) -> str:
    """The body's text, one paragraph a line."""
    return "\n".join(paragraphs(part(data)))
