"""``huicai lint``: templates looked over before they are used.

Exit codes: 0 no fault in any template, 1 faults (listed), 2 a file that is no template, or data that cannot be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from service import config
from service.assembly.lint import Known, Lint, annotated, known_fields, report
from service.assembly.lint import lint as lint_template
from service.errors import OutputError, SettingsError, TemplateError
from service.files import ensure_folder, write_whole
from service.terminal import printable, say
from service.wording import FILTERS

_FILE = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True)
class _Looked:
    """One template looked over: what was found, its bytes, and the file of data it was filled with."""

    found: Lint
    content: bytes
    sample: str


@click.command()
@click.argument("template", type=_FILE, nargs=-1, required=True)
@click.option("--data", type=_FILE, help="试填用的 JSON 数据，默认用模板旁边的 sample.json")
@click.option("--against", type=_FILE, help="旧版模板：比较两版要用的数据")
@click.option("--annotated", "copy", type=_FILE, help="另存一份，在有问题的地方加批注")
@click.option("--json", "as_json_text", is_flag=True, help="输出 JSON")
def lint(
    template: tuple[Path, ...], data: Path | None, against: Path | None, copy: Path | None, as_json_text: bool
) -> int:
    """检查 Word 模板：一次列出全部问题、位置和改法，并用样例数据试填。"""
    if copy and len(template) > 1:
        raise OutputError("--annotated 一次只能用于一个模板，请分开检查")
    if copy and copy.resolve() == template[0].resolve():
        raise OutputError(f"批注不能写回模板“{copy}”本身，请换一个文件名")
    old = _linted(against, config.file_bytes(against, f"模板“{against}”", TemplateError)) if against else None
    looked, refused = _look_at_all(template, data)
    if as_json_text:
        say(_as_json(looked, refused, old))
    else:
        _say_lines(looked, old)
    if copy and looked:
        ensure_folder(copy.parent)
        write_whole(copy, annotated(looked[0].content, looked[0].found.faults, looked[0].found.name))
    for sentence in refused.values():
        click.echo(printable(sentence), err=True)
    return 2 if refused else int(any(each.found.faults for each in looked))


def _look_at_all(templates: tuple[Path, ...], data: Path | None) -> tuple[list[_Looked], dict[str, str]]:
    """Every template looked over, and by name those that are none, with the sentence why."""
    looked, refused = [], {}
    for path in templates:
        try:
            looked.append(_look(path, data))
        except TemplateError as error:
            refused[str(path)] = str(error)
    return looked, refused


def _look(path: Path, data: Path | None) -> _Looked:
    content = config.file_bytes(path, f"模板“{path}”", TemplateError)
    known, ours = _fields_beside(path)
    beside = path.with_name("sample.json")
    chosen = data or (beside if beside.is_file() else ours)
    sample = config.json_object(chosen) if chosen else None
    found = _linted(path, content, known=known, sample=sample)
    return _Looked(found, content, chosen.name if chosen else "")


def _linted(path: Path, content: bytes, **given: Any) -> Lint:
    return lint_template(content, filters=FILTERS, name=str(path), **given)


def _fields_beside(path: Path) -> tuple[Known, Path | None]:
    """The names that template.toml beside a template lists; None, which is anything, without one.

    A template of somebody's own for a paper of ours (``of``) may use the names of ours, whose sample data come second.
    """
    toml = path.with_name("template.toml")
    if not toml.is_file():
        return None, None
    what = f"模板设置“{toml}”"
    table = config.toml_table(config.file_bytes(toml, what), what)
    if isinstance(table.get("of"), str):
        from service.papers import find  # noqa: PLC0415 - the papers take longer to load than most looks last

        ours = find(table["of"])
        return known_fields(ours.fields), ours.template.with_name("sample.json")
    fields, spare = table.get("fields", {}), table.get("spare", [])
    if not isinstance(fields, Mapping) or not isinstance(spare, list):
        raise SettingsError(f"{what}里的 fields 应是表、spare 应是列表，请对照样例改正")
    return (known_fields([*fields, *map(str, spare)]) if fields else None), None


def _as_json(looked: list[_Looked], refused: dict[str, str], old: Lint | None) -> dict[str, Any]:
    templates = []
    for each in looked:
        difference = report.difference_json(each.found.contract, old.contract, old.name) if old else None
        templates.append({**report.as_json(each.found, each.sample), "against": difference})
    return {"templates": templates, "refused": [{"template": name, "why": why} for name, why in refused.items()]}


def _say_lines(looked: list[_Looked], old: Lint | None) -> None:
    for each in looked:
        say(report.lines(each.found, each.sample))
        if old:
            say(report.difference_lines(each.found.contract, old.contract, old.name))
