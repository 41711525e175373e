"""The private Redis-compatible server and the graders beside it, where none run by themselves."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jupyter_pyprac.embedded.client import Runtime, ensure

__all__ = ["Runtime", "ensure"]


def __getattr__(name: str) -> Any:  # noqa: ANN401  the protocol of PEP 562
    """Load the client on first use, so that the supervisor, which lives in this package, stays small."""
    if name in __all__:
        from jupyter_pyprac.embedded import client  # noqa: PLC0415

        return getattr(client, name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
