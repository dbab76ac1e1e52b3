"""Settings: defaults, then ``huicai.toml`` in the data home, then ``HUICAI_*`` variables; the last word wins."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from service import toml_text
from service.errors import FillError, HuicaiError, SettingsError

_MOST = 65535
# Whole numbers that may not be just any from 1 to _MOST.
_RANGES = {"trusted_proxies": (0, 10), "session_hours": (1, 168), "session_idle_minutes": (1, 1440)}
_TRUTH = {"true": True, "false": False}
_LARGEST_MB = 50
ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates_docx"
SAMPLES = ROOT / "samples"


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation may choose. ``home`` is where uploads and made papers are kept; ``profile`` is the name of
    a printing profile delivered with the service, or a county's own file, counted from ``home``.

    ``database_url`` is SQLAlchemy's, "" for the file ``huicai.db`` in the home; ``files_url`` is fsspec's, "" for the
    folder ``files`` there; ``audit_anchor`` is the file the audit chain's head is told to, which should lie on another
    disk or host, "" for ``audit.anchor`` in the home. Paths among them are counted from the home.

    ``password_memory_mb`` and ``password_rounds`` are what argon2 spends on one password (RFC 9106, section 4: 64 MiB
    and 3 rounds where memory is dear). A password kept with other values is hashed anew when its owner next signs in.

    Somebody signed in is out after ``session_idle_minutes`` without a click, and after ``session_hours`` in any case.
    ``https``: browsers reach the service by https only. ``trusted_proxies`` is how many proxies stand before it, whose
    word on who asks is taken; ``url_prefix`` is the path they serve it under (/huicai), "" for the root.

    ``scheduler`` is the address of a cluster's scheduler (tls://10.0.0.5:8786), "" where there is none;
    ``cluster_cert`` and ``cluster_key`` are what all who belong to it show each other, ``cluster_ca`` whoever signed
    that, "" where it signed itself. ``files_shared``: the folder ``files_url`` names is the same one on every machine.

    ``log_to`` is ``file`` (``logs`` in the home, ``log_files`` old ones of ``log_mb`` MB each) or ``stderr``.
    ``metrics_token`` opens ``/metrics`` to other machines. ``backup_folder`` is where the pages put backups.
    ``soffice`` is LibreOffice's program where it is not found by itself. ``warning_rules`` judge on the pages where
    nobody asks for others: ready ones by their short name, "own" for ``rules.toml`` in the home, "" for those if any.
    ``scoring_scheme`` is what a score sheet scores by where its meeting names none, by short name or path, "" for ours.
    """

    home: Path = ROOT / "outputs"
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 8
    max_upload_mb: int = 50
    profile: str = "standard"
    database_url: str = ""
    files_url: str = ""
    audit_anchor: str = ""
    password_memory_mb: int = 64
    password_rounds: int = 3
    session_idle_minutes: int = 60
    session_hours: int = 12
    https: bool = False
    trusted_proxies: int = 0
    url_prefix: str = ""
    log_to: str = "file"
    log_mb: int = 10
    log_files: int = 10
    metrics_token: str = ""
    backup_folder: str = ""
    warning_rules: str = ""
    scoring_scheme: str = ""
    soffice: str = ""
    scheduler: str = ""
    cluster_ca: str = ""
    cluster_cert: str = ""
    cluster_key: str = ""
    files_shared: bool = False

    @property
    def templates(self) -> Path:
        """Where a county keeps templates of its own, a folder each; they take the place of ours."""
        return self.home / "templates"


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings in force. Raises :class:`SettingsError` naming the file or variable that is wrong."""
    environ = os.environ if environ is None else environ
    settings = Settings()
    if home := environ.get("HUICAI_HOME", ""):
        settings = replace(settings, home=_folder(home))
    settings = with_file(settings)
    chosen = {
        item.name: environ[name]
        for item in fields(Settings)
        if item.name != "home" and (name := f"HUICAI_{item.name.upper()}") in environ
    }
    return applied(settings, chosen, "环境变量 HUICAI_*")


def with_file(settings: Settings) -> Settings:
    """Settings with those of ``huicai.toml`` in their home. Raises as :func:`load` does."""
    path = settings.home / "huicai.toml"
    if not path.is_file():
        return settings
    what = f"设置文件“{path}”"
    return applied(settings, toml_table(file_bytes(path, what), what), str(path))


def _folder(typed: str) -> Path:
    try:
        return Path(typed).expanduser().resolve()
    except (RuntimeError, OSError, ValueError) as error:  # no such user, links in a circle, a NUL
        raise SettingsError(f"环境变量 HUICAI_HOME 写的“{typed}”不能用作文件夹，请改成一个完整路径") from error


def file_bytes(path: Path, what: str, fault: type[HuicaiError] = SettingsError) -> bytes:
    """The bytes of a file a person named. Raises ``fault`` in a sentence that begins with ``what``.

    Devices, pipes and files over 50 MB are refused: they may have no end.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise fault(f"{what}打不开：它不是普通文件，请检查文件名")
        with path.open("rb") as stream:
            data = stream.read(_LARGEST_MB * 1024 * 1024 + 1)
    except FileNotFoundError as error:
        raise fault(f"{what}打不开：找不到这个文件，请检查文件名和所在文件夹") from error
    except (OSError, ValueError) as error:  # a NUL in a name is a ValueError
        raise fault(f"{what}打不开，请检查文件名和读取权限") from error
    if len(data) > _LARGEST_MB * 1024 * 1024:
        raise fault(f"{what}超过 {_LARGEST_MB} MB，请检查是否选错文件")
    return data


