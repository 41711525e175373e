"""Beside the service or a grader: database, Redis, secrets, and the Hub."""

import asyncio
import os
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from redis.asyncio import Redis
from redis.exceptions import NoPermissionError, OutOfMemoryError, ReadOnlyError, RedisError

from grader_service.config import load as load_grader
from grader_service.connection import connect, refuse_unfit
from grader_service.contract import STREAM
from grader_service.diagnosis import Finding
from grader_service.errors import Refused
from jupyter_pyprac.broker.graders import ALIVE_SECONDS, graders_seen
from jupyter_pyprac.config import SECRETS, PyPrac
from jupyter_pyprac.embedded.client import AS_ROOT
from jupyter_pyprac.embedded.finding import data_of, running
from jupyter_pyprac.errors import Misconfigured, PyPracError, Unavailable, in_full
from jupyter_pyprac.store import address
from jupyter_pyprac.store.assignments import is_empty
from jupyter_pyprac.store.engine import Database
from jupyter_pyprac.store.leases import lease

ON_SERVER = "start it, or set PYPRAC_DB_URL to where it is; its log says more"
ON_DISK = "see that its disk has room, and that its folder and its files belong to the user who runs this"
MEGABYTE = 1024 * 1024
LITTLE_ROOM = 100
"""Megabytes of disk; with less there may soon be none."""
PROBE = f"{STREAM}:doctor"
"""A key that there never is: to change it only where it is there is a write that changes nothing."""
GROUP_MAY_READ, OTHERS_MAY_READ = 0o040, 0o004
NOT_LET_IN = ("authentication", "username-password", "wrongpass", "noauth")
"""What Redis says of a missing or wrong password; redis-py wraps it differently by the kind of connection."""
MENDS: Mapping[type[Exception], str] = {
    NoPermissionError: "let the user do what docs/staff.md says, by ACL SETUSER",
    OutOfMemoryError: "give it memory, CONFIG SET maxmemory and the same line in its configuration",
    ReadOnlyError: "set PYPRAC_REDIS_URL to its master, or to the Sentinels that know which that is",
}
LATELY = f"within the last {ALIVE_SECONDS} s"
NO_GRADERS = Finding(
    "graders",
    fine=False,
    found=f"0 read the queue {LATELY}",
    mend="jupyter pyprac grader, with the same PYPRAC_REDIS_URL",
)
IN_HUB = ("JUPYTERHUB_API_URL", "JUPYTERHUB_API_TOKEN", "JUPYTERHUB_SERVICE_NAME")


async def look(settings: PyPrac, environment: Mapping[str, str]) -> dict[str, list[Finding]]:
    """What is set is looked at; a grader's machine has no database, and a laptop no Redis before it practises."""
    found = {}
    serves = settings.trait_has_value("database_url") or not settings.redis_url
    if serves:
        found["database"] = await of_database(settings.database_url)
    if settings.redis_url:
        found["redis"] = await of_redis(settings.redis_url, serves=serves)
    else:
        found["redis"] = await of_private_redis(settings)
    if files := secret_files(environment):
        found["secrets"] = files
    if all(environment.get(name) for name in IN_HUB):
        found["hub"] = [await of_hub()]
    return found


async def of_database(url: str) -> list[Finding]:
    """Whether it answers, has the tables of this release and can be written to; nothing is changed in it."""
    what = "tables"
    try:
        database = Database(url, threads=1)
        try:
            if not database.exists():
                return [Finding(what, fine=True, found="no database yet: the first request makes it")]
            await asyncio.to_thread(database.check)
            await database.read(is_empty)
            now = datetime.now(UTC)
            await database.rehearse(lease, "doctor", "doctor", now, now)
        finally:
            await database.close()
    except Misconfigured as error:
        return [Finding(what, fine=False, found="cannot be used", mend=str(error))]
    except Unavailable as error:
        mend = ON_DISK if url.startswith("sqlite") else ON_SERVER
        return [Finding(what, fine=False, found=in_full(error), mend=mend)]
    file = address.file_of(address.parse(url))
    return [Finding(what, fine=True, found="of this release"), *([of_disk(file.parent)] if file else [])]


def of_disk(folder: Path) -> Finding:
    """Whether there is room for what the folder is to hold."""
    free = shutil.disk_usage(folder).free // MEGABYTE
    little = free < LITTLE_ROOM
    return Finding("disk", fine=not little, found=f"{free} MB free", mend=f"make room for {folder}" if little else None)


