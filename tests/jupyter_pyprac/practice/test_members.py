"""Lists of members: what they say of a viewer counts in the place of what groups say."""

import pytest

from jupyter_pyprac.errors import Unavailable
from jupyter_pyprac.model import Viewer
from jupyter_pyprac.practice.members import Members, by_role, listed
from jupyter_pyprac.store import members
from jupyter_pyprac.store.engine import Database
from jupyter_pyprac.store.members import Member, Revised
from tests.jupyter_pyprac.practice.room import Room

LINES = [
    Member("basics", "student", "ada"),
    Member("basics", "instructor", "carol"),
    Member("closed", "student", "ada"),
]


def by_lists(**viewer) -> Viewer:
    return listed(Viewer(**viewer), by_role(LINES))


def test_a_course_with_a_list_is_for_those_on_it_and_the_rest_is_as_groups_say():
    assert by_lists(name="ada", barred=frozenset({"closed", "secret"})).barred == {"secret"}
    assert by_lists(name="bob").barred == {"basics", "closed"}
    assert not by_lists(name="bob").sees("basics")


def test_a_course_with_a_list_of_instructors_is_taught_by_them_alone():
    assert by_lists(name="carol").taught == {"basics"}
    assert by_lists(name="dan", taught=frozenset({"basics", "closed"})).taught == {"closed"}
    assert by_lists(name="carol").sees("basics")  # though not among its students


def test_who_teaches_every_course_stays_so():
    tutor = by_lists(name="tutor", roles=frozenset({"student", "instructor"}))
    admin = by_lists(name="root", roles=frozenset({"student", "admin"}))
    for viewer in (tutor, admin):
        assert viewer.is_instructor_of("basics")
        assert viewer.sees("closed")


def test_without_lists_nothing_changes():
    viewer = Viewer(name="ada", taught=frozenset({"basics"}), barred=frozenset({"closed"}))
    assert listed(viewer, by_role([])) == viewer


async def test_a_change_counts_when_the_lists_are_read_again(room: Room):
    now = 0.0
    lists = Members(room.database, lambda: now)
    ada = Viewer(name="ada")
    assert await lists.as_listed(ada) == ada
    await room.database.write(members.revise, "basics", "student", "add", frozenset({"bob"}))
    assert await lists.as_listed(ada) == ada
    now = 60.0
    assert (await lists.as_listed(ada)).barred == {"basics"}


async def test_with_the_database_away_what_was_known_holds_on(room: Room):
    now = 0.0
    database = Database(room.settings.database_url)
    await database.write(members.revise, "basics", "student", "add", frozenset({"bob"}))
    lists = Members(database, lambda: now)
    before = await lists.as_listed(Viewer(name="ada"))
    await database.close()
    now = 60.0
    assert await lists.as_listed(Viewer(name="ada")) == before
    with pytest.raises(Unavailable):
        await Members(database).as_listed(Viewer(name="ada"))


class TestStore:
    async def test_a_list_is_added_to_taken_from_and_set(self, hub_rooms: tuple[Room, Room]):
        database = hub_rooms[0].database

        async def revise(change, *names, role="student"):
            return await database.write(members.revise, "basics", role, change, frozenset(names))

        assert await revise("add", "ada", "bob") == Revised(added=2, removed=0, listed=2)
        assert await revise("add", "bob", "eve") == Revised(added=1, removed=0, listed=3)
        assert await revise("add", "ada", role="instructor") == Revised(added=1, removed=0, listed=1)
        assert await revise("remove", "eve", "nobody") == Revised(added=0, removed=1, listed=2)
        assert await revise("set", "bob", "kay") == Revised(added=1, removed=1, listed=2)
        assert await database.read(members.everybody) == [
            Member("basics", "instructor", "ada"),
            Member("basics", "student", "bob"),
            Member("basics", "student", "kay"),
        ]
        assert await revise("set") == Revised(added=0, removed=2, listed=0)
