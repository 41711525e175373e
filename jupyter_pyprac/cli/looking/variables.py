"""Variables of the environment that look like a setting and are none: what they say is not heard."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from grader_service.config import Grader
from grader_service.diagnosis import Finding
from jupyter_pyprac.config import SECRETS, PyPrac

PREFIX: Final = "PYPRAC_"
CLOSE: Final = 0.85
"""How alike two names must be: Kubernetes sets PYPRAC_PORT and its kin where a service is called pyprac."""


def look(environment: Mapping[str, str]) -> list[Finding]:
    """A finding for each variable whose name is nearly that of a setting."""
    known = set(names())
    strange = sorted(name for name in environment if name.startswith(PREFIX) and name not in known)
    meant = ((name, get_close_matches(name, known, n=1, cutoff=CLOSE)) for name in strange)
    return [
        Finding(name, fine=False, found="is no setting and is not heard", mend=f"did you mean {near[0]}?")
        for name, near in meant
        if near
    ]


def names() -> Iterator[str]:
    """The variables that are settings, with those that name the file of a secret."""
    for settings in (PyPrac, Grader):
        for name, trait in settings.class_traits(environment=lambda tag: tag is not None).items():
            yield trait.metadata["environment"]
            if name in SECRETS:
                yield f"{trait.metadata['environment']}_FILE"
