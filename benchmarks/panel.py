"""The panel in a real browser: how soon it is there, how it follows clicks, keys and verdicts, and what it weighs."""

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import machine
from msgspec.structs import replace
from playwright.sync_api import CDPSession, Page, expect, sync_playwright

from benchmarks import loads
from benchmarks.figures import Figure, median
from benchmarks.loads import Opening
from benchmarks.server import UNLIMITED
from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.example import example_course
from jupyter_pyprac.cli.import_course import save
from jupyter_pyprac.config import PyPrac
from tests.e2e.desk import PATIENCE, Desk, workspace
from tests.services.jupyter import Jupyter, jupyter

OPENINGS, STEPS, VERDICTS, KEYS, NAVIGATIONS = 7, 40, 12, 60, 200
ASSIGNMENTS, LINES = 500, 2000

QUIET = ("--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run")

OPENED = """() => new Promise((done) => {
  const begin = performance.now();
  const look = () => {
    const drawn = performance.now();
    if (document.querySelector('.jp-PyPrac .cm-content') === null) requestAnimationFrame(look);
    else requestAnimationFrame(() => done([begin, drawn, performance.now()]));
  };
  document.querySelector('.jp-LauncherCard[data-category="Other"]').click();
  look();
})"""
"""The times (ms) of the click on the launcher's card, of the frame that draws the editor, and of the next one."""

STEPPED = """(name) => {
  const button = document.querySelector(`.jp-PyPrac button[aria-label^="${name}"]`);
  const begin = performance.now();
  button.click();
  return performance.now() - begin;
}"""
"""Milliseconds of script that a click on Next or Previous takes: React draws before it returns."""

HEARD = """() => {
  const Socket = window.WebSocket;
  window.graded = [];
  window.WebSocket = class extends Socket {
    constructor(...words) {
      super(...words);
      this.addEventListener('message', (event) => {
        if (typeof event.data !== 'string' || !event.data.includes('"graded"')) return;
        const begin = performance.now();
        const busy = () => document.querySelector('.pp-result[aria-busy="true"]') !== null;
        const look = () => requestAnimationFrame(() => {
          if (busy()) look();
          else window.graded.push(performance.now() - begin);
        });
        look();
      });
    }
  };
}"""
"""Keeps the milliseconds from each verdict's event to the frame that shows it."""

TYPED = """() => {
  window.typed = [];
  const editor = document.querySelector('.jp-PyPrac .cm-content');
  editor.addEventListener('keydown', ({ timeStamp }) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.typed.push(performance.now() - timeStamp);
      channel.port2.postMessage(0);
    });
  }, true);
}"""
"""Keeps the milliseconds from each key to the end of the frame that shows its letter."""


def measure() -> list[Figure]:
    """All of it, in one JupyterLab with a course of many assignments."""
    with practised() as (lab, page):
        first = opening(page, lab)
        weights = loads.panel(page, first)
        openings = [first, *(opening(page, lab) for _ in range(OPENINGS - 1))]
        desk = Desk(page, page.locator(".jp-PyPrac"))
        stepped = [stepping(page) for _ in range(STEPS)]
        shown = verdicts(page, desk)
        keys = typing(page, desk)
        growth = growing(page, page.context.new_cdp_session(page))
    opened = [each.ready - each.begun for each in openings]
    return [
        Figure("Panel asked for to editor ready, p50", median(opened), "ms", aim=400),
        Figure(f"Next and Previous among {ASSIGNMENTS}: script, p50", median(stepped), "ms", aim=16),
        Figure("Verdict's event to the frame that shows it, p50", median(shown), "ms", aim=50),
        Figure(f"Key to the end of its frame, {LINES:,} lines, p50", median(keys), "ms", aim=50),
        Figure(f"Memory that {NAVIGATIONS} navigations leave", growth, "MiB", aim=1),
        *weights,
        *loads.cell(),
    ]  # fmt: skip


@contextmanager
def practised() -> Iterator[tuple[Jupyter, Page]]:
    """A JupyterLab with the long course, and a page of a browser."""
    command = [sys.executable, "-m", "jupyterlab"]
    environment = {**os.environ, "PYPRAC_EXAMPLE_COURSE": "false"}
    with jupyter(command, environment, "--LabApp.expose_app_in_browser=True", *UNLIMITED) as lab:
        bring(lab)
        with sync_playwright() as playwright:
            flags = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
            browser = playwright.chromium.launch(executable_path=machine.chromium(), args=flags)
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.add_init_script(f"({HEARD})()")
            page.add_init_script(loads.REMEMBER)
            yield lab, page
            browser.close()


def bring(lab: Jupyter) -> None:
    """Give the server the example course, repeated until it is long."""
    course = example_course()
    assert course is not None  # noqa: S101  it lies in this clone
    known = course.assignments
    many = [
        replace(known[number % len(known)], slug=f"made-{number}", order_number=number + 1)
        for number in range(ASSIGNMENTS)
    ]
    bundle = Bundle(course.course, many, course.files)
    asyncio.run(save(bundle, PyPrac(data_dir=str(lab.home / "data" / "pyprac"))))


def opening(page: Page, lab: Jupyter) -> Opening:
    """Open JupyterLab anew, then the panel."""
    page.goto(workspace(lab))
    expect(page.locator(".jp-LauncherCard[data-category=Other]").first).to_be_visible(timeout=3 * PATIENCE)
    return Opening(*page.evaluate(OPENED))


def stepping(page: Page) -> float:
    """Go on by one."""
    return float(page.evaluate(STEPPED, "Next"))


def verdicts(page: Page, desk: Desk) -> list[float]:
    """Submit code that nobody submitted, some times."""
    for number in range(VERDICTS):
        desk.write(f"print({number})\n")
        desk.submit.click()
        page.wait_for_function("count => window.graded.length > count", arg=number, timeout=PATIENCE)
    taken: list[float] = page.evaluate("window.graded")
    return taken


def typing(page: Page, desk: Desk) -> list[float]:
    """Type into the middle of a long program, each key once the last one is on the screen: none queues."""
    desk.write("\n".join(f"value_{number} = [{number}, 'text']" for number in range(LINES)))
    page.keyboard.press("ControlOrMeta+Home")
    for _ in range(20):
        page.keyboard.press("PageDown")
    page.evaluate(TYPED)
    for number in range(KEYS):
        page.keyboard.press("x")
        page.wait_for_function("count => window.typed.length > count", arg=number)
    taken: list[float] = page.evaluate("window.typed")
    return taken


def growing(page: Page, tools: CDPSession) -> float:
    """MiB of the page's heap that going back and forth adds, once everything has been looked at before."""
    for _ in range(3):
        before = heap(tools)
        for number in range(NAVIGATIONS):
            page.evaluate(STEPPED, "Next" if number % 2 else "Previous")
            page.evaluate("() => new Promise(requestAnimationFrame)")
        after = heap(tools)
    return (after - before) / 2**20


def heap(tools: CDPSession) -> int:
    """Bytes that scripts hold after a collection."""
    tools.send("HeapProfiler.collectGarbage")
    return int(tools.send("Runtime.getHeapUsage")["usedSize"])
