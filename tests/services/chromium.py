"""The system's Chromium as tests start it: it asks the network for nothing, and draws alike on every machine."""

import os
from pathlib import Path
from typing import Any

import machine

QUIET = (
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
ALIKE = (
    "--disable-font-subpixel-positioning",
    "--disable-lcd-text",
    "--disable-skia-runtime-opts",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
)
FONTS = Path(__file__).with_name("fonts.conf")
"""Together they draw letters and colours as no screen, processor or setting of a desktop would have them otherwise."""


def launch() -> dict[str, Any] | None:
    """What Playwright's `launch` is to be told; None where there is no Chromium."""
    path = machine.chromium()
    if path is None:
        return None
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    environment = {**os.environ, "FONTCONFIG_FILE": str(FONTS)}
    return {"executable_path": path, "args": [*QUIET, *ALIKE, *sandbox], "env": environment}
