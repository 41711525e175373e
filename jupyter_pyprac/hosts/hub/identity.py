"""Who asks: the user of the Hub whose token a request carries, and nobody by any other sign."""

import asyncio
import re
from typing import Any

from jupyterhub.services.auth import HubAuth
from tornado.web import HTTPError

from jupyter_pyprac.errors import Unavailable
from jupyter_pyprac.hosts.hub.groups import CourseGroups
from jupyter_pyprac.hosts.hub.roles import viewer_of
from jupyter_pyprac.hosts.hub.throttle import Throttle
from jupyter_pyprac.model import Viewer

CACHE_SECONDS = 45
"""For so long a token counts after it was revoked, and a group after it was left."""
TOKEN = re.compile(r"(?:token|bearer) +(\S+)", re.IGNORECASE)
HUB_IS_AWAY = "The Hub cannot be asked who you are just now. What you wrote stays here; try again in a moment."


class Identity:
    """The viewers of the service, as the Hub knows them."""

    def __init__(self, auth: HubAuth, groups: CourseGroups, throttle: Throttle) -> None:
        """`auth` asks the Hub and remembers its answers for as long as it is configured to."""
        self._auth = auth
        self._groups = groups
        self._throttle = throttle
        self._asking: dict[str, asyncio.Task[dict[str, Any] | None]] = {}

    async def viewer(self, authorization: str) -> Viewer:
        """The viewer of a request, by its Authorization header alone: no cookie and no address is asked.

        Raises:
            HTTPError: 401, there is no token, or not one of a user who may use the service.
            SlowDown: too many requests of this viewer.
            Unavailable: the Hub does not answer.
        """
        found = TOKEN.fullmatch(authorization)
        user = await self._user(found[1]) if found else None
        if user is None or user["kind"] != "user" or not self._may_enter(user):
            message = "The Hub knows no user with this token who may use the practice service."
            raise HTTPError(401, message)
        self._throttle.take(user["name"])
        return viewer_of(user, await self._groups.closed_courses())

    def _may_enter(self, user: dict[str, Any]) -> bool:
        return bool(self._auth.check_scopes(self._auth.access_scopes, user))

    async def _user(self, token: str) -> dict[str, Any] | None:
        """The Hub's word on the token; those who ask at the same moment share one question."""
        asking = self._asking.get(token)
        if asking is None:
            asking = self._asking[token] = asyncio.create_task(self._ask(token))
            asking.add_done_callback(lambda _: self._asking.pop(token))
        return await asyncio.shield(asking)

    async def _ask(self, token: str) -> dict[str, Any] | None:
        try:
            user: dict[str, Any] | None = await self._auth.user_for_token(token, sync=False)
        except HTTPError as error:
            raise Unavailable(HUB_IS_AWAY, retry_after=5.0) from error
        return user
