"""What a backup says of itself: every file with its hash, the tables' version, and the head of the audit chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from service.errors import StoreError
from service.files import cause_of, write_whole
from service.store.audit import Link

NAME: Final = "manifest.json"
FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """A backup's own account of itself. ``files`` are the paths inside it, with their sha256."""

    made_at: str
    program: str
    engine: str
    tables: str
    head: Link
    files: Mapping[str, str]
    missing: tuple[str, ...]
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Write it into the backup's folder. Raises :class:`OutputError`."""
        write_whole(folder / NAME, json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode())


def read(folder: Path) -> Manifest:
    """The manifest of a backup. Raises :class:`StoreError` for a folder that is none, or is of a newer program."""
    path = folder / NAME
    try:
        found = json.loads(path.read_bytes())
        if found["format"] > FORMAT:
            raise StoreError(f"备份“{folder}”是更新版本的程序做的，请升级程序后再恢复")
        return _built(found)
    except FileNotFoundError as error:
        inner = sorted(each.parent.name for each in folder.glob(f"*/{NAME}"))
        hint = f"，要恢复的可能是其中的“{inner[-1]}”" if inner else ""
        raise StoreError(f"“{folder}”不是备份：里面没有 {NAME}{hint}，请检查文件夹名") from error
    except OSError as error:
        raise StoreError(f"备份清单“{path}”读不了（{cause_of(error)}），请检查权限") from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise StoreError(f"备份清单“{path}”已损坏，请换一份备份") from error


def _built(found: dict[str, Any]) -> Manifest:
    files = {str(name): str(digest) for name, digest in found["files"].items()}
    if any(Path(name).is_absolute() or ".." in Path(name).parts for name in files):
        raise ValueError("a path that leads out of the backup")
    return Manifest(
        made_at=str(found["made_at"]),
        program=str(found["program"]),
        engine=str(found["engine"]),
        tables=str(found["tables"]),
        head=Link(int(found["head"]["seq"]), str(found["head"]["hash"])),
        files=files,
        missing=tuple(map(str, found["missing"])),
    )


def faults(folder: Path, manifest: Manifest) -> Iterator[str]:
    """One sentence for every file of a backup that is missing or not what it was."""
    for name, digest in sorted(manifest.files.items()):
        try:
            found = digest_of(folder / name)
        except FileNotFoundError:
            yield f"备份里少了“{name}”"
        except OSError as error:
            yield f"备份里的“{name}”读不了（{cause_of(error)}）"
        else:
            if found != digest:
                yield f"备份里的“{name}”已损坏：内容与清单不符"


def digest_of(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
