import errno
import os
import shutil
import tempfile
import time
from pathlib import Path

import pytest

from jupyter_pyprac.embedded.folders import LAYOUT, SOCKET_PATH_BYTES, STALE_SECONDS, Data, explained, place
from jupyter_pyprac.embedded.locks import Lock
from jupyter_pyprac.errors import Misconfigured, Unavailable
from tests.services.practice import are_gone
from tests.services.waiting import wait_until


@pytest.fixture
def tmp_path():
    """A folder with a short path: a socket's would not fit below the one that macOS has for temporary files."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        yield Path(folder).resolve()


@pytest.fixture
def runtime(tmp_path):
    folder = tmp_path / "run"
    folder.mkdir(mode=0o700)
    return folder


def test_the_runtime_folder_of_the_session_comes_first(tmp_path, runtime):
    found = place(tmp_path / "data", "", {"XDG_RUNTIME_DIR": str(runtime)})
    assert found.folder.parent.parent == runtime
    assert found.folder.stat().st_mode & 0o777 == 0o700


def test_every_server_of_one_data_folder_finds_the_same_place(tmp_path, runtime):
    environment = {"XDG_RUNTIME_DIR": str(runtime)}
    assert place(tmp_path / "data", "", environment) == place(tmp_path / "data", "", environment)


def test_other_data_or_another_redis_is_another_place(tmp_path, runtime):
    environment = {"XDG_RUNTIME_DIR": str(runtime)}
    data = tmp_path / "data"
    places = [
        place(data, "", environment),
        place(tmp_path / "b", "", environment),
        place(data, "redis://h", environment),
    ]
    assert len(set(places)) == 3


def test_a_folder_with_any_name_has_a_place(tmp_path, runtime):
    name = os.fsdecode(b"Zo\xeb \xf0\x9f\x98\x80")
    assert place(tmp_path / name, "", {"XDG_RUNTIME_DIR": str(runtime)}).folder.is_dir()


def test_a_path_too_long_for_a_socket_is_passed_over(tmp_path, runtime):
    long = runtime / ("x" * SOCKET_PATH_BYTES)
    long.mkdir(mode=0o700)
    found = place(tmp_path / "data", "", {"XDG_RUNTIME_DIR": str(long), "TMPDIR": str(long)})
    assert len(os.fsencode(found.socket)) < SOCKET_PATH_BYTES


def test_a_temporary_folder_open_to_others_is_refused(tmp_path):
    ours = tmp_path / f"pyprac-{os.geteuid()}"
    ours.mkdir()
    ours.chmod(0o755)
    with pytest.raises(Misconfigured, match="XDG_RUNTIME_DIR"):
        place(tmp_path / "data", "", {"XDG_RUNTIME_DIR": str(ours), "TMPDIR": str(tmp_path)})


@pytest.mark.parametrize("kind", ["symlink", "file"])
def test_a_temporary_folder_that_is_none_is_refused(tmp_path, kind):
    ours = tmp_path / f"pyprac-{os.geteuid()}"
    if kind == "symlink":
        (tmp_path / "elsewhere").mkdir(mode=0o700)
        ours.symlink_to(tmp_path / "elsewhere")
    else:
        ours.write_text("")
    with pytest.raises(Misconfigured, match=str(ours)):
        place(tmp_path / "data", "", {"TMPDIR": str(tmp_path)})


def test_data_of_a_newer_release_is_refused_and_left_alone(tmp_path):
    (tmp_path / "version").write_text(f"{LAYOUT + 1}\n")
    with pytest.raises(Misconfigured, match="upgrade jupyter_pyprac"):
        Data(tmp_path).prepare()
    assert (tmp_path / "version").read_text() == f"{LAYOUT + 1}\n"


def test_data_folders_are_made_for_the_user_alone_and_marked(tmp_path):
    data = Data(tmp_path / "a" / "b")
    data.prepare()
    data.prepare()
    assert data.redis.stat().st_mode & 0o777 == 0o700
    assert (data.folder / "version").read_text() == f"{LAYOUT}\n"


def test_a_folder_that_cannot_be_made_is_named_with_what_to_set(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Misconfigured, match=r"file/data .*PYPRAC_DATA_DIR"):
        Data(tmp_path / "file" / "data").prepare()


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, Unavailable),
        (errno.EDQUOT, Unavailable),
        (errno.EROFS, Misconfigured),
        (errno.EACCES, Misconfigured),
    ],
)
def test_a_full_disk_passes_and_a_forbidden_one_does_not(tmp_path, number, kind):
    error = explained(tmp_path, OSError(number, os.strerror(number)))
    assert type(error) is kind
    assert str(tmp_path) in str(error)


def test_places_that_nobody_has_used_for_long_are_removed(tmp_path):
    tmp_path.chmod(0o700)
    own = {"XDG_RUNTIME_DIR": str(tmp_path)}
    dead, recent = (place(tmp_path / name, "", own) for name in ("dead", "recent"))
    (dead.folder / "servers.lock").touch()
    long_ago = time.time() - STALE_SECONDS - 60
    os.utime(dead.folder, (long_ago, long_ago))
    place(tmp_path / "new", "", own)
    assert not dead.folder.exists()
    assert recent.folder.exists()
    os.utime(recent.folder, (long_ago, long_ago))
    assert place(tmp_path / "recent", "", own).folder.exists(), "it is used from now on"
    place(tmp_path / "new", "", own)
    assert recent.folder.exists()


def test_the_place_of_a_data_folder_that_is_gone_is_removed(tmp_path, runtime):
    own = {"XDG_RUNTIME_DIR": str(runtime)}
    gone, there, unknown = (place(tmp_path / name, "", own) for name in ("gone \udceb", "there", "unknown"))
    (tmp_path / "there").mkdir()
    for found, name in ((gone, "gone \udceb"), (there, "there")):
        found.serves.write_bytes(os.fsencode(tmp_path / name))
    place(tmp_path / "new", "", own)
    assert [found.folder.exists() for found in (gone, there, unknown)] == [False, True, True]


def test_a_supervisor_leaves_word_of_whom_its_place_serves(machine, tmp_path):
    here, others = machine.place, {"XDG_RUNTIME_DIR": str(machine.runtime)}
    with machine.server():
        family = machine.family()
    wait_until(lambda: are_gone(family))
    place(tmp_path / "new", "", others)
    assert here.folder.exists()
    shutil.rmtree(machine.data)
    place(tmp_path / "new", "", others)
    assert not here.folder.exists()


@pytest.mark.parametrize("name", ["servers", "starting", "supervisor"])
def test_a_place_of_which_somebody_holds_a_lock_stays(tmp_path, runtime, name):
    own = {"XDG_RUNTIME_DIR": str(runtime)}
    used = place(tmp_path / "gone", "", own)
    used.serves.write_bytes(os.fsencode(tmp_path / "gone"))
    long_ago = time.time() - STALE_SECONDS - 60
    with Lock(getattr(used, name)) as lock:
        assert lock.try_shared()
        os.utime(used.folder, (long_ago, long_ago))
        place(tmp_path / "new", "", own)
        assert used.folder.exists()
    place(tmp_path / "new", "", own)
    assert not used.folder.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes folders of others")
def test_a_folder_of_another_user_stays(tmp_path, runtime):
    own = {"XDG_RUNTIME_DIR": str(runtime)}
    others = place(tmp_path / "gone", "", own)
    others.serves.write_bytes(os.fsencode(tmp_path / "gone"))
    os.chown(others.folder, 65534, -1)
    place(tmp_path / "new", "", own)
    assert others.folder.exists()
