"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

pdf_option = click.option(
    "--pdf", is_flag=True, help="每份另转一个 PDF，放在 PDF 文件夹；合并打印的也另转一个；要有 LibreOffice"
)
in_force_option = click.option(
    "--in-force", is_flag=True, help="用 --period 那一期的当期数据，不另给台账；作过的决定、指定过的列都照用"
)
decisions_option = click.option(
    "--decisions",
    type=click.Path(path_type=Path),
    help="核对决定文件（TOML），用 figures 的 --ask 生成，填法见 docs/decisions-on-figures.md",
)
