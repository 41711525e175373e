"""What `jupyter pyprac doctor` says, for tests of it."""

import json
import os
import subprocess
import sys

from tests.services.walls import ROOT

COMMAND = (sys.executable, "-m", "jupyter_pyprac", "doctor", "--json")


def doctor(*before, **environment):
    """What it found in a process started in another way, and its exit status."""
    known = {**os.environ, "PYTHONPATH": str(ROOT), "PYPRAC_DATA_DIR": "/nowhere", **environment}
    done = subprocess.run([*before, *COMMAND], capture_output=True, text=True, timeout=60, env=known, check=False)
    assert done.stdout, done.stderr
    assert not done.stderr, "all that is to be said is among the findings"
    return json.loads(done.stdout), done.returncode


def by_name(findings):
    return {each["what"]: each for each in findings}
