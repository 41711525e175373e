"""Where a machine has no descriptor or process left, none is kept that belongs to what could not be made."""

import errno
import os
import resource
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path

import psutil
import pytest

from grader_service.rooms import ENVIRONMENTS, GUEST_PIPES
from grader_service.sandbox import zygote as keeping
from grader_service.sandbox.birth import Legacy
from grader_service.sandbox.enclosure import Enclosure
from grader_service.sandbox.processes import SandboxError, Zygote
from grader_service.sandbox.rlimits import Bounds
from tests.services.waiting import wait_until


def limit_for(process, number):
    """The limit that leaves a process so many file descriptors more."""
    free = (fd for fd in count() if not Path(f"/proc/{process.pid}/fd/{fd}").is_symlink())
    return next(islice(free, number, None))


@contextmanager
def descriptors_left(number):
    """Let this process have so many file descriptors more, and no others."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit_for(psutil.Process(), number), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


ON_LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc tells which descriptors are taken")


@ON_LINUX
def test_a_process_that_there_are_no_descriptors_for_takes_none():
    zygote = Zygote(ENVIRONMENTS["python"].guest, Enclosure(student=True))
    zygote.ready()
    try:
        before = psutil.Process().num_fds()
        for number in range(2 + 2 * len(GUEST_PIPES)):
            with descriptors_left(number), pytest.raises(OSError, match=os.strerror(errno.EMFILE)):
                zygote.fork(GUEST_PIPES)
            assert psutil.Process().num_fds() == before
        with descriptors_left(2 + 2 * len(GUEST_PIPES)):
            process = zygote.fork(GUEST_PIPES)
        assert process.born()
        process.close()
    finally:
        zygote.close()


@ON_LINUX
def test_a_zygote_that_has_no_descriptors_left_says_so_and_forks_again_once_it_has():
    zygote = Zygote(ENVIRONMENTS["python"].guest, Enclosure(student=True, strongest="L"))  # one whose limits we may set
    zygote.ready()
    itself = psutil.Process(zygote._process.pid)
    try:
        soft, hard = itself.rlimit(psutil.RLIMIT_NOFILE)
        before = itself.num_fds()
        for number in range(len(GUEST_PIPES) + 1):
            itself.rlimit(psutil.RLIMIT_NOFILE, (limit_for(itself, number), hard))
            process = zygote.fork(GUEST_PIPES)
            assert not process.born()
            process.close()
            wait_until(lambda: itself.num_fds() == before)
        itself.rlimit(psutil.RLIMIT_NOFILE, (soft, hard))
        process = zygote.fork(GUEST_PIPES)
        assert process.born()
        process.close()
    finally:
        zygote.close()


@pytest.mark.parametrize("answer", [keeping.TAKEN, b""])
def test_descriptors_on_their_way_are_held_until_they_are_taken(answer):
    zygote = object.__new__(Zygote)
    zygote.forked = 0
    zygote._control, control = socket.socketpair()
    ends = 2 * (1 + len(GUEST_PIPES))
    before = psutil.Process().num_fds()

    def take():
        _, taken, *_ = socket.recv_fds(control, 1, keeping.MAX_FDS)
        held = psutil.Process().num_fds() - len(taken)
        for descriptor in taken:
            os.close(descriptor)
        with control:
            control.sendall(answer)
        return held

    with zygote._control, ThreadPoolExecutor() as elsewhere:
        held = elsewhere.submit(take)
        if answer:
            zygote.fork(GUEST_PIPES).close()
        else:
            with pytest.raises(SandboxError, match="has ended"):
                zygote.fork(GUEST_PIPES)
        assert held.result() == before + ends
        assert psutil.Process().num_fds() == before - 1  # the other end of its control


class NoFork:
    """Walls behind which there is no process left."""

    def __init__(self, directory):
        self.made = directory

    def directory(self):
        self.made.mkdir()
        return str(self.made)

    def fork(self):
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))


def test_a_fork_that_fails_leaves_no_descriptor_and_no_directory(tmp_path):
    walls = NoFork(tmp_path / "1")
    asking, control = socket.socketpair()
    leash, theirs = socket.socketpair()
    before = psutil.Process().num_fds()
    keeper = keeping.Zygote(control, None, str(tmp_path), Legacy(0, walls, Bounds(None, None)))
    with asking, control, leash:
        with theirs:
            socket.send_fds(asking, [keeping.FORK], [theirs.fileno(), 0])
        assert keeper._request()
        assert leash.recv(9) == keeping.record(keeping.NOT_BORN, errno.EAGAIN)
        assert leash.recv(9) == b""
        keeper._selector.close()
        assert psutil.Process().num_fds() == before - 1  # ours of the leash that was sent
    assert not walls.made.exists()
