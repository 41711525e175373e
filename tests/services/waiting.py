"""Waiting for a condition: the only way a test lets time pass."""

import asyncio
import time
from collections.abc import Awaitable, Callable

PATIENCE = 30.0
STEP = 0.01


def wait_until(condition: Callable[[], object], patience: float = PATIENCE) -> None:
    """Return when the condition holds; fail with its name when it does not within `patience` seconds."""
    deadline = time.monotonic() + patience
    while not condition():
        if time.monotonic() > deadline:
            message = f"never came true: {condition}"
            raise TimeoutError(message)
        time.sleep(STEP)


async def eventually(condition: Callable[[], object | Awaitable[object]], patience: float = PATIENCE) -> None:
    """The same for a condition that may be a coroutine function."""
    deadline = time.monotonic() + patience
    while True:
        holds = condition()
        if await holds if isinstance(holds, Awaitable) else holds:
            return
        if time.monotonic() > deadline:
            message = f"never came true: {condition}"
            raise TimeoutError(message)
        await asyncio.sleep(STEP)