def toml_table(data: bytes, what: str) -> dict[str, Any]:
    """The table of a TOML file's bytes. Raises :class:`SettingsError` in a sentence that begins with ``what``."""
    import tomllib  # noqa: PLC0415 - a run that reads no settings should not pay for it

    try:
        return toml_text.loads(data)
    except UnicodeDecodeError as error:
        raise SettingsError(f"{what}不是 UTF-8 编码，请在记事本中另存为 UTF-8 后重试") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{what}{_place(error)}格式有误，请对照样例改正") from error
    except (RecursionError, ValueError) as error:
        raise SettingsError(f"{what}过大、嵌套过深或数字过长，读不了，请对照样例改正") from error


def json_object(path: Path) -> dict[str, Any]:
    """The object in a JSON data file, its fractions as Decimal. Raises :class:`FillError` in one sentence."""
    data = file_bytes(path, f"数据文件“{path}”", FillError)
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except json.JSONDecodeError as error:
        place = f"第{error.lineno}行第{error.colno}列"
        raise FillError(f"数据文件“{path.name}”{place}不合 JSON 格式，请改正后重试") from error
    except UnicodeDecodeError as error:
        raise FillError(f"数据文件“{path.name}”不是 UTF-8 编码，请在记事本中另存为 UTF-8 后重试") from error
    except (RecursionError, ValueError) as error:
        raise FillError(f"数据文件“{path.name}”嵌套过深或数字过长，读不了，请检查后重试") from error
    if not isinstance(found, dict):
        raise FillError(f"数据文件“{path.name}”最外层应是花括号括起的对象")
    return found


def _place(error: ValueError) -> str:
    match = re.search(r"line (\d+), column (\d+)", str(error))
    return f"第{match[1]}行第{match[2]}列" if match else "末尾"


def applied(settings: Settings, table: Mapping[str, Any], source: str) -> Settings:
    """Settings with those of a table put in. Raises :class:`SettingsError`, beginning with ``source``."""
    known = {item.name: type(getattr(settings, item.name)) for item in fields(Settings)}
    found: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known or key == "home":
            usable = "、".join(name for name in known if name != "home")
            raise SettingsError(f"{source}里的“{key}”不是本系统的设置项，可用的有：{usable}")
        least, most = _RANGES.get(key, (1, _MOST))
        found[key] = _read_as(known[key], value, least, most)
        if type(found[key]) is not known[key]:
            wanted = {int: f"{least} 至 {most} 的整数", bool: "true 或 false"}.get(known[key], "文字")
            raise SettingsError(f"{source}里的“{key}”应为{wanted}，现在是“{value}”，请改正")
    return replace(settings, **found)


def _read_as(kind: type, value: object, least: int, most: int) -> object:
    """What a file or a variable gives, as a setting of this kind; something of another kind where it cannot be."""
    if kind is int:
        number = int(value) if isinstance(value, str) and re.fullmatch(r"[0-9]{1,5}", value) else value
        return number if type(number) is int and least <= number <= most else None
    if kind is bool and isinstance(value, str):
        return _TRUTH.get(value.lower())
    return value
