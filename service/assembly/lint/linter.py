"""All faults of a template in one run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from lxml import etree

from service.assembly.environment import PressEnvironment, make_environment
from service.assembly.faults import FOREIGN
from service.assembly.lint.blocks import levels, pair, room
from service.assembly.lint.catalogue import Code, Fault, Severity, fault
from service.assembly.lint.contract import Contract, contract_of
from service.assembly.lint.drawings import replaced
from service.assembly.lint.known import Known, both, known_in, unknown_of_loop, unknown_part
from service.assembly.lint.lookalikes import chinese_quotes
from service.assembly.lint.marks import marks
from service.assembly.lint.names import Use, uses
from service.assembly.lint.refused import refused
from service.assembly.lint.syntax import parsed, syntax_fault, together
from service.assembly.lint.tagging import Tag, scan
from service.assembly.lint.trial import trial
from service.assembly.marks import RESTART
from service.assembly.objects.marking import mark_tree
from service.assembly.package import parse_part, read_package
from service.assembly.places import Place, paragraphs
from service.assembly.relationships import links_of
from service.assembly.template import Filters, compile_template, filled_places
from service.assembly.vetting import audited
from service.errors import FillError, TemplateError

_TAG = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}")
_UNFILLED = {"charts/": "图表", "diagrams/": "SmartArt 图形", "glossary/": "自动图文集", "docProps/": "文档属性"}


@dataclass(frozen=True, slots=True)
class Lint:
    """What is wrong with a template, in reading order, and what it needs of the data."""

    name: str
    faults: tuple[Fault, ...]
    contract: Contract


def lint(
    data: bytes,
    *,
    filters: Filters | None = None,
    name: str = "模板",
    known: Known = None,
    sample: Mapping[str, Any] | None = None,
) -> Lint:
    """Every fault of a template. ``known`` are the names it may use besides those of ``sample``, with which it is also
    filled for trial. TemplateError, one Chinese sentence, for a file that is no template at all."""
    try:
        return _Linter(data, filters, name, known, sample).run()
    except FOREIGN as exc:
        raise TemplateError(f"“{name}”不能用：文件内部结构不合规范，请用 Word 或 WPS 打开后重新另存为 .docx") from exc


class _Linter:
    """One run over one template."""

    def __init__(
        self, data: bytes, filters: Filters | None, name: str, known: Known, sample: Mapping[str, Any] | None
    ) -> None:
        self._data, self._filters, self._name, self._sample = data, filters, name, sample
        self._environment: PressEnvironment = make_environment(filters)
        self._known = known if sample is None else both(known, known_in(sample))
        self._faults: list[Fault] = []
        self._uses: list[Use] = []

    def run(self) -> Lint:
        contents = read_package(self._data, self._name)
        places = filled_places(contents)
        for file, part in places.items():
            self._part(parse_part(contents[file], file, self._name), part, file)
        self._faults.extend(_unfilled(contents, places))
        if not any(found.severity is Severity.ERROR for found in self._faults):
            self._faults.extend(self._whole())
        files = list(contents)
        in_order = sorted(dict.fromkeys(self._faults), key=lambda found: _position(found, [*places, *files]))
        return Lint(self._name, tuple(in_order), contract_of(self._uses))

    def _part(self, root: etree._Element, part: str, file: str) -> None:
        found = scan(paragraphs(root, part, file), self._known or ())
        found.tags = [tag for tag in found.tags if not replaced(tag)]
        self._faults.extend(self._unnumbered(found.tags))
        self._faults.extend(marks(found.tags))
        readable = [tag for tag in found.tags if tag not in found.unreadable and self._reads(tag)]
        pairing = pair(found.tags, found.broken)
        self._faults += [*found.faults, *pairing.faults, *levels(pairing), *room(found.tags)]
        alone = pair(readable, ()).alone  # also ends of what cannot be read
        self._together([tag for tag in readable if tag not in alone])

    def _unnumbered(self, tags: list[Tag]) -> Iterator[Fault]:
        """The faults of paragraphs whose list is to begin again, and that are in none."""
        restarts = [tag for tag in tags if tag.word == RESTART]
        if restarts:
            from service.assembly.restarts import ListPlan  # noqa: PLC0415 - few templates need it

            plan = ListPlan(self._data, self._name)
            yield from (tag.fault(Code.NOT_NUMBERED) for tag in restarts if not plan.numbered(tag.paragraph.element))

    def _reads(self, tag: Tag) -> bool:
        """Whether a whole tag can be read; if not, or if its quotes are Chinese ones, that is noted."""
        wrong = syntax_fault(self._environment, tag)
        quotes = None if wrong else chinese_quotes(tag.text)
        if wrong:
            self._faults.append(wrong)
        elif quotes:
            self._faults.append(tag.fault(Code.SMART_QUOTES, found=quotes))
        return wrong is None

    def _together(self, tags: list[Tag]) -> None:
        """The faults of the tags that can be read, taken as one template."""
        source = together(tags)
        tree = parsed(self._environment, source)
        if tree is None:
            return
        mark_tree(tree, source)
        wrong = [(tags[line - 1], code, found) for line, code, found in refused(self._environment, tree)]
        faults = [tag.fault(code, found=found) for tag, code, found in wrong]
        blamed = {tag for tag, *_ in wrong}
        used = uses(tree, self._environment.globals)
        self._uses.extend(used)
        for use in used:
            if unknown := self._name_fault(use, tags[use.line - 1]):
                blamed.add(tags[use.line - 1])
                faults.append(unknown)
        self._faults.extend(faults)
        if self._sample is not None:
            self._faults.extend(trial(self._environment, tags, blamed, self._sample))

    def _name_fault(self, use: Use, tag: Tag) -> Fault | None:
        if use.own:
            unknown = unknown_of_loop(use.path)
        elif use.optional or any(name.startswith("__") for name in use.path):  # the latter are refused as such
            return None
        else:
            unknown = unknown_part(use.path, self._known)
            if use.outside and (unknown or self._known is None):
                return tag.fault(Code.NAME_OUTSIDE_LOOP, found=use.path[0])
        return tag.fault(Code.UNKNOWN_NAME, found=unknown[0], near=unknown[1]) if unknown else None

    def _whole(self) -> Iterator[Fault]:
        """The press's own word, for what no check above has seen."""
        try:
            compiled = compile_template(self._data, filters=self._filters, name=self._name)
            made = compiled.render(self._sample) if self._sample is not None else b""
        except (TemplateError, FillError) as exc:
            code = Code.PRESS if isinstance(exc, TemplateError) else Code.TRIAL
            yield fault(code, Place("模板", ""), found=str(exc).removeprefix(f"模板“{self._name}”"))
        else:
            wrong = audited(made, self._data) if made else []
            yield from (fault(Code.MADE, Place("模板", ""), found=said) for said in wrong)


def _unfilled(contents: Mapping[str, bytes], places: Mapping[str, str]) -> Iterator[Fault]:
    """Tags in parts of the package that the press copies as they are, and in the addresses of links."""
    for file, part in places.items():
        for link in links_of(contents, file).values():
            for tag in _TAG.finditer(unquote(link.target)):  # Word writes braces in an address as %7B and %7D
                yield fault(Code.NOT_FILLED, Place(f"{part}的超链接", file), tag[0], found="超链接的地址")
    for file, content in contents.items():
        what = next((named for folder, named in _UNFILLED.items() if file.removeprefix("word/").startswith(folder)), "")
        if not what or file in places or not file.endswith(".xml"):
            continue
        text = "".join(map(str, parse_part(content, file, file).itertext()))
        yield from (fault(Code.NOT_FILLED, Place(what, file), tag[0], found=what) for tag in _TAG.finditer(text))


def _position(found: Fault, files: list[str]) -> tuple[int, int, int]:
    file = files.index(found.place.file) if found.place.file in files else -1
    return file, found.place.paragraph, found.at
