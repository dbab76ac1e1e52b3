"""One part of a package (body, header, footnotes …) compiled for filling."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

from jinja2 import Template, meta, nodes
from jinja2.exceptions import TemplateError as JinjaError
from lxml import etree

from service.assembly.builtin_filters import RAW, WITHHELD
from service.assembly.cells import in_order
from service.assembly.dialect import dialect
from service.assembly.environment import PressContext, PressEnvironment
from service.assembly.faults import FILLING, FOREIGN, Origin, fill_fault, template_fault, unsupported
from service.assembly.filter_blocks import filters_named
from service.assembly.marks import MERGE, break_paragraphs, has_marks, with_marks
from service.assembly.mend import W, ends_in_empty_section, mend
from service.assembly.objects.marking import mark_tree
from service.assembly.proof import Findings, examine
from service.assembly.scan import Scanner
from service.assembly.tags import numbered
from service.assembly.unknown import nearest
from service.assembly.values import BUDGET, Budget
from service.errors import FillError, TemplateError

_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_ESCAPED_BRACES: Final = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))  # docxtpl's way to print braces
_TAG = re.compile(r"\{[{%#]|\{_[{%]|[}%]_\}")
_COLUMN_TAG = re.compile(r"\{[{%]\s*tc\s|\{%\s*(?:colspan|hm)\b")
_FULL_WIDTH = re.compile(r"｛｛|｛[%％]|｝｝|[%％]｝|\{％|％\}")
_RAW_BLOCK = re.compile(r"\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}", re.DOTALL)
_UNCLOSED: Final = 20
_PAIRS: Final = (("{{", "}}"), ("{%", "%}"), ("{#", "#}"))
_RAW_PAIR: Final = r"\{%[-+]?\s*raw\b", r"\{%[-+]?\s*endraw\b"
_IN_ATTRIBUTES: Final = etree.XPath("//@*[contains(., '{')]")
_FIELD_CODE = re.compile(r":(?:instrText|delInstrText|instr)\b")
_LOADERS = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)


class Part(NamedTuple):
    """A compiled part: immutable, so that threads may fill it at the same time."""

    origin: Origin
    file: bytes
    template: Template
    names: frozenset[str]
    findings: Findings
    grid: bool
    fields: bool
    marks: bool
    fenced: bool
    ends: tuple[bytes, bytes]

    @property
    def parsed(self) -> bool:
        """Whether results may have to be parsed before they leave, because they were not proved to be right."""
        return self.grid or self.marks or not self.findings.sound

    def text(self, variables: Mapping[str, Any], budget: Budget) -> str:
        """The part's XML filled from variables; FillError naming the tag that cannot be filled."""
        environment = self.template.environment
        known = {**environment.globals, **variables, BUDGET: budget}
        context = PressContext(environment, known, self.template.name, self.template.blocks)
        if budget.traces is not None:
            budget.traces.begin(self.origin.place)
            context.plain = budget.traces.plain
        try:
            text = "".join(self.template.root_render_func(context))
        except FILLING as exc:
            raise fill_fault(self.origin, exc, variables) from exc
        return text if budget.traces is None else str(budget.traces.taken(text))

    def fill(self, variables: Mapping[str, Any], budget: Budget) -> bytes:
        """The part as it stands in the file; FillError as for text, and when the result is no well-formed XML."""
        budget.raw, budget.loose = not self.findings.proved, False
        text = self.text(variables, budget)
        quick = None if budget.loose else self._quick(text)
        made = self.finished(text, budget) if quick is None else quick.encode()
        if quick is not None and budget.traces is not None:
            budget.traces.settle_text(text, quick)
        if self.fields:  # what a field does may have been put together from values and branches only now
            look_through({self.origin.file: made}, self.origin.template)
        return made

    def _quick(self, text: str) -> str | None:
        """A filled part as it leaves, put right without parsing it; None when it has to be parsed."""
        findings = self.findings
        if not findings.proved or findings.doubled or (findings.wanting and findings.lacking(text)):
            return None
        if (self.grid and not _fits(text)) or ends_in_empty_section(text):
            return None
        return (_quick_merged(text) if self.fenced else None) if self.marks else text

    def finished(self, text: str, budget: Budget) -> bytes:
        """A filled part parsed, put right for Word and written again; FillError when it is not well-formed."""
        root = strictly_parsed(_unfenced(text) if self.fenced else text, self.origin)
        begun = list(root.iter(f"{W}p")) if budget.traces is not None else []
        if budget.loose:
            break_paragraphs(root)
        mend(root)
        if self.marks:
            obey_marks(root, budget)
        if self.grid:
            self._count_columns(root)
        if budget.traces is not None:
            budget.traces.settle(begun, root)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _count_columns(self, root: etree._Element) -> None:
        """Give the tables of root the columns their rows now have; in place."""
        from service.assembly.columns import fit_columns  # noqa: PLC0415 - few templates need it

        try:
            fit_columns(root)
        except FOREIGN as exc:
            raise FillError(f"{self.origin.saying(None)}里表格的列定义（tblGrid）缺失或有误，不能增减列") from exc


