"""The peers of other languages: installed by npm outside the tracked files, and filled in one warm process."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from benchmarks._paper import ROWS, data, template

HERE = Path(__file__).parent / "peers"
INSTALLED = HERE.parents[1] / ".cache" / "peers"
DIALECT_OF = {"docxtemplater": "mustache", "easy-template-x": "mustache", "carbone": "carbone"}
_FILES = ("package.json", "package-lock.json", ".npmrc")
_NPM_SECONDS = 600


class Unavailable(Exception):  # noqa: N818 - it is no error of the benchmark
    """The peers cannot be measured; the message says why and what to do, in Chinese."""


def install() -> Path:
    """The folder the peers are installed in by npm, once for each lock. Unavailable without node, npm or a registry."""
    if not shutil.which("node") or not shutil.which("npm"):
        raise Unavailable(
            "没有 node 和 npm，未与 docxtemplater、easy-template-x、Carbone 比较；请安装 Node.js 18 或以上"
        )
    lock = (HERE / "package-lock.json").read_bytes()
    done = INSTALLED / "installed.json"
    if not done.exists() or done.read_bytes() != lock:
        INSTALLED.mkdir(parents=True, exist_ok=True)
        for name in _FILES:
            shutil.copy(HERE / name, INSTALLED / name)
        command = [str(shutil.which("npm")), "ci", "--ignore-scripts", "--silent"]
        try:
            ended = subprocess.run(command, cwd=INSTALLED, check=False, timeout=_NPM_SECONDS, capture_output=True)  # noqa: S603
        except subprocess.TimeoutExpired as exc:
            raise Unavailable("npm 安装对比软件超时，未作比较；请检查 npm 的软件源设置") from exc
        if ended.returncode:
            raise Unavailable("npm 安装对比软件未成功，未作比较；请检查 npm 的软件源设置")
        done.write_bytes(lock)
    return INSTALLED


class Peers:
    """The node process that fills with the peers; each fill is given as renderer and number of rows."""

    def __init__(self) -> None:
        command = [str(shutil.which("node")), str(HERE / "fill.js"), str(install())]
        self._folder = tempfile.TemporaryDirectory()
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603
        for dialect in set(DIALECT_OF.values()):
            self._file(f"{dialect}.docx").write_bytes(template(dialect))
        for rows in ROWS:
            self._file(f"{rows}.json").write_text(json.dumps(data(rows), ensure_ascii=False), encoding="utf-8")

    def __enter__(self) -> Peers:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._pipe(self._process.stdin).close()
        self._process.wait()
        self._pipe(self._process.stdout).close()
        self._folder.cleanup()

    def _file(self, name: str) -> Path:
        return Path(self._folder.name) / name

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe is not None
        return pipe

    def milliseconds(self, renderer: str, rows: int, times: int) -> float:
        """The time a document takes, over so many."""
        return float(self._ask(renderer, rows, times=times)["ms"])

    def document(self, renderer: str, rows: int) -> bytes:
        """A document made."""
        made = self._file("made.docx")
        self._ask(renderer, rows, times=1, out=str(made))
        return made.read_bytes()

    def _ask(self, renderer: str, rows: int, **more: Any) -> Mapping[str, Any]:
        request = {
            "renderer": renderer,
            "template": str(self._file(f"{DIALECT_OF[renderer]}.docx")),
            "data": str(self._file(f"{rows}.json")),
            **more,
        }
        pipe = self._pipe(self._process.stdin)
        pipe.write(json.dumps(request) + "\n")
        pipe.flush()
        answer: dict[str, Any] = json.loads(self._pipe(self._process.stdout).readline() or '{"error": "process ended"}')
        if "error" in answer:
            raise Unavailable(f"{renderer} 没有填成，未作比较：{answer['error']}")
        return answer
