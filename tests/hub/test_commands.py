"""`jupyter pyprac` in a terminal of somebody's server: what reaches the service, and what is refused."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.hub.course import COURSE
from tests.services.hub import Person


def said(person: Person, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run a command with the environment of the person's server."""
    environment = {**os.environ, **person.processes()[0].environ()}
    command = [sys.executable, "-m", "jupyter_pyprac", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_an_instructor_imports_for_the_class_and_a_student_may_not(tutor: Person, alice: Person, tmp_path: Path):
    file = tmp_path / "course.json"
    file.write_text(json.dumps(COURSE))
    refused = said(alice, "import", str(file))
    assert (refused.returncode, "instructors" in refused.stderr) == (1, True)
    done = said(tutor, "import", str(file))
    assert (done.returncode, "1 unchanged" in done.stdout) == (0, True), done.stderr
    assert "secrets" in [each["slug"] for each in alice.ask("GET", "courses").body["courses"]]
    broken = json.loads(json.dumps(COURSE))
    broken["assignments"][0]["solution"] = "def double(x):\n    return 3 * x\n"
    file.write_text(json.dumps(broken))
    again = said(tutor, "import", str(file))
    assert (again.returncode, "double" in again.stderr) == (1, True)


def test_a_command_on_the_services_database_is_not_run_on_an_empty_one_of_the_server(tutor: Person):
    done = said(tutor, "progress", "secrets")
    assert (done.returncode, done.stdout, "beside that service" in done.stderr) == (1, "", True)
