"""Practise Python inside Jupyter: small assignments, an editor, and a verdict that arrives by itself."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jupyter_pyprac.widget.practice import Practice

__version__ = "0.1.0"
__all__ = ["Practice", "__version__"]


def __getattr__(name: str) -> Any:  # noqa: ANN401  the protocol of PEP 562
    """Load the widget on first use, so that a Jupyter server that only relays never imports it."""
    if name == "Practice":
        from jupyter_pyprac.widget.practice import Practice  # noqa: PLC0415

        return Practice
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    """Where `jupyter labextension develop` finds the built panel."""
    return [{"src": "labextension", "dest": "jupyter-pyprac"}]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    """What `jupyter server` loads."""
    from jupyter_pyprac.hosts.extension import PyPracExtension  # noqa: PLC0415

    return [{"module": "jupyter_pyprac", "app": PyPracExtension}]
