"""Seccomp: a filter of system calls, as `filter` built it, put on by a process for good (Linux)."""

import ctypes
from typing import Final

from grader_service.sandbox.layers import kernel

SET_MODE_FILTER: Final = 1
INSTRUCTION_BYTES: Final = 8


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


class Seccomp:
    """One filter, ready to be put on."""

    def __init__(self, instructions: bytes) -> None:
        self._instructions = ctypes.create_string_buffer(instructions, len(instructions))
        length = len(instructions) // INSTRUCTION_BYTES
        self._program = _Program(length, ctypes.addressof(self._instructions))

    def apply(self) -> None:
        """Put it on; needs `no_new_privs`."""
        kernel.call(kernel.number("seccomp"), SET_MODE_FILTER, 0, ctypes.byref(self._program))
