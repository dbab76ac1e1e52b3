"""``huicai render``: any Word template with any JSON."""

from __future__ import annotations

from pathlib import Path

import click

from service import config
from service.assembly import compile_template
from service.errors import TemplateError
from service.files import ensure_folder, write_whole
from service.terminal import DONE, WITH_PROBLEMS, say
from service.wording import FILTERS, boxes

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("template", type=_FILE)
@click.option("--data", type=_FILE, required=True, help="JSON 数据文件")
@click.option("-o", "--out", type=_FILE, required=True, help="生成的 .docx")
def render(template: Path, data: Path, out: Path) -> int:
    """用任意 JSON 数据填写任意 Word 模板。"""
    ensure_folder(out.parent)
    content = config.file_bytes(template, f"模板“{template}”", TemplateError)
    compiled = compile_template(content, filters=FILTERS, name=template.name)
    boxed: list[str] = []
    write_whole(out, compiled.render(config.json_object(data), replaced=boxed))
    say([f"已生成 {out}", *boxes(boxed)])
    return WITH_PROBLEMS if boxed else DONE
