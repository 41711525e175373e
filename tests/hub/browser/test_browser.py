"""A student and an instructor in Chromium, from the Hub's login page to a verdict."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.desk import FIRST, PATIENCE, Desk, launcher_card, stay, stayed
from tests.hub.course import named
from tests.services.deployment import Deployment
from tests.services.hub import BASE, Hub

STARTING = 5 * PATIENCE
"""Milliseconds that a server of one's own may take."""
SUBMIT = {"assignment_id": "python-basics/hello-at-the-door", "code": "# from elsewhere"}
OPENED = """url => new Promise(resolve => {
  const socket = new WebSocket(url);
  socket.onmessage = event => resolve(JSON.parse(event.data).type);
  socket.onerror = () => resolve('refused');
})"""


def log_in(page: Page, hub: Hub, name: str) -> Desk:
    """Log in by the Hub's page, wait for the own server, and open the practice."""
    page.goto(hub.url)
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=password]").fill("of these tests")
    page.get_by_role("button", name="Sign in").click()
    launcher_card(page).click(timeout=STARTING)
    return Desk(page, page.locator(".jp-PyPrac"))


def pyprac(hub: Hub, name: str, path: str) -> str:
    """The address of a verb on somebody's server."""
    return f"{hub.url}user/{name}/pyprac/{path}"


def xsrf(page: Page, name: str) -> str:
    """The token that pages of somebody's server send with what changes something."""
    at = f"{BASE}user/{name}/"
    return next(c["value"] for c in page.context.cookies() if c["name"] == "_xsrf" and c["path"] == at)


@pytest.mark.timeout(240)
def test_a_student_practises(page: Page, hub: Hub) -> None:
    desk = log_in(page, hub, "dora")
    expect(page).to_have_url(re.compile(f"{BASE}user/dora/lab"))
    desk.solves_the_first_at_the_second_attempt()
    expect(desk.root.get_by_role("combobox", name="Course")).to_contain_text("Secrets")
    expect(desk.root.get_by_role("combobox", name="Course")).not_to_contain_text("Closed")

    request = page.context.request
    address = pyprac(hub, "dora", "submission")
    token = {"X-XSRFToken": xsrf(page, "dora")}
    refused = [
        request.post(address, data=SUBMIT),
        request.post(address, data=SUBMIT, headers={"X-XSRFToken": "of nobody"}),
        request.post(address, data=SUBMIT, headers={**token, "Origin": "https://elsewhere.example"}),
        request.get(f"{hub.service}submissions"),
    ]
    assert [reply.status for reply in refused] == [403, 403, 404, 401]
    assert [reply.json()["code"] for reply in refused[:2]] == ["stale-page", "stale-page"]
    assert "# from elsewhere" not in request.get(pyprac(hub, "dora", "submissions")).text()
    assert request.post(address, data=SUBMIT, headers=token).status == 201

    socket = pyprac(hub, "dora", "connect").replace("http", "ws", 1)
    assert page.evaluate(OPENED, socket) == "hello"
    foreign = page.context.new_page()
    foreign.goto("data:text/html,<title>Another site</title>")
    assert foreign.evaluate(OPENED, socket) == "refused"


@pytest.mark.timeout(240)
def test_an_instructor_brings_in_a_course_and_sees_who_solved_it(page: Page, hub: Hub) -> None:
    desk = log_in(page, hub, "tutor")
    course = desk.root.get_by_role("combobox", name="Course")
    expect(course).to_contain_text("Closed")
    request, token = page.context.request, {"X-XSRFToken": xsrf(page, "tutor")}
    sent = request.post(pyprac(hub, "tutor", "course?course=new"), data=named("new"), headers=token)
    assert sent.status == 202
    check = pyprac(hub, "tutor", f"check/{sent.json()['check_id']}?wait=15")
    while (state := request.get(check).json()["state"]) == "running":
        pass
    assert state == "accepted"

    page.goto(f"{hub.url}user/tutor/lab?pyprac=new/double")
    desk.shows("Doubling, new")
    desk.write("def double(x):\n    return x + x\n")
    desk.submit.click()
    desk.says("Solved")
    progress = request.get(pyprac(hub, "tutor", "progress?course=new"))
    assert json.loads(progress.text())["students"][0]["assignments"] == {"double": {"status": "solved", "attempts": 1}}


@pytest.mark.timeout(240)
def test_a_page_is_live_again_when_replicas_were_replaced_one_after_the_other(page: Page, parts: Deployment) -> None:
    desk = log_in(page, parts.hub, "dora")
    desk.shows(FIRST.title)
    badge = desk.root.locator(".pp-connection")
    expect(badge).to_have_text("Live")
    stay(page)
    with parts.graders_held():
        desk.write(FIRST.solution)
        with page.expect_response(re.compile(r"/pyprac/submission(\?|$)")) as sent:
            desk.submit.click()
        assert sent.value.status == 201
        for replica in parts.replicas:
            assert replica.stop() == 0
            replica.start()
    expect(badge).to_have_text("Live", timeout=3 * PATIENCE)
    desk.says("Solved")
    assert stayed(page)
