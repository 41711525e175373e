"""What was written for other tools goes through the same commands."""

import json

import pytest

from jupyter_pyprac.authoring import source
from jupyter_pyprac.cli import main as cli
from tests.jupyter_pyprac.authoring.importers.making import answer, graded, markdown, written

SHARED = "import submission\nsubmission.limit = 1\nassert over(2)"
CELLS = (
    markdown("# Limits\n\nDo it."),
    answer("limit = 5\ndef over(x):\n    ### BEGIN SOLUTION\n    return x > limit\n    ### END SOLUTION"),
    graded("assert over(6)\n### BEGIN HIDDEN TESTS\nassert not over(5)\n### END HIDDEN TESTS", "a", 2),
    graded(SHARED, "b", 1),
)


@pytest.mark.usefixtures("own_place")
def test_a_notebook_of_another_tool_is_checked_exported_and_imported(tmp_path, capsys):
    path, out = written(tmp_path, *CELLS) / "01-task.ipynb", tmp_path / "course.json"
    for command in (["check"], ["import"]):
        assert cli.main([*command, str(path), "--json"]) == 0
        (entry,) = json.loads(capsys.readouterr().out)["assignments"]
        assert (entry["slug"], entry["tests"], entry["hidden"], entry["points"]) == ("task", 3, 1, 3)
        assert any("'b'" in note and "as apart from it" in note for note in entry["notes"])
    assert cli.main(["export", str(path), str(out)]) == 0
    tests = json.loads(out.read_text())["assignments"][0]["tests"]
    assert [bool(test.get("shared")) for test in tests] == [False, True, False]
    assert cli.main(["check", str(out)]) == 0
    assert cli.main(["export", str(path), "--notebooks", str(tmp_path / "own")]) == 0
    own, same = source.load(tmp_path / "own"), source.load(out)
    assert (own.course, own.assignments, own.imported) == (same.course, same.assignments, frozenset())
