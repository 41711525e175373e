"""`jupyter pyprac release`: what students are given, and nothing besides."""

import base64
import json

import nbformat
import pytest

from jupyter_pyprac.authoring import bundle
from jupyter_pyprac.cli import main as cli

DATA = base64.b64encode(b"1,2\n").decode("ascii")


@pytest.fixture
def course(tmp_path):
    def write(*changes, name="course.json"):
        assignments = [
            {
                "slug": f"task-{number}",
                "title": f"Task {number} 🐍",
                "handout": "Do *it*.\n\n```python\nanswer()\n```\n",
                "solution": "def answer(): return 'in the solution only'",
                "wrong_solutions": [{"name": "wrong", "code": "def answer(): return 'a wrong one'"}],
                "tests": [
                    {"call": "answer()", "expected": "'in the solution only'"},
                    {"call": "answer() + ''", "expected": "'in the solution ' 'only'", "hidden": True},
                ],
            }
            | change
            for number, change in enumerate(changes or ({},), start=1)
        ]
        path = tmp_path / name
        data = {"format": bundle.FORMAT, "course": {"slug": "kurs", "title": "Kurs"}, "assignments": assignments}
        path.write_text(json.dumps(data), encoding="utf-8")
        return str(path)

    return write


def release(course, out, place, *more):
    return cli.main(["release", course, str(out), "--for", place, *more])


def test_a_class_on_a_hub_gets_notebooks_and_nothing_that_is_secret(course, tmp_path, capsys):
    out = tmp_path / "out"
    assert release(course({}, {}), out, "hub", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["files"] == sorted(path.name for path in out.iterdir()) == ["01-task-1.ipynb", "02-task-2.ipynb"]
    assert told["warnings"] == []
    notebook = nbformat.read(out / "01-task-1.ipynb", as_version=4)
    nbformat.validate(notebook)
    handout, practice = notebook.cells
    assert handout.source.startswith("# Task 1 🐍\n\nDo *it*.")
    assert 'Practice("task-1", course="kurs")' in practice.source
    assert "in the solution" not in "".join(path.read_text(encoding="utf-8") for path in out.iterdir())


def test_laptops_get_the_course_without_solutions_and_the_author_is_told_what_can_be_read(course, tmp_path, capsys):
    out = tmp_path / "out"
    assert release(course({"files": [{"name": "data.csv", "base64": DATA}]}), out, "laptop", "--json") == 0
    [warning] = json.loads(capsys.readouterr().out)["warnings"]
    assert "hidden tests" in warning
    raw = (out / "course.pyprac").read_bytes()
    read = bundle.read(raw)
    [each] = read.assignments
    assert (each.solution, each.wrong_solutions, len(each.tests)) == ("", (), 2)
    assert b"a wrong one" not in raw
    assert (out / "data.csv").read_bytes() == b"1,2\n"


def test_what_is_not_released_yet_stays_at_home(course, tmp_path, capsys):
    later = {"released_at": "2999-01-01T08:00:00Z", "files": [{"name": "data.csv", "base64": DATA}]}
    out = tmp_path / "out"
    assert release(course({}, later), out, "laptop") == 0
    assert "left out: task-2, which is released 2999-01-01 08:00 UTC" in capsys.readouterr().out
    assert not (out / "data.csv").exists()
    assert "task-2" not in (out / "course.pyprac").read_text()
    assert release(course(later), tmp_path / "none", "hub") == 1
    assert "no assignment that is released yet" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_a_course_that_is_not_in_order_is_not_released_and_what_stays_at_home_may_be_unfinished(
    course, tmp_path, capsys
):
    broken = {"solution": "def answer(): return 1"}
    out = tmp_path / "out"
    assert release(course({}, broken), out, "hub") == 1
    assert "task-2: the solution does not pass 'Test 1' (answer())" in capsys.readouterr().err
    assert not out.exists()
    assert release(course({}, broken | {"released_at": "2999-01-01T08:00:00Z"}), out, "hub") == 0
    assert [path.name for path in out.iterdir()] == ["01-task-1.ipynb"]


@pytest.mark.usefixtures("own_place")
def test_a_course_of_the_database_is_released_by_its_slug(course, tmp_path, capsys):
    given, out = course({"files": [{"name": "data.csv", "base64": DATA}]}), tmp_path / "out"
    assert cli.main(["import", given]) == 0
    assert release("kurs", out, "laptop") == release(given, tmp_path / "same", "laptop") == 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == {
        path.name: path.read_bytes() for path in (tmp_path / "same").iterdir()
    }
    assert release("kurse", tmp_path / "none", "hub") == 1
    assert "no course 'kurse' in the database, and no file or folder" in capsys.readouterr().err
    assert cli.main(["withdraw", "kurs", "--yes"]) == 0
    assert release("kurs", tmp_path / "none", "hub") == 1
    assert not (tmp_path / "none").exists()


def test_a_later_release_takes_the_place_of_an_earlier_one_with_its_data(course, tmp_path):
    out = tmp_path / "out"
    assert release(course({"files": [{"name": "data.csv", "base64": DATA}]}), out, "laptop") == 0
    newer = {"title": "New", "files": [{"name": "data.csv", "base64": base64.b64encode(b"3\n").decode("ascii")}]}
    assert release(course(newer), out, "laptop") == 0
    assert (out / "data.csv").read_bytes() == b"3\n"
    assert "# New" in (out / "01-task-1.ipynb").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["01-task-1.ipynb", "data.csv"])
def test_nothing_that_was_not_released_is_written_over(course, tmp_path, capsys, name):
    out = tmp_path / "out"
    out.mkdir()
    (out / name).write_text("mine")
    data = {"files": [{"name": "data.csv", "base64": DATA}]}
    assert release(course(data), out, "hub") == 1
    assert f"{name}: is there already and was not released" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == [name]
    assert (out / name).read_text() == "mine"


def test_two_data_files_of_one_name_are_no_release(course, tmp_path, capsys):
    other = base64.b64encode(b"other").decode("ascii")
    files = [{"files": [{"name": "data.csv", "base64": each}]} for each in (DATA, other)]
    assert release(course(*files), tmp_path / "out", "hub") == 1
    assert "data.csv" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_where_nothing_can_be_written_the_reason_is_told(course, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert release(course(), tmp_path / "file" / "out", "hub") == 1
    assert "cannot be written" in capsys.readouterr().err


def test_the_place_must_be_named(course, tmp_path, capsys):
    assert cli.main(["release", course(), str(tmp_path / "out")]) == 2
    assert "--for" in capsys.readouterr().err
