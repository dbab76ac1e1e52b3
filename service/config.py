"""Settings: defaults, then ``huicai.toml`` in the data home, then ``HUICAI_*`` variables; the last word wins."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from service.errors import SettingsError

_MOST = 65535
ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates_docx"
SAMPLES = ROOT / "samples"


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation may choose. ``home`` is where uploads and made papers are kept."""

    home: Path = ROOT / "outputs"
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 4
    max_upload_mb: int = 50


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings in force. Raises :class:`SettingsError` naming the file or variable that is wrong."""
    environ = os.environ if environ is None else environ
    settings = Settings()
    if home := environ.get("HUICAI_HOME", ""):
        settings = replace(settings, home=Path(home).expanduser().resolve())
    path = settings.home / "huicai.toml"
    if path.is_file():
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(f"设置文件“{path}”{toml_place(error)}格式有误，请改正后重试") from error
        except UnicodeDecodeError as error:
            raise SettingsError(f"设置文件“{path}”不是 UTF-8 编码，请在记事本中另存为 UTF-8 后重试") from error
        except OSError as error:
            raise SettingsError(f"设置文件“{path}”打不开，请检查是否有读取权限") from error
        settings = _apply(settings, table, str(path))
    chosen = {
        item.name: environ[name]
        for item in fields(Settings)
        if item.name != "home" and (name := f"HUICAI_{item.name.upper()}") in environ
    }
    return _apply(settings, chosen, "环境变量 HUICAI_*")


def toml_place(error: tomllib.TOMLDecodeError) -> str:
    """Where a TOML file is wrong, in words: "第3行第5列"."""
    match = re.search(r"line (\d+), column (\d+)", str(error))
    return f"第{match[1]}行第{match[2]}列" if match else "末尾"


def _apply(settings: Settings, table: Mapping[str, Any], source: str) -> Settings:
    known = {item.name: type(getattr(settings, item.name)) for item in fields(Settings)}
    found: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known or key == "home":
            usable = "、".join(name for name in known if name != "home")
            raise SettingsError(f"{source}里的“{key}”不是本系统的设置项，可用的有：{usable}")
        is_number = known[key] is int
        found[key] = _whole(value) if is_number else value
        if type(found[key]) is not known[key]:
            wanted = f"1 至 {_MOST} 的整数" if is_number else "文字"
            raise SettingsError(f"{source}里的“{key}”应为{wanted}，现在是“{value}”，请改正")
    return replace(settings, **found)


def _whole(value: object) -> int | None:
    """The whole number from 1 to the highest port that a file or a variable gives, or None."""
    number = int(value) if isinstance(value, str) and re.fullmatch(r"[0-9]{1,5}", value) else value
    return number if type(number) is int and 1 <= number <= _MOST else None
