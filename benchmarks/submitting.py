"""From pressing Submit to the verdict, over the live connection, with a bare interpreter in turns.

Each comes after a pause, as it does where a student works: a processor that was idle is slower at first, for both.
"""

import time
from collections.abc import Callable

from benchmarks.figures import Figure, bare_interpreter, median, percentile
from benchmarks.server import Client, assignment, server

WARM_UP, RUNS = 30, 300
PAUSE_SECONDS = 0.05
"""Nobody submits again sooner; by then what the last one used up is there again."""


def measure() -> list[Figure]:
    """Submissions, each of new code, and bare interpreters in turns, so that both see the same machine."""
    taken: list[float] = []
    bare: list[float] = []
    what = assignment()
    with server() as running:
        client = Client(f"{running.url}/pyprac")
        for _ in range(WARM_UP):
            client.submit(what)
        for _ in range(RUNS):
            taken.append(after_a_pause(lambda: client.submit(what)))
            bare.append(after_a_pause(lambda: bare_interpreter(1)[0]))
        client.close()
    yardstick = median(bare)
    return [
        Figure("`python3 -I -S -c pass`, the yardstick, p50", yardstick, "ms"),
        Figure("Submit to verdict over the socket, p50", median(taken), "ms"),
        Figure("the same in yardsticks", median(taken) / yardstick, "", aim=1.2),
        Figure("Submit to verdict over the socket, p99", percentile(taken, 0.99), "ms"),
        Figure("the same in yardsticks", percentile(taken, 0.99) / yardstick, ""),
    ]


def after_a_pause(work: Callable[[], float]) -> float:
    """What the work takes when nothing was done before it."""
    time.sleep(PAUSE_SECONDS)
    return work()
