"""Which courses have a group of students, as the Hub's list of groups tells."""

import json
import time
from collections.abc import Callable
from typing import Any

from jupyterhub.services.auth import HubAuth
from tornado.httpclient import AsyncHTTPClient, HTTPClientError

from jupyter_pyprac.errors import Misconfigured, Unavailable
from jupyter_pyprac.hosts.hub.roles import STUDENTS, courses
from jupyter_pyprac.practice.held import Held

READ_AGAIN_SECONDS = 60.0
PAGE = {"Accept": "application/jupyterhub-pagination+json"}
FORBIDDEN = 403
NOT_ALLOWED = (
    "The practice service may not see which groups the Hub has: staff must give it the scopes list:groups and "
    "read:groups:name, as `configure(c)` does."
)


class CourseGroups:
    """The groups of students, asked for now and then; with the Hub away what was known holds on."""

    def __init__(self, auth: HubAuth, clock: Callable[[], float] = time.monotonic) -> None:
        """`auth` has the address of the Hub's API and the service's own token."""
        self._auth = auth
        self._closed = Held(self._read, READ_AGAIN_SECONDS, clock)

    async def closed_courses(self) -> frozenset[str]:
        """The courses that are for the members of a group alone.

        Raises:
            Misconfigured: the service may not ask.
            Unavailable: the Hub does not answer, and never has.
        """
        return await self._closed.value()

    async def _read(self) -> frozenset[str]:
        try:
            return courses(await self._names(), STUDENTS)
        except (HTTPClientError, OSError) as error:
            if isinstance(error, HTTPClientError) and error.code == FORBIDDEN:
                raise Misconfigured(NOT_ALLOWED) from error
            message = "The Hub cannot be asked for its groups just now. Try again in a moment."
            raise Unavailable(message, retry_after=5.0) from error

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
