"""What axe-core finds wrong for people who read otherwise: contrast, names, roles, keyboard."""

from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).parents[2] / "labextension" / "node_modules" / "axe-core" / "axe.min.js"
FOUND = """async (part) => {
  const { passes, violations } = await axe.run(document.querySelector(part));
  return [passes.length, violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])];
}"""


def violations(page: Page, part: str) -> list[object]:
    """The rules that a part of the page breaks, each with the elements that do; fails where no rule applied."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    passed, broken = page.evaluate(FOUND, part)
    assert passed, f"axe found nothing to look at in {part}"
    return list(broken)
