"""From pressing Submit to the verdict, over the live connection, every submission with new code and after a pause."""

import time

from benchmarks.figures import Figure, bare_interpreter, median, percentile
from benchmarks.server import Client, assignment, server

WARM_UP, ROUNDS, IN_A_ROUND = 30, 10, 30
PAUSE_SECONDS = 0.05
"""Nobody submits again sooner; by then what the last one used up is there again."""


def measure() -> list[Figure]:
    """Submissions and bare interpreters in turns, so that both see the same machine."""
    taken: list[float] = []
    bare: list[float] = []
    what = assignment()
    with server() as running:
        client = Client(f"{running.url}/pyprac")
        for _ in range(WARM_UP):
            client.submit(what)
        for _ in range(ROUNDS):
            for _ in range(IN_A_ROUND):
                time.sleep(PAUSE_SECONDS)
                taken.append(client.submit(what))
            bare += bare_interpreter(IN_A_ROUND)
        client.close()
    yardstick = median(bare)
    return [
        Figure("`python3 -I -S -c pass`, the yardstick, p50", yardstick, "ms"),
        Figure("Submit to verdict over the socket, p50", median(taken), "ms"),
        Figure("the same in yardsticks", median(taken) / yardstick, "", aim=1.2),
        Figure("Submit to verdict over the socket, p99", percentile(taken, 0.99), "ms"),
        Figure("the same in yardsticks", percentile(taken, 0.99) / yardstick, ""),
    ]
