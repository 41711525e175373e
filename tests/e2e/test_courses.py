"""Several courses on one server, met again in a browser that has not been here before."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.e2e.desk import FIRST, WRONG, panel
from tests.e2e.laptop import ONE, add_course
from tests.services.jupyter import Jupyter


def test_the_course_practised_last_opens_with_its_last_verdict(page: Page, lab: Jupyter, browser: Browser) -> None:
    add_course(lab, "algorithms", "Algorithms", ONE)
    refused: list[str] = []
    page.on("response", lambda reply: refused.append(reply.url) if reply.status == 400 else None)
    desk = panel(page, lab)
    desk.shows("The number one")
    desk.root.get_by_role("combobox", name="Course").select_option("Python basics")
    desk.shows(FIRST.title)
    desk.write(WRONG)
    desk.submit.click()
    desk.says("Not solved yet")

    elsewhere = browser.new_context()
    again = panel(elsewhere.new_page(), lab)
    again.shows(FIRST.title)
    again.says("Not solved yet")
    expect(again.root.get_by_text("Attempt 1 is in the editor")).to_be_visible()
    expect(again.root.get_by_role("tab", name=re.compile("^Submissions"))).to_contain_text("1")
    elsewhere.close()
    assert refused == []
