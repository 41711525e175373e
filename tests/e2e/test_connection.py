"""The badge says what is true: sockets blocked, a server that is started again, and a sleep that nobody announced."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, Route, WebSocketRoute, expect

from tests.e2e.desk import FIRST, ID, PATIENCE, WRONG, Desk, panel
from tests.services.jupyter import Jupyter

SOCKET = re.compile(r"/pyprac/connect")
ASKED = re.compile(r"/(api|pyprac)/(?!connect)")
"""By the practice or by JupyterLab, whose own requests with the token would bring the cookies back."""
ENDLESS = "while True:\n    pass\n"
BACK = 3 * PATIENCE
"""Milliseconds until the page has tried again by itself, on a busy machine."""


@dataclass
class Wire:
    """One connection; nothing of the server's passes a deaf one, and nobody is told."""

    socket: WebSocketRoute
    deaf: bool = False

    def pass_on(self, frame: str | bytes) -> None:
        """Let the page hear."""
        if not self.deaf:
            self.socket.send(frame)


class Proxy:
    """Stands between the page and the server's sockets."""

    def __init__(self, page: Page) -> None:
        self.blocked = False
        self.wires: list[Wire] = []
        page.route_web_socket(SOCKET, self._connect)

    def block(self) -> None:
        """End what is open, and refuse what is opened from now on."""
        self.blocked = True
        for wire in self.wires:
            wire.socket.close()

    def _connect(self, socket: WebSocketRoute) -> None:
        if self.blocked:
            socket.close()
            return
        wire = Wire(socket)
        self.wires.append(wire)
        socket.connect_to_server().on_message(wire.pass_on)


def opened(page: Page, lab: Jupyter) -> Desk:
    """The panel on the first assignment, live."""
    desk = panel(page, lab)
    desk.shows(FIRST.title)
    badge(desk, "Live")
    return desk


def badge(desk: Desk, word: str) -> Locator:
    """Wait for what the badge says."""
    found = desk.root.locator(".pp-connection")
    expect(found).to_have_text(word, timeout=BACK)
    return found


def test_results_come_by_asking_while_sockets_are_blocked(page: Page, lab: Jupyter) -> None:
    proxy = Proxy(page)
    desk = opened(page, lab)
    proxy.block()
    badge(desk, "Checking for results")
    desk.write(WRONG)
    desk.submit.click()
    desk.says("Not solved yet")
    expect(desk.attempts()).to_have_count(1)

    proxy.blocked = False
    badge(desk, "Live")
    desk.write(FIRST.solution)
    desk.submit.click()
    desk.says("Solved")
    desk.has_points(100)


def test_a_page_that_is_not_let_in_any_more_says_why_and_keeps_its_code(page: Page, lab: Jupyter) -> None:
    desk = opened(page, lab)
    page.route(ASKED, without_token)
    desk.write(WRONG)
    for cookies, words in (("_xsrf", "does not know this page any more. Reload it."), (None, "no longer signed in.")):
        page.context.clear_cookies(name=cookies)
        desk.submit.click()
        expect(desk.root.locator(".pp-result")).to_contain_text(words)
    expect(desk.editor).to_contain_text(WRONG.splitlines()[-1])


def without_token(route: Route) -> None:
    """Let a request stand on the page's cookies alone, as where one signs in with a password."""
    route.continue_(headers={name: value for name, value in route.request.headers.items() if name != "authorization"})


@pytest.mark.own_server("--PyPrac.graders=1", "--Grader.slots=1")
def test_a_server_that_was_killed_goes_on_where_it_was_once_it_is_started_again(page: Page, lab: Jupyter) -> None:
    page.add_locator_handler(page.locator(".jp-Dialog"), lambda: page.keyboard.press("Escape"))
    desk = opened(page, lab)
    assert lab.ask("POST", "pyprac/run", {"assignment_id": ID, "code": ENDLESS}).status == 202
    desk.write(WRONG)
    desk.submit.click()
    expect(desk.result).to_have_text(re.compile("^Queued"))

    lab.process.kill()
    lab.process.wait()
    badge(desk, "Offline")
    expect(desk.root.get_by_text("Your code is saved here and your submission is safe.")).to_be_visible()
    desk.write(FIRST.solution)

    lab.start()
    expect(desk.root.get_by_text("Live again. Everything is up to date.")).to_be_visible(timeout=BACK)
    badge(desk, "Live")
    expect(desk.result).to_have_text("Not solved yet", timeout=BACK)
    expect(desk.root.get_by_text("Live again.")).to_be_hidden()
    expect(desk.editor).to_contain_text(FIRST.solution.splitlines()[-1])
    desk.submit.click()
    desk.says("Solved")
    desk.has_points(100)
    expect(desk.attempts()).to_have_count(2)


def test_a_page_that_slept_is_right_at_once_though_its_connection_died_without_a_word(page: Page, lab: Jupyter) -> None:
    proxy = Proxy(page)
    page.clock.install()
    desk = opened(page, lab)
    tab = desk.root.get_by_role("tab", name=re.compile("^Submissions"))
    tab.click()
    expect(desk.root.get_by_text("Nothing submitted yet.")).to_be_visible()

    proxy.wires[-1].deaf = True
    sent = {"assignment_id": ID, "code": FIRST.solution}
    submission = lab.ask("POST", "pyprac/submission", sent).body
    assert lab.ask("GET", f"pyprac/submission/{submission['id']}?wait=15").body["correct"]
    expect(tab).to_have_text("Submissions0")

    page.clock.fast_forward("01:00:00")
    expect(tab).to_have_text("Submissions1")
    desk.has_points(100)
    badge(desk, "Live")
