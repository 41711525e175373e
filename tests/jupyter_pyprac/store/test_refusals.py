"""What is wrong with a database is said in words, and never what was to be stored."""

import asyncio
from urllib.parse import quote

import pytest
from sqlalchemy import make_url

from jupyter_pyprac.errors import Misconfigured, Unavailable, in_full
from jupyter_pyprac.store import assignments
from jupyter_pyprac.store.address import parse
from jupyter_pyprac.store.engine import Database
from jupyter_pyprac.store.faults import NO_DATABASE, NOT_LET_IN, at_the_door
from tests.jupyter_pyprac.store.asking import all_that_is_said, ask, say
from tests.services.postgres import BY_PASSWORD


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("no address", "cannot be read"),
        ("mysql://ada:secret@host/name", "'mysql' is not supported"),
        ("sqlite://", "in memory keeps nothing"),
        ("sqlite:///:memory:", "in memory keeps nothing"),
        ("postgresql://ada:secret@host:port/name", "cannot be read"),
    ],
)
def test_an_address_of_something_else_is_refused_with_what_to_set(url, sentence):
    with pytest.raises(Misconfigured, match=sentence) as refused:
        Database(url)
    assert "PYPRAC_DB_URL" in str(refused.value)
    assert "secret" not in all_that_is_said(refused.value)


async def test_a_database_that_nobody_serves_cannot_be_reached(tmp_path):
    database = Database(f"postgresql://ada:secret@/name?host={tmp_path}")
    with pytest.raises(Unavailable, match="cannot be reached") as refused:
        await database.read(assignments.is_empty)
    assert "secret" not in all_that_is_said(refused.value) + in_full(refused.value)
    assert str(tmp_path) in in_full(refused.value)  # for staff: where it was looked for
    assert str(tmp_path) not in str(refused.value)
    assert refused.value.retry_after > 0
    await database.close()


@pytest.mark.postgresql
async def test_a_database_that_the_server_does_not_have_is_told_as_such(postgres):
    database = Database(postgres.url("nobody_made_it"))
    with pytest.raises(Misconfigured, match="has none of that name"):
        await database.read(assignments.is_empty)
    await database.close()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ('FATAL:  password authentication failed for user "pyprac"', NOT_LET_IN),
        ("fe_sendauth: no password supplied", NOT_LET_IN),
        ('FATAL:  Peer authentication failed for user "pyprac"', NOT_LET_IN),
        ('FATAL:  role "pyprac" does not exist', NOT_LET_IN),
        ('FATAL:  no pg_hba.conf entry for host "::1", user "pyprac", database "pyprac"', NOT_LET_IN),
        ('FATAL:  database "pyprac" does not exist', NO_DATABASE),
        ("Connection refused", None),
        ("FATAL:  the database system is starting up", None),
    ],
)
def test_why_postgresql_lets_nobody_in_is_read_from_its_words(words, sentence):
    assert at_the_door(words) == sentence


@pytest.mark.postgresql
async def test_a_user_whom_postgresql_does_not_know_is_not_told_as_a_server_that_is_away(postgres):
    address = make_url(postgres.url("postgres")).set(username="nobody_made_it", password="secret")
    database = Database(address.render_as_string(hide_password=False))
    with pytest.raises(Misconfigured, match="does not accept the user or the password") as refused:
        await database.read(assignments.is_empty)
    assert "secret" not in all_that_is_said(refused.value)
    await database.close()


@pytest.mark.postgresql
async def test_who_is_asked_for_a_password_is_let_in_by_the_right_one_alone(postgres, postgres_url):
    with postgres.connect() as connection:
        connection.execute(f"DROP ROLE IF EXISTS {BY_PASSWORD}")
        connection.execute(f"CREATE ROLE {BY_PASSWORD} SUPERUSER LOGIN PASSWORD 'se/cret@1'")
    address = make_url(postgres_url).set(username=BY_PASSWORD)
    for password in ("wrong", None):
        database = Database(address.set(password=password).render_as_string(hide_password=False))
        with pytest.raises(Misconfigured) as refused:
            await database.read(assignments.is_empty)
        assert str(refused.value) == NOT_LET_IN
        await database.close()
    database = Database(address.set(password="se/cret@1").render_as_string(hide_password=False))
    database.migrate()
    assert await database.read(assignments.is_empty)
    await database.close()


@pytest.mark.postgresql
async def test_lost_connections_to_postgresql_are_made_again(postgres, postgres_url):
    database = Database(postgres_url, threads=2)
    database.migrate()
    await asyncio.gather(*(database.read(assignments.is_empty) for _ in range(4)))
    with postgres.connect() as other:
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")

    assert await asyncio.gather(*(database.read(assignments.is_empty) for _ in range(4))) == [True] * 4
    await database.close()


@pytest.mark.postgresql
async def test_a_connection_lost_in_the_middle_of_work_is_unavailable(postgres_url):
    database = Database(postgres_url)
    with pytest.raises(Unavailable, match="cannot be reached"):
        await database.write(ask, "SELECT pg_terminate_backend(pg_backend_pid())")
    assert await database.read(ask, "SELECT 1") == 1
    await database.close()


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("state", "sentence"),
    [("53100", "disk .* is full"), ("53300", "no connection free"), ("40P01", "busy"), ("57P03", "cannot be reached")],
)
async def test_what_postgresql_complains_of_is_said_in_words(postgres_url, state, sentence):
    database = Database(postgres_url)
    complain = f"DO $$ BEGIN RAISE EXCEPTION 'secret' USING ERRCODE = '{state}'; END $$"
    with pytest.raises(Unavailable, match=sentence) as refused:
        await database.write(say, complain)
    assert "secret" not in str(refused.value)
    await database.close()


@pytest.mark.parametrize("password", ["hun@ter2", "h@un/ter2", "@/", "a/b@c"])
def test_a_password_that_is_not_encoded_is_refused_with_what_to_write(password):
    with pytest.raises(Misconfigured, match="write / as %2F and @ as %40") as refused:
        parse(f"postgresql://pyprac:{password}@h:5432/pyprac")
    assert "PYPRAC_DB_URL" in str(refused.value)
    assert password not in all_that_is_said(refused.value)
    encoded = parse(f"postgresql://pyprac:{quote(password, safe='')}@h:5432/pyprac")
    assert (encoded.password, encoded.host) == (password, "h")
