"""Whether another user can run graders: their Python and its packages may lie in a folder that is closed to others."""

import errno
import os
import subprocess
import sys

from grader_service.errors import Refused
from grader_service.graders import account, clean_environment
from grader_service.interpreter import program

TRIAL = "grader_service.errors"
"""A module that does nothing when it is run."""


def refuse_barred(user: str | None) -> None:
    """Make sure, by trying, that graders can run as the user; where this process is not root they run as itself.

    Raises:
        Refused: there is no such user, or it cannot run this Python with these packages; the text says what mends it.
    """
    if not user or os.geteuid() != 0:
        return
    found = account(user)
    try:
        tried = subprocess.run(
            program(TRIAL),
            capture_output=True,
            text=True,
            errors="replace",
            cwd="/",
            env=clean_environment(),
            user=found.pw_uid,
            group=found.pw_gid,
            extra_groups=[],
            check=False,
        )
    except OSError as error:
        if error.errno == errno.EPERM:
            message = (
                f"This process may not run graders as user {user}, although it is root: let it have CAP_SETUID and "
                "CAP_SETGID, which containers may take away, or run it as an ordinary user without PYPRAC_GRADER_USER."
            )
            raise Refused(message) from error
        raise barred(user, error.strerror or str(error)) from error
    if tried.returncode:
        raise barred(user, (tried.stderr.strip().splitlines() or ["it ended at once"])[-1])


def barred(user: str, reason: str) -> Refused:
    """The refusal of a user who cannot run graders."""
    real = os.path.realpath(sys.executable)
    python = sys.executable if real == sys.executable else f"{sys.executable}, which is {real},"
    return Refused(
        f"User {user} cannot run {python} with its packages ({reason}): install jupyter_pyprac into a folder "
        f"that everybody may enter and read, such as a virtual environment below /opt, not one below /root or a home, "
        f"nor one made of a Python there; `sudo -u {user} {sys.executable} --version` shows whether that went well."
    )
