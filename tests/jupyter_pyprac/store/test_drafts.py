"""Drafts on both databases."""

import asyncio

from jupyter_pyprac.model import Draft
from jupyter_pyprac.store import drafts
from jupyter_pyprac.store.engine import Database
from tests.jupyter_pyprac.store.making import NOW, a_course, later

SEARCH = "basics/search"
ODD = "\0 half \ud83d, whole 🐍\r\n"


async def save(database, code, version, *, viewer="ada", now=NOW):
    return await database.write(drafts.save, viewer, SEARCH, code, version, now)


async def test_a_draft_comes_back_as_it_was_saved(database):
    await a_course(database)
    assert await database.read(drafts.draft, "ada", SEARCH) == Draft()
    saved = await save(database, ODD, 0)
    assert saved == Draft(ODD, 1, NOW)
    assert await save(database, "pass", 1, now=later(1)) == Draft("pass", 2, later(1))
    assert await database.read(drafts.draft, "ada", SEARCH) == Draft("pass", 2, later(1))
    assert await database.read(drafts.draft, "bob", SEARCH) == Draft()


async def test_what_its_writer_has_not_seen_stays(database):
    await a_course(database)
    stored = await save(database, "here", 0)
    for version in (0, 2):
        assert await save(database, "there", version, now=later(1)) == stored
    assert await save(database, "here", 1, now=later(1)) == stored


async def test_of_many_writers_at_one_moment_one_saves(database, database_url):
    await a_course(database)
    other = Database(database_url)
    for version in range(3):
        codes = [f"# {version}, writer {writer}" for writer in range(10)]
        both = zip(codes, (database, other) * 5, strict=True)
        found = await asyncio.gather(*(save(each, code, version) for code, each in both))
        assert len({draft.code for draft in found}) == 1
        assert {draft.version for draft in found} == {version + 1}
    await other.close()
