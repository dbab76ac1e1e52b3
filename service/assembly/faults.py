"""Errors of templates and fills as one Chinese sentence: which template, part, paragraph and tag, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any
from zipfile import BadZipFile

from jinja2 import Template, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.exceptions import TemplateError as JinjaError
from lxml.etree import LxmlError

from service.assembly.tags import Tag, endless, tag_at, tags_in, unclosed
from service.assembly.unknown import UnknownName, nearest
from service.errors import FillError, TemplateError

# What filling can raise: Jinja2's errors, and those of expressions, filters and printed values.
FILLING = (
    JinjaError,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    NameError,
    RecursionError,
    MemoryError,
)

# What lxml and the standard library raise for a package that is not as they expect.
FOREIGN = (
    ArithmeticError, AssertionError, AttributeError, BadZipFile, EOFError, LookupError, LxmlError, MemoryError,
    NotImplementedError, OSError, RecursionError, SyntaxError, TypeError, ValueError,
)  # fmt: skip

_CHINESE = r"[\u4e00-\u9fff]"
_TOKENS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "begin of print statement": "{{",
    "begin of statement block": "{%",
    "name": "名称",
    "integer": "数",
    "float": "数",
    "string": "文字",
    "end of template": "模板的结尾",
}
_SYNTAX: tuple[tuple[str, str], ...] = (
    (r"Unexpected end of template.*needs to be closed is '(\w+)'", "{{% {0} … %}} 没有对应的 {{% end{0} %}}"),
    (r"Encountered unknown tag '(end\w+|else|elif)'", "{{% {0} %}} 没有对应的开头，或与别的标签交叉"),
    (r"Encountered unknown tag '(\w+)'", "不认识的标签“{0}”"),
    (r"expected token '(.+?)', got '(.+?)'", "这里应是“{0}”，却是“{1}”"),
    (r"Expected an expression, got", "标签里缺少要打印的内容"),
    (r"unexpected char '(.)'", "有不能使用的字符“{0}”（检查是否缺少 }}}} 或 %}}，或用了全角符号）"),
    (r"unexpected '(.+?)'", "多出了“{0}”"),
    (r"Missing end of comment", "注释 {{# 没有结尾的 #}}"),
    (r"Missing end of raw", "{{% raw %}} 没有结尾"),
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a tag comes from: the template's name, the part as users call it, its file, its numbered source, and the
    template's own bytes, in which a tag is looked for when something is wrong with it."""

    template: str
    place: str
    file: str
    source: str = ""
    document: bytes = field(default=b"", compare=False, repr=False)

    def saying(self, tag: Tag | None) -> str:
        """The beginning of every sentence about a tag of this part."""
        if tag is None:
            return f"模板“{self.template}”{self.place}"
        paragraph = f"“{tag.paragraph}”处的" if tag.paragraph and tag.paragraph != tag.text else "的"
        return f"模板“{self.template}”{self._place_of(tag)}{paragraph} {tag.text} "

    def _place_of(self, tag: Tag) -> str:
        """The paragraph and the cell a tag stands in, as lint says them; the part alone where it cannot be told."""
        from service.assembly.package import parse_part, read_package  # noqa: PLC0415 - only where something is wrong
        from service.assembly.places import paragraphs  # noqa: PLC0415

        if not self.document:
            return self.place
        root = parse_part(read_package(self.document, self.template)[self.file], self.file, self.template)
        texts = [paragraph for paragraph in paragraphs(root, self.place, self.file) if not paragraph.struck]
        if endless(tag.whole):
            found = [text.place for text in texts if any(map(endless, tags_in(text.text)))]
        else:
            found = [text.place for text in texts for other in tags_in(text.text) if other == tag.plain]
            if len(found) == tags_in(self.source).count(tag.plain):
                return str(found[tag.turn])
        # Old programs' copies of text boxes hold some tags twice, and so do pictures their alternative text.
        one = len({(place.paragraph, place.cells) for place in found}) == 1
        return str(found[0]) if one else self.place


def template_fault(origin: Origin, cause: JinjaError) -> TemplateError:
    """The error for a part that cannot be compiled."""
    message = str(cause.message or "")
    line = cause.lineno if isinstance(cause, TemplateSyntaxError) else 0
    tag = unclosed(origin.source) if message.startswith("Unexpected end of template") else None
    tag = tag or tag_at(origin.source, line)
    why = "标签没有结尾的 }} 或 %}" if tag is not None and endless(tag.whole) else syntax_words(message)
    return TemplateError(f"{origin.saying(tag)}写法有误：{why}")


def unsupported(origin: Origin, line: int, why: str) -> TemplateError:
    """The error for a tag at a line that is understood, and refused because of why."""
    return TemplateError(f"{origin.saying(tag_at(origin.source, line))}不能用：{why}")


def syntax_words(message: str) -> str:
    """What Jinja2's message about a tag that cannot be read means, as a Chinese clause."""
    for pattern, sentence in _SYNTAX:
        if match := re.search(pattern, message, re.DOTALL):
            return sentence.format(*(_TOKENS.get(word, word) for word in match.groups()))
    return message if re.search(_CHINESE, message) else "不合模板语法，请检查括号、引号和标签是否成对"


def fill_fault(origin: Origin, cause: BaseException, context: Mapping[str, Any]) -> FillError:
    """The error for a part that could not be filled from context."""
    from service.assembly.paths import value_path  # noqa: PLC0415 - only where something is wrong

    tag = tag_at(origin.source, line_of(cause.__traceback__))
    path = value_path(cause.__traceback__, tag.whole, context) if tag else ""
    return FillError(f"{origin.saying(tag)}无法填写：{reason(cause, context)}{path and f'（{path}）'}")


def line_of(trace: TracebackType | None) -> int:
    """The template line the error comes from (0 when it comes from none)."""
    line = 0
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            line = template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return line


def reason(cause: BaseException, known: Iterable[str]) -> str:
    """Why filling failed, as a Chinese clause; known are the context's names, for the nearest one."""
    first = cause.args[0] if cause.args else ""
    if isinstance(cause, UndefinedError) and isinstance(first, UnknownName) and first.name:
        return first + nearest(first.name, known)
    if re.search(_CHINESE, str(first)) and not isinstance(cause, KeyError | UnicodeError):
        return str(first)
    for kind, sentence in _REASONS:
        if isinstance(cause, kind):
            return sentence
    return f"计算出错（{type(cause).__name__}）"


_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (SecurityError, "用了模板中不允许的操作"),
    (ZeroDivisionError, "除数为 0"),
    (ArithmeticError, "算式的数过大，或不是有效的数"),
    (TypeError, "算式或调用的数据类型不合（例如数与文字相加，或括号里的项数不对）"),
    (ValueError, "值的写法不合要求"),
    (LookupError, "引用的项不存在"),
    (RecursionError, "嵌套过深，或自己调用自己"),
    (MemoryError, "内容过大"),
)
