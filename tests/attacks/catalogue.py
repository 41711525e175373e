"""All attacks, by name, and which of them are let loose where."""

from tests.attacks import files, integrity, network, privilege, processes, resource, stalls
from tests.attacks.attack import Attack

FAMILIES: dict[str, tuple[Attack, ...]] = {
    module.__name__.rsplit(".", 1)[1]: module.ATTACKS
    for module in (resource, files, network, processes, privilege, integrity, stalls)
}
ALL: dict[str, Attack] = {
    f"{family}: {attack.name}": attack for family, attacks in FAMILIES.items() for attack in attacks
}
ONE_USER = frozenset({"integrity", "stalls"})
"""Families in which it makes no difference who the user is."""


def wanted(level: str, user: str) -> dict[str, Attack]:
    """The attacks that must be held at a level, for a user."""
    return {
        title: attack
        for title, attack in ALL.items()
        if (attack.floor == "L" or level in "AB") and not (attack.family in ONE_USER and user == "root")
    }
