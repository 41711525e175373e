"""A student's server holds nothing worth stealing: not in its environment, its files, or its memory."""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import psutil

from jupyter_pyprac.embedded.folders import Place, place
from tests.hub.course import DOUBLE, RIGHT, SECRET
from tests.services.deployment import PASSWORD, SERVICE_TOKEN, Deployment
from tests.services.hub import Hub, Person

SETTINGS = re.compile("PYPRAC_(?!UPSTREAM$)")
MAPPED = re.compile(r"([0-9a-f]+)-([0-9a-f]+) r")


def test_alices_server_holds_no_secret(hub: Hub, alice: Person):
    alice.ask("GET", "assignments?course=secrets")
    alice.ask("POST", "submission", {"assignment_id": DOUBLE, "code": RIGHT})
    service = hub.service_process()
    data = service.environ()["PYPRAC_DATA_DIR"]
    secrets = [SECRET, data, str(place_of(hub).folder), service.environ()["JUPYTERHUB_API_TOKEN"], "of-the-proxy"]
    assert found_in(service, [SECRET, data]) == {SECRET, data}  # so the search finds what is there
    for process in alice.processes():
        assert [name for name in process.environ() if SETTINGS.match(name)] == []
        assert found_in(process, secrets) == set()
        assert [file.path for file in process.open_files() if file.path.startswith(data)] == []
    for file in below(hub.home / "people" / "alice"):
        assert not [secret for secret in secrets if secret.encode() in file.read_bytes()], file


def test_nor_does_it_where_the_class_is_run_by_its_parts(parts: Deployment):
    [alice] = parts.hub.seat("alice")
    alice.ask("GET", "assignments?course=secrets")
    alice.ask("POST", "submission", {"assignment_id": DOUBLE, "code": RIGHT})
    secrets = {SECRET, PASSWORD, SERVICE_TOKEN, parts.valkey.url}
    assert found_in(psutil.Process(parts.replicas[0].process.pid), secrets) >= secrets - {SECRET}
    for process in alice.processes():
        assert [name for name in process.environ() if SETTINGS.match(name)] == []
        assert found_in(process, secrets) == set()
    for file in below(parts.home / "people" / "alice"):
        assert not [secret for secret in secrets if secret.encode() in file.read_bytes()], file


def test_the_graders_know_no_hub(hub: Hub):
    supervisor = psutil.Process(int(place_of(hub).supervisor.read_text()))
    graders = [each for each in supervisor.children() if "grader_service" in each.cmdline()]
    assert len(graders) == 2
    for grader in graders:
        assert [name for name in grader.environ() if name.startswith(("JUPYTERHUB", "PYPRAC", "CONFIGPROXY"))] == []
        assert grader.username() == ("nobody" if os.geteuid() == 0 else psutil.Process().username())


def place_of(hub: Hub) -> Place:
    """Where the class's private Redis is."""
    return place(hub.home / "data", "", {"XDG_RUNTIME_DIR": str(hub.home / "run")}, passable=os.geteuid() == 0)


def found_in(process: psutil.Process, secrets: Iterable[str]) -> set[str]:
    """Which of the secrets are in the environment or the memory of a process; of macOS only the environment is seen."""
    places = [str(process.environ()).encode(), *(memory(process.pid) if sys.platform == "linux" else ())]
    return {secret for secret in secrets if any(secret.encode() in place for place in places)}


def memory(pid: int) -> Iterator[bytes]:
    """Every part of a process's memory that can be read."""
    with Path(f"/proc/{pid}/maps").open(encoding="utf-8") as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as content:
        for line in maps:
            found = MAPPED.match(line)
            if found and "[v" not in line:  # vvar and vsyscall are the kernel's
                start, end = (int(each, 16) for each in found.groups())
                content.seek(start)
                yield content.read(end - start)


def below(folder: Path) -> list[Path]:
    """All files in a folder."""
    return [each for each in folder.rglob("*") if each.is_file()]
