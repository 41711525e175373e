import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import jupyter_pyprac
from jupyter_pyprac.cli import main as cli

COMMAND = [sys.executable, "-m", "jupyter_pyprac"]


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_each_command_explains_itself(name, capsys):
    assert cli.main([name, "--help"]) == 0
    assert f"usage: jupyter pyprac {name}" in capsys.readouterr().out


def test_help_names_every_command(capsys):
    assert cli.main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"  {name} " in out for name in cli.COMMANDS)


def test_no_command_is_misuse_and_shows_what_there_is(capsys):
    assert cli.main([]) == 2
    assert "usage: jupyter pyprac COMMAND" in capsys.readouterr().out


def test_the_version_is_that_of_the_package(capsys):
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"{jupyter_pyprac.__version__}\n"


def test_an_unknown_command_is_misuse_with_a_hint(capsys):
    assert cli.main(["imprt", "x"]) == 2
    assert capsys.readouterr().err == "jupyter pyprac: there is no command 'imprt': did you mean import?\n"


@pytest.mark.parametrize("arguments", [["import"], ["import", "a", "b"], ["import", "a", "--jsn"], ["grade", "a"]])
def test_a_command_line_that_is_not_understood_is_misuse(arguments, capsys):
    assert cli.main(arguments) == 2
    assert "usage: " in capsys.readouterr().err


def test_what_is_not_there_is_refused_in_a_sentence(capsys, tmp_path):
    missing = str(tmp_path / "missing.json")
    assert cli.main(["grade", missing, "x", "y.py"]) == 1
    assert capsys.readouterr().err == f"jupyter pyprac: {missing}: cannot be read: No such file or directory\n"


def test_a_fault_of_our_own_is_a_sentence_and_a_traceback_only_on_request(tmp_path):
    module = tmp_path / "broken.py"
    module.write_text(
        "from jupyter_pyprac.cli import main as cli\n"
        "cli.COMMANDS['break'] = cli.Command('no_such_module', '')\n"
        "raise SystemExit(cli.main(['break']))\n"
    )
    quiet = run([sys.executable, str(module)])
    assert quiet.returncode == 1
    assert quiet.stderr.startswith("jupyter pyprac: something went wrong inside: ModuleNotFoundError")
    assert "Traceback" not in quiet.stderr
    assert "Traceback" in run([sys.executable, str(module)], PYPRAC_DEBUG="1").stderr


def test_a_reader_that_goes_away_is_no_trouble(course_file):
    python, course = shlex.quote(sys.executable), shlex.quote(str(course_file.parent))
    shell = f"{python} -m jupyter_pyprac export {course} - | true"
    done = run(["bash", "-c", f"set -o pipefail; {shell}"])
    assert done.stderr == ""


def test_any_encoding_of_the_terminal_will_do(tmp_path):
    done = run(
        [*COMMAND, "grade", str(tmp_path / "Zoë.json"), "x", "y"], LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii"
    )
    assert done.returncode == 1
    assert "Zo" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("import", ""),
        ("check", ""),
        ("new", ""),
        ("grade", "", "a", "b.py"),
        ("grade", "a", "a", ""),
        ("export", "", "out.json"),
        ("release", "", "out", "--for", "hub"),
        ("release", "basics", "", "--for", "hub"),
    ],
)
def test_a_variable_that_is_not_set_does_not_mean_this_folder(words, course_file, capsys, monkeypatch):
    monkeypatch.chdir(course_file.parent)
    assert cli.main(words) == 2
    assert "must not be empty" in capsys.readouterr().err
    assert {path.name for path in course_file.parent.iterdir()} == {"a.ipynb", "course.toml"}


def test_export_writes_what_import_reads(course_file, tmp_path, capsys):
    out = tmp_path / "out.json"
    assert cli.main(["export", str(course_file.parent), str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"course": "basics", "assignments": 1, "file": str(out)}
    assert json.loads(out.read_text())["format"] == "pyprac-course/1"
    assert [path.name for path in tmp_path.iterdir() if "partial" in path.name] == []


def test_export_says_where_it_cannot_write(course_file, tmp_path, capsys):
    assert cli.main(["export", str(course_file.parent), str(tmp_path / "no" / "out.json")]) == 1
    assert "cannot be written" in capsys.readouterr().err


@pytest.fixture
def course_file(tmp_path):
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "course.toml").write_text('slug = "basics"\ntitle = "Basics"\n')
    cells = [
        {"cell_type": "markdown", "source": "# T\nDo it.", "metadata": {}},
        {"cell_type": "code", "source": "#| tests\nassert f(1) == 1", "metadata": {}},
    ]
    (folder / "a.ipynb").write_text(json.dumps({"nbformat": 4, "metadata": {}, "cells": cells}))
    return folder / "a.ipynb"


def run(command, **environment):
    root = str(Path(jupyter_pyprac.__file__).parents[1])
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=os.environ | {"PYTHONPATH": root} | environment,
    )
