"""Events to sockets: every frame of a viewer to each socket of that viewer, and to nobody else."""

from typing import Protocol

from jupyter_pyprac.model import Viewer
from jupyter_pyprac.practice.frames import Frame, as_json


class Socket(Protocol):
    """One open connection of a client."""

    def send(self, text: str) -> None:
        """Hand over a frame without waiting; never raises, a connection that is too slow is closed."""

    def close(self) -> None:
        """End the connection; the client comes back by itself."""


class Line:
    """A viewer's socket, which hears nothing until its greeting has been sent; what comes before is kept."""

    def __init__(self, viewer: Viewer, socket: Socket) -> None:
        self.viewer = viewer
        self.socket = socket
        self._held: list[str] | None = []

    def send(self, text: str) -> None:
        """Send the frame, after the greeting."""
        if self._held is None:
            self.socket.send(text)
        else:
            self._held.append(text)

    def greet(self, hello: Frame) -> None:
        """Send the greeting, then what was kept."""
        held, self._held = self._held or [], None
        for text in [as_json(hello), *held]:
            self.socket.send(text)


class Live:
    """The sockets of this process, by viewer."""

    def __init__(self) -> None:
        self._lines: dict[str, list[Line]] = {}

    def join(self, viewer: Viewer, socket: Socket) -> Line:
        """From now on the viewer's frames go to this socket too, once it has been greeted."""
        line = Line(viewer, socket)
        self._lines.setdefault(viewer.name, []).append(line)
        return line

    def leave(self, viewer: str, socket: Socket) -> None:
        """The socket is closed; leaving twice is no harm."""
        remaining = [line for line in self._lines.pop(viewer, []) if line.socket is not socket]
        if remaining:
            self._lines[viewer] = remaining

    def __len__(self) -> int:
        """How many sockets there are."""
        return len(self._all())

    def count(self, viewer: str) -> int:
        """How many sockets the viewer has in this process."""
        return len(self._lines.get(viewer, ()))

    def hears(self, viewer: str) -> bool:
        """Whether the viewer has a socket in this process."""
        return viewer in self._lines

    def send(self, viewer: str, frame: Frame) -> None:
        """The frame to every socket of the viewer."""
        lines = self._lines.get(viewer)
        if not lines:
            return
        text = as_json(frame)
        for line in tuple(lines):
            line.send(text)

    def send_course(self, course: str, frame: Frame) -> None:
        """The frame to every socket of every viewer who sees the course."""
        text = as_json(frame)
        for line in self._all():
            if line.viewer.sees(course):
                line.send(text)

    def close(self) -> None:
        """Close every socket."""
        for line in self._all():
            line.socket.close()
        self._lines.clear()

    def _all(self) -> list[Line]:
        return [line for lines in self._lines.values() for line in lines]
