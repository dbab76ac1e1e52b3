"""The main part of a document under the name all of the press knows it by.

Word finds the main part by the package's relationship, whatever it is called (ECMA-376-1 §11.3.10); some programs call
it document2.xml or main.xml. It is given its usual name when a file is opened, so that nobody else need ask.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from lxml import etree

from service.assembly.relationships import links_name, links_of, links_xml

BODY = "word/document.xml"
CONTENT_TYPES = "[Content_Types].xml"
_MAIN_LINK = "/officeDocument"
_MAIN_TYPE = "wordprocessingml.document.main+xml"


def with_main_part(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """parts, a Word document's main part called BODY; as they are where there is none, or it cannot be renamed because
    its relationships are reckoned from another folder. The parts that name it must have been looked through before."""
    links = links_of(parts, "")
    key = next((key for key, link in links.items() if link.kind.endswith(_MAIN_LINK) and not link.outside), None)
    main = links[key].target if key is not None else ""
    if key is None or main not in parts or posixpath.dirname(main) != posixpath.dirname(BODY):
        return dict(parts)
    types = etree.fromstring(parts[CONTENT_TYPES], etree.XMLParser(resolve_entities=False, no_network=True))
    for entry in types.iterchildren("*"):
        if entry.get("PartName", "").lower() == f"/{main}".lower() and _MAIN_TYPE in entry.get("ContentType", ""):
            entry.set("PartName", f"/{BODY}")
            names = {main: BODY, links_name(main): links_name(BODY)}
            renamed = {names.get(name, name): content for name, content in parts.items()}
            renamed[links_name("")] = links_xml("", {**links, key: links[key]._replace(target=BODY)})
            renamed[CONTENT_TYPES] = etree.tostring(types, xml_declaration=True, encoding="UTF-8", standalone=True)
            return renamed
    return dict(parts)
