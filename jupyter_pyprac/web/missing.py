"""Paths that are nobody's."""

from typing import Any

from tornado.web import HTTPError

from jupyter_pyprac.web.replies import JsonErrors


class Missing(JsonErrors):
    """Any other path below the base: 404 as JSON, whatever the verb."""

    def check_xsrf_cookie(self) -> None:
        """There is nothing to protect."""

    async def prepare(self, **_: Any) -> None:  # noqa: ANN401  hosts have keywords of their own
        """Answer at once."""
        message = "There is nothing here."
        raise HTTPError(404, message)
