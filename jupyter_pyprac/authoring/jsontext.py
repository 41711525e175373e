"""Reading JSON that people wrote: what Python's parser would lose, a key that comes twice, is kept as a fault.

NaN and Infinity come as numbers, which no field of a course takes.
"""

import json
import re
from typing import Any

from jupyter_pyprac.authoring.faults import Fault, Reason, Refused


class Doubled(dict[str, Any]):
    """An object in which `twice` names the keys that were there more than once; the last value stays."""

    twice: tuple[str, ...] = ()


def parse(raw: bytes, source: str = "") -> Any:  # noqa: ANN401  whatever the text holds
    """The value of a JSON text in UTF-8; objects with doubled keys come as `Doubled`.

    Raises:
        Refused: it is not JSON, or nested too deeply; says where.
    """
    try:
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=collect)
    except UnicodeDecodeError as error:
        fault = Fault("", f"is not text in UTF-8: byte {error.start} cannot be read")
    except json.JSONDecodeError as error:
        fault = Fault("", damage(raw) or f"is not JSON, line {error.lineno}, column {error.colno}: {error.msg}")
    except RecursionError:
        fault = Fault("", "is nested too deeply to be read")
    except ValueError as error:
        fault = Fault("", f"is not JSON: {error}")
    raise Refused((Reason(source, str(fault)),)) from None


def damage(raw: bytes) -> str | None:
    """What happened to a text that is not worth parsing: nothing is in it, or a merge left its markers."""
    if not raw.strip():
        return "is empty"
    marker = re.search(rb"^<{7}(?: |\r?$)", raw, re.MULTILINE)
    if marker is None:
        return None
    line = raw.count(b"\n", 0, marker.start()) + 1
    return f"line {line}: holds the markers of a merge conflict (<<<<<<<): settle it first"


def collect(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object from its pairs, remembering keys that come twice."""
    values = dict(pairs)
    if len(values) == len(pairs):
        return values
    doubled = Doubled(values)
    names = [name for name, _ in pairs]
    doubled.twice = tuple(name for name in values if names.count(name) > 1)
    return doubled
