"""Which courses have a group of students, as the Hub's list of groups tells."""

import asyncio
import json
import logging
import time
from collections.abc import Callable
from typing import Any

from jupyterhub.services.auth import HubAuth
from tornado.httpclient import AsyncHTTPClient, HTTPClientError

from jupyter_pyprac.errors import Misconfigured, Unavailable
from jupyter_pyprac.hosts.hub.roles import STUDENTS, courses

READ_AGAIN_SECONDS = 60.0
PAGE = {"Accept": "application/jupyterhub-pagination+json"}
FORBIDDEN = 403
NOT_ALLOWED = (
    "The practice service may not see which groups the Hub has: staff must give it the scopes list:groups and "
    "read:groups:name, as `configure(c)` does."
)

log = logging.getLogger(__name__)


class CourseGroups:
    """The groups of students, asked for now and then; with the Hub away what was known holds on."""

    def __init__(self, auth: HubAuth, clock: Callable[[], float] = time.monotonic) -> None:
        """`auth` has the address of the Hub's API and the service's own token."""
        self._auth = auth
        self._clock = clock
        self._lock = asyncio.Lock()
        self._closed: frozenset[str] | None = None
        self._read_at = 0.0

    async def closed_courses(self) -> frozenset[str]:
        """The courses that are for the members of a group alone.

        Raises:
            Misconfigured: the service may not ask.
            Unavailable: the Hub does not answer, and never has.
        """
        async with self._lock:
            if self._closed is None or self._clock() - self._read_at > READ_AGAIN_SECONDS:
                await self._read()
        assert self._closed is not None  # noqa: S101  read just now
        return self._closed

    async def _read(self) -> None:
        try:
            self._closed = courses(await self._names(), STUDENTS)
        except HTTPClientError as error:
            if error.code == FORBIDDEN:
                raise Misconfigured(NOT_ALLOWED) from error
            self._away(error)
        except OSError as error:
            self._away(error)
        self._read_at = self._clock()

    def _away(self, error: Exception) -> None:
        if self._closed is None:
            message = "The Hub cannot be asked for its groups just now. Try again in a moment."
            raise Unavailable(message, retry_after=5.0) from error
        log.warning("the Hub cannot be asked for its groups: %s", error)

    async def _names(self) -> list[str]:
        names: list[str] = []
        offset: int | None = 0
        while offset is not None:
            page = await self._page(offset)
            names += [group["name"] for group in page["items"]]
            following = page["_pagination"]["next"]
            offset = following["offset"] if following else None
        return names

    async def _page(self, offset: int) -> dict[str, Any]:
        headers = {**PAGE, "Authorization": f"token {self._auth.api_token}"}
        reply = await AsyncHTTPClient().fetch(f"{self._auth.api_url}/groups?offset={offset}", headers=headers)
        page: dict[str, Any] = json.loads(reply.body)
        return page
