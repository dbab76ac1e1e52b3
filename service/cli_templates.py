"""``huicai templates``: whose template each paper is made of, a copy to be edited, and the names it may use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from service import config
from service.assembly.lint import contract, report
from service.errors import HuicaiError
from service.papers import Shelf, find
from service.papers.own import Own, templates_of
from service.papers.own_copy import copy_template
from service.terminal import DONE, WITH_PROBLEMS, say

_FOLDER = click.Path(path_type=Path)
_option = click.option(
    "--templates", "typed", type=_FOLDER, help="自己的模板放在哪个文件夹，默认在数据目录的 templates"
)


@click.group()
def templates() -> None:
    """自己的 Word 模板：看用的是谁的、拷一份来改、查能用的名称。"""


@templates.command(name="list")
@_option
@click.option("--json", "as_json_text", is_flag=True, help="输出 JSON")
def list_templates(typed: Path | None, as_json_text: bool) -> int:
    """每种材料用谁的模板、在哪里、有没有问题。"""
    root = typed or config.load().templates
    found = templates_of(typed)
    faults = {paper: own.fault() for paper, own in found.own.items()}
    say(_as_json(root, found, faults) if as_json_text else _lines(root, found, faults))
    return WITH_PROBLEMS if found.strays or any(faults.values()) else DONE


def _lines(root: Path, found: Shelf, faults: dict[str, str]) -> Iterator[str]:
    yield f"自己的模板放在：{root}"
    for paper, own in found.own.items():
        yield f"{'✗' if faults[paper] else '✓'} {own.ours.title}：用自己的“{own.name}”"
        yield from (f"    在 {folder.path}" for folder in own.folders)
        yield from [f"    用不了：{faults[paper]}"] if faults[paper] else _own_lines(own)
    yield from (f"✗ 没有用上：{sentence}" for sentence in found.strays.values())
    ours = [paper.title for paper in found.papers.values() if not paper.own]
    yield f"用自带的（{config.TEMPLATES}）：{'、'.join(ours) if ours else '无'}"


def _own_lines(own: Own) -> Iterator[str]:
    """What a person may want to know of a template without an error."""
    found = own.lint()
    yield from (f"    提醒：{each}" for each in found.faults)
    yield from (f"    {sentence}" for sentence in [own.older()] if sentence)
    yield from (f"  {line}" for line in report.difference_lines(found.contract, contract(own.ours.compile()), "自带的"))


def _as_json(root: Path, found: Shelf, faults: dict[str, str]) -> dict[str, Any]:
    return {
        "folder": str(root),
        "papers": [
            {
                "id": paper.id,
                "title": paper.title,
                "own": paper.own or None,
                "template": str(paper.template),
                "fault": faults.get(paper.id) or None,
                "notes": list(paper.notes),
            }
            for paper in found.papers.values()
        ],
        "strays": dict(found.strays),
    }


@templates.command(name="copy")
@click.argument("paper", nargs=-1, required=True)
@click.option("--to", type=_FOLDER, help="拷到哪个文件夹，默认在数据目录的 templates，做材料时自动用上")
def copy_templates(paper: tuple[str, ...], to: Path | None) -> int:
    """拷一份自带的模板来改，如：templates copy 进展通报。已经有的不覆盖。"""
    chosen = {kind.id: kind for kind in map(find, paper)}
    root = to or config.load().templates
    failed = DONE
    for kind in chosen.values():
        try:
            copied = copy_template(kind, root)
        except HuicaiError as error:
            if len(chosen) == 1:
                raise
            say([f"✗ {error}"])
            failed = WITH_PROBLEMS
        else:
            say([f"已拷到 {copied}，用 Word 打开里面的 template.docx 修改，怎么改见 docs/own-templates.md"])
    return failed


@templates.command(name="names")
@click.argument("paper")
def list_names(paper: str) -> int:
    """一种材料的模板里能用的全部名称和意思。"""
    kind = find(paper)
    say(f"{{{{ {name} }}}}  {meaning}" for name, meaning in kind.fields.items())
    return DONE