def _fits(text: str) -> bool:
    """As columns.fits, loaded by the templates that need it."""
    from service.assembly.columns import fits  # noqa: PLC0415

    return fits(text)


def _quick_merged(text: str) -> str | None:
    """As quick_merge.merged, loaded by the templates that need it."""
    from service.assembly.quick_merge import merged  # noqa: PLC0415

    return merged(text)


def _fenced(source: str) -> str | None:
    """As quick_merge.fenced; None too for a source without such marks."""
    if not has_marks(source, MERGE):
        return None
    from service.assembly.quick_merge import fenced  # noqa: PLC0415 - few templates need it

    return fenced(source)


def _unfenced(text: str) -> str:
    """As quick_merge.unfenced, loaded by the templates that need it."""
    from service.assembly.quick_merge import unfenced  # noqa: PLC0415

    return unfenced(text)


def obey_marks(root: etree._Element, budget: Budget) -> None:
    """Merge the cells and begin the lists that a filled part says so of; in place. FillError as Restarts.settle."""
    from service.assembly.equal_cells import merge_equal_cells  # noqa: PLC0415 - few templates need it

    merge_equal_cells(root, budget.placed)
    if budget.restarts is not None:
        budget.restarts.settle(root)


def look_through(contents: Mapping[str, bytes], template: str) -> None:
    """FillError when a filled part holds what no template may bring in (fields and links that fetch other files)."""
    scanner = Scanner(template, limited=False)
    try:
        for file, content in contents.items():
            scanner.look(file, content)
    except TemplateError as exc:
        raise FillError(str(exc)) from exc


def strictly_parsed(text: str, origin: Origin) -> etree._Element:
    """The filled part's root; FillError when a tag's place or a value made it ill-formed."""
    try:
        return etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as exc:
        raise FillError(
            f"{origin.saying(None)}填写后结构不完整：请检查 if、for 的开头与结尾是否在同一层"
            "（整段用 {%p %}，表格行用 {%tr %}）"
        ) from exc


def patched(xml: str) -> str:
    """A part's XML in the form Jinja2 compiles: tags in one piece, {%p %} and the like in place of their element."""
    return in_order(dialect(xml))


def _many_unclosed(text: str) -> bool:
    """Whether so many tags lack their end that patterns would search for it without end."""
    if any(piece.count(opening) > _UNCLOSED for opening, end in _PAIRS if opening in text for piece in text.split(end)):
        return True
    opening, end = _RAW_PAIR
    return "raw" in text and any(len(re.findall(opening, piece)) > _UNCLOSED for piece in re.split(end, text))


def _tag_text(root: etree._Element) -> str:
    """All text of a part, so that a tag split over runs is in one piece."""
    return "".join(str(text) for text in root.itertext())


def _attribute_text(root: etree._Element) -> str:
    """The attributes of a part that may hold tags."""
    found = _IN_ATTRIBUTES(root)
    return "\n".join(map(str, found)) if isinstance(found, list) else ""


