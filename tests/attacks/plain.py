"""Attacks where nothing holds them: a plain interpreter, or a naive grader. There they must succeed."""

import json
import os
import re
import secrets
import signal
import subprocess
import sys
from pathlib import Path

from tests.attacks.attack import MARK_TEXT, Attack, program
from tests.attacks.stage import Stage

SECONDS = 12
NAIVE_SECONDS = 1.5
LARGE = 1_000_000
NUMBER = 816_253_940
_RUN = """
import sys
space = {"__name__": "submission"}
try:
    exec(compile(sys.stdin.read(), "<submission>", "exec"), space)
    done = space["attack"]()
except OSError as error:
    absent = error.errno in space.get("ABSENT", (38, 19))
    print(f"absent: {error}" if absent else repr(error), file=sys.stderr)
else:
    print(f"returned {done!r}", file=sys.stderr)
    if done is True: print("\\nDONE", flush=True)
"""


def has_token(text: str) -> bool:
    """Whether a token of these tests is in a text; an earlier attack's is as bad to have."""
    return re.search(MARK_TEXT + "[0-9a-f]{32}", text) is not None


def is_absent(words: str) -> bool:
    """Whether the machine lacks what the attack needs."""
    return words.startswith("absent: ")


def succeeds(attack: Attack, stage: Stage) -> tuple[bool, str]:
    """Whether the attack does what it wants, and what it said."""
    if attack.aim in {"forge", "stall"}:
        return _against_naive(attack, stage)
    before = stage.state()
    done, words = _alone(program(attack, stage.places()), stage.work)
    if attack.effect:
        done = stage.changed(before, 1.0)
    return done, words


def _alone(code: str, directory: Path) -> tuple[bool, str]:
    # A process between: attacks on the parent must not hit these tests.
    middle = "import subprocess, sys; sys.exit(subprocess.run(sys.argv[1:], close_fds=False).returncode)"
    command = [sys.executable, "-I", "-S", "-c", middle, sys.executable, "-I", "-c", _RUN]
    out, err, _ = _finish(command, code.encode("utf-8", "surrogatepass"), directory, SECONDS, {})
    words = err.decode("utf-8", "replace").strip().rsplit("\n", 1)[-1][-300:]
    return b"\nDONE" in out, words


def _finish(command, given, directory, seconds, environment):
    """Run to the end or to the timeout; all that it started in its session is killed then."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=directory,
        env=dict(os.environ) | environment,
        close_fds=False,
        start_new_session=True,
    )
    try:
        out, err = process.communicate(given, timeout=seconds)
        status = process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
        status = None
    return out, err, status


def _against_naive(attack: Attack, stage: Stage) -> tuple[bool, str]:
    token = MARK_TEXT + secrets.token_hex(16)
    tests = [["answer()", token], ["number()", NUMBER], ["answer()", token]]
    job = json.dumps({"code": attack.code, "tests": tests})
    (stage.work / "job.json").write_text(job)
    result = stage.work / "result"
    with result.open("wb", buffering=0) as end:
        os.set_inheritable(end.fileno(), True)  # noqa: FBT003  its only form
        command = [sys.executable, str(Path(__file__).with_name("naive.py")), "job.json", str(end.fileno())]
        out, _, status = _finish(command, b"", stage.work, NAIVE_SECONDS, {"JOB": job})
    *whole, _cut_off = result.read_bytes().split(b"\n")
    lines = [line for line in [*whole, *out.split(b"\n")] if line.startswith(b'{"passed"')]
    verdict = json.loads(lines[0]) if lines else None
    words = f"status {status}, verdict {str(verdict)[:200]}"
    if attack.aim == "stall":
        return verdict is None or status != 0 or len(lines[0]) + len(out) > LARGE or not _is_text(out), words
    if verdict is None:
        return status == 0, words
    return verdict["passed"] > 0 or has_token(str(verdict["seen"])), words


def _is_text(out: bytes) -> bool:
    try:
        out.decode()
    except UnicodeDecodeError:
        return False
    return True
