"""Compiling a template once and filling it often."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lxml import etree

from service.assembly.cells import give_properties
from service.assembly.contents import refresh_contents
from service.assembly.environment import PressEnvironment, make_environment
from service.assembly.faults import FOREIGN, Origin
from service.assembly.main_part import BODY
from service.assembly.marks import RESTART, has_marks
from service.assembly.mend import WP
from service.assembly.package import content_types, parse_part, read_package
from service.assembly.parts import Part, compile_part
from service.assembly.trace import Mark, Traces
from service.assembly.tracked import drop_deleted
from service.assembly.values import Budget, DocxtplNeededError
from service.assembly.writer import Ends, Writer, write_package
from service.errors import FillError, TemplateError

if TYPE_CHECKING:
    from service.assembly.fallback import Fallback
    from service.assembly.objects.patterns import Patterns
    from service.assembly.restarts import ListPlan

MAX_OUTPUT = 200_000_000  # characters one fill may make, all parts together
_COMPILED = 12  # bytes of code and syntax kept for each character of a compiled source, about
Filters = Mapping[str, Callable[..., Any]]

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_PLACES = {
    _WORD + "document.main+xml": "正文",
    _WORD + "header+xml": "页眉",
    _WORD + "footer+xml": "页脚",
    _WORD + "footnotes+xml": "脚注",
    _WORD + "endnotes+xml": "尾注",
    _WORD + "comments+xml": "批注",
    "application/vnd.openxmlformats-package.core-properties+xml": "文档属性",
    "application/vnd.openxmlformats-officedocument.extended-properties+xml": "文档属性",
    "application/vnd.openxmlformats-officedocument.custom-properties+xml": "自定义属性",
}
_NUMBERED = ("页眉", "页脚")
_DOCXTPL_FILLS = ("正文", *_NUMBERED)


class CompiledTemplate:
    """A template ready to be filled. Holds nothing of a fill: threads may share it."""

    def __init__(self, data: bytes, environment: PressEnvironment, name: str) -> None:
        contents = read_package(data, name)
        self._source, self._vetted = data, False
        places = filled_places(contents)
        roots = {file: parse_part(contents[file], file, name) for file in places}
        settled = {file for file, root in roots.items() if drop_deleted(root) | give_properties(root)}
        contents |= _written(roots, settled)
        self._patterns = _patterns(contents, roots, name)
        marked = settled | {file for file, root in roots.items() if refresh_contents(root)}
        renamed = BODY.encode() not in data  # a zip holds the names of its parts as they are
        if self._patterns is not None or marked or renamed:  # docxtpl too must find what was marked
            data = write_package(_marked(contents, roots, marked, self._patterns))
        origins = [Origin(name, place, file, document=self._source) for file, place in places.items()]
        self.name = name
        self._parts = _compiled(environment, origins, roots)
        self._lists = self._list_plan(data)
        changed = {*self._parts, self._lists.part if self._lists else ""}
        ends = {part.file: Ends(*part.ends) for part in self._parts.values()}
        self._writer = Writer(((file, content) for file, content in contents.items() if file not in changed), ends)
        self._data, self._environment, self._places = data, environment, places
        self._own_parts = {f: p for f, p in self._parts.items() if not places[f].startswith(_DOCXTPL_FILLS)}
        kept = len(data) + (0 if data is self._source else len(self._source))
        self.size = kept + self._writer.size + _COMPILED * sum(len(part.origin.source) for part in self._parts.values())

    @cached_property
    def digest(self) -> str:
        """The sha256 of the template's file, in hexadecimal."""
        import hashlib  # noqa: PLC0415 - loading it takes as long as filling many papers, and few ask

        return hashlib.sha256(self._source).hexdigest()

    @property
    def proved(self) -> bool:
        """Whether every result is known to be right for Word, so that none has to be parsed (but those given an object
        of docxtpl's)."""
        return not any(part.parsed for part in self._parts.values())

    @property
    def names(self) -> frozenset[str]:
        """The top-level names the template uses and does not set itself, over all its parts."""
        return frozenset[str]().union(*(part.names for part in self._parts.values()))

    @property
    def sources(self) -> tuple[str, ...]:
        """What is filled, part by part, as the Jinja2 source it was compiled from."""
        return tuple(part.origin.source for part in self._parts.values())

    def render(
        self, context: Mapping[str, Any], *, replaced: list[str] | None = None, traces: list[Mark] | None = None
    ) -> bytes:
        """The paper as .docx bytes: same template and context, same bytes. Characters that no document can hold are
        shown as □; ``replaced``, if given, is extended by the values with such, as they are shown, and ``traces`` by
        where each figure stands and what it remembers of its origin. FillError for a missing name, an unprintable
        value, a refused filter, a fill without end or a document Word would refuse."""
        noted = [] if replaced is None else replaced
        try:
            made = self._filled(context, noted, traces)
        except FOREIGN as exc:
            raise FillError(f"模板“{self.name}”无法填写：文件内部结构不合规范，请用 Word 或 WPS 重新另存") from exc
        if not self._vetted:
            self._vet(made)
        return made

    def _vet(self, made: bytes) -> None:
        """FillError when the first document breaks a rule of Word that the template does not."""
        from service.assembly.vetting import broken  # noqa: PLC0415 - needed once

        if faults := broken(made, self._source, self._parts):
            raise FillError(f"模板“{self.name}”填出的文件 Word 可能打不开：{'；'.join(faults[:3])}，请检查模板的这一处")
        self._vetted = True  # threads that come at the same time look twice, no harm

    def _filled(self, context: Mapping[str, Any], replaced: list[str], traces: list[Mark] | None) -> bytes:
        known, found = len(replaced), None if traces is None else Traces()
        try:
            made = self._by_press(context, self._budget(replaced, found))
        except DocxtplNeededError:  # an object that has to be made together with the document: the other way
            del replaced[known:]
            found = None if traces is None else Traces()
            made = self._fallback.render(context, self._own_parts, self._budget(replaced, found))
        if traces is not None and found is not None:
            traces += found.all()
        return made

    def _by_press(self, context: Mapping[str, Any], budget: Budget) -> bytes:
        filled = [(part.file, part.fill(context, budget)) for part in self._parts.values()]
        if self._lists is not None:
            filled.append((self._lists.part.encode(), budget.restarts.content()))
        return self._writer.write(filled if self._patterns is None else self._with_objects(filled, budget))

    @cached_property
    def _fallback(self) -> Fallback:
        from service.assembly.fallback import Fallback  # noqa: PLC0415 - loading docxtpl takes longer than a paper

        return Fallback(self._data, self._environment, self.name, self._places, self._patterns)

    def _list_plan(self, data: bytes) -> ListPlan | None:
        """The template's lists, when it begins one again; TemplateError when it has none."""
        if not any(has_marks(part.origin.source, RESTART) for part in self._parts.values()):
            return None
        from service.assembly.restarts import ListPlan  # noqa: PLC0415 - few templates need it, and it takes its time

        plan = ListPlan(data, self.name)
        if not plan.part:
            raise TemplateError(
                f"“{self.name}”不能用：有 {{% {RESTART} %}}，却没有自动编号，请先在 Word 中给段落加上编号"
            )
        return plan

    def _budget(self, replaced: list[str], traces: Traces | None = None) -> Budget:
        restarts = self._lists.restarts() if self._lists else None
        return Budget(MAX_OUTPUT, restarts=restarts, replaced=replaced, traces=traces)

    def _with_objects(self, filled: list[tuple[bytes, bytes]], budget: Budget) -> list[tuple[bytes, bytes]]:
        from service.assembly.objects.placing import with_objects  # noqa: PLC0415 - few templates need it

        assert self._patterns is not None
        parts = {**self._patterns.parts, **{file.decode(): content for file, content in filled}}
        made = with_objects(self._patterns, budget.placed, parts, self.name)
        return [(file.encode(), content) for file, content in made.items()]


