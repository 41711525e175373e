"""The private server of a data folder, for commands beside the servers that share it."""

import os
import pwd
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jupyter_pyprac.embedded.binary import server_binary
from jupyter_pyprac.embedded.folders import PASSABLE, Data, Place, told
from jupyter_pyprac.embedded.locks import is_held
from jupyter_pyprac.embedded.server import PrivateServer


def data_of(data_dir: str) -> Data:
    """The data folder of the setting."""
    return Data(Path(data_dir).expanduser().absolute())


def running(data: Data) -> str | None:
    """The address of the private server that runs on the data now, None where none does.

    Raises:
        Misconfigured: the folder is not ours to look into.
    """
    with told(data.folder):
        if data.lock.exists() and is_held(data.lock) and data.socket.exists():
            return f"unix://{data.socket.read_text(encoding='utf-8')}"
    return None


@contextmanager
def at_hand(data: Data) -> Iterator[str | None]:
    """The address of the data's private server, started for the block where none runs; None where there are no data.

    Raises:
        Misconfigured, Unavailable: it cannot be reached or started.
    """
    url = running(data)
    if url or not data.redis.exists():
        yield url
        return
    folder = Path(tempfile.mkdtemp(prefix="pyprac-"))
    folder.chmod(PASSABLE)  # a server that runs as another user goes through to the folder of its socket
    place = Place(folder)
    server = PrivateServer(server_binary(), place, data, owner(data.redis))
    try:
        server.start()
        yield place.redis_url
    finally:
        server.leave()
        shutil.rmtree(folder)


def owner(folder: Path) -> pwd.struct_passwd | None:
    """Whom the server runs as, where this is root: what it writes must stay readable to who wrote the rest."""
    return pwd.getpwuid(folder.stat().st_uid) if os.geteuid() == 0 else None
