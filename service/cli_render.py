"""``huicai render``: any Word template with any JSON."""

from __future__ import annotations

from pathlib import Path

import click

from service.rendering import render_file

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("template", type=_FILE)
@click.option("--data", type=_FILE, required=True, help="JSON 数据文件")
@click.option("-o", "--out", type=_FILE, required=True, help="生成的 .docx")
def render(template: Path, data: Path, out: Path) -> int:
    """用任意 JSON 数据填写任意 Word 模板。"""
    return render_file(template, data, out)
