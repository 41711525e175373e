"""`jupyter pyprac doctor` says how well this machine holds student code back, and what would be better."""

import json
import os
import subprocess
import sys

import pytest

from grader_service.diagnosis import of_sandbox
from tests.services.walls import ROOT, WITHOUT_NAMESPACES

COMMAND = (sys.executable, "-m", "jupyter_pyprac", "doctor", "--json")


def doctor(*before, **environment):
    """What it found in a process started in another way, and its exit status."""
    known = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    done = subprocess.run([*before, *COMMAND], capture_output=True, text=True, timeout=60, env=known, check=False)
    return json.loads(done.stdout)["sandbox"], done.returncode


def test_the_level_that_was_reached_is_told():
    findings, status = doctor(PYPRAC_MINIMUM_PROTECTION="L")
    assert (findings[0]["fine"], status) == (True, 0)
    assert findings[0]["found"].startswith("level ")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="namespaces are Linux's")
def test_a_setting_of_the_kernel_that_stands_in_the_way_is_named_with_its_mend():
    findings, status = doctor(*WITHOUT_NAMESPACES, PYPRAC_MINIMUM_PROTECTION="A")
    assert status == 1
    assert findings[0]["mend"].endswith("PYPRAC_MINIMUM_PROTECTION=B")
    [namespaces] = [each for each in findings if each["what"] == "user namespaces"]
    assert "user.max_user_namespaces" in namespaces["mend"]
    assert any("PYPRAC_SCRATCH" in (each["mend"] or "") for each in findings)


def test_a_level_as_high_as_asked_for_is_fine():
    assert of_sandbox("B", "B", "")[0].fine
    assert of_sandbox("A", "B", "") == [of_sandbox("A", "B", "")[0]]
    assert not of_sandbox("C", "B", "")[0].fine
