"""Any Word template with any JSON: one file in, one file out."""

from __future__ import annotations

from pathlib import Path

from service import config
from service.assembly import compile_template
from service.errors import TemplateError
from service.files import ensure_folder, write_whole
from service.terminal import DONE, WITH_PROBLEMS, say
from service.wording import FILTERS, boxes


def render_file(template: Path, data: Path, out: Path) -> int:
    """Fill a template with a JSON file's object and say so; gives the exit code, 1 when a value prints with □.

    Raises :class:`TemplateError`, :class:`FillError` or :class:`OutputError` in one sentence.
    """
    ensure_folder(out.parent)
    content = config.file_bytes(template, f"模板“{template}”", TemplateError)
    compiled = compile_template(content, filters=FILTERS, name=template.name)
    boxed: list[str] = []
    write_whole(out, compiled.render(config.json_object(data), replaced=boxed))
    say([f"已生成 {out}", *boxes(boxed)])
    return WITH_PROBLEMS if boxed else DONE
