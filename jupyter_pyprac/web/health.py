"""For probes."""

import json

from jupyter_pyprac.errors import PyPracError, Unavailable, in_full
from jupyter_pyprac.web.replies import JsonErrors


class Health(JsonErrors):
    """`/health`: no user, no detail. The host says how its health is asked."""

    async def check(self) -> str | None:
        """Raise `Unavailable` or `Misconfigured` where nothing can be served; a word for why nothing is graded."""
        raise NotImplementedError

    async def get(self) -> None:
        """200 where requests can be served, else 503; why not is for those who are logged in, and for the log."""
        try:
            delay = await self.check()
        except PyPracError as error:
            refusal = Unavailable("Practice cannot be served at the moment.")
            refusal.add_note(in_full(error))
            raise refusal from error
        self.finish_json(json.dumps({"status": "ok", **({"grading": delay} if delay else {})}, separators=(",", ":")))
