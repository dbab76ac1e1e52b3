"""What run.py hands to the programs it starts: the user's variables and pip settings without what would bend them.

Standard library only, and nothing of ours: it runs before anything is installed."""

from __future__ import annotations

import ast
import os
import re
import shutil
from pathlib import Path

# Variables that change more than how Python prints and where pip fetches from: PIP_TARGET, PIP_DRY_RUN, PYTHONHOME …
_BENDING = re.compile(
    r"__PYVENV_LAUNCHER__|PYTHON(?!(?:IOENCODING|UNBUFFERED|DONTWRITEBYTECODE|PYCACHEPREFIX)$)|"
    r"PIP_(?!(?:(?:EXTRA_)?INDEX_URL|NO_INDEX|FIND_LINKS|PROXY|(?:CLIENT_)?CERT|TRUSTED_HOST|RETRIES|"
    r"(?:DEFAULT_)?TIMEOUT|(?:NO_)?CACHE_DIR|KEYRING_PROVIDER|CONFIG_FILE|LOG)$)"
)
# A line of `pip config list` that comes from a file and speaks of every command or of installing.
_SETTING = re.compile(r"^(?:global|install)\.([a-z-]+)=(['\"].*['\"])$", re.M)


def environment() -> dict[str, str]:
    """The user's variables without those which would bend Python or where pip puts packages, in UTF-8."""
    kept = {name: value for name, value in os.environ.items() if not _BENDING.match(name)}
    return {**kept, "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}


def installing(listed: str) -> dict[str, str]:
    """The variables for an installation: pip's files count only for where packages come from.

    ``listed`` is what ``pip config list`` prints. Nothing on a command line takes back a ``target`` or ``dry-run`` of
    a pip.conf; so the files are shut out and their indexes, proxies and certificates handed over as variables.
    """
    lines = _SETTING.findall(listed)  # sorted: [install] follows [global], which it overrules
    found = {f"PIP_{key.upper().replace('-', '_')}": str(ast.literal_eval(value)) for key, value in lines}
    typed = environment()  # a variable overrules the files unless it is empty, as pip has it
    kept = {name: value for name, value in found.items() if not (_BENDING.match(name) or typed.get(name))}
    return {**typed, **kept, "PIP_CONFIG_FILE": os.devnull}


def remove(path: Path) -> None:
    """Take away whatever stands there: a folder, a file, a link to nowhere or to a folder that stays."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
