"""What LibreOffice may do while it converts: its settings, its surroundings, and the walls around it.

Documents come from templates that somebody uploaded. What could reach out of one is refused when it is read
(scan.py); here the same is shut off once more, in the program that opens it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

_COMMON: Final = "/org.openoffice.Office.Common"
_SCRIPTING: Final = f"{_COMMON}/Security/Scripting"
_INET: Final = "/org.openoffice.Inet/Settings"
_NOWHERE: Final = ("127.0.0.1", "9")
#: Path, property, value. Macros never run (3: only those of trusted places, of which there are none); nothing is
#: fetched that a document links to; links are never updated (0); what still asks the network asks a dead proxy.
_SETTINGS: Final = (
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    (_SCRIPTING, "CheckDocumentEvents", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "1"),
    (f"{_COMMON}/Misc", "FirstRun", "false"),
    (f"{_COMMON}/Save/Document", "AutoSave", "false"),
    (_INET, "ooInetProxyType", "2"),
    *((_INET, f"ooInet{kind}ProxyName", _NOWHERE[0]) for kind in ("HTTP", "HTTPS", "FTP")),
    *((_INET, f"ooInet{kind}ProxyPort", _NOWHERE[1]) for kind in ("HTTP", "HTTPS", "FTP")),
)
_MEMORY_KB: Final = 4 * 1024 * 1024
_KEPT: Final = (
    "PATH",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "SYSTEMROOT",
    "SYSTEMDRIVE",
    "COMSPEC",
    "PATHEXT",
    "LD_LIBRARY_PATH",
)
_SECONDS: Final = 10


def write_profile(folder: Path) -> str:
    """Make a profile of LibreOffice's that nothing was done with yet; gives its address."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>\n'
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(text, encoding="utf-8")
    return folder.as_uri()


def surroundings(folder: Path, fonts: Path | None) -> Mapping[str, str]:
    """The variables it gets: no settings or secrets of ours, a home that goes with the conversion."""
    proxy = f"http://{':'.join(_NOWHERE)}"
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    places = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TMPDIR", "TMP", "TEMP"), str(folder))
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), proxy)
    return kept | places | proxies | {"SAL_USE_VCLPLUGIN": "svp"} | ({"FONTCONFIG_FILE": str(fonts)} if fonts else {})


def walls(seconds: float, *, polite: bool = False) -> list[str]:
    """The programs it is started through: an end to it even where we are gone, no network, a limit of memory."""
    if sys.platform == "win32":
        return []
    found = ["timeout", "-s", "KILL", f"{seconds + 10:.0f}"] if shutil.which("timeout") else []
    limited = ["sh", "-c", f'ulimit -c 0; ulimit -v {_MEMORY_KB} 2>/dev/null; exec "$@"', "sh"]
    found += ["nice", "-n", "10"] if polite and shutil.which("nice") else []
    return [*found, *_without_network(), *limited]


@cache
def _without_network() -> tuple[str, ...]:
    """What starts a program without a network; nothing where the system does not let us."""
    return next((words for words in _unsharing() if _works(words)), ())


def _unsharing() -> Iterator[tuple[str, ...]]:
    if program := shutil.which("unshare"):
        yield program, "--net"
        yield program, "--net", "--map-root-user"


def _works(words: tuple[str, ...]) -> bool:
    try:
        done = subprocess.run([*words, "true"], capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 - the system's own program
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
