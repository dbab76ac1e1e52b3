"""Filling through docxtpl itself, for what has to be made with the document: pictures, sub-documents, links.

The tags are compiled by the press's own environment here too: same filters, same sandbox, same refusals, same errors.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from copy import copy
from typing import Any

from docx.exceptions import PythonDocxError
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docxtpl import DocxTemplate, InlineImage
from lxml import etree

from service.assembly.environment import PressEnvironment
from service.assembly.faults import FOREIGN, Origin, line_of
from service.assembly.insert import Insert
from service.assembly.marks import NEW_PAGE, NEW_PARAGRAPH, break_paragraphs
from service.assembly.mend import mend
from service.assembly.objects.patterns import Patterns
from service.assembly.objects.placing import with_objects
from service.assembly.parts import Part, compile_source, look_through, obey_marks, patched, strictly_parsed
from service.assembly.rich import kind_of
from service.assembly.tags import tag_at
from service.assembly.values import Budget, DocxtplNeededError, UnprintableError
from service.assembly.writer import write_package
from service.errors import FillError

_NO_PICTURE = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)
_OBJECTS_FAULTS = (*FOREIGN, *_NO_PICTURE, PythonDocxError, struct.error)  # what making an object may raise


class _Document(DocxTemplate):  # type: ignore[misc] # docxtpl's classes are untyped
    """One fill of one document by docxtpl, its tags compiled and filled by the press."""

    def __init__(self, data: bytes, fallback: Fallback, budget: Budget) -> None:
        super().__init__(io.BytesIO(data))
        self._fallback = fallback
        self._budget = budget

    def patch_xml(self, src_xml: str) -> str:
        return self._fallback.patched(src_xml)

    def render_xml_part(self, src_xml: str, part: Any, context: Mapping[str, Any], _env: Any = None) -> str:
        self.current_rendering_part = part
        compiled = self._fallback.part(str(part.partname).lstrip("/"), src_xml)
        text = compiled.text(context, self._budget)
        if self._budget.traces is not None:  # an object may bring in paragraphs of its own
            self._budget.traces.forget()
        root = strictly_parsed(text, compiled.origin)  # docxtpl's parser drops what it cannot read
        if NEW_PARAGRAPH not in text and NEW_PAGE not in text:
            return text
        break_paragraphs(root)
        return etree.tostring(root, encoding="unicode")

    def xml_of(self, value: Any) -> str:
        """An object made with this document, as XML; UnprintableError when it cannot be."""
        try:
            return str(value.__html__())
        except _OBJECTS_FAULTS as exc:
            raise UnprintableError(f"{_what_failed(exc)}（{type(exc).__name__}）") from exc

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Left to the press, which fills every property."""

    def render_footnotes(self, context: Any, jinja_env: Any = None) -> None:
        """Left to the press: docxtpl fills them once a section, so that a value's braces would be run as tags."""


class _Failed:
    """What an Insert left that could not make its object: told where it is printed."""

    def __init__(self, cause: Exception) -> None:
        self._cause = cause

    def __html__(self) -> str:
        raise self._cause


def _what_failed(cause: Exception) -> str:
    if isinstance(cause, _NO_PICTURE):
        return "图片读不出来：不是图片，或文件已损坏"
    return "图片、富文本或子文档没有做成：" + (str(cause)[:100] or "没有说明原因")


class Fallback:
    """The docxtpl way of filling one template."""

    def __init__(
        self,
        data: bytes,
        environment: PressEnvironment,
        name: str,
        places: Mapping[str, str],
        patterns: Patterns | None = None,
    ) -> None:
        self._data = data
        self._patterns = patterns
        self._environment = environment
        self._name = name
        self._places = places
        self._patched: dict[str, str] = {}  # the same sources at every fill, and what the tags in them become
        self._parts: dict[str, Part] = {}  # compiled from docxtpl's own sources, which differ from the press's

    def patched(self, source: str) -> str:
        """A part's XML in the form Jinja2 compiles."""
        if source not in self._patched:
            self._patched[source] = patched(source)
        return self._patched[source]

    def part(self, file: str, source: str) -> Part:
        """The part of that name compiled from source, which is the same at every fill."""
        if file not in self._parts:
            origin = Origin(self._name, self._places.get(file, file), file, source, document=self._data)
            self._parts[file] = compile_source(self._environment, origin)
        return self._parts[file]

    def render(self, context: Mapping[str, Any], own_parts: Mapping[str, Part], budget: Budget) -> bytes:
        """The filled document; own_parts are those the press fills itself (footnotes, properties …)."""
        try:
            variables, contents = self._by_docxtpl(context, budget)
        except (*FOREIGN, PythonDocxError) as exc:
            raise FillError(
                f"模板“{self._name}”无法填写：文件的部件、关系或表格列定义不完整，"
                "不能放入图片、富文本或合并单元格，请用 Word 或 WPS 重新另存"
            ) from exc
        for file, part in own_parts.items():
            contents[file] = _filled_by_press(part, variables, budget)
        look_through(contents, self._name)
        if budget.restarts is not None:
            contents[budget.restarts.part] = budget.restarts.content()
        if self._patterns is not None:
            contents = with_objects(self._patterns, budget.placed, contents, self._name)
        return write_package(contents)

    def _by_docxtpl(self, context: Mapping[str, Any], budget: Budget) -> tuple[dict[str, Any], dict[str, bytes]]:
        """The context with its inserts made, and the parts docxtpl filled."""
        document = _Document(self._data, self, budget)
        document.init_docx()
        variables = _made(dict(context), document)
        budget.raw, budget.made = True, document.xml_of
        document.render(variables, jinja_env=self._environment, autoescape=True)
        saved = io.BytesIO()
        document.save(saved)
        with zipfile.ZipFile(saved) as archive:
            contents = {file: archive.read(file) for file in archive.namelist()}
        budget.made = None
        if budget.restarts is not None:
            budget.restarts.go_on_from(contents[budget.restarts.part])
        for file, part in self._parts.items():
            contents[file] = _mended(contents[file], budget if part.marks else None)
        return variables, contents


def _filled_by_press(part: Part, variables: Mapping[str, Any], budget: Budget) -> bytes:
    try:
        return part.fill(variables, budget)
    except DocxtplNeededError as exc:
        tag = tag_at(part.origin.source, line_of(exc.__traceback__))
        raise FillError(
            f"{part.origin.saying(tag)}无法填写：{part.origin.place}里不能放图片或子文档，请移到正文"
        ) from exc


def _mended(content: bytes, marked: Budget | None) -> bytes:
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    mend(root)
    if marked is not None:
        obey_marks(root, marked)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _made(value: Any, document: DocxTemplate) -> Any:
    """value with every object in it made for this document."""
    if isinstance(value, Mapping):
        return {key: _made(item, document) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_made(item, document) for item in value]
    return _own(value, document)


def _own(value: Any, document: DocxTemplate) -> Any:
    """An object made for this document; any other value as it is."""
    if isinstance(value, Insert):
        try:
            return value.make(document)
        except _OBJECTS_FAULTS as exc:
            return _Failed(exc)
    if isinstance(value, InlineImage):  # made for another document, as docxtpl's users do
        image = copy(value)
        image.tpl = document
        return image
    if kind_of(value) == "Subdoc":
        return _Failed(ValueError("子文档要用 Insert 给出：Insert(lambda 文档: 文档.new_subdoc(…))"))
    return value