def compile_template(data: bytes, *, filters: Filters | None = None, name: str = "模板") -> CompiledTemplate:
    """The template compiled, with the caller's filters by name; TemplateError, one Chinese sentence naming it by name,
    for a file that is no .docx, is hostile, or has a tag that cannot be compiled."""
    try:
        return CompiledTemplate(data, make_environment(filters), name)
    except FOREIGN as exc:  # docxtpl and lxml, given a package that is not as they expect
        raise TemplateError(f"“{name}”不能用：文件内部结构不合规范，请用 Word 或 WPS 打开后重新另存为 .docx") from exc


def filled_places(contents: Mapping[str, bytes]) -> dict[str, str]:
    """The parts that may hold tags, body first, by what a user calls them; headers and footers are counted."""
    places: dict[str, str] = {}
    counts = dict.fromkeys(_NUMBERED, 0)
    for file, kind in sorted(content_types(contents).items(), key=lambda entry: (entry[0] != BODY, entry[0])):
        place = _PLACES.get(kind)
        if place in counts:
            counts[place] += 1
            place = f"{place}{counts[place]}"
        if place is not None:
            places[file] = place
    return places


def _patterns(contents: dict[str, bytes], roots: Mapping[str, etree._Element], name: str) -> Patterns | None:
    """As find_patterns, which is loaded only for templates with drawings."""
    if all(next(root.iter(f"{WP}docPr"), None) is None for root in roots.values()):
        return None
    from service.assembly.objects.patterns import find_patterns  # noqa: PLC0415

    return find_patterns(contents, roots, name)


def _marked(
    contents: Mapping[str, bytes], roots: Mapping[str, etree._Element], marked: set[str], patterns: Patterns | None
) -> dict[str, bytes]:
    """The template's parts, those marked as they now are."""
    files = marked | ({pattern.file for pattern in patterns.all} if patterns else set())
    return {**(patterns.parts if patterns else {}), **contents, **_written(roots, files)}


def _written(roots: Mapping[str, etree._Element], files: Iterable[str]) -> dict[str, bytes]:
    return {f: etree.tostring(roots[f], xml_declaration=True, encoding="UTF-8", standalone=True) for f in files}


def _compiled(
    environment: PressEnvironment, origins: Iterable[Origin], roots: Mapping[str, etree._Element]
) -> dict[str, Part]:
    compiled = ((origin.file, compile_part(environment, origin, roots[origin.file])) for origin in origins)
    return {file: part for file, part in compiled if part is not None}
