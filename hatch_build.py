"""Packs the examples, and has node at hand where the panel must be built: from a git checkout, not from an sdist."""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "scripts"))

import node  # noqa: E402  stands in scripts/, which the line above makes reachable

BUILT = ("jupyter_pyprac/labextension/package.json", "jupyter_pyprac/widget/static/practice.js")
NO_NODE = (
    "Installing from the sources builds the panel, which needs Node.js 20.19 or newer with npm. None was found and "
    "none could be fetched for this machine: install Node.js, or install a released wheel, which needs none."
)


class Hook(BuildHookInterface[Any]):
    """Asks for node as a wheel where the machine has none, and puts it on PATH before the panel is built."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What pip must fetch before it builds."""
        return [] if built() or node.own() else [node.WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Put node on PATH, before the hook that calls npm runs.

        Raises:
            RuntimeError: there is no node; says what to do.
        """
        if self.target_name == "wheel" and version == "standard":
            # not for editing: a folder of the package's name among the installed ones would hide the package
            build_data["force_include"]["examples"] = "jupyter_pyprac/examples"
        if os.environ.get("HATCH_JUPYTER_BUILDER_SKIP_NPM") == "1" or built() or node.own():
            return
        folder = Path(tempfile.mkdtemp(prefix="pyprac-node-"))
        if not node.from_wheel(folder):
            raise RuntimeError(NO_NODE)
        os.environ["PATH"] = f"{folder}{os.pathsep}{os.environ.get('PATH', os.defpath)}"


def built() -> bool:
    """Whether the panel and the widget are there already."""
    return all((ROOT / file).exists() for file in BUILT)
