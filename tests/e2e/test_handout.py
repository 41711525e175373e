"""Handouts in the panel and in a cell: what they show, and what one that means ill cannot do."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e import cell
from tests.e2e.desk import PATIENCE, launcher_card, workspace
from tests.e2e.laptop import ONE, add_course
from tests.services.jupyter import Jupyter

PIXEL = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
OUTSIDE = "https://outside.example"
RAN = "window.ran = 1"
COVER = "position: fixed; inset: 0; z-index: 99999; background: red"
HOSTILE = [
    f"<script>{RAN}</script>",
    f'<img src="{OUTSIDE}/a.png" onerror="{RAN}">',
    f'<img src="x" onerror="{RAN}">',
    f"![x]({OUTSIDE}/b.png)",
    f"![x](//{OUTSIDE.removeprefix('https://')}/c.png)",
    f'<img srcset="{OUTSIDE}/d.png 1x" alt="">',
    f"[x](javascript:{RAN.replace(' ', '')})",
    f'<a href="javascript:{RAN}">x</a>',
    f'<a href="data:text/html,<script>{RAN}</script>">x</a>',
    f'<svg onload="{RAN}"><script>{RAN}</script><image href="{OUTSIDE}/e.png"/></svg>',
    f"<style>body {{ background: url({OUTSIDE}/f.png) }} .pp-actions {{ display: none }}</style>",
    f'<iframe src="{OUTSIDE}/g" srcdoc="<script>parent.ran = 1</script>"></iframe>',
    f'<form action="{OUTSIDE}/h"><input name="x" autofocus onfocus="{RAN}"><button>Submit</button></form>',
    f'<meta http-equiv="refresh" content="0; url={OUTSIDE}/i"><base href="{OUTSIDE}/">',
    f'<link rel="stylesheet" href="{OUTSIDE}/j.css"><object data="{OUTSIDE}/k"></object><embed src="{OUTSIDE}/l">',
    f'<video src="{OUTSIDE}/m" poster="{OUTSIDE}/n.png" autoplay></video><audio src="{OUTSIDE}/o" autoplay></audio>',
    f'<div style="{COVER}; background: url({OUTSIDE}/p.png)">covers</div>',
    '<div class="jp-Dialog">covers</div><div class="lm-Menu jp-Dialog pp-root">covers</div>',
    f'<math href="javascript:{RAN}"><mtext><table><style><img src onerror="{RAN}"></style></table></mtext></math>',
    f'<math><annotation-xml encoding="text/html"><img src="{OUTSIDE}/q.png" onerror="{RAN}"></annotation-xml></math>',
    f"$\\href{{javascript:{RAN}}}{{x}}$ and $\\style{{{COVER}}}{{x}}$ and $\\class{{jp-Dialog}}{{x}}$",
    f"$\\includegraphics{{{OUTSIDE}/r.png}}$ and $\\rule{{1000em}}{{1000em}}$",
    '<a data-commandlinker-command="pyprac:submit" data-commandlinker-args="{}" href="#">x</a>',
    f'<p id="jupyter-config-data" name="body" background="{OUTSIDE}/s.png">x</p>',
    ">" * 200 + " deep",
    "<div>" * 3000 + "deep",
]
RICH = f"""
Write `answer()`, see [the docs](https://docs.python.org) and $a_1 < \\frac{{1}}{{2}}$.

| left | right |
|:-----|------:|
| {"wide" * 60} | 2 |

> A quotation

1. one
2. two

```python
def answer():  # {"long " * 60}
    return 42
```

![A red dot]({PIXEL})

$$\\sum_{{i=1}}^n i = {" + ".join(["i^2"] * 60)}$$
"""
REACHES = """([inside, outside]) => {
  const edge = document.querySelector(outside).getBoundingClientRect();
  return [...document.querySelectorAll(`${inside}, ${inside} *`)].some((one) => {
    const box = one.getBoundingClientRect();
    const x = box.x + box.width / 2, y = box.y + box.height / 2;
    const here = x >= edge.left && x <= edge.right && y >= edge.top && y <= edge.bottom;
    return !here && box.width > 0 && one.contains(document.elementFromPoint(x, y));
  });
}"""
"""Whether something inside can be met by the pointer outside of it."""
FORBIDDEN = (
    "script, style, iframe, form, input, button, meta, base, link, object, embed, video, audio, svg, "
    "[onerror], [onload], [onfocus], [id='jupyter-config-data'], [data-commandlinker-command]"
)
WIDE = "(box) => box.scrollWidth > box.clientWidth + 1"
Open = Callable[[str], Locator]

pytestmark = pytest.mark.timeout(300)


def assignment(number: int, slug: str, handout: str) -> dict[str, object]:
    """An assignment with that handout, as a bundle has it."""
    return {**ONE, "slug": slug, "title": slug, "order_number": number, "handout": handout}


@pytest.fixture
def course(lab: Jupyter) -> None:
    """The server has the handouts."""
    hostile = assignment(2, "hostile", "\n\n".join(HOSTILE))
    add_course(lab, "handouts", "Handouts", assignment(1, "rich", RICH), hostile)


@pytest.fixture(params=["panel", "cell"])
def open_handout(request: pytest.FixtureRequest, page: Page, lab: Jupyter, course: None) -> Open:  # noqa: ARG001
    """Shows the handout of an assignment, by its slug, in one of the two hosts."""

    def in_panel(slug: str) -> Locator:
        page.goto(workspace(lab))
        expect(launcher_card(page)).to_be_visible(timeout=3 * PATIENCE)
        page.evaluate("window.jupyterapp.commands.execute('pyprac:open', { course: 'handouts' })")
        root = page.locator(".jp-PyPrac")
        if slug == "hostile":
            root.get_by_role("button", name="Next assignment").click(timeout=3 * PATIENCE)
        return root

    def in_cell(slug: str) -> Locator:
        practice = f"from jupyter_pyprac import Practice\nPractice({slug!r}, course='handouts')"
        return cell.run(page, workspace(lab, cell.written(lab, practice=practice))).root

    return in_panel if request.param == "panel" else in_cell


def shown(root: Locator, title: str) -> Locator:
    """The handout, once it is there."""
    expect(root.locator(".pp-handout > h1")).to_contain_text(title, timeout=3 * PATIENCE)
    return root.locator(".pp-markdown")


def test_a_handout_that_means_ill_runs_nothing_loads_nothing_and_covers_nothing(
    page: Page, lab: Jupyter, open_handout: Open
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    root = open_handout("hostile")
    handout = shown(root, "hostile")
    expect(handout).to_contain_text("deep")
    expect(handout.locator("mjx-container, math").first).to_be_attached()
    assert handout.locator(FORBIDDEN).count() == 0
    assert page.evaluate("window.ran") is None
    assert [url for url in asked if not url.startswith((lab.url, "data:", "blob:"))] == []
    assert not page.evaluate(REACHES, [".pp-markdown", ".pp-handout"])
    links = handout.locator("a[href]").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert [link for link in links if not link.startswith(("https:", "http:", "mailto:", "#"))] == []
    root.get_by_role("button", name="Submit").click()
    expect(root.locator(".pp-result h2")).not_to_have_text("Tests")


def test_what_is_wide_scrolls_inside_the_handout(page: Page, open_handout: Open) -> None:
    handout = shown(open_handout("rich"), "rich")
    expect(handout.locator("mjx-container, math").nth(1)).to_be_attached()
    assert not page.locator(".pp-handout").evaluate(WIDE)
    for block in ("pre", "table", "math[display='block'], mjx-container[display='true']"):
        expect(handout.locator(block).first).to_have_attribute("tabindex", "0")
        assert handout.locator(block).first.evaluate(WIDE)
    expect(handout.get_by_role("img", name="A red dot")).to_be_visible()
    expect(handout.get_by_role("link", name="the docs")).to_have_attribute("target", "_blank")
    expect(handout.locator("pre span").first).to_be_visible()
