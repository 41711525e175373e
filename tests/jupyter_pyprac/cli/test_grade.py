"""One file graded as a submission would be."""

import json

import pytest

from jupyter_pyprac.cli import main as cli
from tests.jupyter_pyprac.cli.given import CODE

pytestmark = pytest.mark.usefixtures("own_place")


def test_grade_prints_the_verdict_as_a_student_sees_it(bundle, tmp_path, capsys):
    (tmp_path / "code.py").write_text("def search(x, seq):\n    return 1\n")
    assert cli.main(["grade", bundle(), "search", str(tmp_path / "code.py"), "--json"]) == 0
    out = capsys.readouterr().out
    verdict = json.loads(out)
    assert (verdict["status"], verdict["correct"], verdict["points"], verdict["max_points"]) == ("failed", False, 1, 3)
    visible, hidden = verdict["tests"]
    assert (visible["name"], visible["status"], visible["call"]) == ("finds it", "passed", "search(42, (1, 42))")
    assert (hidden["name"], hidden["status"], hidden["message"]) == ("Hidden test 1", "failed", "Nothing there?")
    assert hidden["call"] is hidden["expected"] is hidden["actual"] is None
    assert "search(1" not in out
    assert not (tmp_path / "data").exists()


def test_grade_tells_a_person(bundle, tmp_path, capsys):
    (tmp_path / "code.py").write_bytes(b"\xef\xbb\xbf" + CODE.replace("\n", "\r\n").encode())
    assert cli.main(["grade", bundle(), "search", str(tmp_path / "code.py")]) == 0
    assert capsys.readouterr().out == (
        "passed: 1 of 1 visible and 1 of 1 hidden tests, 3 of 3 points\n"
        "  passed  finds it: search(42, (1, 42))\n"
        "  passed  Hidden test 1\n"
    )


@pytest.mark.parametrize(
    ("raw", "words"),
    [(b"\xff", "not text in UTF-8"), (b"a\0", "NUL"), (b"#" * 65537, "at most 64 kB"), (None, "cannot be read")],
)
def test_what_could_not_be_submitted_cannot_be_graded(bundle, tmp_path, capsys, raw, words):
    if raw is not None:
        (tmp_path / "code.py").write_bytes(raw)
    assert cli.main(["grade", bundle(), "search", str(tmp_path / "code.py")]) == 1
    assert words in capsys.readouterr().err


def test_a_file_counts_as_the_submission_that_it_would_be(bundle, tmp_path, capsys):
    (tmp_path / "code.py").write_bytes((CODE + "#\n" * 30_000).replace("\n", "\r\n").encode())
    assert cli.main(["grade", bundle(), "search", str(tmp_path / "code.py")]) == 0
    assert capsys.readouterr().out.startswith("passed")


def test_why_the_grader_could_not_is_told_to_the_author_and_is_no_part_of_the_verdict(bundle, tmp_path, capsys):
    (tmp_path / "code.py").write_text(CODE)
    assert cli.main(["grade", bundle(setup_code="1 / 0"), "search", str(tmp_path / "code.py"), "--json"]) == 1
    out, err = capsys.readouterr()
    assert (json.loads(out)["status"], json.loads(out)["error"]) == ("system", None)
    assert "setup code of this assignment fails: ZeroDivisionError" in err


def test_grade_names_the_assignments_there_are(bundle, capsys):
    assert cli.main(["grade", bundle(), "serch", "code.py"]) == 1
    assert "There is no assignment 'serch'; there are search." in capsys.readouterr().err
