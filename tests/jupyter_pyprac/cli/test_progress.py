import io

import pytest

from jupyter_pyprac.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_what_is_quick_is_not_talked_about(clock):
    stream = Terminal()
    with Progress("Checking", 2, stream=stream, clock=clock) as progress:
        progress.step()
        clock.now = 0.9
        progress.step()
    assert stream.getvalue() == ""


def test_a_terminal_sees_a_bar_that_is_wiped_at_the_end(clock):
    stream = Terminal()
    with Progress("Checking", 3, stream=stream, clock=clock) as progress:
        progress.step()
        clock.now = 2
        progress.step()
        progress.step()
    half, whole = "#" * 20 + "." * 10, "#" * 30
    assert stream.getvalue().split("\r\x1b[K") == [
        "",
        f"Checking [{half}] 2 of 3",
        f"Checking [{whole}] 3 of 3",
        "",
    ]


def test_a_log_gets_a_line_now_and_then_and_at_the_end(clock):
    stream = io.StringIO()
    with Progress("Checking", 4, stream=stream, clock=clock) as progress:
        for now in (2, 3, 8, 9):
            clock.now = now
            progress.step()
    assert stream.getvalue() == "Checking, 1 of 4\nChecking, 3 of 4\nChecking, 4 of 4\n"
