"""A notebook of one assignment in a folder, and what its reader says of it."""

import base64
import json

import pytest

from jupyter_pyprac.authoring import source
from jupyter_pyprac.authoring.faults import Refused

IMAGE = b"\x89PNG"
DATA_URI = f"data:image/png;base64,{base64.b64encode(IMAGE).decode()}"
HANDOUT = ("markdown", "# Search\n\nFind it.")
SOLUTION = ("code", "#| solution\ndef f(x):\n    return x\n")
TESTS = ("code", "#| tests\nassert f(1) == 1")


def text(*cells, metadata=None, **top):
    made = [{"cell_type": kind, "source": source, "metadata": {"tags": tags}} for kind, source, *tags in cells]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata or {}, "cells": made} | top)


def load(folder, *cells, **options):
    """The assignment of a notebook in the folder."""
    (folder / "01-search.ipynb").write_text(text(*cells, **options))
    return source.load(folder).assignments[0]


def reasons(folder, *cells, **options):
    with pytest.raises(Refused) as refused:
        load(folder, *cells, **options)
    assert {reason.source for reason in refused.value.reasons} == {"01-search.ipynb"}
    return [reason.reason for reason in refused.value.reasons]
