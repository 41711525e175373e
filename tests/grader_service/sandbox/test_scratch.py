"""A working directory is removed whatever was left in it, and nothing outside it is touched."""

import os
from pathlib import Path

import pytest

from grader_service.sandbox import scratch


def test_links_are_removed_and_what_they_lead_to_stays(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("x")
    run = tmp_path / "run"
    (run / "a" / "b").mkdir(parents=True)
    (run / "link").symlink_to(outside)
    (run / "a" / "b" / "link").symlink_to(outside)
    os.link(outside / "kept", run / "a" / "hard")
    scratch.remove(str(run))
    assert not run.exists()
    assert (outside / "kept").read_text() == "x"


def test_depth_permissions_and_odd_names_do_not_stop_it(tmp_path):
    run = tmp_path / "run"
    run.mkdir()
    here = Path.cwd()
    os.chdir(run)
    try:
        for _ in range(1_500):
            Path("d").mkdir()
            os.chdir("d")
    finally:
        os.chdir(here)
    (run / "closed" / "inner").mkdir(parents=True)
    (run / b"\xff\n".decode(errors="surrogateescape")).write_text("x")
    os.mkfifo(run / "pipe")
    (run / "closed" / "inner").chmod(0)
    (run / "closed").chmod(0)
    run.chmod(0)
    scratch.remove(str(run))
    assert not run.exists()


def test_a_link_in_place_of_the_directory_is_not_followed(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir(mode=0o755)
    (outside / "kept").write_text("x")
    (tmp_path / "run").symlink_to(outside)
    with pytest.raises(OSError, match="run"):
        scratch.remove(str(tmp_path / "run"))
    assert (outside / "kept").exists()
    assert outside.stat().st_mode & 0o777 == 0o755
