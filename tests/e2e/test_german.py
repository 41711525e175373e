"""The practice in German, where JupyterLab is."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import cell
from tests.e2e.desk import PATIENCE, WRONG, Desk, launcher_card, workspace
from tests.services.jupyter import Jupyter

SETTING = "lab/api/settings/@jupyterlab/translation-extension:plugin"


@pytest.fixture(autouse=True)
def german(lab: Jupyter) -> None:
    """JupyterLab's language, as its settings keep it."""
    assert lab.ask("PUT", SETTING, {"raw": '{"locale": "de_DE"}'}).status == 204


def test_the_panel_speaks_german_with_jupyterlab(page: Page, lab: Jupyter) -> None:
    page.goto(workspace(lab))
    launcher_card(page, "Python üben").click(timeout=3 * PATIENCE)
    fails_in_german(Desk(page, page.locator(".jp-PyPrac")))
    sections = page.locator(".jp-Launcher-sectionTitle", has_text=re.compile("^(Other|Andere)"))
    assert sections.count() <= 1


def test_a_cell_speaks_german_with_its_page(page: Page, lab: Jupyter) -> None:
    fails_in_german(cell.run(page, workspace(lab, cell.written(lab, ""))))


def fails_in_german(desk: Desk) -> None:
    """Submit a wrong answer, and read what comes of it."""
    desk.write(WRONG)
    desk.root.get_by_role("button", name="Abgeben").click()
    desk.says("Noch nicht gelöst")
    expect(desk.root.get_by_role("img", name=re.compile(r"^0 von \d+ Punkten$"))).to_be_visible()
    expect(desk.root.locator(".pp-result-meta")).to_contain_text(
        re.compile(r"Versuch 1 um \d\d:\d\d, dauerte (\d,\d|weniger als 0,1) s")
    )
    expect(desk.page.locator(".pp-app[lang='de-DE']")).to_be_attached()
    expect(desk.root.locator(".pp-diff-say").first).to_have_text(re.compile("Zeile 1 der Ausgabe ist .*, sollte aber"))
    expect(desk.root.locator(".pp-result [lang='en']")).to_have_count(0)
    desk.write("name = inptu()\n")
    desk.root.get_by_role("button", name="Abgeben").click()
    why = "inptu ist in Zeile 1 nicht definiert. Meintest du input?"
    expect(desk.root.locator(".pp-error-why")).to_have_text(why)
