"""会材 in one command: python3 run.py demo. Makes .venv from the hash-locked requirements, then runs what is asked.

Standard library only. An old Python must be able to parse this file, to be told so in a sentence: hence no
"from __future__ import annotations" (3.7) and nothing newer than the syntax of Python 3.6.
"""

import errno
import hashlib
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import takewhile
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - this line is for those who have an older one
    sys.stderr.write("会材需要 Python 3.11 或更高版本，当前为 %d.%d，请换用新版本运行。\n" % sys.version_info[:2])  # noqa: UP031
    sys.exit(2)

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))  # a Python told to be safe (-P, PYTHONSAFEPATH) does not look beside the script
from service.launcher import environment, installing, remove  # noqa: E402

VENV = ROOT / ".venv"
STAMP = VENV / "huicai-stamp.json"
CACHE = ROOT / ".cache"
UNFINISHED = CACHE / "venv-unfinished"
WINDOWS = os.name == "nt"
PYTHON_VERSION = "%d.%d" % sys.version_info[:2]  # noqa: UP031
LOCKS = {"run": ROOT / "requirements.lock", "test": ROOT / "tests" / "requirements.lock"}

HELP = """\
会材：一张台账进，全套会议材料出。

    python3 run.py demo [--out 目录]   用虚构的安澜县演示：一次会议的全套材料
    python3 run.py serve               打开网页服务
    python3 run.py test [参数…]        检查代码并运行测试，参数交给 pytest
    python3 run.py bench [名称…]       运行 benchmarks 中的性能对比
    python3 run.py check               只检查代码：ruff、mypy、import-linter
    python3 run.py help                显示本说明
    python3 run.py 其他命令 …          交给 huicai 执行，如 python3 run.py read 台账.xlsx

首次运行会在项目目录的 .venv 中安装所需软件包，需要联网；以后可以离线使用。
"""

UNREACHABLE = "连接不上软件包仓库，无法安装运行环境；请检查网络或 pip 的镜像、代理设置后重试。"
# What venv, pip and the system say -> what it means. The first that fits is told.
TROUBLES = {
    "DO NOT MATCH THE HASHES": "下载的软件包与锁定文件中的校验值不符，已停止安装；请检查所用的软件包镜像。",
    "onfiguration file (?:could not|contains)": "pip 的设置文件读不了，请检查 pip.conf（pip.ini）的写法后重试。",
    "No space left|Errno 28": "磁盘空间不足，无法准备运行环境；请清理后重试。",
    "Permission denied|Errno 13|Errno 30|Read-only file": "没有写入权限，无法准备运行环境；请检查项目目录的权限。",
    "from versions: none|onnection|timed out|Timeout|ProxyError|SSLError|name resolution": UNREACHABLE,
}


class Refusal(Exception):  # noqa: N818 - it is no error of the program
    """Nothing can be run; the message is the one sentence the user reads."""


def venv_program(name: str) -> Path:
    """Where the virtual environment keeps a program of this name."""
    return VENV / "Scripts" / f"{name}.exe" if WINDOWS else VENV / "bin" / name


def script(name: str) -> list[str]:
    """How to start a console script: through Python where possible, as its #! line cannot hold every path."""
    program = str(venv_program(name))
    return [program] if WINDOWS else [str(venv_program("python")), program]


