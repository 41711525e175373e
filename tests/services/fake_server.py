"""`python -m tests.services.fake_server`: stands for a Jupyter server that practises, until its input ends."""

import asyncio
import sys

import msgspec

from jupyter_pyprac.embedded.client import run
from jupyter_pyprac.embedded.plan import Plan


async def main() -> None:
    """Say `ready` when practice is there, and need it for as long as somebody holds the input open."""
    runtime = await run(msgspec.json.decode(sys.stdin.buffer.readline(), type=Plan))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.buffer.read)
    await runtime.close()


if __name__ == "__main__":
    asyncio.run(main())
