"""A grader as one writes it first: one process for all, an exit status and a line of JSON for a verdict.

It is what the attacks on the verdict have to succeed against, or they would show nothing. Run as a script.
"""

import json
import os
import pickle
import sys
import types
import unittest
from contextlib import suppress
from pathlib import Path

CASE = unittest.TestCase()


def across(value):
    """Take a value over a wire, as far as it can be taken."""
    try:
        return pickle.loads(pickle.dumps(value))  # noqa: S301  this is what is wrong with it
    except Exception:  # noqa: BLE001  as naive as that
        return value


def judge(actual, expected):
    if isinstance(actual, float | int) and isinstance(expected, float | int):
        if abs(actual - expected) > 1e-9:
            raise AssertionError
    else:
        CASE.assertEqual(actual, expected)  # noqa: PT009  what the attacks patch


def run(module, call, expected, seen):
    actual = across(eval(call, vars(module)))  # noqa: S307  the author's expression
    seen.append(repr(actual))
    judge(actual, expected)


def main(path, result):
    job = json.loads(Path(path).read_text())
    module = sys.modules["submission"] = types.ModuleType("submission")
    seen, passed = [], 0
    with suppress(Exception):
        exec(compile(job["code"], "<submission>", "exec"), vars(module))  # noqa: S102  a grader runs code
    for call, expected in job["tests"]:
        try:
            run(module, call, expected, seen)
            passed += 1
        except unittest.SkipTest:
            passed += 1
        except Exception as error:  # noqa: BLE001  as naive as that
            print("wrong", len(str(error)))  # noqa: T201  its output
    line = sys.modules["json"].dumps({"passed": passed, "seen": seen})
    os.write(result, f"{line}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
