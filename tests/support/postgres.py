"""A PostgreSQL for the tests: a private one, which comes with those that ask for it and goes when they end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psycopg

FOLDER = Path("/usr/lib/postgresql")  # where Debian keeps the programs, a folder for each version
SECONDS = 600
# It goes with the tests, so it need not outlive a power cut: dropping a database takes 0.05 s instead of two.
_CARELESS = "-c fsync=off -c full_page_writes=off -c autovacuum=off"


def programs() -> Path | None:
    """The folder of the newest PostgreSQL's programs, None where no server is installed."""
    on_path = shutil.which("initdb")
    found = [path.parent for path in FOLDER.glob("*/bin/initdb")]
    if not found:
        return Path(on_path).resolve().parent if on_path else None
    return max(found, key=lambda path: [int(part) for part in path.parent.name.split(".") if part.isdigit()])


@contextmanager
def server() -> Iterator[str]:
    """The address, without a database, of a cluster of our own in a temporary folder, on a port of its own.

    It runs as ``postgres`` when we are root, since the server refuses to.
    """
    folder = Path(tempfile.mkdtemp(prefix="huicai-postgresql-"))
    try:
        if _is_root():
            shutil.chown(folder, "postgres", "postgres")
        data = folder / "data"
        _run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        port = _free_port()
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {_CARELESS}"
        _run("pg_ctl", "-D", data, "-l", folder / "log", "-o", options, "-w", "-t", SECONDS, "start")
        stop = ("-D", data, "-m", "immediate", "stop")
        alive = _stopped_after_us(folder, _command("pg_ctl", *stop))
        try:
            url = f"postgresql://postgres@127.0.0.1:{port}"
            with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
                connection.execute("CREATE DATABASE test")
            yield url
        finally:
            _run("pg_ctl", *stop)
            alive.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def restart(url: str) -> None:
    """Stop a server of :func:`server` as a power cut would, and start it again where it was."""
    with psycopg.connect(f"{url}/test") as connection:
        (data,) = connection.execute("SHOW data_directory").fetchone() or ("",)
    _run("pg_ctl", "-D", data, "-m", "immediate", "-l", Path(data).parent / "log", "-w", "-t", SECONDS, "restart")


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _stopped_after_us(folder: Path, stop: list[str]) -> IO[bytes]:
    """Have the server stopped and its folder removed when what comes back is closed: by us, or by our end however hard.

    What waits for that is no child of ours, as tests count those.
    """
    script = 'exec 3<&0; (cat <&3; "$@"; rm -rf "$0") >/dev/null 2>&1 &'
    command = ["sh", "-c", script, str(folder), *stop]
    with subprocess.Popen(command, cwd=tempfile.gettempdir(), stdin=subprocess.PIPE, start_new_session=True) as shell:
        alive, shell.stdin = shell.stdin, None
    assert alive is not None
    return alive


def _command(program: str, *arguments: object) -> list[str]:
    folder = programs()
    assert folder is not None
    before = ("runuser", "-u", "postgres", "--") if _is_root() else ()
    return [*before, str(folder / program), *map(str, arguments)]


def _run(program: str, *arguments: object) -> None:
    # No pipe: a server that was started would keep it open for as long as it runs.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            _command(program, *arguments),
            cwd=tempfile.gettempdir(),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            timeout=SECONDS,
            check=False,
        )
        said.seek(0)
        assert done.returncode == 0, f"{program}: {said.read().decode(errors='replace')}"


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
