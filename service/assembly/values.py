"""How one value becomes text inside a Word part: the only way a value gets into a paper.

What may be printed: text, whole numbers, Decimal, finite floats, dates and times. What may not (None, NaN, infinity,
True/False, bytes, lists, other objects) raises UnprintableError with a Chinese sentence: a paper with the word "None"
or "True" in it is a wrong paper, and a list printed as Python writes it is one too. Booleans are for ``if``.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from jinja2 import Undefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from service.wording.traced import figures_of

BUDGET = " budget"  # no template can name a context key that starts with a blank
MOST_PLACES = 6  # a quotient printed as it was computed is a slip: somebody forgot the filter
LONGEST_TEXT = 1_000_000  # characters of one value
_SIMPLE = 10**15  # below it, a whole number needs no looking at
LARGEST = 100  # digits before the point of a number: any more were not meant for a paper
_SELDOM = 32  # charges between two looks at the time
_TOO_MUCH = "循环次数或生成内容过多，已停止填写，请检查循环和重复的写法"
MAX_SECONDS = 5.0  # of the processor's time for one fill; a paper of a thousand pages takes less than one
CHARGED_FROM = 200  # longer texts count against the budget one by one, shorter ones are charged with their loop

LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
# XML 1.0 §2.2 Char: everything else cannot stand in a part, not even as a character reference
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_ONE_LINE = str.maketrans({"\n": " ", "\t": " "})


class UnprintableError(ValueError):
    """A value that may not stand in a paper; the message is a Chinese clause saying what came."""


class BudgetError(ValueError):
    """A fill that would not end, or would be too large; the message is a Chinese clause."""


class DocxtplNeededError(Exception):
    """A docxtpl object (picture, rich text, sub-document) met on the compiled path."""


class Ready(str):
    """XML that is ready to stand where it is printed."""

    __slots__ = ()


class OneLine(str):
    """Text for a place where no line break can stand: a document property, an attribute, a field code."""

    __slots__ = ("_figures",)
    _figures: tuple[object, ...]


@dataclass(slots=True)
class Budget:
    """What one fill may still cost, in characters; ``raw`` lets ready-made XML through (its result is parsed);
    ``placed`` gathers the charts and pictures met on the way, ``restarts`` the lists begun again, ``replaced`` the
    values shown with □. ``made`` turns an object into XML for the document being filled, where there is one; ``loose``
    says that a part got XML from its data, so that what was proved of it does not hold. ``traces`` gathers what is told
    of where the values come from (trace.Traces), where somebody asks."""

    left: int
    raw: bool = False
    placed: list[Any] = field(default_factory=list)
    restarts: Any = None
    replaced: list[str] = field(default_factory=list)
    made: Callable[[Any], str] | None = None
    loose: bool = False
    traces: Any = None
    _ends: float = 0.0
    _charged: int = 0

    def charge(self, cost: int) -> None:
        """Take cost off, and look at the time now and then; BudgetError when nothing, or no time, is left."""
        self.left -= cost
        if self.left < 0 or cost < 0:
            raise BudgetError(_TOO_MUCH)
        self._charged += 1
        if self._charged % _SELDOM == 1:
            self.look()

    def look(self) -> None:
        """BudgetError when no time is left, of that from the first look on. A look at the thread's clock may take as
        long as a whole paper where the machine is busy."""
        now = time.thread_time()
        self._ends = self._ends or now + MAX_SECONDS
        if now > self._ends:
            raise BudgetError(_TOO_MUCH)


def as_it_is(value: Any) -> str:
    """The XML an object has by itself."""
    return str(value.__html__())


def budget_of(context: Context) -> Budget:
    """The budget of the running fill; a fresh one for a caller (docxtpl used directly) that set none."""
    found = context.parent.get(BUDGET)
    return found if isinstance(found, Budget) else Budget(200_000_000, raw=True, made=as_it_is)


def text_of(value: Any) -> str:
    """value as plain text, not yet escaped; UnprintableError for what no paper may show."""
    if isinstance(value, Markup):
        return _unmarked(value)
    if isinstance(value, str):
        return value
    if type(value) is Undefined:  # Jinja2's value of ``x if y`` without else; what the data lacks is of a class of ours
        return ""
    if isinstance(value, bool):
        raise UnprintableError(f"值是 {value}（真/假），不能直接打印，请改用 if 判断")
    if isinstance(value, int | float | Decimal):
        return _number_text(number_of(value))
    if isinstance(value, dt.date | dt.time):
        return str(value)
    raise UnprintableError(_why_not(value))


def _unmarked(value: Markup) -> str:
    """The text that ready-made XML shows; UnprintableError when it shows more than text."""
    text = value.replace(LINE_BREAK, "\n").replace(TAB, "\t")
    if "<" in text:
        raise UnprintableError("值里有段落、表格等内容，不能当作文字处理")
    return Markup(text).unescape()  # noqa: S704 - read, not printed


def number_of(value: Any) -> int | float | Decimal:
    """value, if it is a number a paper could have to do with; UnprintableError if not."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        if isinstance(value, str):
            raise UnprintableError(f"“{value[:20]}”不是数，不能计算")
        raise UnprintableError("值是真或假，不是数" if isinstance(value, bool) else _why_not(value))
    finite = isinstance(value, int) or (value.is_finite() if isinstance(value, Decimal) else math.isfinite(value))
    if not finite:
        raise UnprintableError(f"值是 {value}，不是有效的数")
    # adjusted() is the power of ten of the first digit: no digit is written out to find it
    too_large = value.adjusted() > LARGEST if isinstance(value, Decimal) else abs(value) > 10**LARGEST
    if too_large:
        raise UnprintableError(f"数过大，整数部分超过 {LARGEST} 位")
    return value


