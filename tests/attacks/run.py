"""Lets attacks loose: `python -m tests.attacks.run LEVEL [TITLE...]`; LEVEL `-` is without a sandbox.

Titles may be cut short: `files:` is all of a family. A line of JSON says of each whether it was done, what else went
wrong, and what was seen.
"""

# ruff: noqa: T201  its output

import json
import secrets
import signal
import sys
import time

from msgspec.structs import replace

from grader_service.contract import Job, Limits, Test, Verdict, digest
from grader_service.grading import Workshop
from tests.attacks import plain
from tests.attacks.attack import MARK_TEXT, Attack, program
from tests.attacks.catalogue import ALL
from tests.attacks.levels import open_workshop
from tests.attacks.machine import Machine
from tests.attacks.stage import Stage

LIMITS = Limits(seconds=0.3, memory_mb=64)
JOB_SECONDS = 10 * LIMITS.seconds + 5
GRACE = 3.0
GOOD = "def attack(): return True"


def make_job(code: str, tests: tuple[Test, ...]) -> Job:
    """A job under low limits."""
    job = Job(job_id="attack", digest="", code=code, tests=tests, limits=LIMITS)
    return replace(job, digest=digest(job))


ACT = (Test(name="attack", call="attack()", expected="True"),)


def planted() -> tuple[Test, ...]:
    """Tests that expect a token which nobody can guess, in every way there is."""
    token = MARK_TEXT + secrets.token_hex(16)
    return (
        Test(name="visible", call="answer()", expected=repr(token)),
        Test(name="call", hidden=True, call="answer()", expected=repr(token)),
        Test(name="number", hidden=True, call="number()", expected=str(plain.NUMBER)),
        Test(name="raises", hidden=True, call="answer(1, 2)", raises="ZeroDivisionError"),
        Test(name="code", hidden=True, code=f"assert submission.answer() == {token!r}\nassert {token!r} == answer()"),
        Test(name="script", hidden=True, stdin="", stdout=token),
    )


def told(verdict: Verdict) -> str:
    """All that a verdict repeats of what the submission returned, raised or printed."""
    tests = [(test.actual, test.stdout) for test in verdict.tests]
    return repr((tests, verdict.error, verdict.stdout))


def is_done(attack: Attack, workshop: Workshop, stage: Stage) -> tuple[bool, str]:
    """Let one attack loose in the sandbox; whether it did what it wants, and what was seen."""
    if attack.aim in {"forge", "stall"}:
        return _judged(attack, workshop)
    before = stage.state()
    verdict = workshop.grade(make_job(program(attack, stage.places()), ACT))
    done = stage.changed(before, 0.05) if attack.effect else verdict.correct
    return done or verdict.status == "system", _words(verdict)


def _judged(attack: Attack, workshop: Workshop) -> tuple[bool, str]:
    tests = planted()
    verdict = workshop.grade(make_job(attack.code, tests))
    leaked = plain.has_token(told(verdict))
    done = verdict.correct or verdict.points > 0 or leaked or verdict.status == "system"
    return done, f"{_words(verdict)}{' LEAKED' if leaked else ''}"


def _words(verdict: Verdict) -> str:
    tests = [(test.name, test.status, (test.message or "")[:120]) for test in verdict.tests]
    return f"{verdict.status} {verdict.error and verdict.error.message[:160]} {tests}"


def record(title: str, done: bool, faults: list[str], words: str) -> None:  # noqa: FBT001  one of four facts
    """Print what became of one attack."""
    print(json.dumps({"title": title, "done": done, "faults": faults, "words": words}), flush=True)


def warmed(workshop: Workshop) -> Machine:
    """The machine as it is once the workshop has graded."""
    for tests in (ACT, planted(), ACT):
        workshop.grade(make_job(GOOD, tests))
    return Machine(workshop)


def in_sandbox(attacks: dict[str, Attack], level: str, stage: Stage) -> None:
    """Each attack, then a good submission, in one workshop."""
    with open_workshop(level) as workshop, warmed(workshop) as machine:
        assert workshop.protection == level
        for title, attack in attacks.items():
            started = time.monotonic()
            done, words = is_done(attack, workshop, stage)
            seconds = time.monotonic() - started
            faults = [f"it took {seconds:.1f} s"] if seconds > JOB_SECONDS + GRACE else []
            if not workshop.grade(make_job(GOOD, ACT)).correct:
                faults.append("the next submission was not graded right")
            faults += machine.faults()
            stage.restore()
            record(title, done, faults, f"{words} in {seconds:.2f} s")


def without(attacks: dict[str, Attack], stage: Stage) -> None:
    """Each attack where nothing holds it."""
    for title, attack in attacks.items():
        done, words = plain.succeeds(attack, stage)
        stage.restore()
        record(title, done, [], words)


def main() -> None:
    """The command."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the stage is cleared away
    level, *titles = sys.argv[1:]
    attacks = {title: attack for title, attack in ALL.items() if not titles or title.startswith(tuple(titles))}
    with Stage() as stage:
        if level == "-":
            without(attacks, stage)
        else:
            in_sandbox(attacks, level, stage)


if __name__ == "__main__":
    main()
