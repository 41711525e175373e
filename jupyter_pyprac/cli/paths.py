"""What names a place among a command's arguments.

An empty text is a variable of the shell that was not set, and does not mean the folder one is in.
"""

import argparse
from pathlib import Path


def given_path(text: str) -> Path:
    """The path; `ArgumentTypeError` where it is empty."""
    return Path(given(text))


def given(text: str) -> str:
    """The text; `ArgumentTypeError` where it is empty."""
    if not text:
        message = "must not be empty: is a variable not set?"
        raise argparse.ArgumentTypeError(message)
    return text
