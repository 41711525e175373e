"""How a Jupyter server gets a running Redis and graders: it joins the supervisor of its user, or starts one."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from grader_service.config import load as load_grader
from grader_service.errors import Refused
from grader_service.interpreter import program
from grader_service.launcher import clean_environment
from jupyter_pyprac.embedded.folders import Place, explained, place
from jupyter_pyprac.embedded.locks import Lock, is_held
from jupyter_pyprac.embedded.plan import Plan, Report
from jupyter_pyprac.errors import Misconfigured, PyPracError, Unavailable

if TYPE_CHECKING:
    from jupyter_pyprac.config import PyPrac

WAIT_SECONDS = 30.0
"""For a supervisor on its way out, for another server that is starting one, and for ours to be ready: each."""
STEP = 0.02
LOOK_SECONDS = 2.0

AS_ROOT = (
    "Graders never run as root: make a user for them (useradd --system --no-create-home pyprac-grader) and set "
    "PYPRAC_GRADER_USER=pyprac-grader."
)

log = logging.getLogger(__name__)


class Runtime:
    """A running Redis, with graders, for as long as it is open. Where it breaks down it is started again."""

    def __init__(self, redis_url: str, plan: Plan | None = None, share: Lock | None = None) -> None:
        """`share` is this server's share of the servers' lock; without plan nothing is watched."""
        self.redis_url = redis_url
        self._share = share
        self._watching = asyncio.create_task(watch(plan)) if plan else None

    async def close(self) -> None:
        """Need it no longer: the supervisor ends with the last server that did."""
        if self._watching:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        if self._share:
            self._share.close()


async def ensure(settings: "PyPrac", *, local: bool) -> Runtime:
    """Redis and graders as the settings ask for them, shared with the user's other servers of the same data folder.

    `local` = on a student's own machine, where graders ask for no protection.

    Raises:
        Misconfigured, Unavailable: something does not start; the text says what to do.
    """
    if settings.redis_url and not settings.graders:
        return Runtime(settings.redis_url)
    return await run(plan_of(settings, local=local))


def plan_of(settings: "PyPrac", *, local: bool) -> Plan:
    """What is to run, by the settings of practice and of graders; a class's graders never run as root."""
    data_dir = Path(settings.data_dir).expanduser().absolute()
    try:
        grader = load_grader(settings.config, local=local)
    except Refused as refusal:
        raise Misconfigured(str(refusal)) from refusal
    root = os.geteuid() == 0
    if root and not local and not grader.user:
        raise Misconfigured(AS_ROOT)
    return Plan(
        data_dir=str(data_dir),
        folder=str(place(data_dir, settings.redis_url, passable=root and bool(grader.user)).folder),
        redis_url=settings.redis_url,
        graders=settings.graders,
        slots=grader.slots or None,
        minimum_protection=grader.minimum_protection,
        scratch=grader.scratch or None,
        user=grader.user or None,
        log_format=grader.log_format,
    )


async def run(plan: Plan) -> Runtime:
    """Join or start the supervisor of the plan."""
    here = Place(Path(plan.folder))
    try:
        share = Lock(here.servers)
    except OSError as error:
        raise explained(here.folder, error) from error
    try:
        await taken(share.try_shared, "the practice of an earlier session has not ended yet")
        await start(plan)
    except BaseException:
        share.close()
        raise
    return Runtime(plan.redis_url or here.redis_url, plan, share)


async def start(plan: Plan) -> None:
    """Return when the supervisor of the plan runs and is ready, whoever started it."""
    here = Place(Path(plan.folder))
    async with alone(here):
        if not is_held(here.supervisor):
            await launch(plan)


@asynccontextmanager
async def alone(here: Place) -> AsyncIterator[None]:
    """Be the only server that looks for a supervisor."""
    with Lock(here.starting) as starting:
        await taken(starting.try_exclusive, "another session is still starting")
        yield


async def taken(attempt: Callable[[], bool], otherwise: str) -> None:
    """Wait until the attempt at a lock succeeds."""
    try:
        async with asyncio.timeout(WAIT_SECONDS):
            while not attempt():  # noqa: ASYNC110  no event tells that a lock of another process is free
                await asyncio.sleep(STEP)
    except TimeoutError as error:
        message = f"Practice cannot start: {otherwise}. Try again in a moment."
        raise Unavailable(message) from error


async def launch(plan: Plan) -> None:
    """Start a supervisor and wait until it is ready."""
    process = await asyncio.create_subprocess_exec(
        *program("jupyter_pyprac.embedded.supervisor"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        cwd="/",
        env=clean_environment(),
        start_new_session=True,
    )
    said = b""
    try:
        async with asyncio.timeout(WAIT_SECONDS):
            said, _ = await process.communicate(msgspec.json.encode(plan) + b"\n")
    except TimeoutError as error:
        message = f"Practice did not start in time. Try again; if it stays so, look into {plan.data / 'logs'}."
        raise Unavailable(message) from error
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
    understood(said).check()


def understood(said: bytes) -> Report:
    """The supervisor's report, or what it said instead as one."""
    try:
        return msgspec.json.decode(said.splitlines()[-1], type=Report)
    except (IndexError, msgspec.MsgspecError):
        words = said.decode(errors="replace").strip()[-500:] or "it said nothing"
        return Report("unavailable", f"Practice could not be started: {words}")


async def watch(plan: Plan) -> None:
    """Start the supervisor again whenever it has been killed, for as long as this server needs it."""
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        try:
            await start(plan)
        except (PyPracError, OSError) as error:
            log.warning("practice is down and could not be started again: %s", error)
