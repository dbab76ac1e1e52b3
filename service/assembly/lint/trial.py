"""Filling a template with sample data, fault after fault: what fails is taken out, and the rest is tried again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from service.assembly.environment import PressEnvironment
from service.assembly.faults import FILLING, Origin, line_of, reason
from service.assembly.lint.catalogue import Code, Fault
from service.assembly.lint.syntax import opens, statement, together
from service.assembly.lint.tagging import Tag
from service.assembly.parts import Part, compile_source
from service.assembly.tags import numbered
from service.assembly.values import BUDGET, Budget
from service.errors import TemplateError

_MOST_FAULTS = 50
_BUDGET = 50_000_000


def trial(
    environment: PressEnvironment, tags: Sequence[Tag], blamed: Collection[Tag], data: Mapping[str, Any]
) -> list[Fault]:
    """The faults of a part's tags met while filling them with data; tags already blamed are passed over."""
    lines = together(tags).split("\n")
    for line, tag in enumerate(tags):
        if tag in blamed:
            lines[line] = _harmless(tag)
    faults: list[Fault] = []
    budget = Budget(_BUDGET, raw=True)
    while len(faults) < _MOST_FAULTS:
        try:
            part = compile_source(environment, Origin("", "", "", "\n".join(lines)))
        except TemplateError:  # what cannot be compiled has its own fault
            break
        failure = _first_failure(part, data, budget)
        at = _tag_on(lines, failure[0]) if failure else -1
        if failure is None or at < 0 or lines[at] == _harmless(tags[at]):
            break
        faults.append(tags[at].fault(Code.TRIAL, found=failure[1]))
        lines[at] = _harmless(tags[at])
    return faults


def _first_failure(part: Part, data: Mapping[str, Any], budget: Budget) -> tuple[int, str] | None:
    """The line of the compiled source that cannot be filled, and why; None when all can."""
    context = part.template.new_context({**data, BUDGET: budget})
    try:
        for _ in part.template.root_render_func(context):
            pass
    except FILLING as exc:
        why = "".join(reason(exc, data).splitlines())  # a value that is quoted may have line breaks
        return line_of(exc.__traceback__), why.rstrip("。")
    return None


def _tag_on(lines: Sequence[str], compiled_line: int) -> int:
    """The tag on a line of the compiled source, in which each tag has a line break inside; -1 for none."""
    for index, line in enumerate(lines):
        compiled_line -= numbered(line).count("\n") + 1
        if compiled_line <= 0:
            return index
    return -1


def _harmless(tag: Tag) -> str:
    """A tag that cannot fail in the place of one that does."""
    if tag.word == "for":
        return "{% for _ in [] %}"
    if tag.word in ("if", "elif"):
        return f"{{% {tag.word} false %}}"
    if tag.word == "set" and not opens(tag):
        return f"{{% {tag.body.partition('=')[0]} = '' %}}"
    return "" if tag.prints else statement(tag)
