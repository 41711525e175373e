"""A working directory is removed whatever was left in it, and nothing outside it is touched."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader_service.sandbox import scratch
from tests.services.walls import ROOT

ON_40_MB = 'mount -t tmpfs -o size=40m,mode=1777 tmpfs "$1" && exec "$2" -c "$3" "$1"'
FILLED_AND_USED = """
import sys
from grader_service.grading import Workshop
from tests.grader_service.conftest import make_job
FILLS = '''
def f():
    try:
        for number in range(9):
            with open(f'{number}', 'wb') as file: file.write(bytes(15_000_000))
    except OSError as error:
        return error.errno
'''
WRITES = 'def f(): return open("a", "wb", 0).write(bytes(15_000_000))'
with Workshop(strongest='B', scratch=sys.argv[1], slots=2) as workshop:
    for _ in range(5):
        for code, expected in ((FILLS, '28'), (WRITES, '15000000'), (WRITES, '15000000')):
            verdict = workshop.grade(make_job(code, {'call': 'f()', 'expected': expected}))
            assert verdict.correct and verdict.protection == 'B', verdict
"""

FILLED_AT_LOADING = """
import sys
from hashlib import sha256
from grader_service.contract import File
from grader_service.grading import Workshop
from tests.grader_service.conftest import make_job
FILLS = '''
import os
for number in range(20):
    try:
        with open(f'{number}', 'wb') as file: file.write(bytes(15_000_000))
    except OSError: pass
def f(): return os.path.getsize('data')
'''
READS = 'import os\\ndef f(): return os.path.getsize("data")'
WRITES = READS + '\\nfor name in "ab": assert open(name, "wb", 0).write(bytes(15_000_000)) == 15_000_000'
with Workshop(strongest='B', scratch=sys.argv[1]) as workshop:
    for code, size, count in ((FILLS, 4_000_000, 1), (WRITES, 4_000_000, 1), (READS, 11_000_000, 2)):
        data, test = bytes(size), {'call': 'f()', 'expected': str(size)}
        name = sha256(data).hexdigest()
        files = tuple(File(name=each, sha256=name) for each in ('data', 'more')[:count])
        workshop.refill()
        verdict = workshop.grade(make_job(code, test, test, {**test, 'hidden': True}, files=files), {name: data})
        assert verdict.correct and verdict.protection == 'B', verdict
"""


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


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux bounds a directory that runs share")
@pytest.mark.parametrize("program", [FILLED_AND_USED, FILLED_AT_LOADING], ids=["used", "at loading"])
def test_a_run_waits_until_what_the_one_before_has_filled_is_emptied(tmp_path, program):
    words = ["unshare", "--map-root-user", "--mount", "sh", "-c", ON_40_MB, "sh", tmp_path, sys.executable]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([*words, program], check=True, cwd=ROOT, env=environment, timeout=120)


def test_there_is_room_where_little_is_used(tmp_path):
    assert scratch.has_room(str(tmp_path))
