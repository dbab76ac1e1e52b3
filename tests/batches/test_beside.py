"""Work beside: a copy of the process does it, and where the copy fails nobody notices."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from typing import Any

import pytest

from service import config

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there processes are copied")


def _run(words: str) -> Any:
    """What a program prints, which is a process of its own with one thread: those of the tests have several."""
    done = subprocess.run(
        [sys.executable, "-c", f"import json, os, signal, threading, time\n{_NEEDED}\n{textwrap.dedent(words)}"],
        cwd=config.ROOT,
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)


_NEEDED = "from service.batches.beside import Beside, Copy, can_copy"


def test_a_copy_gives_what_its_work_gives_and_leaves_nothing_behind() -> None:
    found = _run("""
        with Copy(lambda: (os.getpid(), ["甲", b"\\0", {1: None}])) as copy:
            process, rest = copy.result()
        try:
            os.waitpid(-1, os.WNOHANG)
            left = True
        except ChildProcessError:
            left = False
        print(json.dumps({"own": process == os.getpid(), "rest": rest[0], "left": left}))
    """)
    assert found == {"own": False, "rest": "甲", "left": False}


@pytest.mark.parametrize("ending", ["os.kill(os.getpid(), signal.SIGKILL)", "1 / 0", "object()", "os._exit(0)"])
def test_what_a_copy_could_not_do_is_done_here(ending: str) -> None:
    """Killed, failed, with something to give that cannot be written, and gone without a word."""
    found = _run(f"""
        origin = os.getpid()
        def work():
            if os.getpid() != origin:
                return {ending}
            return "做了"
        with Beside(work, worth=True) as beside:
            found = beside.result()
        print(json.dumps(found))
    """)
    assert found == "做了"


def test_a_copy_that_is_not_needed_any_more_is_ended() -> None:
    found = _run("""
        with Copy(lambda: time.sleep(3600)) as copy:
            process = copy._process
        try:
            os.kill(process, 0)
            there = True
        except ProcessLookupError:
            there = False
        print(json.dumps(there))
    """)
    assert found is False


def test_no_copy_beside_other_threads_nor_on_one_core() -> None:
    found = _run("""
        alone = can_copy()
        waiting = threading.Event()
        thread = threading.Thread(target=waiting.wait)
        thread.start()
        beside = can_copy()
        waiting.set()
        thread.join()
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        print(json.dumps([alone, beside, can_copy()]))
    """)
    assert found == [len(os.sched_getaffinity(0)) > 1, False, False]


def test_no_copy_where_it_is_not_worth_while() -> None:
    found = _run("""
        with Beside(os.getpid, worth=False) as beside:
            print(json.dumps(beside.result() == os.getpid()))
    """)
    assert found is True


def test_nothing_of_ours_is_written_twice() -> None:
    """What stands in our buffers when the copy is made is ours to write."""
    words = f"{_NEEDED}\nimport sys\nprint('一次')\nwith Copy(lambda: 1) as copy: copy.result()\n"
    done = subprocess.run([sys.executable, "-c", words], cwd=config.ROOT, capture_output=True, check=True)
    assert done.stdout.decode().split() == ["一次"]
