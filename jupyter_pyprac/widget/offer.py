"""A course that lies beside a notebook, as instructors hand it out for laptops (`jupyter pyprac release`)."""

import hashlib
import json
import warnings
from pathlib import Path
from typing import Any

from jupyter_pyprac.authoring.release import COURSE_FILE


def beside(folder: Path, course: str | None) -> dict[str, Any] | None:
    """What a page must know to offer the folder's course; None where there is none, or `course` names another.

    Warns where the file is damaged: what is on the server already can be practised nevertheless.
    """
    path = folder / COURSE_FILE
    try:
        raw = path.read_bytes()
        data = json.loads(raw)
        slug, title, count = data["course"]["slug"], data["course"]["title"], len(data["assignments"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        warnings.warn(f"{path} cannot be read: get the folder once more from where you had it", stacklevel=3)
        return None
    if course not in {None, slug}:
        return None
    return {"course": slug, "title": title, "assignments": count, "digest": hashlib.sha256(raw).hexdigest()}
