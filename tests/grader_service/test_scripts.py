"""What is printed, and how scripts may end."""

# ruff: noqa: E501  programs of a test stay on one line

import pytest


def test_what_loading_and_visible_tests_print_is_the_output_of_the_verdict(grade):
    verdict = grade(
        "print('loaded')\ndef f(x):\n    print('called', x)\n    return x\n",
        {"call": "f(1)", "expected": "1"},
        {"call": "f(2)", "expected": "2", "hidden": True},
    )
    assert verdict.stdout == "loaded\ncalled 1\n"
    assert [test.stdout for test in verdict.tests] == ["called 1\n", "called 2\n"]


def test_in_the_output_of_the_verdict_each_test_begins_on_a_line_of_its_own(grade):
    verdict = grade("print(int(input('more?')) + 1)\ninput('and?')\n", *({"stdin": f"{n}\n0\n"} for n in (1, 2)))
    assert verdict.stdout == "more?2\nand?\nmore?3\nand?"
    assert [test.stdout for test in verdict.tests] == ["more?2\nand?", "more?3\nand?"]


@pytest.mark.parametrize(
    "end",
    [
        *("import sys; sys.exit()", "import sys; sys.exit(0)", "exit()", "quit()", "raise SystemExit"),
        *("raise SystemExit(False)", "raise SystemExit(256)"),
    ],
)
def test_a_script_may_end_itself(grade, end):
    verdict = grade(f"print('asked')\n{end}\nprint('not reached')\n", {"stdin": "", "stdout": "asked\n"})
    assert (verdict.status, verdict.error, verdict.stdout) == ("passed", None, "asked\n")


@pytest.mark.parametrize(
    "end",
    [
        *(
            "import sys; sys.exit(1)",
            "exit('no number')",
            "exit('')",
            "raise SystemExit(True)",
            "raise SystemExit(0.0)",
        ),
        "raise SystemExit(())",
    ],
)
def test_a_script_that_ends_itself_as_failed_has_failed(grade, end):
    verdict = grade(f"print('asked')\n{end}\n", {"stdin": "", "stdout": "asked\n"})
    assert verdict.status == "error"
    assert verdict.error is not None
    assert (verdict.error.type, verdict.error.line) == ("SystemExit", 2)


@pytest.mark.parametrize(
    "script",
    [
        "import atexit\natexit.register(print, 'bye')\nprint('asked')\n",
        "import atexit\natexit.register(print, 'bye')\nprint('asked')\nexit()\n",
        "import atexit, threading\natexit.register(print, 'bye')\nthreading.Thread(target=lambda: print('asked')).start()\n",
        "import atexit\natexit.register(lambda: 1 / 0)\natexit.register(print, 'bye')\nprint('asked')\n",
        "import concurrent.futures as c\npool = c.ThreadPoolExecutor(1)\npool.submit(print, 'asked')\npool.submit(print, 'bye')\n",
    ],
)
def test_a_script_is_run_to_its_very_end(grade, script):
    verdict = grade(script, {"stdin": "", "stdout": "asked\nbye\n"})
    assert (verdict.status, verdict.error) == ("passed", None)


def test_what_a_script_says_at_its_end_stands_in_its_output_where_it_failed_too(grade):
    code = "import atexit, threading\natexit.register(print, 'bye')\n"
    wait = "threading.Thread(target=threading.Event().wait).start()\n"
    verdict = grade(f"{code}{wait}1 / 0\n", {"stdin": "", "stdout": "bye\n"})
    assert (verdict.status, verdict.stdout) == ("error", "bye\n")
    assert verdict.error is not None
    assert (verdict.error.type, verdict.error.line) == ("ZeroDivisionError", 4)
