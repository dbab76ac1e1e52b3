"""A build backend in a few lines, so that a made-up project installs in a second and without a registry.

Copied into the made-up project as its backend; its wheel() also makes the package that project depends on.
"""

from __future__ import annotations

import zipfile
from pathlib import Path


def wheel(folder: Path, name: str, files: dict[str, str], entry_points: str = "") -> Path:
    """Write version 1.0 of a pure Python package into folder and return the wheel's path. Same content, same bytes."""
    info = f"{name}-1.0.dist-info"
    parts = files | {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: backend\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": entry_points,
    }
    parts[f"{info}/RECORD"] = "".join(f"{part},,\n" for part in [*parts, f"{info}/RECORD"])
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as package:
        for part, text in parts.items():
            package.writestr(zipfile.ZipInfo(part), text)
    return path


def build_editable(wheel_directory: str, config_settings: object = None, metadata_directory: str | None = None) -> str:
    """PEP 660: a wheel which points to this folder and brings the command huicai."""
    files = {"huicai_here.pth": str(Path.cwd())}
    commands = "[console_scripts]\nhuicai = service.cli:main\n"
    return wheel(Path(wheel_directory), "huicai", files, commands).name
