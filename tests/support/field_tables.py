"""The field table of each page in docs/papers: python -m tests.support.field_tables

A page's words are written by hand; its table of fields follows from the paper's template.toml and from sources.toml.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from service.config import ROOT
from service.papers import Paper, papers

FOLDER = ROOT / "docs" / "papers"
HEADING = "## 字段"
_ANY = "*"

Sources = Mapping[str, Mapping[str, str]]


def sources() -> Sources:
    """Where fields come from: by paper, and of all papers under ``all``."""
    found: dict[str, dict[str, str]] = tomllib.loads((FOLDER / "sources.toml").read_text(encoding="utf-8"))
    return found


def page(paper: str) -> Path:
    """Where the page of a paper stands."""
    return FOLDER / f"{paper}.md"


def source_of(field: str, paper: str, known: Sources) -> str:
    """Where a field comes from: the paper's own longest entry, then that of all, then the paper's rest.

    Raises LookupError where there is none.
    """
    own = known.get(paper, {})
    for table in (own, known["all"]):
        name = field
        while name:
            if name in table:
                return table[name]
            name = name.rpartition(".")[0]
    if _ANY in own:
        return own[_ANY]
    raise LookupError(f"{paper}: {field} has no source in docs/papers/sources.toml")


def table(paper: Paper, known: Sources) -> str:
    """The section with the table of a paper's fields, from its heading on."""
    rows = (f"| `{name}` | {words} | {source_of(name, paper.id, known)} |" for name, words in paper.fields.items())
    return "\n".join((HEADING, "", "| 名称 | 是什么 | 从哪里来 |", "|---|---|---|", *rows, ""))


def stale(known: Sources) -> Iterator[tuple[Path, str]]:
    """The pages whose table is not what it follows from, with what they should be."""
    for paper in papers().values():
        text = page(paper.id).read_text(encoding="utf-8")
        wanted = text.partition(HEADING)[0] + table(paper, known)
        if text != wanted:
            yield page(paper.id), wanted


def main() -> None:
    """Write the tables anew where they differ."""
    for path, wanted in stale(sources()):
        path.write_text(wanted, encoding="utf-8")
        sys.stdout.write(f"{path.name}\n")


if __name__ == "__main__":
    main()
