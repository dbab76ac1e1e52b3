"""The corrected copy: the file a unit sent, back as a workbook with every problem marked at its cell and listed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from xml.parsers import expat

from lxml import etree

from data_adapters.containers import Kind, base_name, open_grids
from data_adapters.containers.kinds import sniff
from data_adapters.containers.workbook import inspect
from data_adapters.grid import Grid
from data_adapters.marked.book import MAX_COMMENTED, Book
from data_adapters.marked.entries import entries
from data_adapters.marked.package import UnsafeError
from data_adapters.patterns import regex
from data_adapters.problem_list import is_list
from data_adapters.problems import Cell, Problem, SourceError

__all__ = ["MAX_COMMENTED", "is_own_list", "marked_copy", "marked_name", "save_marked"]

_TAIL = "（已标注）"
_SUFFIX = regex(r"\.(xlsx|xlsm|xltx|xltm|xls|xlsb|et|ods|csv|tsv|txt|json|docx|html?)$", re.IGNORECASE)
_REBUILT = "本工作簿由“{}”的数据重新生成，只有数值，没有原来的公式和格式。"

Questions = Sequence[tuple[Sequence[Cell], str]]


def marked_copy(data: bytes, name: str, problems: Sequence[Problem], questions: Questions = ()) -> tuple[str, bytes]:
    """The name and the bytes of an .xlsx in which every problem stands at its cell (comment, colour) and in a list.

    ``questions`` are checks: the cells to compare and a sentence. An .xlsx or .xlsm comes back as it was but for the
    marks (macros and signatures removed); of any other file the values. Marks of an earlier copy are replaced, and
    formulas are never made from data. Raises :class:`SourceError` as :func:`data_adapters.read_bytes` does.
    """
    name = base_name(name)
    lines = list(entries(problems, questions, name))
    if sniff(data, name) in (Kind.XLSX, Kind.XLSM):
        inspect(data, name)
        try:
            return marked_name(name), Book(data, name).marked(lines, ())
        except (UnsafeError, etree.XMLSyntaxError, expat.ExpatError, LookupError):
            pass  # an unusual form: what was read of it can still be given back
    from data_adapters.marked import fresh  # noqa: PLC0415 - openpyxl takes long to load, and most files need it not

    _, grids, _ = open_grids(data, name)
    titles = fresh.names(grids)
    content = fresh.workbook(grids, titles)
    return marked_name(name), Book(content, name).marked(fresh.renamed(lines, titles), [_REBUILT.format(name)])


def marked_name(name: str) -> str:
    """The name of the marked copy of a file: of ``6月台账.xls`` and of its copy it is ``6月台账（已标注）.xlsx``."""
    stem = base_name(name)
    while _SUFFIX.search(stem):
        stem = _SUFFIX.sub("", stem)
    return f"{stem.removesuffix(_TAIL)}{_TAIL}.xlsx"


def save_marked(source: Path, target: Path | None, problems: Sequence[Problem], questions: Questions = ()) -> Path:
    """Write the marked copy of a file beside it, or to ``target`` (a file or a folder); the path written comes back.

    Raises :class:`SourceError` if the file cannot be read, or the copy not be written.
    """
    try:
        name, content = marked_copy(source.read_bytes(), source.name, problems, questions)
        path = target or source.with_name(name)
        path = path / name if path.is_dir() else path
        if path.exists() and path.samefile(source):
            raise SourceError(f"标注本不能覆盖原文件“{path}”，请另给一个文件名")
        path.write_bytes(content)
    except OSError as error:
        raise SourceError(
            f"标注本没有写成：“{error.filename}”打不开，请检查文件夹是否存在、文件是否正被占用"
        ) from error
    return path


def is_own_list(grid: Grid) -> bool:
    """Whether a sheet is the list of problems of a marked copy, which holds no data of the unit."""
    return is_list(grid.text(1, 1))
