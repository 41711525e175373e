"""The whole of it on one computer: database, private Redis, graders and the example course, with nothing set."""

from pathlib import Path

import pytest

from jupyter_pyprac.authoring.example import example_course
from jupyter_pyprac.config import PyPrac
from jupyter_pyprac.hosts.local import local_viewer
from jupyter_pyprac.hosts.running import running_practice
from tests.jupyter_pyprac.practice.room import FakeSocket


@pytest.mark.usefixtures("jp_environ")
async def test_code_is_graded_and_the_next_start_finds_it_as_it_was(tmp_path: Path):
    settings = PyPrac(data_dir=str(tmp_path / "pyprac"), graders=1)
    viewer, socket = local_viewer("ada"), FakeSocket()
    bundle = example_course()
    assert bundle is not None
    first = min(bundle.assignments, key=lambda each: each.order_number)
    async with running_practice(settings, local=True) as practice:
        await practice.connections.join(viewer, socket)
        made = await practice.submissions.submit(viewer, f"{bundle.course.slug}/{first.slug}", first.solution)
        graded = await socket.heard("graded")
        assert (graded["submission"]["id"], graded["submission"]["correct"]) == (made.submission.id, True)
        run_id = await practice.runs.start(viewer, made.submission.assignment_id, "print(input() * 2)", "ab\n")
        ran = await socket.heard("run")
        assert (ran["run_id"], ran["verdict"]["stdout"]) == (run_id, "abab\n")
    assert socket.closed
    async with running_practice(settings, local=True) as practice:
        again = await practice.submissions.submit(viewer, made.submission.assignment_id, first.solution)
        assert (again.is_new, again.submission.status, again.submission.id) == (False, "processed", made.submission.id)
        listing = await practice.assignments.listing(viewer, None)
        assert (listing.score, len(listing.assignments)) == (100, len(bundle.assignments))


@pytest.mark.usefixtures("jp_environ")
async def test_two_servers_of_one_user_share_what_one_of_them_was_sent(tmp_path: Path):
    settings = PyPrac(data_dir=str(tmp_path / "pyprac"), graders=1)
    viewer, tab = local_viewer("ada"), FakeSocket()
    async with running_practice(settings, local=True) as here, running_practice(settings, local=True) as there:
        await there.connections.join(viewer, tab)
        [first, *_] = (await here.assignments.listing(viewer, None)).assignments
        made = await here.submissions.submit(viewer, first.id, first.starter_code)
        assert (await tab.heard("graded"))["submission"]["id"] == made.submission.id
