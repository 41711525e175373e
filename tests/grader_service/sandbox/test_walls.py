"""Student code is held back as well as the machine allows, and what is said of that was tried."""

import hashlib
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from grader_service.contract import File
from grader_service.grading import Workshop
from grader_service.rooms import ENVIRONMENTS
from grader_service.sandbox import probe
from grader_service.sandbox.enclosure import Enclosure
from grader_service.sandbox.layers import filter as filters
from grader_service.sandbox.layers import namespaces
from grader_service.sandbox.processes import Zygote
from tests.services.waiting import wait_until
from tests.services.walls import ROOT, ROOT_OF_A_CONTAINER, WITHOUT_NAMESPACES, ordinary_user

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the walls are Linux's")

GOOD = {"call": "f()", "expected": "1"}
HOSTILE = {
    "reads the machine": "def f(): return bool(open('/etc/passwd').read())",
    "lists the machine": "import os\ndef f(): return bool(os.listdir('/etc'))",
    "writes outside": "def f(): return bool(open('../outside', 'w'))",
    "opens a socket": "import socket\ndef f(): return bool(socket.socket())",
    "starts a process": "import os\ndef f(): return os.fork() >= 0",
    "starts a program": "import subprocess\ndef f(): return not subprocess.call(['/bin/true'])",
    "signals another": "import os\ndef f(): return not os.kill(1 if os.getpid() != 1 else -1, 0)",
    "makes machine code": "import mmap\ndef f(): return bool(mmap.mmap(-1, 4096, prot=7))",
    "names a memory": "import os\ndef f(): return os.memfd_create('x') > 0",
}
WRITES = "def f():\n    with open('x', 'w') as file: file.write('1')\n    return int(open('x').read())"

LEVEL_OF = """
from grader_service.contract import Job, Test, digest
from grader_service.grading import Workshop
with Workshop(strongest={strongest!r}, scratch={scratch!r}) as workshop:
    print(workshop.protection)
    for code in {codes!r}:
        job = Job(job_id="j", digest="d", code=code, tests=(Test(name="t", call="f()", expected="1"),))
        verdict = workshop.grade(job)
        print(verdict.status, verdict.protection)
"""