def compile_part(environment: PressEnvironment, origin: Origin, root: etree._Element) -> Part | None:
    """The part compiled, or None when it has no tags; TemplateError for tags that cannot be compiled."""
    text = _tag_text(root)
    if _many_unclosed(text) or _many_unclosed(_attribute_text(root)):
        raise TemplateError(f"{origin.saying(None)}写法有误：有许多标签没有结尾的 }}}}、%}} 或 #}}，请检查")
    if wide := _FULL_WIDTH.search(_RAW_BLOCK.sub("", text)):
        raise TemplateError(
            f"{origin.saying(None)}里的“{wide[0]}”是全角的，标签须用半角的 {{{{ }}}} 和 {{% %}}，请改正"
        )
    source = patched(etree.tostring(root, encoding="unicode"))
    if _TAG.search(source) is None:
        return None
    grid = _COLUMN_TAG.search(text) is not None
    return compile_source(environment, replace(origin, source=_DECLARATION + source), grid=grid, quick=True)


def compile_source(environment: PressEnvironment, origin: Origin, *, grid: bool = False, quick: bool = False) -> Part:
    """The patched source of an origin compiled, ``quick`` where Part.fill fills it; TemplateError for tags that cannot
    be compiled."""
    fenced = _fenced(with_marks(origin.source)) if quick else None
    origin = replace(origin, source=numbered(fenced or with_marks(origin.source)))
    try:
        tree = filters_named(environment.parse(origin.source))
        _refuse_unknown(environment, origin, tree)
        names = frozenset(meta.find_undeclared_variables(tree)) - environment.globals.keys()
        for data in tree.find_all(nodes.TemplateData):
            data.data = _with_braces(data.data)
        mark_tree(tree, origin.source)
        findings = examine(tree)
        template = environment.from_string(tree)
    except JinjaError as exc:
        raise template_fault(origin, exc) from exc
    except (RecursionError, SyntaxError, MemoryError) as exc:  # limits of Python's own compiler
        raise unsupported(origin, 0, "标签或括号嵌套过深") from exc
    except (ValueError, ArithmeticError) as exc:  # Jinja2 reads a number of any length, Python does not
        raise TemplateError(f"{origin.saying(None)}写法有误：标签里有过长的数或不能识别的转义") from exc
    fields = _FIELD_CODE.search(origin.source) is not None
    is_fenced = fenced is not None
    marks = is_fenced or has_marks(origin.source)
    return Part(origin, origin.file.encode(), template, names, findings, grid, fields, marks, is_fenced, _ends(tree))


def _ends(tree: nodes.Template) -> tuple[bytes, bytes]:
    """The fixed text every fill begins and ends with."""
    first, last = (tree.body[0], tree.body[-1]) if tree.body else (None, None)
    head = first.nodes[0] if isinstance(first, nodes.Output) else None
    tail = last.nodes[-1] if isinstance(last, nodes.Output) else None
    return _fixed(head), _fixed(tail) if tail is not head else b""


def _fixed(node: nodes.Node | None) -> bytes:
    return node.data.encode() if isinstance(node, nodes.TemplateData) else b""


def _with_braces(text: str) -> str:
    for written, printed in _ESCAPED_BRACES:
        text = text.replace(written, printed)
    return text


def _refuse_unknown(environment: PressEnvironment, origin: Origin, tree: nodes.Template) -> None:
    """TemplateError for filters and tests nobody knows, and for tags that would read other files."""
    for node in tree.find_all((nodes.Filter, nodes.Test, nodes.Const, *_LOADERS)):
        why = why_refused(environment, node)
        if why:
            raise unsupported(origin, node.lineno, why)


def why_refused(environment: PressEnvironment, node: nodes.Node) -> str:
    """Why the press does not compile what that node of a syntax tree asks for, as a Chinese clause; "" if it does."""
    if isinstance(node, _LOADERS):
        return "不支持引用其他模板文件（include、import、extends）"
    if isinstance(node, nodes.Filter) and node.name not in environment.filters:
        return _why_no_filter(environment, node.name)
    if isinstance(node, nodes.Const) and isinstance(node.value, float) and math.isinf(node.value):
        return "数过大"
    if isinstance(node, nodes.Test) and node.name not in environment.tests:
        return f"没有名为“{node.name}”的判断{nearest(node.name, environment.tests)}"
    return ""


def _why_no_filter(environment: PressEnvironment, name: str) -> str:
    if name in RAW:
        return f"过滤器“{name}”会破坏 Word 结构，不提供；文字会自动转义，直接打印即可"
    if name in WITHHELD:
        return f"过滤器“{name}”不适用于公文，不提供"
    return f"没有名为“{name}”的过滤器{nearest(name, environment.filters)}"
