"""`jupyter pyprac doctor` in a terminal of a student's server."""

import json
import os
import subprocess
import sys

from tests.services.hub import Person


def test_the_doctor_on_a_students_server_finds_the_service_and_every_way_to_it(alice: Person):
    environment = {**os.environ, **alice.processes()[0].environ(), "JUPYTERHUB_PUBLIC_URL": f"{alice.url}/"}
    command = [sys.executable, "-m", "jupyter_pyprac", "doctor", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    found = json.loads(done.stdout)
    assert [each for name in found for each in found[name] if not each["fine"]] == []
    assert [each["what"] for each in found["service"]][-1] == "socket through the proxy"
    assert "opens" in found["service"][-1]["found"]
    assert done.returncode == 0
