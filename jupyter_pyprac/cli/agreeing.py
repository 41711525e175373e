"""Asking before what cannot be taken back."""

import sys


def agreed(question: str) -> bool:
    """Whether the person at the terminal says so; nobody is asked where there is none."""
    if not sys.stdin.isatty():
        return False
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}
