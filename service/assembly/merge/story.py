"""The text of one part (body, notes, comments) joined from many, kept as bytes so that no tree grows with the job."""

from __future__ import annotations

from lxml import etree

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_IGNORABLE = f"{{{_MC}}}Ignorable"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Story:
    """Children of one root, from roots whose namespaces are united as far as their prefixes agree."""

    def __init__(self, tag: str, inner: str = "") -> None:
        """tag is the root's; inner that of the element between it and the children, if there is one."""
        self._tag = tag
        self._inner = inner
        self._prefixes: dict[str, str] = {}
        self._ignorable: dict[str, None] = {}
        self._pieces: list[bytes] = []

    def add(self, parent: etree._Element, root: etree._Element) -> None:
        """The children of parent, of a part with that root, after those added before."""
        known = self._prefixes
        ignorable = root.get(_IGNORABLE, "").split()
        own = {key: value for key, value in parent.nsmap.items() if key is not None}
        if None in parent.nsmap or any(known.get(key, value) != value for key, value in own.items()):
            for child in parent:
                if ignorable and isinstance(child.tag, str):
                    child.set(_IGNORABLE, " ".join(ignorable))
                self._pieces.append(_written(child))
            return
        known.update(own)
        self._ignorable.update(dict.fromkeys(ignorable))
        whole = _written(parent)
        if len(parent):
            self._pieces.append(whole[whole.index(b">") + 1 : whole.rindex(b"<")])

    def content(self) -> bytes:
        """The part's bytes."""
        prefixes = dict(self._prefixes)
        if self._ignorable and _MC not in prefixes.values():
            prefixes["mc"] = _MC
        root = etree.Element(self._tag, nsmap=prefixes)
        if self._ignorable:
            root.set(_IGNORABLE, " ".join(self._ignorable))
        holder = etree.SubElement(root, self._inner) if self._inner else root
        holder.text = "@"  # a place to cut at
        before, after = _written(root).rsplit(b"@", 1)
        return b"".join((_DECLARATION, before, *self._pieces, after))


def _written(element: etree._Element) -> bytes:
    return etree.tostring(element, encoding="UTF-8", xml_declaration=False, with_tail=False)
