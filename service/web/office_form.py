"""The form of the office's own facts, between ``office.toml`` and a page; keys it does not show stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.config import Settings, file_bytes, toml_table
from service.papers.authority import authority
from service.papers.authority_rules import OTHERS
from service.papers.bodies import LEVELS
from service.papers.office_facts import FILE, Office, write_office


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its key in the file's section, its label, a hint, what it may be chosen from, how many lines it has."""

    key: str
    label: str
    hint: str = ""
    section: str = "issuer"
    options: tuple[tuple[str, str], ...] = ()
    lines: int = 1

    @property
    def name(self) -> str:
        """Its name in the form."""
        return f"{self.section}.{self.key}"


def fields() -> tuple[Field, ...]:
    """All of them, in the order of the page; the first five are what set-up asks for."""
    kinds = tuple((name, name) for name in (*(kind.name for kind in authority().kinds), OTHERS))
    levels = tuple((name, f"{name}级") for name in reversed(LEVELS))
    return (
        Field("name", "发文机关全称", "如 安澜县重点项目建设指挥部办公室；印在每份材料上"),
        Field("short", "机关代字", "编号里的简称，如 安重办，编出来是 安重办调〔2026〕1号"),
        Field("level", "层级", "从名称看得出来的，可以不选", options=(("", "按名称判断"), *levels)),
        Field(
            "kind", "机关类别", "决定能向谁发什么文；从名称看得出来的，可以不选", options=(("", "按名称判断"), *kinds)
        ),
        Field("contact", "联系人"),
        Field("phone", "联系电话"),
        Field("copy_to", "抄送机关", "一行一个", lines=3),
        Field(
            "approved_by", "经谁同意", "议事协调机构发文要写“经……同意”的，填它的名称，如 县人民政府", section="office"
        ),
        Field("bulletin_addressees", "通报主送机关", "如 各乡镇人民政府，县直有关单位", section="office"),
        Field("basis", "通报、问责的依据", "本地规定的名称和条款"),
        Field("supervisors", "督办机构", "如 县政府督查室"),
    )


def typed_of(settings: Settings) -> dict[str, str]:
    """What the form holds when it is opened."""
    table = _table(settings)
    found = {}
    for item in fields():
        value = table.get(item.section, {}).get(item.key, "")
        found[item.name] = "\n".join(value) if isinstance(value, list) else str(value)
    return found


def save(settings: Settings, form: Mapping[str, str]) -> Office:
    """Write down what was typed; raises as :func:`write_office` does, and nothing is changed then."""
    table = {name: dict(section) for name, section in _table(settings).items()}
    for item in fields():
        if item.name in form:
            text = form[item.name].strip()
            lines = [line.strip() for line in text.splitlines() if line.strip()]
            table.setdefault(item.section, {})[item.key] = lines if item.key == "copy_to" else text
    return write_office(settings, table)


def _table(settings: Settings) -> dict[str, Any]:
    path = settings.home / FILE
    return toml_table(file_bytes(path, f"发文信息“{FILE}”"), f"发文信息“{FILE}”") if path.is_file() else {}
