"""What stands before several replicas: each new connection goes to the next one that takes it."""

import asyncio
import threading
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress

from tests.services.jupyter import free_port

CHUNK = 65536


class Balancer:
    """A load balancer of TCP, which knows nothing of what it passes on."""

    def __init__(self, port: int, behind: Sequence[int]) -> None:
        self._port = port
        self._behind = list(behind)

    async def serve(self, began: "Future[Callable[[], object]]") -> None:
        """Pass on until told to stop by what `began` is given."""
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        async with await asyncio.start_server(self._pass_on, "127.0.0.1", self._port):
            began.set_result(lambda: loop.call_soon_threadsafe(stop.set))
            await stop.wait()

    async def _pass_on(self, reader: StreamReader, writer: StreamWriter) -> None:
        try:
            there_reader, there_writer = await self._connected()
        except OSError:
            writer.close()
            return
        await asyncio.gather(copied(reader, there_writer), copied(there_reader, writer))

    async def _connected(self) -> tuple[StreamReader, StreamWriter]:
        """A connection to whoever is next and takes it."""
        for _ in self._behind:
            self._behind.append(self._behind.pop(0))
            with suppress(OSError):
                return await asyncio.open_connection("127.0.0.1", self._behind[0])
        raise ConnectionRefusedError


async def copied(reader: StreamReader, writer: StreamWriter) -> None:
    """Pass one direction on until either side ends it."""
    with suppress(OSError):
        while data := await reader.read(CHUNK):
            writer.write(data)
            await writer.drain()
    writer.close()


@contextmanager
def balanced(behind: Sequence[int]) -> Iterator[int]:
    """The port of a balancer before these ports."""
    port, began = free_port(), Future()
    thread = threading.Thread(target=lambda: asyncio.run(Balancer(port, behind).serve(began)))
    thread.start()
    stop = began.result(10)
    try:
        yield port
    finally:
        stop()
        thread.join()
