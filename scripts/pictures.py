"""Takes pictures: those of the documentation from the running panel, or with `--approve` those that tests compare.

`.venv/bin/python scripts/pictures.py --approve` replaces the approved pictures in tests/e2e/approved that the app does
not look like any more; names of states after it leave the others alone. Look at each one that it names before you
commit it.
"""

import argparse
import sys
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.e2e import approval, gallery, handbook  # noqa: E402
from tests.services import chromium  # noqa: E402
from tests.services.browser import PATIENCE  # noqa: E402

IMAGES = ROOT / "docs" / "images"


def main() -> None:
    """Take the pictures that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--approve", nargs="*", metavar="NAME", help="approve what the app looks like now")
    names = parser.parse_args().approve
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**(chromium.launch() or {}))
        if names is None:
            handbook.document(browser, IMAGES)
        else:
            approve(browser, names)
        browser.close()


def approve(browser: Browser, names: list[str]) -> None:
    """Replace approved pictures that are not right any more, of these states or of all, and name them."""
    with gallery.opened(browser) as opened:
        wanted = approval.pictures(opened)
        for name in names or dict.fromkeys(view.name for view in wanted):
            for view, png in approval.taken(opened, name):
                if not approval.is_approved(opened, view, png):
                    approval.approve(view, png)
                    print(view.file.relative_to(ROOT))
        for stray in set(approval.FOLDER.iterdir()) - {view.file for view in wanted}:
            stray.unlink()
            print(f"{stray.relative_to(ROOT)} is gone")


if __name__ == "__main__":
    main()
