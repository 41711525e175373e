"""A user who cannot run graders is refused with what mends it, before any is started."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from grader_service import launcher
from grader_service.errors import Refused
from tests.services.walls import ROOT, passable

AS_ROOT = pytest.mark.skipif(
    os.geteuid() != 0 or not sys.platform.startswith("linux"), reason="only root starts graders as another user"
)
TRY = "from grader_service.launcher import refuse_barred; refuse_barred('nobody')"

WITHOUT_PACKAGES = f"import sys; sys.path += sys.argv[1:]; import msgspec; sys.path.remove(sys.argv[1]); {TRY}"


@AS_ROOT
def test_a_user_who_can_run_them_is_not_refused():
    subprocess.run([*passable(), sys.executable, "-c", TRY], check=True)


@AS_ROOT
def test_a_python_in_a_closed_folder_is_named_with_what_mends_it(tmp_path, monkeypatch):
    tmp_path.chmod(0o700)
    python = tmp_path / "python"
    shutil.copy(sys.executable, python)
    monkeypatch.setattr(sys, "executable", str(python))
    with pytest.raises(Refused, match=f"User nobody cannot run {python} .*Permission denied.* below /opt"):
        launcher.start_graders("redis://nowhere", 1, user="nobody")


@AS_ROOT
def test_a_python_that_only_points_into_a_closed_folder_is_followed(tmp_path, monkeypatch):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    (tmp_path / "python").symlink_to(shutil.copy(sys.executable, closed / "python"))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(Refused, match=f"{tmp_path}/python, which is {closed}/python, with its packages"):
        launcher.start_graders("redis://nowhere", 1, user="nobody")


@AS_ROOT
def test_packages_that_it_does_not_find_are_told_too():
    found = [str(Path(msgspec.__path__[0]).parent), str(ROOT)]
    command = [*passable(), sys.executable, "-P", "-S", "-c", WITHOUT_PACKAGES, *found]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Refused: User nobody cannot run" in done.stderr
    assert "No module named 'msgspec'" in done.stderr


@AS_ROOT
def test_a_root_that_may_not_become_another_user_is_told_so():
    command = ["unshare", "--map-root-user", sys.executable, "-c", TRY]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Refused: This process may not run graders as user nobody" in done.stderr


def test_where_this_is_not_root_nobody_else_runs_them(monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    launcher.refuse_barred("nobody of that name")
