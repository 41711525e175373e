"""The assignment's data files, written into a student's working directory by its own process before anything runs."""

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from grader_service.contract import File
from grader_service.sandbox.channel import Channel
from grader_service.sandbox.processes import Process

CHUNK: Final = 512 * 1024
SECONDS: Final = 10.0


class Fault(Exception):
    """The job cannot be graded, through no fault of the submission; the text is for staff."""


def place(wanted: Sequence[File], files: Mapping[str, bytes], process: Process) -> None:
    """Have the process write its files; `files` maps SHA-256 to bytes.

    Raises:
        Fault: a file is missing, badly named, or cannot be written.
    """
    if not wanted:
        return
    channel = Channel(process.ends["replies"], process.ends["requests"])
    deadline = time.monotonic() + SECONDS
    for file in wanted:
        for data, more in _chunks(_content(file, files)):
            channel.send([0, "file", file.name, data, more])
        try:
            _, answer, *_ = channel.receive(deadline)
        except (EOFError, TimeoutError) as error:
            answer = type(error).__name__
        if answer != "value":
            message = f"the file {file.name!r} cannot be written for a run ({answer}): is the disk full?"
            raise Fault(message)


def _content(file: File, files: Mapping[str, bytes]) -> bytes:
    if file.name in {"", ".", ".."} or "/" in file.name or "\0" in file.name:
        message = f"{file.name!r} is no name for a file of an assignment: a plain name is needed"
        raise Fault(message)
    if file.sha256 not in files:
        message = f"the content of the file {file.name!r} is missing: queue the job again"
        raise Fault(message)
    return files[file.sha256]


def _chunks(content: bytes) -> Iterator[tuple[bytes, bool]]:
    """Its parts, each with whether more follow; an empty file has one."""
    for start in range(0, len(content) or 1, CHUNK):
        yield content[start : start + CHUNK], start + CHUNK < len(content)
