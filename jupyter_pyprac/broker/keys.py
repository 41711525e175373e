"""What the service keeps in Redis beside the queue, by name: all of it may be forgotten.

Names of people and courses are percent-encoded, so that no colon in one can make it another key.
"""

from urllib.parse import quote

RUN_SECONDS = 3600
"""How long it is known whose a run is."""


def last_visit_key(course: str, user: str) -> str:
    """The assignment that the user last visited in the course."""
    return f"last-visit:{encoded(course)}:{encoded(user)}"


def every_last_visit(user: str) -> str:
    """A pattern of the user's last visits, whatever the course; no name has a sign that a pattern reads."""
    return f"last-visit:*:{encoded(user)}"


def rate_key(user: str) -> str:
    """The user's bucket of tokens."""
    return f"rate:{encoded(user)}"


def run_key(run_id: str) -> str:
    """Whose a run is, and which job does it."""
    return f"run:{run_id}"


def check_key(check_id: str) -> str:
    """What a check has come to."""
    return f"check:{encoded(check_id)}"


def encoded(name: str) -> str:
    """A name as it stands in a key."""
    return quote(name, safe="", errors="surrogatepass")
