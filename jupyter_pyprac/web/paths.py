"""Where the handlers are below a server's base URL, and how much a request may carry."""

BASE = "/pyprac"
CONNECT = f"{BASE}/connect"
HEALTH = f"{BASE}/health"
REST = f"{BASE}/.*"

BODY_BYTES = 256 * 1024
BUNDLE_BYTES = 20 * 1024 * 1024
"""What an instructor may send as a course, to these paths."""
BUNDLES = frozenset({f"{BASE}/course", f"{BASE}/check", f"{BASE}/preview"})
SLACK_BYTES = 64 * 1024
MESSAGE_BYTES = 1024
"""More than a ping needs; a larger message ends a live connection."""
WAIT_SECONDS = 15.0
"""The longest that a request may wait for a verdict."""


def read_limit(path: str) -> int:
    """How many bytes of the body of a request to this path are read at all: a little more than it may have.

    Whoever sent somewhat too much can so be told; whoever sends far more is cut off.
    """
    return (BUNDLE_BYTES if path in BUNDLES else BODY_BYTES) + SLACK_BYTES
