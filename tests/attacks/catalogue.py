"""All attacks, by name, and which of them are let loose where."""

from tests.attacks import execution, files, integrity, network, privilege, processes, resource, stalls, wire
from tests.attacks.attack import Attack

FAMILIES: dict[str, tuple[Attack, ...]] = {
    module.__name__.rsplit(".", 1)[1]: module.ATTACKS
    for module in (resource, files, network, processes, privilege, execution, integrity, stalls, wire)
}
ALL: dict[str, Attack] = {
    f"{family}: {attack.name}": attack for family, attacks in FAMILIES.items() for attack in attacks
}
ONE_USER = frozenset({"integrity", "stalls", "wire"})
"""Families in which it makes no difference who the user is."""


def wanted(level: str, user: str, everybody: tuple[str, ...]) -> dict[str, Attack]:
    """The attacks that a user lets loose at a level, where there are such users; `-` is without a sandbox.

    Without a sandbox each is shown once: by root where it takes root, else by an ordinary user.
    """
    return {title: attack for title, attack in ALL.items() if _is_wanted(attack, level, user, everybody)}


def _is_wanted(attack: Attack, level: str, user: str, everybody: tuple[str, ...]) -> bool:
    if level == "-":
        return attack.telling and user == ("root" if attack.root else everybody[-1])
    if attack.family in ONE_USER and user != everybody[-1]:
        return False
    return attack.floor == "L" or level in "AB"
