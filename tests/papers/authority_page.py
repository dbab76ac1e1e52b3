"""The rows of docs/authority.md, made from the rules: `python -m tests.papers.authority_page` prints them to paste."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from service.papers.authority import authority


def tables() -> dict[str, list[str]]:
    """The rows of each table, by the heading of its section."""
    rules = authority()
    return {
        "机关分几类": list(map(_row, _kinds())),
        "用什么形式": list(map(_row, _forms())),
        "能用哪些问责方式": [
            _row((rule.name, rule.level, "、".join((*rule.words, *rule.exact)), rule.says, rule.source))
            for rule in rules.measures
        ],
        "期限": [_row((term.name, term.printed, term.says, term.source)) for term in rules.terms.values()],
        "篇幅": [
            _row((limit.name, f"{limit.characters}字", "、".join(limit.papers), limit.source))
            for limit in rules.lengths
        ],
    }


def _kinds() -> Iterator[tuple[str, ...]]:
    for kind in authority().kinds:
        but = f"（{'、'.join(kind.excepted)}除外）" if kind.excepted else ""
        yield kind.name, f"{'、'.join(kind.endings)}{but}", kind.source


def _forms() -> Iterator[tuple[str, ...]]:
    for rule in authority().forms:
        conditions = (rule.issuer, rule.to, rule.addressee)
        said = ("、".join(words) or "不限" for words in conditions)
        yield (*said, rule.form, "要" if rule.leave else "不要", rule.says, rule.source)


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    for heading, rows in tables().items():
        sys.stdout.write("\n".join((f"## {heading}", *rows, "")))
