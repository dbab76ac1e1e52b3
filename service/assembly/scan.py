"""Reading every XML part of a package through once, keeping nothing, before any part of it is built up in memory.

Which parts are XML is told by their content, their declared type and their name: Word goes by the type, other programs
by the name, and an attacker by whichever is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat

from service.assembly.relationships import refuse_hostile_link
from service.errors import TemplateError

MAX_PART = 32 * 1024 * 1024
MAX_XML = 96 * 1024 * 1024
MAX_NODES = 500_000  # elements, attributes, comments and instructions: about 500 bytes each once they are built up

_XML_NAMES = (".xml", ".rels")
_XML_TYPES = ("+xml", "/xml")
_TEMPLATE_TAG = re.compile(r"\{[{%#][^{}]*\}\}?")
# Fields that run a program or fetch another file when Word updates them (ECMA-376-1 §17.16.5; DDE, LINK: MS-OI29500)
_ACTIVE_FIELD = re.compile(r"[\s\"]*(DDEAUTO|DDE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DATABASE)\b", re.IGNORECASE)
_REMOTE_PICTURE = re.compile(r"[\s\"]*(INCLUDEPICTURE)\b.*?(?:://|[\"\s]\\\\)", re.IGNORECASE | re.DOTALL)

_LOOKED_AT = frozenset(["instrText", "delInstrText", "fldChar", "fldSimple", "Relationship"])
# Whether any of them can stand in a part. Every encoding expat reads holds ASCII as it is, but UTF-16, which has zeros.
_WORTH_A_LOOK = (b"\0", *(name.encode() for name in sorted(_LOOKED_AT)))


class Scanner:
    """Looks through the parts of one file; TemplateError, naming the file, for what must not be in any. A template is
    limited in size, what is made from it (which its budget limited) need not be."""

    def __init__(self, name: str, *, limited: bool = True) -> None:
        self._name = name
        self._limited = limited
        self._bytes = 0
        self._nodes = 0
        self._codes: list[list[str]] = []
        self._parser = expat.ParserCreate()

    def look(self, part: str, content: bytes, kind: str = "") -> None:
        """Look through a part of that content type; one that is not XML, and need not be, is left alone."""
        needed = part.lower().endswith(_XML_NAMES) or kind.lower().endswith(_XML_TYPES)
        if needed:
            self._measure(part, content)
        before = self._nodes
        self._codes = [[]]
        nodes = _about(content)
        short = self._nodes + nodes <= MAX_NODES and not any(word in content for word in _WORTH_A_LOOK)
        try:
            self._fresh_parser(part, short=short).Parse(content, True)
            self._nodes += nodes if short else 0
        except (expat.ExpatError, LookupError, ValueError, TypeError) as exc:  # the last three: odd encodings
            if needed:
                why = f"其中的 {part} 不是完好的 XML，请用 Word 或 WPS 重新另存"
                raise TemplateError(f"“{self._name}”不能用：{why}") from exc
        if not needed and self._nodes > before:
            self._measure(part, content)
        for code in self._codes:
            self._check_field("".join(code))

    def _measure(self, part: str, content: bytes) -> None:
        self._bytes += len(content)
        if not self._limited:
            return
        if len(content) > MAX_PART or self._bytes > MAX_XML:
            raise self._refusal(f"其中的 {part} 过大（XML 部件每个至多 {MAX_PART >> 20} MB，合计 {MAX_XML >> 20} MB）")

    def _refusal(self, why: str) -> TemplateError:
        return TemplateError(f"“{self._name}”不能用：{why}")

    def _fresh_parser(self, part: str, *, short: bool) -> expat.XMLParserType:
        parser = self._parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True

        def doctype(*_: object) -> None:
            raise self._refusal(f"其中的 {part} 带有 DOCTYPE 声明，出于安全不接受")

        parser.StartDoctypeDeclHandler = doctype
        if not short:
            parser.StartElementHandler = self._start
            parser.CommentHandler = parser.ProcessingInstructionHandler = self._count
        return parser

    def _count(self, *_: object) -> None:
        self._nodes += 1
        if self._limited and self._nodes > MAX_NODES:
            raise self._refusal(f"内容过于庞大，XML 结点超过 {MAX_NODES // 10_000} 万个")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._nodes += len(attributes) + 1
        if self._nodes > MAX_NODES:
            self._count()
        local = name[name.rfind(" ") + 1 :]
        if local in _LOOKED_AT:
            self._look_at(local, attributes)

    def _look_at(self, local: str, attributes: Mapping[str, str]) -> None:
        if local in ("instrText", "delInstrText"):
            self._parser.CharacterDataHandler = self._codes[-1].append
            self._parser.EndElementHandler = self._end_of_code
        elif local == "fldChar":
            self._field_mark(_attribute(attributes, "fldCharType"))
        elif local == "fldSimple":
            self._check_field(_attribute(attributes, "instr"))
        elif local == "Relationship":
            refuse_hostile_link(attributes, self._name)

    def _end_of_code(self, _name: str) -> None:
        self._parser.CharacterDataHandler = None
        self._parser.EndElementHandler = None

    def _field_mark(self, kind: str) -> None:
        if kind == "begin":
            self._codes.append([])
            return
        self._check_field("".join(self._codes[-1]))
        if kind == "end" and len(self._codes) > 1:
            self._codes.pop()

    def _check_field(self, code: str) -> None:
        bare = _TEMPLATE_TAG.sub("", code)
        if found := _ACTIVE_FIELD.match(bare) or _REMOTE_PICTURE.match(bare):
            raise self._refusal(f"文档含有 {found[1].upper()} 域，会在打开时读取外部内容，请删除该域后再用")


def _about(content: bytes) -> int:
    """The nodes of an XML part, or a few more, without reading it."""
    return content.count(b"<") - content.count(b"</") + content.count(b"=")


def _attribute(attributes: Mapping[str, str], local: str) -> str:
    return next((value for name, value in attributes.items() if name.rpartition(" ")[2] == local), "")
