"""A copy of one of our templates, for a county to edit in Word."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from service.errors import OutputError
from service.files import cause_of, ensure_folder, write_whole
from service.papers.catalogue import Paper
from service.papers.own import shelf
from service.papers.own_folders import DOCUMENT, SETTINGS

_SAMPLE: Final = "sample.json"
_HEAD: Final = """\
# “{title}”自己的模板，由会材自带的拷贝而来。版面和文字在 template.docx 里用 Word 改，
# 这个文件用记事本改，保存时编码选 UTF-8。删去的行照自带的办。

# 是哪种材料、照哪一版改的，不要改
of = {id}
version = {version}
# 做好的文件叫什么，可以改；花括号里写下面的名称
file_name = {file_name}

# 下面是 template.docx 里能用的全部名称和意思，只供查看：在这里添一个名称，数据里也不会有
[fields]
"""


def copy_template(paper: Paper, root: Path) -> Path:
    """A folder in ``root``, named by the paper's title, with its template, settings and sample data; gives its path.

    Raises :class:`OutputError`, and touches nothing, where ``root`` has a template for that paper, or such a folder.
    """
    ensure_folder(root)
    target = root / paper.title
    if there := shelf(root).own.get(paper.id):
        raise OutputError(
            f"“{root}”里已经有“{paper.title}”自己的模板“{there.name}”，没有动它；要重新拷贝，请先把它移到别处"
        )
    try:
        target.mkdir()
    except FileExistsError as error:
        raise OutputError(f"“{target}”已经有了，没有动它；请先移走或改名，再拷贝") from error
    except OSError as error:
        raise OutputError(f"“{target}”建不起来（{cause_of(error)}），请换一个文件夹") from error
    for name in (DOCUMENT, _SAMPLE):
        write_whole(target / name, paper.template.with_name(name).read_bytes())
    write_whole(target / SETTINGS, _settings(paper).encode())
    return target


def _settings(paper: Paper) -> str:
    head = _HEAD.format(
        title=paper.title, id=_quoted(paper.id), version=_quoted(paper.version), file_name=_quoted(paper.file_name)
    )
    return head + "".join(f"{_quoted(name)} = {_quoted(meaning)}\n" for name, meaning in paper.fields.items())


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False)
