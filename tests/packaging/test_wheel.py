"""The wheel, built from this clone, in an environment with nothing else, on a machine without node."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from jupyter_pyprac.authoring.example import example_course
from tests.services.jupyter import Jupyter, jupyter

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "jupyter_pyprac" / "labextension" / "package.json"

pytestmark = [pytest.mark.timeout(400)]


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment without node on PATH and without the clone on Python's path."""
    gone = {"PATH", "PYTHONPATH", "VIRTUAL_ENV"}
    kept = {name: value for name, value in os.environ.items() if name not in gone}
    return {**kept, "PATH": str(tmp_path_factory.mktemp("empty"))}


@pytest.fixture(scope="session")
def wheel(bare: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel made from the sdist that is made from the clone, both without node."""
    if not BUILT.exists():
        pytest.skip("the panel is not built: python3 scripts/dev.py setup")
    folder = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT], bare)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, bare: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a new environment that holds the wheel, JupyterLab and what they need."""
    folder = tmp_path_factory.mktemp("environment")
    run([sys.executable, "-m", "venv", folder], bare)
    run([folder / "bin" / "python", "-m", "pip", "install", "--quiet", f"{wheel}[lab]"], bare)
    return folder / "bin"


@pytest.fixture(scope="session")
def server(installed: Path, bare: dict[str, str]) -> Iterator[Jupyter]:
    """JupyterLab of that environment."""
    with jupyter([installed / "python", "-m", "jupyterlab"], bare) as running:
        yield running


def run(command: list[str | Path], environment: dict[str, str]) -> str:
    """The command's output, both streams; fails with it."""
    done = subprocess.run(
        [str(word) for word in command],
        env=environment,
        cwd="/",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_the_wheel_holds_each_built_file_once(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    built = [name for name in names if "/labextensions/" in name]
    assert any(name.endswith("labextensions/jupyter-pyprac/package.json") for name in built)
    assert not [name for name in names if name.startswith("jupyter_pyprac/labextension")]
    assert "jupyter_pyprac/widget/static/practice.js" in names
    assert "jupyter_pyprac/locale/de_DE/LC_MESSAGES/jupyter_pyprac.json" in names
    assert "grader_service/contract.py" in names
    assert "jupyter_pyprac/examples/python-basics/course.toml" in names
    assert "jupyter_pyprac/authoring/beginning/assignment.ipynb" in names
    assert len(names) == len(set(names))


def test_jupyter_finds_the_panel(installed: Path, bare: dict[str, str]) -> None:
    said = run([installed / "jupyter-labextension", "list"], bare)
    line = next(line for line in said.splitlines() if "jupyter-pyprac" in line)
    assert "enabled" in line
    assert "OK" in line


def test_jupyter_finds_the_server_extension(installed: Path, bare: dict[str, str]) -> None:
    said = run([installed / "jupyter-server", "extension", "list"], bare)
    line = next(line for line in said.splitlines() if line.strip().startswith("jupyter_pyprac ") and "OK" in line)
    assert line


def test_the_command_line_answers(installed: Path, bare: dict[str, str]) -> None:
    assert "jupyter pyprac" in run([installed / "jupyter-pyprac", "--help"], bare)


def test_the_widget_can_be_made(installed: Path, bare: dict[str, str]) -> None:
    said = run([installed / "python", "-W", "error", "-c", "import jupyter_pyprac as p; print(p.Practice)"], bare)
    assert "Practice" in said


def test_a_solution_of_the_example_course_passes(server: Jupyter) -> None:
    bundle = example_course()
    assert bundle is not None
    listed = server.ask("GET", "pyprac/assignments").body["assignments"]
    assert [one["slug"] for one in listed] == [one.slug for one in bundle.assignments]
    first = bundle.assignments[0]
    asked = {"assignment_id": listed[0]["id"], "code": first.solution}
    submitted = server.ask("POST", "pyprac/submission", asked)
    assert submitted.status == 201
    graded = server.ask("GET", f"pyprac/submission/{submitted.body['id']}?wait=15").body
    assert graded["status"] == "processed"
    assert graded["correct"] is True