def digest(level: str) -> str:
    """What the installed packages depend on: the lock and the project's own description."""
    return hashlib.sha256(LOCKS[level].read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()


def state(level: str) -> str:
    """What .venv needs to serve a level: "ready" (nothing), "update" (pip only) or "rebuild" (from the start)."""
    if UNFINISHED.exists() or not venv_program("python").exists():
        return "rebuild"
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        if (stamp["python"], stamp["root"]) != (PYTHON_VERSION, str(ROOT)):
            return "rebuild"
    except (OSError, ValueError, LookupError, TypeError, RecursionError):  # made by hand: taken over if of this Python
        return "update" if works() else "rebuild"
    return "ready" if stamp.get(level) == digest(level) else "update"


def works() -> bool:
    """Whether the Python in .venv starts, and is of the same version as this one."""
    ask = [str(venv_program("python")), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        return quiet(ask).stdout.strip() == PYTHON_VERSION
    except OSError:
        return False


def quiet(command: list[str], variables: "dict[str, str] | None" = None) -> "subprocess.CompletedProcess[str]":
    """Run in the project's folder and keep what is printed."""
    ask = partial(subprocess.run, capture_output=True, check=False, close_fds=False)
    return ask(command, cwd=ROOT, env=variables or environment(), encoding="utf-8", errors="replace")


def prepare(level: str) -> None:
    """Make .venv fit for a level ("run" or "test"), one run at a time. Raises Refusal if that fails."""
    if state(level) == "ready":
        return
    CACHE.mkdir(exist_ok=True)
    with only_one(CACHE / "run.lock"):
        needed, begun = state(level), time.monotonic()
        if needed == "ready":
            return
        print("正在准备运行环境（只在首次运行或更新后需要，请稍候）……", file=sys.stderr, flush=True)
        UNFINISHED.touch()
        if needed == "rebuild":
            remove(VENV)
        install(level)
        UNFINISHED.unlink()
        print(f"运行环境已就绪，用时 {time.monotonic() - begun:.0f} 秒。", file=sys.stderr, flush=True)


def install(level: str) -> None:
    """Fill .venv, new or old. UNFINISHED stays if this is killed: a half-unpacked package looks whole to pip."""
    remove(STAMP)
    try:
        pip = make_venv()
        variables = installing(must([*pip, "config", "list"]))
        must([*pip, "install", "--quiet", "--require-hashes", "-r", str(LOCKS[level])], variables)
        must([*pip, "install", "--quiet", "--no-deps", "--no-build-isolation", "-e", "."], variables)
    except Refusal as refusal:
        if str(refusal) == UNREACHABLE:  # pip downloads everything before it touches what is installed
            UNFINISHED.unlink()
        raise
    # The tests' lock holds the other one.
    stamp = {"python": PYTHON_VERSION, "root": str(ROOT)} | {name: digest(name) for name in {"run", level}}
    STAMP.write_text(json.dumps(stamp, ensure_ascii=False), encoding="utf-8")


def make_venv() -> list[str]:
    """Make the environment if it is not there and return the pip command which installs into it."""
    within = Path(sys.prefix).resolve() == VENV.resolve()
    base = str(getattr(sys, "_base_executable", sys.executable)) if within else sys.executable
    inner, present = str(venv_program("python")), works()
    if has_module(base, "pip") or (not has_module(base, "ensurepip") and apt_pip(base)):
        if not present:
            must([base, "-m", "venv", "--without-pip", str(VENV)])
        return [base, "-m", "pip", "--python", inner]
    if not has_module(base, "ensurepip"):
        raise Refusal("这个 Python 没有 pip，无法安装软件包；请先执行 apt-get install python3-pip（或 python3-venv）。")
    if not (present and has_module(inner, "pip")):
        must([base, "-m", "venv", str(VENV)])
    return [inner, "-m", "pip"]


def has_module(python: str, name: str) -> bool:
    """Whether a Python can import a module of this name."""
    return quiet([python, "-c", f"import {name}"]).returncode == 0


def apt_pip(base: str) -> bool:
    """Give Debian's own Python its pip, when this is root on a Debian; whether it has one then."""
    debian = Path(base).parent == Path("/usr/bin") and shutil.which("apt-get")
    if not debian or os.geteuid() != 0:
        return False
    print("正在用 apt-get 安装 python3-pip……", file=sys.stderr, flush=True)
    quiet(["apt-get", "-qq", "update"])
    quiet(["apt-get", "-qq", "install", "-y", "--no-install-recommends", "python3-pip"])
    return has_module(base, "pip")


def must(command: list[str], variables: "dict[str, str] | None" = None) -> str:
    """Run a step of the installation; gives what it printed. When it fails, its report is kept and Refusal explains."""
    done = quiet(command, variables)
    if done.returncode:
        said = done.stdout + done.stderr
        (CACHE / "install.log").write_text(said, encoding="utf-8")
        raise explain(said)
    return done.stdout


def explain(said: str) -> Refusal:
    """One Chinese sentence for what venv or pip printed before it gave up."""
    for pattern, sentence in TROUBLES.items():
        if re.search(pattern, said):
            return Refusal(sentence)
    last = said.strip().rpartition("\n")[2].strip()
    return Refusal(f"准备运行环境失败：{last or '没有说明原因'}（详见 .cache/install.log）。")


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold a lock file, waiting for whoever holds it; the system frees it when its holder is killed."""
    with path.open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415

            while True:
                with suppress(OSError):  # it gives up after ten seconds
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(file, fcntl.LOCK_EX)
            os.set_inheritable(file.fileno(), True)  # a pip which outlives us holds the lock until it ends
        yield


def run(command: list[str], folder: "Path | None" = None) -> int:
    """Run a program in the user's folder, or another, and return its exit code; nobody stops us before it has ended."""
    with subprocess.Popen(command, cwd=folder, env=environment()) as child:
        try:
            code = child.wait()
        except (KeyboardInterrupt, SystemExit) as stop:
            if isinstance(stop, SystemExit):  # Ctrl-C the terminal sends to the program as well
                child.terminate()
            for step in (child.terminate, child.kill):
                with suppress(subprocess.TimeoutExpired, KeyboardInterrupt):
                    child.wait(timeout=5)
                step()
            raise
    return 128 - code if code < 0 else code


def python(*words: str) -> int:
    """Run our Python on these words in the project's folder."""
    return run([str(venv_program("python")), *words], ROOT)


def check() -> int:
    """Run every checker and return the first failure's exit code, 0 without one."""
    tools = (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"])
    codes = [python("-m", *words) for words in tools]
    return next(filter(None, [*codes, run(script("lint-imports"), ROOT)]), 0)


def test(words: list[str]) -> int:
    """Check the code, then run the tests; what the machine lacks for them is installed where that is allowed."""
    python("-m", "tests.support.system")
    # pytest runs in the project's folder: paths the user gave are from his own. Without one, every core runs its share.
    paths = {word: os.path.abspath(word) for word in words if Path(word.partition("::")[0]).exists()}  # noqa: PTH100
    shared = [] if paths else ["-n", "auto", "--maxprocesses", "8", "--dist", "worksteal"]
    checked = check()
    return python("-m", "pytest", *shared, *[paths.get(word, word) for word in words]) or checked


def bench(words: list[str]) -> int:
    """Run the benchmarks named, or all of them; words from the first option on are given to each."""
    known = sorted(path.stem for path in (ROOT / "benchmarks").glob("[!_]*.py"))
    names = list(takewhile(lambda word: not word.startswith("-"), words))
    rest, names = words[len(names) :], names or known
    strangers = [name for name in names if name not in known]
    if strangers or not names:
        raise Refusal(f"没有名为“{'、'.join(strangers)}”的性能对比；现有：{'、'.join(known) or '无'}。")
    codes = [python("-m", f"benchmarks.{name}", *rest) for name in names]
    return next(filter(None, codes), 0)


def dispatch(words: list[str]) -> int:
    """Do what the words ask and return the exit code."""
    command = words[0] if words else "help"
    if command in ("help", "-h", "--help"):
        sys.stdout.write(HELP)
        return 0
    if command not in ("test", "bench", "check"):
        prepare("run")
        return run([*script("huicai"), *words])
    prepare("test")
    return check() if command == "check" else test(words[1:]) if command == "test" else bench(words[1:])


def main() -> int:
    """Run the command line; whatever goes wrong is one sentence and exit code 2."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a console which cannot print Chinese must not stop the work
        sys.stdout.reconfigure(errors="replace")  # (stderr never minds)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        return dispatch(sys.argv[1:])
    except KeyboardInterrupt:
        return 130
    except Refusal as refusal:
        print(str(refusal), file=sys.stderr, flush=True)
    except OSError as error:
        known = error.errno in (errno.ENOSPC, errno.EACCES, errno.EROFS)
        other = f"“{error.filename}”用不了（系统错误 {error.errno}），请改名或删除后重试。"
        print(str(explain(f"Errno {error.errno}")) if known else other, file=sys.stderr, flush=True)
    return 2


if __name__ == "__main__":
    sys.exit(main())
