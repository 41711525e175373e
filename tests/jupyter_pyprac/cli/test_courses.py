"""The commands that take a course, with real grading and a real database."""

import asyncio
import json

import pytest

from jupyter_pyprac.cli import main as cli
from jupyter_pyprac.store import assignments
from jupyter_pyprac.store.engine import Database
from tests.jupyter_pyprac.cli.given import CODE

pytestmark = pytest.mark.usefixtures("own_place")


def stored(tmp_path):
    async def read():
        database = Database(f"sqlite:///{tmp_path / 'data' / 'pyprac.sqlite'}", threads=1)
        try:
            return await database.read(assignments.assignments, "basics")
        finally:
            await database.close()

    return asyncio.run(read())


def test_import_brings_a_course_into_the_database_and_reports_it(bundle, tmp_path, capsys):
    assert cli.main(["import", bundle(), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "course": "basics",
        "assignments": [
            {"slug": "search", "title": "Sequential search", "tests": 2, "hidden": 1, "points": 3, "notes": []}
        ],
        "refused": [],
        "warnings": [],
        "findings": [],
    }
    (assignment,) = stored(tmp_path)
    assert (assignment.id, assignment.revision, assignment.solution) == ("basics/search", 1, CODE)


def test_import_tells_a_person_what_it_did(bundle, capsys):
    assert cli.main(["import", bundle()]) == 0
    assert capsys.readouterr().out == (
        "Basics (basics): 1 new\n  search  2 tests (1 hidden), 3 points  Sequential search\n"
    )


def test_a_new_slug_or_another_title_of_the_course_is_told(bundle, course, capsys):
    assert cli.main(["import", bundle()]) == 0
    capsys.readouterr()
    course["course"]["title"] = "The Basics"
    assert cli.main(["import", bundle()]) == 0
    assert capsys.readouterr().out.startswith("The Basics (basics): title of the course changed, 1 unchanged\n")
    assert cli.main(["import", bundle(slug="find")]) == 0
    told = capsys.readouterr().out
    assert "1 new, 1 withdrawn (search)" in told
    assert "warning: find looks like search under another name" in told
    assert '"slug": "search"' in told
    assert cli.main(["import", bundle(), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["warnings"] == []


def test_importing_again_changes_what_changed_and_nothing_else(bundle, tmp_path, capsys):
    assert cli.main(["import", bundle()]) == 0
    assert cli.main(["import", bundle()]) == 0
    assert "1 unchanged" in capsys.readouterr().out
    assert cli.main(["import", bundle(handout="Find it soon.")]) == 0
    assert "1 changed, with a new revision (search)" in capsys.readouterr().out
    assert stored(tmp_path)[0].revision == 2


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"slug": "A"}, "assignments[0].slug: 'A' does not fit"),
        (
            {"solution": "def search(x, seq): return 1"},
            "the solution does not pass 'Hidden test 1' (search(1, [])): expected -1, actual 1",
        ),
        ({"starter_code": CODE}, "the starter passes every test"),
        ({"wrong_solutions": [{"name": "w", "code": CODE}]}, "the wrong solution 'w' passes every test"),
        ({"tests": [{"code": "pytest.exit()"}]}, "assignments[0].tests[0]: pytest.exit is not offered to tests"),
    ],
)
def test_a_course_that_is_not_in_order_is_refused_and_leaves_the_database_alone(
    bundle, tmp_path, capsys, changes, reason
):
    assert cli.main(["import", bundle(), "--json"]) == 0
    before = stored(tmp_path)
    capsys.readouterr()
    assert cli.main(["import", bundle(**changes), "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["assignments"] == []
    assert any(each["reason"].startswith(reason) for each in report["refused"]), report
    assert stored(tmp_path) == before


def test_a_refusal_is_told_to_a_person_on_stderr(bundle, capsys):
    assert cli.main(["import", bundle(starter_code=CODE)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "was refused, with 1 to mend:\n  search: the starter passes every test" in err


def test_the_database_may_be_named_on_the_command_line(bundle, tmp_path, capsys):
    url = f"sqlite:///{tmp_path / 'other.sqlite'}"
    assert cli.main(["import", bundle(), "--database-url", url]) == 0
    assert cli.main(["export", "basics", "-", "--database-url", url]) == 0
    assert '"format": "pyprac-course/1"' in capsys.readouterr().out
    assert not (tmp_path / "data").exists()


def test_the_database_may_be_named_in_the_servers_configuration(bundle, tmp_path, monkeypatch):
    monkeypatch.delenv("PYPRAC_DATA_DIR")
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "jupyter_server_config.json").write_text(
        json.dumps({"PyPrac": {"data_dir": str(tmp_path / "data")}})
    )
    assert cli.main(["import", bundle()]) == 0
    assert len(stored(tmp_path)) == 1


def test_a_setting_that_does_not_fit_is_refused_before_anything_runs(bundle, monkeypatch, capsys):
    monkeypatch.setenv("PYPRAC_GRADERS", "many")
    assert cli.main(["import", bundle()]) == 1
    assert "PYPRAC_GRADERS='many'" in capsys.readouterr().err


def test_what_was_imported_is_exported_and_imported_unchanged(bundle, tmp_path, capsys):
    assert cli.main(["import", bundle()]) == 0
    out = str(tmp_path / "out.json")
    assert cli.main(["export", "basics", out]) == 0
    assert cli.main(["import", out]) == 0
    assert "1 unchanged" in capsys.readouterr().out


def test_what_was_imported_is_exported_as_notebooks_and_imported_unchanged(bundle, tmp_path, capsys):
    assert cli.main(["import", bundle()]) == 0
    out = str(tmp_path / "out")
    assert cli.main(["export", "basics", "--notebooks", out]) == 0
    assert capsys.readouterr().out.endswith(f"Basics: 1 assignment written to {out}\n")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["01-search.ipynb", "course.toml"]
    assert cli.main(["import", out]) == 0
    assert "1 unchanged" in capsys.readouterr().out
    assert cli.main(["export", bundle(), "--notebooks", out]) == 1
    assert "is not empty" in capsys.readouterr().err
    assert cli.main(["export", bundle(), "--notebooks", f"{out}2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"course": "basics", "assignments": 1, "folder": f"{out}2"}


def test_a_bundle_that_could_not_be_imported_is_not_written(tmp_path, capsys):
    folder, out = tmp_path / "large", tmp_path / "out.json"
    folder.mkdir()
    (folder / "large.bin").write_bytes(bytes(5 * 1024 * 1024))
    cells = [("markdown", "# Large"), ("markdown", "Read it."), ("code", "#| tests\nassert f(1) == 1")]
    made = [{"cell_type": kind, "metadata": {}, "source": text} for kind, text in cells]
    notebook = {"nbformat": 4, "cells": made, "metadata": {"pyprac": {"files": ["large.bin"]}}}
    for name in "abcd":
        (folder / f"{name}.ipynb").write_text(json.dumps(notebook))
    assert cli.main(["export", str(folder), str(out)]) == 1
    assert "export --notebooks" in capsys.readouterr().err
    assert not out.exists()
    assert cli.main(["export", str(folder), "--notebooks", str(tmp_path / "small")]) == 0
    assert sum(path.stat().st_size for path in (tmp_path / "small").iterdir()) < 6_000_000


@pytest.mark.parametrize("target", [[], ["out.json", "--notebooks", "out"]])
def test_one_place_is_exported_to(bundle, capsys, target):
    assert cli.main(["export", bundle(), *target]) == 2
    assert "--notebooks" in capsys.readouterr().err


def test_a_course_that_is_not_there_cannot_be_exported(capsys):
    assert cli.main(["export", "nothing", "-"]) == 1
    assert "There is no course 'nothing'" in capsys.readouterr().err


def listed(tmp_path):
    async def read():
        database = Database(f"sqlite:///{tmp_path / 'data' / 'pyprac.sqlite'}", threads=1)
        try:
            return [course.slug for course in await database.read(assignments.courses)]
        finally:
            await database.close()

    return asyncio.run(read())


def test_a_course_that_is_withdrawn_is_not_listed_until_it_is_imported_again(bundle, tmp_path, capsys):
    assert cli.main(["import", bundle()]) == 0
    assert cli.main(["withdraw", "basics"]) == 1
    assert listed(tmp_path) == ["basics"]
    capsys.readouterr()
    assert cli.main(["withdraw", "basics", "--yes", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"course": "basics", "withdrawn": ["search"]}
    assert (listed(tmp_path), stored(tmp_path)) == ([], [])
    assert cli.main(["import", bundle()]) == 0
    assert listed(tmp_path) == ["basics"]
    assert [each.revision for each in stored(tmp_path)] == [1]


@pytest.mark.parametrize("agreeing", [["--yes"], []])
def test_a_course_that_is_not_there_cannot_be_withdrawn_and_nobody_is_asked(agreeing, capsys):
    assert cli.main(["migrate"]) == 0
    assert cli.main(["withdraw", "nothing", *agreeing]) == 1
    assert "There is no course 'nothing'" in capsys.readouterr().err


def test_migrate_makes_the_database(tmp_path, capsys):
    assert cli.main(["migrate"]) == 0
    assert (tmp_path / "data" / "pyprac.sqlite").exists()
    assert cli.main(["migrate", "--json"]) == 0
    assert capsys.readouterr().out.endswith('{\n  "migrated": true\n}\n')


def test_check_runs_the_gate_and_saves_nothing(bundle, tmp_path, capsys):
    assert cli.main(["check", bundle()]) == 0
    assert capsys.readouterr().out.startswith("Basics (basics) is in order\n")
    assert cli.main(["check", bundle(starter_code=CODE)]) == 1
    assert not (tmp_path / "data").exists()
