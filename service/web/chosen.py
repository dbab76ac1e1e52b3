"""Settings changed by a page: the lines of ``huicai.toml``, of which the rest stays as somebody wrote it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from typing import Final

from service.config import Settings, applied, file_bytes, toml_table
from service.errors import SettingsError
from service.files import ensure_folder, write_whole

FILE: Final = "huicai.toml"


def change(settings: Settings, changes: Mapping[str, str | int]) -> Settings:
    """Write settings down, whole or not at all; gives the settings in force with them.

    Raises :class:`SettingsError` for what cannot be set, or is set by the server's environment, which has the last
    word; :class:`OutputError` where the file cannot be written.
    """
    path = settings.home / FILE
    for name in changes:
        if f"HUICAI_{name.upper()}" in os.environ:
            raise SettingsError(f"“{name}”由服务器的环境变量 HUICAI_{name.upper()} 指定，不能在网页上改")
    what = f"设置文件“{FILE}”"
    text = file_bytes(path, what).decode("utf-8-sig") if path.is_file() else ""
    for name, value in changes.items():
        text = _with_line(text, f"{name} = {json.dumps(value, ensure_ascii=False)}", name)
    wanted = {**toml_table(text.encode(), what)}
    if any(wanted.get(name) != value for name, value in changes.items()):
        raise SettingsError(f"{what}的写法特殊，不能在网页上改，请用记事本修改")
    changed = applied(settings, changes, FILE)
    ensure_folder(settings.home)
    write_whole(path, text.encode())
    return changed


def _with_line(text: str, line: str, name: str) -> str:
    found = re.compile(rf"^[ \t]*{name}[ \t]*=.*$", re.MULTILINE)
    if found.search(text):
        return found.sub(lambda _: line, text, count=1)
    return f"{text.rstrip()}\n{line}\n".lstrip()
