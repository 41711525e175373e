"""For probes."""

from jupyter_pyprac.web.base import JsonErrors


class Health(JsonErrors):
    """`/health`: no user, no detail. The host says how its health is asked."""

    async def check(self) -> None:
        """Raise `Unavailable` or `Misconfigured` where nothing can be served."""
        raise NotImplementedError

    async def get(self) -> None:
        """200 where requests can be served, else 503."""
        await self.check()
        self.finish_json('{"status":"ok"}')