def _number_text(value: float | Decimal) -> str:
    """A number as it is, without exponent."""
    if isinstance(value, int):
        return str(value)
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    if int(exact.as_tuple().exponent) < -MOST_PLACES:
        raise UnprintableError(f"值是 {value:.4f}…，小数位太多，不能原样打印，请加上规定小数位的过滤器")
    return format(exact, "f")


def _why_not(value: Any) -> str:
    """The Chinese clause for a value of a type that is never printed."""
    if isinstance(value, Undefined):
        str(value)  # raises the error that names what is missing
    if value is None:
        return "值为空（None），没有可打印的内容"
    if isinstance(value, bytes | bytearray | memoryview):
        return "值是二进制数据，不能打印"
    if isinstance(value, list | tuple | set | frozenset | dict):
        return "值是列表或对象，不能直接打印，请用 for 逐项列出，或写明要打印其中哪一项"
    if hasattr(value, "__html__"):
        return "值是图片、富文本或子文档，只能放在正文的段落里"
    return f"值的类型是 {type(value).__name__}，不能直接打印"


def escaped(text: str, *, one_line: bool = False) -> str:
    """text as XML character data for a ``w:t``: line breaks and tabs become Word's elements, or blanks if one_line.

    Characters XML forbids, and lone surrogates, are shown as □: a reader must see that something stood there.
    """
    clean = _ILLEGAL.sub("□", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_ESCAPES)
    if one_line:
        return clean.translate(_ONE_LINE)
    return clean.replace("\n", LINE_BREAK).replace("\t", TAB)


def stands_as_it_is(text: str) -> bool:
    """Whether a text is XML character data by itself, in one line. The blank of a CJK font, which every 文号 without a
    number has, is none that Python calls printable."""
    return (
        (text.isprintable() or text.replace("\u3000", "").isprintable())
        and "&" not in text
        and "<" not in text
        and ">" not in text
        and '"' not in text
        and "'" not in text
    )


@pass_context
def printed(context: Context, value: Any) -> str:
    """The environment's ``finalize``: value as XML, ready to be joined into the part."""
    if type(value) is str and len(value) < CHARGED_FROM and stands_as_it_is(value):
        return value
    if type(value) is int and -_SIMPLE < value < _SIMPLE:
        return str(value)
    return _printed_slowly(context, value)


def _printed_slowly(context: Context, value: Any) -> str:
    if isinstance(value, Ready):
        return value
    budget = budget_of(context)
    if hasattr(value, "__html__") and not isinstance(value, Undefined):
        if not isinstance(value, Markup):
            if budget.made is as_it_is:  # docxtpl fills: what stands where is its own affair
                return as_it_is(value)
            from service.assembly.rich import inline  # noqa: PLC0415 - few papers need it

            return inline(value, budget)
        if budget.raw:
            budget.charge(len(value))
            text = shown(value, budget)
            return text if budget.traces is None else str(budget.traces.marked_again(value, text))
    return printed_text(value, budget)


def printed_text(value: Any, budget: Budget) -> str:
    """The text of value as XML, charged for, and marked where it is to be traced."""
    text = text_of(value)
    if len(text) >= CHARGED_FROM:
        checked_length(len(text))
        budget.charge(len(text))
    made = escaped(shown(text, budget), one_line=isinstance(value, OneLine))
    if budget.traces is None or not (figures := figures_of(value)):
        return made
    return f"{budget.traces.mark(text, figures)}{made}"


def shown(text: str, budget: Budget) -> str:
    """text with □ for what XML forbids, which is noted."""
    clean = _ILLEGAL.sub("□", text)
    if clean != text:
        budget.replaced.append(clean)
    return clean


def checked_length(length: int) -> None:
    """BudgetError when a single text or list of this length must not be made."""
    if length > LONGEST_TEXT:
        raise BudgetError(f"单个值的长度超过 {LONGEST_TEXT // 10_000} 万，已停止填写")


@pass_context
def one_line(context: Context, value: Any) -> Any:
    """value marked for a place without line breaks; ready-made XML is left to the parsed paths."""
    if isinstance(value, Markup) and budget_of(context).raw:
        return value
    made = OneLine(text_of(value))
    made._figures = figures_of(value)
    return made


@pass_context
def structure(context: Context, value: Any, level: str, look: str) -> str:
    """The XML of value in a place outside of any text: of an object that belongs there, or of plain text in a run of
    that look where a run can stand (level "r"); UnprintableError for what would be lost."""
    if type(value) is Undefined:
        return ""
    if hasattr(value, "__html__") and not isinstance(value, Undefined):
        from service.assembly.rich import placed  # noqa: PLC0415 - few papers need it

        budget = budget_of(context)
        made = placed(value, level, budget)
        return Ready(made if budget.traces is None else budget.traces.marked_again(value, made))
    if level == "r":
        text = printed_text(value, budget_of(context))
        return Ready(f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>')
    text_of(value)
    raise UnprintableError("{{p }} 一类标签只能放子文档或富文本段落；普通文字请改用 {{ }}")
