"""The users of Redis that the documentation has staff make."""

import re
from pathlib import Path

import redis

from tests.services.valkey import Valkey

STAFF = Path(__file__).parents[2] / "docs" / "staff.md"
LINE = r"ACL SETUSER ({user}) ([^`\n]*)"
NOT_IN_7_0 = "+client|setinfo"


def documented(valkey: Valkey, client: "redis.Redis", user: str) -> str:
    """Make the user as docs/staff.md says, and return the server's URL for it; all others are the administrator's."""
    found = re.search(LINE.format(user=user), STAFF.read_text(encoding="utf-8"))
    assert found, f"docs/staff.md tells of no user {user}"
    rules = found[2].replace("PASSWORD", "secret").split()
    if client.info("server")["redis_version"].startswith("7.0."):
        rules = [rule for rule in rules if rule != NOT_IN_7_0]
    client.execute_command("ACL", "SETUSER", user, *rules)
    return f"unix://{user}:secret@{valkey.socket}"
