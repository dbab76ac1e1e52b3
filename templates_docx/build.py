"""Write every paper's template.docx from its recipe: `python -m templates_docx.build [--check]`."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

FOLDER = Path(__file__).parent

RECIPES: Mapping[str, Callable[[], bytes]] = {
    path.parent.name: import_module(f"templates_docx.{path.parent.name}.recipe").build
    for path in sorted(FOLDER.glob("*/recipe.py"))
}


def template_path(paper: str) -> Path:
    """Where the template of this paper stands."""
    return FOLDER / paper / "template.docx"


def parts(data: bytes) -> dict[str, bytes]:
    """The unpacked parts by name: what two builds must share whatever packed them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def stale() -> list[str]:
    """The papers whose template.docx is missing or differs from what its recipe builds."""
    return [
        paper
        for paper, build in RECIPES.items()
        if not template_path(paper).is_file() or parts(template_path(paper).read_bytes()) != parts(build())
    ]


def main(arguments: Sequence[str]) -> int:
    """0 done or nothing to do; 1 when --check finds a template that differs; 2 for an unknown argument."""
    if list(arguments) not in ([], ["--check"]):
        sys.stderr.write("用法：python -m templates_docx.build [--check]\n")
        return 2
    behind = stale()
    if not arguments:
        for paper in behind:
            template_path(paper).write_bytes(RECIPES[paper]())
        sys.stdout.write("".join(f"已生成 {paper}/template.docx\n" for paper in behind) or "模板均为最新。\n")
        return 0
    sys.stderr.write(
        "".join(f"{paper}/template.docx 与生成结果不一致，请运行 python -m templates_docx.build\n" for paper in behind)
    )
    return 1 if behind else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
