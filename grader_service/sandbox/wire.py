"""Frames between the processes of a grading: a length of four bytes, then MessagePack. Never pickle.

A frame is a list that starts with its number and its name. Reading believes nothing: what is not exactly such a frame
raises `WireError`, and whoever sent it is ended.
"""

from typing import Final

import msgpack  # type: ignore[import-untyped]  # it ships no types

from grader_service.sandbox.values import Tree, WireError, big_int

FRAME_BYTES: Final = 1024 * 1024
_HEAD: Final = 4
_RAW_ITEMS: Final = 50_000


def pack(frame: list[Tree], limit: int = FRAME_BYTES) -> bytes:
    """The bytes of a frame.

    Raises:
        WireError: more than `limit` bytes.
    """
    try:
        body: bytes = msgpack.packb(frame, default=big_int, unicode_errors="surrogatepass")
    except WireError:
        raise
    except (ValueError, OverflowError) as error:
        message = "the value is too large"
        raise WireError(message) from error
    if len(body) > limit:
        message = f"the value is larger than {limit // 1024} KiB"
        raise WireError(message)
    return len(body).to_bytes(_HEAD, "big") + body


def unpack(body: bytes | bytearray) -> list[Tree]:
    """The frame in those bytes, its values not lifted yet.

    Raises:
        WireError: anything else.
    """
    try:
        frame = msgpack.unpackb(
            body,
            strict_map_key=True,
            unicode_errors="surrogatepass",
            max_map_len=0,
            max_array_len=_RAW_ITEMS,
        )
    except (ValueError, TypeError, RecursionError, msgpack.UnpackException) as error:
        message = f"not a frame: {type(error).__name__}"
        raise WireError(message) from error
    if type(frame) is not list or len(frame) < 2 or type(frame[0]) is not int or type(frame[1]) is not str:  # noqa: PLR2004  number and name
        message = "a frame starts with its number and its name"
        raise WireError(message)
    return list(frame)


class Frames:
    """Cuts a stream of bytes into frames."""

    def __init__(self, limit: int = FRAME_BYTES) -> None:
        self._buffer = bytearray()
        self._limit = limit

    def feed(self, data: bytes) -> None:
        """Take in what was read."""
        self._buffer += data
        if len(self._buffer) > 2 * self._limit:
            message = "more than was asked for"
            raise WireError(message)

    @property
    def empty(self) -> bool:
        """Whether nothing is left over."""
        return not self._buffer

    def next(self) -> list[Tree] | None:
        """The next whole frame, or None where bytes of it are still to come.

        Raises:
            WireError: too long, or not a frame.
        """
        buffer = self._buffer
        if len(buffer) < _HEAD:
            return None
        end = _HEAD + int.from_bytes(buffer[:_HEAD], "big")
        if end - _HEAD > self._limit:
            message = f"a frame of more than {self._limit // 1024} KiB"
            raise WireError(message)
        if len(buffer) < end:
            return None
        body = buffer[_HEAD:end]
        del buffer[:end]
        return unpack(body)
