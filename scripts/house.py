"""Sets a clone up: virtual environment, Python and npm packages, the built panel, the package installed for editing."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import machine
import node
from steps import ROOT, VENV, Refused, Step, below, run, say

PYTHON = VENV / "bin" / "python"
PANEL = ROOT / "labextension"
BUILT_PANEL = ROOT / "jupyter_pyprac" / "labextension"
BUILT_WIDGET = ROOT / "jupyter_pyprac" / "widget" / "static"
BUILT_LOCALE = ROOT / "jupyter_pyprac" / "locale"
LOCK = ROOT / ".cache" / "setup.lock"
PIP = (PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet")
NO_ROOT_WARNING = "--root-user-action=ignore"
NOT_SOURCES = ("node_modules", "lib", "coverage", "test-results", ".DS_Store")


def set_up() -> None:
    """Bring the clone to where everything can be run from it; quick where nothing changed."""
    with alone():
        environment()
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        stamps = VENV / "stamps"
        wanted = requirements(project)
        Step("python", "Python packages (a minute)", lambda: install(wanted), words=wanted, stamps=stamps).ensure()
        Step("node", "node", bring_node, words=(node.WHEEL,), outputs=[VENV / "bin" / "npm"], stamps=stamps).ensure()
        locked = [PANEL / "package.json", PANEL / "package-lock.json"]
        modules = PANEL / "node_modules"
        Step("npm", "npm packages (a minute)", npm_packages, locked, (str(ROOT),), [modules]).ensure()
        build_panel()
        sources = [ROOT / "pyproject.toml", ROOT / "hatch_build.py", *below(ROOT / "jupyter-config")]
        Step("package", "the package, for editing", install_for_editing, sources, (str(ROOT),), stamps=stamps).ensure()


def build_panel() -> None:
    """Build the JupyterLab extension and the widget where a source of theirs changed."""
    Step(
        "panel",
        "the panel (half a minute)",
        lambda: npm("run", "--silent", "build:prod"),
        below(PANEL, without=NOT_SOURCES),
        outputs=[BUILT_PANEL / "package.json", BUILT_WIDGET, BUILT_LOCALE],
    ).ensure()


@contextmanager
def alone() -> Iterator[None]:
    """Hold the clone's set-up lock: two `make` at once would spoil each other's work."""
    LOCK.parent.mkdir(exist_ok=True)
    with LOCK.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("• Waiting for another set-up of this clone to end")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def environment() -> None:
    """Have an environment in `.venv` that works here: one of a moved clone or of a Python that went is made anew."""
    if venv_is_sound():
        return
    machine.ensure_venv_module()
    say("• virtual environment")
    run([sys.executable, "-m", "venv", "--clear", VENV])


def venv_is_sound() -> bool:
    """Whether `.venv` runs, from this very place, with pip and a Python that is new enough."""
    probe = "import sys, pip; print(sys.prefix); sys.exit(sys.version_info < (3, 11))"
    script = VENV / "bin" / "pip"
    try:
        answer = subprocess.run([PYTHON, "-c", probe], capture_output=True, text=True, check=False)
        made_here = str(VENV) in script.read_text(encoding="utf-8")
    except OSError:
        return False
    return answer.returncode == 0 and made_here


def requirements(project: Mapping[str, Any]) -> list[str]:
    """All that the project and its development need, as pyproject.toml says: build, run, every extra."""
    table = project["project"]
    extras = [requirement for extra in table["optional-dependencies"].values() for requirement in extra]
    return [*project["build-system"]["requires"], "editables>=0.5", *table["dependencies"], *extras]


def install(wanted: list[str]) -> None:
    """Install Python packages into the environment."""
    run([*PIP, "install", NO_ROOT_WARNING, *wanted])


def bring_node() -> None:
    """Link the machine's node into the environment, or the one of the wheel, so that one place has it."""
    folder = VENV / "bin"
    if node.own():
        for name in ("node", "npm", "npx"):
            (folder / name).unlink(missing_ok=True)
            (folder / name).symlink_to(os.path.realpath(shutil.which(name) or name))
        return
    install([node.WHEEL])
    if not node.from_wheel(folder, next((VENV / "lib").glob("python3*/site-packages"))):
        message = "The wheel of node holds none for this machine: install Node.js 22 or newer with npm."
        raise Refused(message)


def npm(*words: str) -> None:
    """Run npm in the front end's folder, with the environment's node in front."""
    run([VENV / "bin" / "npm", *words], cwd=PANEL, env=tools())


def npm_packages() -> None:
    """Install the front end's packages as the lock file has them."""
    npm("ci", "--no-audit", "--no-fund", "--loglevel=error")


def tools() -> dict[str, str]:
    """PATH with the environment's programs in front; node trusts the certificates that the machine trusts."""
    return {"PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}", "NODE_USE_SYSTEM_CA": "1"}


def install_for_editing() -> None:
    """Install the package so that its sources are what runs, and link the built panel: pip would leave a stale copy."""
    linked = VENV / "share" / "jupyter" / "labextensions" / "jupyter-pyprac"
    if linked.is_symlink():
        linked.unlink()
    flags = ("--no-deps", "--no-build-isolation", NO_ROOT_WARNING)
    run([*PIP, "install", *flags, "--editable", ROOT], env={"HATCH_JUPYTER_BUILDER_SKIP_NPM": "1"})
    shutil.rmtree(linked, ignore_errors=True)
    linked.parent.mkdir(parents=True, exist_ok=True)
    linked.symlink_to(os.path.relpath(BUILT_PANEL, linked.parent))
    ask_nothing()


def ask_nothing() -> None:
    """Keep JupyterLab's question about its news from covering the panel's buttons on the first visit."""
    settings = VENV / "etc" / "jupyter" / "labconfig" / "default_setting_overrides.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps({"@jupyterlab/apputils-extension:notification": {"fetchNews": "false"}}))


def clean() -> None:
    """Remove what the set-up and the tests made; a student's work in `.lab` stays."""
    made = [
        VENV,
        PANEL / "node_modules",
        PANEL / "lib",
        BUILT_PANEL,
        BUILT_WIDGET,
        BUILT_LOCALE,
        ROOT / "dist",
        ROOT / "test-results",
    ]
    caches = [ROOT / f".{name}" for name in ("cache", "mypy_cache", "ruff_cache", "hypothesis", "import_linter_cache")]
    for path in [*made, *caches]:
        shutil.rmtree(path, ignore_errors=True)
