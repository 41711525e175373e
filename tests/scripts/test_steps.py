"""The set-up does what is due, and nothing twice."""

from pathlib import Path

import pytest
import steps
from steps import Refused, Step


class Work:
    """An action that counts how often it was done, and makes its output unless told to fail."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.times = 0
        self.fails = False

    def __call__(self) -> None:
        self.times += 1
        if self.fails:
            message = "no network"
            raise Refused(message)
        self.output.touch()


@pytest.fixture
def work(tmp_path: Path) -> Work:
    (tmp_path / "source").write_text("one")
    return Work(tmp_path / "output")


def ensure(work: Work, *words: str) -> None:
    root = work.output.parent
    inputs, stamps = [root / "source"], root / "stamps"
    Step("build", "building", work, inputs, words, [work.output], stamps, root).ensure()


def test_a_step_is_done_once_while_nothing_changes(work: Work) -> None:
    ensure(work)
    ensure(work)
    assert work.times == 1


def test_a_changed_input_makes_a_step_due(work: Work) -> None:
    ensure(work)
    (work.output.parent / "source").write_text("two")
    ensure(work)
    assert work.times == 2


def test_a_touched_input_with_the_same_content_changes_nothing(work: Work) -> None:
    ensure(work)
    (work.output.parent / "source").write_text("one")
    ensure(work)
    assert work.times == 1


def test_a_changed_word_makes_a_step_due(work: Work) -> None:
    ensure(work, "requests>=1")
    ensure(work, "requests>=2")
    assert work.times == 2


def test_a_lost_output_makes_a_step_due(work: Work) -> None:
    ensure(work)
    work.output.unlink()
    ensure(work)
    assert work.times == 2


def test_a_step_that_failed_is_done_again(work: Work) -> None:
    work.fails = True
    with pytest.raises(Refused):
        ensure(work)
    work.fails = False
    ensure(work)
    ensure(work)
    assert work.times == 2


def test_a_command_that_fails_is_named_with_its_code() -> None:
    with pytest.raises(Refused, match="`false` ended with 1"):
        steps.run(["false"])


def test_a_command_that_is_not_there_is_named() -> None:
    with pytest.raises(Refused, match="no-such-program cannot be started"):
        steps.run(["no-such-program"])


def test_folders_that_are_no_sources_are_left_out(tmp_path: Path) -> None:
    for name in ("src/app.ts", "node_modules/react/index.js", "src/lib/index.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert steps.below(tmp_path, without=["node_modules", "lib"]) == [tmp_path / "src" / "app.ts"]
