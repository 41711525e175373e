"""What the browser loads for the practice, packed: until its first paint, and after it."""

import gzip
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Page

from benchmarks.figures import Figure

BUILT = Path(__file__).parents[1] / "jupyter_pyprac"
OURS = BUILT / "labextension" / "static"
ADDRESS = "/lab/extensions/jupyter-pyprac/static/"
"""What the addresses of files in that folder have in them."""

ASKED = "() => performance.getEntriesByType('resource').map(({ name, startTime }) => [name, startTime])"
REMEMBER = "performance.setResourceTimingBufferSize(2000)"
"""For ASKED: JupyterLab asks for more than a browser remembers."""


class Opening(NamedTuple):
    """When the panel was asked for, its editor drawn, and on the screen, in the time of its page (ms)."""

    begun: float
    drawn: float
    ready: float


def panel(page: Page, opening: Opening) -> list[Figure]:
    """The weights of the panel that was opened in the page."""
    asked = [
        OURS / urlsplit(address).path.partition(ADDRESS)[2]
        for address, at in page.evaluate(ASKED)
        if at < opening.drawn
    ]
    start = {file for file in asked if file.suffix == ".js"}
    rest = set(OURS.glob("*.js")) - start - fetched_by_cells()
    return [
        Figure("The panel until its first paint, gzip", packed(start), "kB", aim=60),
        Figure("The panel after its first paint, gzip", packed(rest), "kB"),
    ]


def cell() -> list[Figure]:
    """The weights of a cell: its kernel sends module and styles, the rest lies beside the labextension."""
    sent = BUILT / "widget" / "static"
    return [
        Figure("A cell's module, gzip", packed({sent / "practice.js"}), "kB", aim=220),
        Figure("A cell's styles, gzip", packed({sent / "practice.css"}), "kB"),
        Figure("A cell after its first paint, gzip", packed(fetched_by_cells()), "kB"),
    ]


def fetched_by_cells() -> set[Path]:
    """What a cell fetches."""
    return {*OURS.glob("comforts.*.js"), OURS / "katex.js"}


def packed(files: set[Path]) -> float:
    """Kilobytes after gzip, each file by itself."""
    return sum(len(gzip.compress(file.read_bytes())) for file in files) / 1000