def workshop_elsewhere(python, environment=os.environ, *, strongest="A", scratch=None, codes=()):
    """The level that a workshop reaches in a Python started in another way, and what it says of codes."""
    program = LEVEL_OF.format(strongest=strongest, scratch=scratch, codes=codes)
    done = subprocess.run(
        [*python, "-c", program], capture_output=True, text=True, timeout=60, env=environment, check=False, cwd="/"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture(scope="module", params=["A", "B"])
def walled(request):
    """A workshop of that level, with a place to write."""
    with tempfile.TemporaryDirectory() as folder, Workshop(strongest=request.param, scratch=folder) as workshop:
        if workshop.protection != request.param:
            pytest.skip(f"this machine gives {workshop.protection} at the most")
        yield workshop


@pytest.mark.parametrize("code", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_forbidden_act_fails_and_the_next_run_is_right(walled, job, code):
    verdict = walled.grade(job(code, {"call": "f()", "expected": "True"}))
    assert (verdict.status, verdict.protection) == ("error", walled.protection)
    assert walled.grade(job("def f(): return 1", GOOD)).correct


def test_a_run_may_write_in_its_own_directory(walled, job):
    assert walled.grade(job(WRITES, GOOD)).correct


def test_a_run_finds_nothing_of_the_one_before(walled, job):
    assert walled.grade(job(WRITES, GOOD)).correct
    code = "import os\ndef f(): return 1 if not os.listdir('.') else 2"
    assert walled.grade(job(code, GOOD)).correct


def test_without_a_bounded_place_level_b_writes_nothing_but_reads_its_files(job):
    with Workshop(strongest="B") as workshop:
        assert workshop.grade(job(WRITES, GOOD)).error.type == "PermissionError"
        content = b"7"
        file = File(name="data.txt", sha256=hashlib.sha256(content).hexdigest())
        reads = job("def f(): return int(open('data.txt').read()) - 6", GOOD, files=(file,))
        assert workshop.grade(reads, {file.sha256: content}).correct


def test_what_a_run_left_at_level_b_is_removed(job, tmp_path):
    with Workshop(strongest="B", scratch=str(tmp_path)) as workshop:
        assert workshop.grade(job(WRITES, GOOD)).correct
        wait_until(lambda: not any("x" in files for _, _, files in os.walk(tmp_path)))


def test_a_machine_without_user_namespaces_gives_level_b():
    codes = (HOSTILE["reads the machine"], "def f(): return 1")
    python = [*WITHOUT_NAMESPACES, sys.executable]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert workshop_elsewhere(python, environment, codes=codes) == ["B", "error B", "passed B"]


DENIED = """
import os, sys
import pyseccomp as seccomp
NEWPID, denied, *command = 0x20000000, *sys.argv[1:]
walls = seccomp.SyscallFilter(seccomp.ALLOW)
for name in denied.split():
    of_namespaces = [seccomp.Arg(0, seccomp.MASKED_EQ, NEWPID, NEWPID)] if name == "clone" else []
    walls.add_rule(seccomp.ERRNO(1), name, *of_namespaces)
walls.load()
os.execv(command[0], command)
"""
"""Runs a command to which some system calls are denied, as a container's own seccomp profile does it."""


@pytest.mark.parametrize("name", namespaces.CALLS)
def test_a_container_that_denies_one_of_these_calls_gives_level_b(name):
    python = [sys.executable, "-c", DENIED, name, sys.executable]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert workshop_elsewhere(python, environment, codes=["def f(): return 1"]) == ["B", "passed B"]


def test_a_container_that_denies_none_of_these_calls_gives_level_a():
    denied = "bpf chroot fsmount fsopen fspick keyctl move_mount open_tree sethostname setns"
    python = [sys.executable, "-c", DENIED, denied, sys.executable]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert workshop_elsewhere(python, environment, codes=["def f(): return 1"]) == ["A", "passed A"]


def test_the_root_of_a_container_is_held_back_as_an_ordinary_user_is():
    codes = (HOSTILE["reads the machine"], "def f(): return 1")
    python = [*ROOT_OF_A_CONTAINER, sys.executable]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert workshop_elsewhere(python, environment, codes=codes) == ["A", "error A", "passed A"]


@pytest.mark.parametrize("level", ["A", "B"])
def test_an_ordinary_user_is_held_back_as_well_as_root(level):
    codes = (HOSTILE["reads the machine"], "def f(): return 1")
    with ordinary_user() as (python, environment):
        told = workshop_elsewhere(python, environment, strongest=level, codes=codes)
    assert told == [level, f"error {level}", f"passed {level}"]


def test_a_level_is_not_believed_where_a_trial_run_gets_through():
    zygote = Zygote(ENVIRONMENTS["python"].guest, Enclosure(student=True, strongest="L"))
    try:
        zygote.ready()
        done = zygote.probe()
        assert "read files of the machine" in done
        assert "start processes" in done
        assert set(done) <= set(probe.ATTEMPTS)
    finally:
        zygote.close()


@pytest.mark.parametrize("examiner", [False, True])
def test_the_filter_is_built_for_both_kinds_of_processors(examiner):
    sizes = [len(filters.build(examiner=examiner, machine=machine)) for machine in ("X86_64", "AARCH64")]
    assert all(size % 8 == 0 and size > 8 * 100 for size in sizes)


def test_the_filter_of_this_machine_is_the_one_named_for_it():
    names = {"x86_64": "X86_64", "aarch64": "AARCH64"}
    native = filters.build(examiner=False)
    assert native == filters.build(examiner=False, machine=names[platform.machine()])


def test_no_filter_allows_what_leaves_a_process():
    refused = {
        "socket", "connect", "bind", "accept", "sendmsg", "sendmmsg", "execve", "execveat", "fork", "vfork", "clone3",
        "kill", "tkill", "tgkill", "pidfd_open", "pidfd_getfd", "pidfd_send_signal", "ptrace", "process_vm_readv",
        "process_vm_writev", "mount", "umount2", "move_mount", "open_tree", "fsopen", "pivot_root", "chroot", "setns",
        "unshare", "bpf", "io_uring_setup", "perf_event_open", "userfaultfd", "memfd_create", "memfd_secret", "keyctl",
        "add_key", "request_key", "shmget", "msgget", "semget", "mknod", "mknodat", "setuid", "setgid", "setresuid",
        "personality", "kexec_load", "init_module", "open_by_handle_at", "name_to_handle_at", "quotactl", "reboot",
        "sethostname", "settimeofday", "swapon", "acct", "vhangup", "iopl", "ioperm", "syslog", "capset", "seccomp",
    }  # fmt: skip
    assert not refused & {*filters.STUDENT, *filters.EXAMINER}


ENTERS = """
import os, sys
from grader_service.sandbox import walls
from grader_service.sandbox.layers import namespaces
library, own = sys.argv[1:]
if walls.leave_machine(own, [library]):
    pid = namespaces.fork(scratch=True)
    if pid == 0:
        place = namespaces.mount_scratch()
        open(f"{place}/own", "w").close()
        print(place, os.listdir(library), flush=True)
        os._exit(0)
    os.waitpid(pid, 0)
"""


@pytest.mark.parametrize(("folder", "place"), [("/tmp", "/pyprac"), ("/var/tmp", "/tmp")])
def test_the_directory_of_a_run_covers_no_library(folder, place):
    with tempfile.TemporaryDirectory(dir=folder) as library:
        Path(library, "module.py").touch()
        Path(library).chmod(0o755)
        program = [sys.executable, "-c", ENTERS, library, tempfile.mkdtemp()]
        told = subprocess.run(program, capture_output=True, text=True, timeout=60, check=True).stdout
    if not told:
        pytest.skip("no namespaces can be had here")
    assert told == f"{place} ['module.py']\n"
