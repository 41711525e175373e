"""What an attack is: data. Its code defines `attack()`, True only where the forbidden act was really done."""

# ruff: noqa: E501  tables of numbers stay compact

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Aim = Literal["act", "use", "forge", "stall"]


@dataclass(frozen=True)
class Attack:
    """One thing that a hostile student tries.

    `aim` says what counts as success. `act` and `use`: `attack()` returned True (`use` also wants the machine as it
    was). `forge`: a hidden test passed, or its planted token came back. `stall`: there was no proper verdict in time.
    With `effect`, what changed outside counts, and not what the code says. `floor` is the lowest level that must hold
    it; `exceptions` names a level, or a level and a user (`B`, `B root`), where it may succeed, and says why.
    """

    name: str
    family: str
    code: str
    aim: Aim = "act"
    effect: bool = False
    root: bool = False
    """Without a sandbox too it takes root to succeed."""
    optional: bool = False
    """It needs a part of the kernel that not every machine has."""
    telling: bool = True
    reason: str = ""
    """Why it cannot be shown to succeed without a sandbox."""
    floor: Literal["B", "L"] = "B"
    exceptions: Mapping[str, str] = field(default_factory=dict)

    def allowed(self, level: str, user: str) -> bool:
        """Whether the table says that it may succeed there."""
        return bool({level, f"{level} {user}"} & self.exceptions.keys())


MARK_TEXT = "PLANTED-"
"""How a token starts that nobody can guess the rest of."""

PRELUDE = '''
def proof(data):
    """Whether these are the bytes of the secret, which this code does not know."""
    return sum(place * byte for place, byte in enumerate(bytes(data), 1)) == STAGE["proof"]
'''
"""Precedes the code of an attack, behind the line that says where the things of the stage are."""

SYSCALLS = """
import ctypes, os, struct
ABSENT = (38, 19, 93, 94, 95, 97, 6)  # ENOSYS, ENODEV, EPROTONOSUPPORT, ESOCKTNOSUPPORT, EOPNOTSUPP, EAFNOSUPPORT, ENXIO
MACHINE = os.uname().machine
NEW = dict(pidfd_send_signal=424, io_uring_setup=425, io_uring_enter=426, open_tree=428, move_mount=429, fsopen=430,
    fsconfig=431, fsmount=432, fspick=433, pidfd_open=434, clone3=435, openat2=437, pidfd_getfd=438,
    process_madvise=440, mount_setattr=442, memfd_secret=447)
NUMBERS = NEW | (dict(
    getpid=39, clone=56, ptrace=101, capget=125, personality=135, modify_ldt=154, pivot_root=155, mount=165, umount2=166,
    init_module=175, quotactl=179, tkill=200, tgkill=234, mq_open=240, mq_unlink=241, kexec_load=246, add_key=248,
    request_key=249, keyctl=250, ioprio_set=251, unshare=272, get_robust_list=274, move_pages=279, rt_sigqueueinfo=129,
    perf_event_open=298, fanotify_init=300, prlimit64=302, name_to_handle_at=303, open_by_handle_at=304, setns=308,
    process_vm_readv=310, process_vm_writev=311, kcmp=312, finit_module=313, seccomp=317, memfd_create=319, bpf=321,
    execveat=322, userfaultfd=323, sendmmsg=307, swapon=167, iopl=172, shmget=29, shmctl=31, msgget=68, msgctl=71,
    semget=64, semctl=66, inotify_init1=294, syslog=103, reboot=169, mprotect=10, acct=163,
) if MACHINE == "x86_64" else dict(
    getpid=172, clone=220, ptrace=117, capget=90, personality=92, pivot_root=41, mount=40, umount2=39, init_module=105,
    quotactl=60, tkill=130, tgkill=131, mq_open=180, mq_unlink=181, kexec_load=104, add_key=217, request_key=218,
    keyctl=219, ioprio_set=30, unshare=97, get_robust_list=100, move_pages=239, rt_sigqueueinfo=138,
    perf_event_open=241, fanotify_init=262, prlimit64=261, name_to_handle_at=264, open_by_handle_at=265, setns=268,
    process_vm_readv=270, process_vm_writev=271, kcmp=272, finit_module=273, seccomp=277, memfd_create=279, bpf=280,
    execveat=281, userfaultfd=282, sendmmsg=269, swapon=224, shmget=194, shmctl=195, msgget=186, msgctl=187,
    semget=190, semctl=191, inotify_init1=26, syslog=116, reboot=142, mprotect=226, acct=89,
))
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
libc.mmap.restype = ctypes.c_void_p
def syscall(name, *arguments):
    number = name if type(name) is int else NUMBERS.get(name, -1)
    ctypes.set_errno(0)
    given = [ctypes.c_long(value) if type(value) is int else value for value in arguments]
    result = libc.syscall(ctypes.c_long(number), *given)
    if result < 0: raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
"""
"""Precedes the code of an attack that speaks to the kernel itself."""


def program(attack: Attack, stage: Mapping[str, object]) -> str:
    """The submission: where the things of the stage are, the tools, then the attack itself."""
    tools = SYSCALLS if "syscall(" in attack.code or "libc." in attack.code else ""
    return f"STAGE = {dict(stage)!r}\n{PRELUDE}{tools}{attack.code}"
