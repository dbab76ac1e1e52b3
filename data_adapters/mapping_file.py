"""Mappings as TOML files a person can write: heading = field, optionally with its unit.

"本期实绩" = "本年累计完成投资"
"投资情况>目标值" = ["年度计划投资", "亿元"]
"内部编号" = "不读"

[shape.0123456789abcdef]    # only for sheets of this shape: what the service itself remembers
"实绩" = "本年累计完成投资"
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping as Table
from typing import Any

from data_adapters.headings import fields, nearest
from data_adapters.headings.fields import synonyms
from data_adapters.headings.texts import MONEY_UNITS, key
from data_adapters.mapping import IGNORED, LAST_TIME, Answer, Mapping
from data_adapters.problems import SourceError

_SHAPES = "shape"
_NOT_READ = ("不读", "不读取", "忽略", "ignore", "")
_LARGEST = 1024 * 1024


def load_mapping(data: bytes, name: str, source: str = "") -> Mapping:
    """The mapping a file's bytes hold; ``source`` is named in its notes (by default the file itself).

    Raises :class:`SourceError` in one sentence with the line at fault.
    """
    text = _text(data, name)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f'{_file(name)}{_place(error)}格式有误，每行应写成 "表头" = "字段"，请改正') from error
    except (RecursionError, ValueError) as error:
        raise SourceError(f"{_file(name)}嵌套过深或数字过长，读不了，请对照样例改正") from error
    reader = _Reader(text, name, source or _file(name))
    shapes = table.pop(_SHAPES, {})
    if not isinstance(shapes, dict) or not all(isinstance(answers, dict) for answers in shapes.values()):
        raise SourceError(f"{_file(name)}里的“{_SHAPES}”应写成 [{_SHAPES}.表样编号] 的小节，请改正")
    return Mapping(reader.answers(table), {shape: reader.answers(answers) for shape, answers in shapes.items()})


def dump_mapping(mapping: Mapping) -> bytes:
    """A mapping as the bytes of a TOML file that :func:`load_mapping` reads back."""
    lines = [*_lines(mapping.anywhere)]
    for shape, answers in mapping.by_shape.items():
        lines += ["", f"[{_SHAPES}.{_quoted(shape)}]", *_lines(answers)]
    return ("\n".join(lines) + "\n").encode()


def load_remembered(data: bytes, name: str) -> Mapping:
    """A mapping whose answers are noted as those of last time. Raises :class:`SourceError`."""
    return load_mapping(data, name, LAST_TIME)


class _Reader:
    """Reads the entries of one file; a fault names the line its heading stands on."""

    def __init__(self, text: str, name: str, source: str) -> None:
        self._lines = text.splitlines()
        self._name = name
        self._source = source

    def answers(self, table: Table[str, Any]) -> dict[str, Answer]:
        """The answers of one section by heading."""
        return {heading: self._answer(heading, value) for heading, value in table.items()}

    def _answer(self, heading: str, value: Any) -> Answer:
        label, unit = value if isinstance(value, list) and len(value) == 2 else (value, "")
        if not isinstance(label, str) or not isinstance(unit, str):
            raise self._fault(heading, '应写成 "字段"，或带单位的 ["字段", "万元"]，请改正')
        found = IGNORED if label.strip() in _NOT_READ else _field_id(label)
        if found is None:
            guesses = "、".join(f"“{guess}”" for guess in nearest(label))
            hint = f"，可能是{guesses}，请改正" if guesses else "，请改成系统的字段名，如“年度计划投资”"
            raise self._fault(heading, f"写的“{label}”不是字段名{hint}")
        if unit and found and fields()[found].type == "amount" and unit not in MONEY_UNITS:
            raise self._fault(heading, f"写的单位“{unit}”不是金额单位，可用的有：{'、'.join(MONEY_UNITS)}，请改正")
        return Answer(found, unit, self._source)

    def _fault(self, heading: str, what: str) -> SourceError:
        place = next((f"第{n}行" for n, line in enumerate(self._lines, start=1) if heading in line), "")
        return SourceError(f"{_file(self._name)}{place}“{heading}”{what}")


def _field_id(label: str) -> str | None:
    """The field a person means by its id, its label or any of its synonyms."""
    return label if label in fields() else synonyms().get(key(label))


def _text(data: bytes, name: str) -> str:
    if len(data) > _LARGEST:
        raise SourceError(f"{_file(name)}超过 1 MB，不像表头对照文件，请检查是否选错文件")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise SourceError(f"{_file(name)}不是 UTF-8 编码，请在记事本中另存为 UTF-8 后重试") from error


def _file(name: str) -> str:
    return f"表头对照文件“{name}”"


def _place(error: tomllib.TOMLDecodeError) -> str:
    found = re.search(r"line (\d+)", str(error))
    return f"第{found[1]}行" if found else "末尾"


def _lines(answers: Table[str, Answer]) -> list[str]:
    return [f"{_quoted(path)} = {_value(said)}" for path, said in answers.items()]


def _value(said: Answer) -> str:
    label = _quoted(fields()[said.field].label if said.field != IGNORED else _NOT_READ[0])
    return f"[{label}, {_quoted(said.unit)}]" if said.unit else label


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's is one, but for the DEL character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
