"""Work on several threads, which ends at once where one piece of it fails or a person stops it."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_parallel(
    work: Callable[[Item], Result], items: Sequence[Item], *, threads: int, ended: Callable[[], None]
) -> list[Result]:
    """The result for each item, in their order; `ended` is called after each.

    What `work` raises is raised here, and so is a KeyboardInterrupt: nothing more is begun then, and what is under
    way is not waited for. It ends with the interpreters that it uses.
    """
    pool = ThreadPoolExecutor(max(1, min(threads, len(items))), thread_name_prefix="pyprac-gate")
    try:
        futures = [pool.submit(work, item) for item in items]
        for future in as_completed(futures):
            future.result()
            ended()
        return [future.result() for future in futures]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
