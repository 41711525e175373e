"""Which jobs a grader has in hand, and whether there is room for another."""

import asyncio
from collections.abc import Callable

from grader_service.queue import Delivery


class Slots:
    """Room for `number` jobs at once, or for a single one that must be alone."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._taken: dict[tuple[str, str], Delivery] = {}
        self._alone: Delivery | None = None
        self._changed = asyncio.Event()

    @property
    def deliveries(self) -> tuple[Delivery, ...]:
        """What is in hand, graded or waiting to be alone."""
        return tuple(self._taken.values())

    def __contains__(self, delivery: Delivery) -> bool:
        return delivery.place in self._taken

    def free(self) -> int:
        """How many more jobs may be taken in hand now."""
        return 0 if self._alone else self._number - len(self._taken)

    def take(self, delivery: Delivery, *, alone: bool = False) -> None:
        """Take a job in hand; nothing else comes in beside one that is to be alone."""
        self._taken[delivery.place] = delivery
        if alone:
            self._alone = delivery

    def leave(self, delivery: Delivery) -> None:
        """The job is out of hand."""
        del self._taken[delivery.place]
        if self._alone is delivery:
            self._alone = None
        self.notice()

    def notice(self) -> None:
        """Have whoever waits in `until` look again."""
        self._changed.set()

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for a condition on the slots."""
        while not condition():
            self._changed.clear()
            await self._changed.wait()
