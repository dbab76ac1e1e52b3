"""Reading each tag by itself, so that one bad tag hides none of the others, and the good ones together.

Jinja2 stops at the first error of a template. Here every tag is parsed alone, its block completed around it; those that
pass, and whose blocks pair, are then put together, one a line, into a source that names each tag by its line.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateError as JinjaError

from service.assembly.faults import syntax_words
from service.assembly.lint.catalogue import Code, Fault
from service.assembly.lint.drawings import object_kind
from service.assembly.lint.tagging import Tag
from service.assembly.marks import MERGE, RESTART
from service.assembly.objects.marking import marked
from service.assembly.unknown import nearest

# What a block's inner and end tags need before them to be parsed alone.
OPENERS: Final = {
    "for": "for x in y",
    "if": "if x",
    "macro": "macro x()",
    "call": "call x()",
    "filter": "filter upper",
    "block": "block x",
    "with": "with",
    "set": "set x",
    "autoescape": "autoescape true",
}
MIDDLES: Final = {"else": ("if", "for"), "elif": ("if",)}
CELL_WORDS: Final = frozenset(["colspan", "cellbg", "vm", "hm"])  # docxtpl's own, for table cells
MARKS: Final = frozenset([MERGE, RESTART])  # the press's own: they print nothing
_ALONE: Final = frozenset(["include", "import", "from", "extends", "print"])
_CHINESE: Final = {"如果": "if", "否则": "else", "循环": "for", "对于": "for", "结束": "endif 或 endfor", "设": "set"}
_WORDS: Final = [*OPENERS, *MIDDLES, *_ALONE, *CELL_WORDS, *MARKS, *(f"end{word}" for word in OPENERS)]


def opens(tag: Tag) -> bool:
    """Whether a tag opens a block; ``set`` with a value does not."""
    return tag.word in OPENERS and not (tag.word == "set" and "=" in tag.body)


def statement(tag: Tag) -> str:
    """The tag as plain Jinja2 writes it; docxtpl's cell tags become the values they print."""
    if tag.prints:
        return f"{{{{ {tag.body} }}}}"
    if tag.word in MARKS:
        return ""
    if tag.word in CELL_WORDS:
        value = tag.body[len(tag.word) :].strip()
        return f"{{{{ {value} }}}}" if value else ""
    return f"{{% {tag.body} %}}"


def syntax_fault(environment: Environment, tag: Tag) -> Fault | None:
    """Why a tag, alone, cannot be read; None when it can."""
    if tag.word in MARKS:
        return None if tag.body == tag.word and not tag.prefix else tag.fault(Code.MARK_ALONE, found=tag.word)
    if not tag.prints and tag.word not in _WORDS:
        return _unknown(tag)
    why = _why_not(environment, _completed(tag))
    if why and tag.text.startswith("{{{"):
        why = "花括号多了一层，应是 {{ … }}"
    return tag.fault(Code.SYNTAX, found=why) if why else None


@lru_cache(maxsize=4096)  # tables repeat their tags
def _why_not(environment: Environment, source: str) -> str:
    """Why a source cannot be parsed, as a Chinese clause; "" when it can."""
    try:
        deque(environment.parse(source).find_all(nodes.Node), maxlen=0)  # walked too, as the checks to come will
    except JinjaError as exc:
        return syntax_words(str(exc.message or ""))
    except (RecursionError, SyntaxError, MemoryError):
        return "括号嵌套过深"
    except (ValueError, ArithmeticError):
        return "有过长的数或不能识别的转义"
    return ""


def _unknown(tag: Tag) -> Fault:
    word = tag.word or tag.body[:1]
    if not word:
        return tag.fault(Code.SYNTAX, found="标签里没有内容")
    meant = next((english for chinese, english in _CHINESE.items() if word.startswith(chinese)), "")
    return tag.fault(Code.UNKNOWN_TAG, found=word, near=f"，是否应为“{meant}”" if meant else nearest(word, _WORDS))


def _completed(tag: Tag) -> str:
    """The tag's source with the rest of its block."""
    source, word = statement(tag), tag.word
    if opens(tag):
        return f"{source}{{% end{word} %}}"
    if word in MIDDLES:
        return f"{{% if x %}}{source}{{% endif %}}"
    if word.startswith("end") and not tag.prints:
        return f"{{% {OPENERS[word[3:]]} %}}{source}"
    return source


def together(tags: Sequence[Tag]) -> str:
    """The source of tags that can be read and whose blocks pair: the first tag on line 1, and so on."""
    return "\n".join(_own_line(tag) for tag in tags)


def _own_line(tag: Tag) -> str:
    """The tag's source; ``extends``, which would have to stand alone, is refused as ``include`` is."""
    source = statement(tag)
    if kind := object_kind(tag):
        return marked(kind, source)
    return f"{{% include {tag.body[len(tag.word) :]} %}}" if tag.word == "extends" else re.sub(r"\s+", " ", source)


def parsed(environment: Environment, source: str) -> nodes.Template | None:
    """The syntax tree of a source, None when its parts, good by themselves, do not go together."""
    try:
        tree = environment.parse(source)
        deque(tree.find_all(nodes.Node), maxlen=0)
        return tree
    except (JinjaError, RecursionError, ValueError, ArithmeticError, MemoryError):
        return None