async def of_redis(url: str, *, serves: bool) -> list[Finding]:
    """Whether it can be reached and used, and keeps what it is given."""
    try:
        async with connect(url) as client:
            await refuse_unfit(client)
            await client.set(PROBE, b"", xx=True)
            kept, full = await client.info("persistence"), await client.info("memory")
            findings = [Finding("server", fine=True, found="answers, and can hold the queue"), *losses(kept, full)]
            if serves:
                findings.append(await of_graders(client))
    except Refused as refusal:
        return [Finding("server", fine=False, found="cannot be used", mend=str(refusal))]
    except (RedisError, OSError) as error:
        return [Finding("server", fine=False, found=str(error), mend=mend_of(error))]
    return findings


async def of_private_redis(settings: PyPrac) -> list[Finding]:
    """The private server of the data folder and the graders beside it, where they run."""
    what, data = "private server", data_of(settings.data_dir)
    try:
        url = running(data)
    except PyPracError as error:
        mend = "run this as the user whom the service or server runs as"
        return [Finding(what, fine=False, found=str(error), mend=mend)]
    if url is None:
        found = f"none runs for {data.folder}; the first request, or a Hub's service, starts it with its graders"
        userless = os.geteuid() == 0 and not load_grader(settings.config).user
        return [Finding(what, fine=True, found=found, mend=f"for a Hub's service: {AS_ROOT}" if userless else None)]
    findings = await of_redis(url, serves=True)
    mend = f"read {data.logs}, where they say why"
    return [msgspec.structs.replace(each, mend=mend) if each == NO_GRADERS else each for each in findings]


async def of_graders(client: Redis) -> Finding:
    """Whether any read the queue."""
    seen = await graders_seen(client)
    if seen.refusal:
        return Finding("graders", fine=False, found="they refuse to work", mend=seen.refusal)
    if not seen.reading:
        return NO_GRADERS
    return Finding("graders", fine=True, found=f"{seen.reading} read the queue {LATELY}")


def losses(persistence: Mapping[str, object], memory: Mapping[str, object]) -> list[Finding]:
    """The settings by which Redis would lose what it holds."""
    policy, limited = str(memory["maxmemory_policy"]), bool(memory.get("maxmemory"))
    evicts, keeps = policy != "noeviction" and limited, bool(persistence["aof_enabled"])
    noeviction = "CONFIG SET maxmemory-policy noeviction, and the same line in its configuration"
    append_only = "CONFIG SET appendonly yes, and the same line in its configuration"
    return [
        Finding("eviction", fine=not evicts, found=f"maxmemory-policy {policy}", mend=noeviction if evicts else None),
        Finding("append-only file", fine=keeps, found="on" if keeps else "off", mend=None if keeps else append_only),
    ]


def mend_of(error: Exception) -> str:
    """What to do where Redis does not let us in, or does not take what is written."""
    text = str(error).lower()
    if any(word in text for word in NOT_LET_IN):
        return "put the user's name and password into PYPRAC_REDIS_URL, percent-encoded"
    if type(error) in MENDS:
        return MENDS[type(error)]
    if text.startswith("misconf"):
        return "make room on its disk; its log says more"
    if "certificate" in text:
        return "name the authority of its certificate: rediss://...?ssl_ca_certs=/path/of/ca.pem"
    return "start it, or set PYPRAC_REDIS_URL to where it is"


def secret_files(environment: Mapping[str, str]) -> list[Finding]:
    """Whether nobody else can read the files that hold secrets."""
    traits = PyPrac.class_traits()
    names = [f"{traits[name].metadata['environment']}_FILE" for name in sorted(SECRETS)]
    return [of_file(name, Path(environment[name])) for name in names if environment.get(name)]


def of_file(name: str, file: Path) -> Finding:
    """Whether the file is its owner's alone; root's may be read by the group for which it is, as Kubernetes lays it."""
    facts = file.stat()
    for_a_group = facts.st_uid == 0 != os.geteuid()
    shared = bool(facts.st_mode & (OTHERS_MAY_READ if for_a_group else GROUP_MAY_READ | OTHERS_MAY_READ))
    mode = f"mode {facts.st_mode & 0o777:o}"
    return Finding(name, fine=not shared, found=mode, mend=f"chmod 400 {file}" if shared else None)


async def of_hub() -> Finding:
    """Whether the Hub answers the service and lets it see its groups."""
    from jupyterhub.services.auth import HubAuth  # noqa: PLC0415  only a service of a Hub has it

    from jupyter_pyprac.hosts.hub.groups import CourseGroups  # noqa: PLC0415  the same

    try:
        closed = await CourseGroups(HubAuth()).closed_courses()
    except PyPracError as error:
        mend = "set JUPYTERHUB_API_URL and JUPYTERHUB_API_TOKEN as the Hub gives them, and the scopes by configure(c)"
        return Finding("groups", fine=False, found=str(error), mend=mend)
    return Finding("groups", fine=True, found=f"seen; {len(closed)} course(s) have students of their own")
