"""What the extension adds to the start of a Jupyter server, and how long the first request waits for everything."""

import subprocess
import sys
import tempfile
import time

from benchmarks.figures import Figure, median
from benchmarks.server import server

STARTS, FIRST_REQUESTS = 15, 5
START = """
import sys, time
from jupyter_server.serverapp import ServerApp
begin = time.perf_counter()
extensions = {"jupyter_pyprac": sys.argv[1] == "with"}
app = ServerApp(jpserver_extensions=extensions, allow_root=True, open_browser=False, port=0)
app.initialize(argv=[], find_extensions=False)
print(1000 * (time.perf_counter() - begin))
"""


def measure() -> list[Figure]:
    """Starts with and without in turns; first requests each to a server and data folder of its own."""
    starts: dict[str, list[float]] = {"with": [], "without": []}
    for _ in range(STARTS):
        for how, taken in starts.items():
            taken.append(start(how))
    added = median(starts["with"]) - median(starts["without"])
    waits = [first_request() for _ in range(FIRST_REQUESTS)]
    return [
        Figure("Added to the server's start", added, "ms", aim=50),
        Figure("First request ever, answered", median(waits), "s", aim=1.5),
    ]


def start(how: str) -> float:
    """Milliseconds that a server takes until it could serve."""
    with tempfile.TemporaryDirectory() as home:
        environment = {"HOME": home, "PATH": "/usr/bin:/bin"}
        command = [sys.executable, "-c", START, how]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd=home)
    return float(done.stdout.split()[-1])


def first_request() -> float:
    """Seconds until the list of assignments is there: database, Redis, graders and example course included."""
    with server() as running:
        begin = time.perf_counter()
        running.ask("GET", "pyprac/assignments")
        return time.perf_counter() - begin
