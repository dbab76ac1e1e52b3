"""What is to be marked: problems and questions as one kind of line, each with its cells and its cure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from data_adapters.patterns import regex
from data_adapters.problems import Cell, Problem, Severity

_LEVELS: Final = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}
_QUESTION: Final = "核对"
_CURES: Final = {
    "错误": "请改正后重新上传",
    "提醒": "请核对，确有错误的请改正",
    "说明": "供了解，无误可不改",
    _QUESTION: "请与原始资料核对，确有错误的请改正",
}
# The messages of the door end with what to do: "…，请补上", "…；如需读取请先取消隐藏".
_CURE = regex(r"[，；。](?=请|如需|如不是|如确|如果)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list. ``cells`` are to be marked; ``where`` names the file or sheet that has no such cell."""

    cells: tuple[Cell, ...]
    where: str
    severity: Severity
    level: str
    what: str
    cure: str

    @property
    def comment(self) -> str:
        """What is written beside the cell."""
        return f"【问题】{self.what}\n【怎么办】{self.cure}"


def entries(problems: Sequence[Problem], questions: Iterable[tuple[Sequence[Cell], str]], file: str) -> Iterator[Entry]:
    """Problems, then questions. Cells of another file than ``file`` are named, not marked."""
    for problem in problems:
        cells = (problem.address,) if isinstance(problem.address, Cell) else ()
        where = str(problem.address).removeprefix(f"{file} › ")
        what, cure = _parted(problem.message, _LEVELS[problem.severity])
        yield Entry(_own(cells, file), where, problem.severity, _LEVELS[problem.severity], what, cure)
    for asked, sentence in questions:
        where = "、".join(str(cell).removeprefix(f"{file} › ") for cell in asked)
        yield Entry(_own(asked, file), where, Severity.WARNING, _QUESTION, *_parted(sentence, _QUESTION))


def _own(cells: Sequence[Cell], file: str) -> tuple[Cell, ...]:
    return tuple(cell for cell in cells if cell.file == file)


def _parted(message: str, level: str) -> tuple[str, str]:
    """What is wrong, and what to do about it: by the message itself, else by its level."""
    cut = _CURE.search(message)
    return (message[: cut.start()], message[cut.end() :]) if cut else (message, _CURES[level])
