"""The settings a page shows, and those it may change."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Final

from service.assembly.layout import profiles as printing
from service.config import Settings
from service.errors import EntryError

_PROFILES: Final = {"standard": "标准公文版式（上白边 37 毫米）", "electronic": "电子公文版式"}
_SECRET: Final = frozenset({"database_url", "metrics_token"})


@dataclass(frozen=True, slots=True)
class Changeable:
    """A number that a page may change: its least and greatest value."""

    name: str
    label: str
    unit: str
    least: int
    most: int


CHANGEABLE: Final = (
    Changeable("session_idle_minutes", "多久不操作就退出", "分钟", 1, 1440),
    Changeable("session_hours", "登录一次最多用多久", "小时", 1, 168),
    Changeable("max_upload_mb", "一次上传合计最大", "MB", 1, 1000),
)


def profiles(settings: Settings) -> list[tuple[str, str]]:
    """The printing profiles to choose from: those delivered, and an office's own files in the home."""
    own = [path.name for path in sorted(settings.home.glob("*.profile.toml"))]
    if settings.profile not in printing.delivered() and settings.profile not in own:
        own.append(settings.profile)
    delivered = [(name, _PROFILES.get(name, name)) for name in reversed(list(printing.delivered()))]
    return [*delivered, *((name, f"本单位的版式 {name}") for name in own)]


def changes_typed(form: Mapping[str, str]) -> dict[str, str | int]:
    """What a form changes. Raises :class:`EntryError` for a number out of its range."""
    found: dict[str, str | int] = {}
    if profile := form.get("profile", ""):
        found["profile"] = profile
    if "backup_folder" in form:
        found["backup_folder"] = form["backup_folder"].strip()
    for item in CHANGEABLE:
        text = form.get(item.name, "").strip()
        if item.name not in form:
            continue
        if not (text.isascii() and text.isdigit() and item.least <= int(text) <= item.most):
            raise EntryError(f"“{item.label}”应是 {item.least} 至 {item.most} 的整数（{item.unit}），现在是“{text}”")
        found[item.name] = int(text)
    return found


def shown(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """The others: name, value, and where it comes from if from the server's environment. Secrets are not shown."""
    changed = {"profile", "backup_folder", "warning_rules", "scoring_scheme", *(item.name for item in CHANGEABLE)}
    for item in fields(Settings):
        if item.name in changed:
            continue
        value = getattr(settings, item.name)
        hidden = "已设置" if value else "默认"
        words = {True: "是", False: "否"}.get(value, str(value)) if isinstance(value, bool) else str(value)
        source = f"HUICAI_{item.name.upper()}"
        yield item.name, hidden if item.name in _SECRET else words or "默认", source if source in os.environ else ""
