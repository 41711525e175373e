"""The images of a handout, brought into its text as data URIs: a student's panel loads nothing from elsewhere."""

import base64
import mimetypes
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias
from urllib.parse import unquote

IMAGE = re.compile(r"(?P<before>!\[[^\]\n]{0,400}\]\([ \t]{0,9}<?)(?P<address>[^)\s>]+)")
TAG = re.compile(r"""(?P<before><img\b[^>]{0,400}?\ssrc\s{0,9}=\s{0,9}["']?)(?P<address>[^"'\s>]+)""", re.IGNORECASE)
SHOWN = re.compile(r"data:", re.IGNORECASE)
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)
LoadFile: TypeAlias = Callable[[str], bytes | None]
"""Gives the bytes of a file beside the notebook, None where there is none."""


def embed(markdown: str, attachments: Mapping[str, Any], load: LoadFile, lost: list[str]) -> str:
    """The text with attached and neighbouring images inside; addresses in Markdown that lead to none go to `lost`."""

    def replaced(match: re.Match[str]) -> str:
        return match["before"] + (data_uri(match["address"], attachments, load) or match["address"])

    embedded = TAG.sub(replaced, IMAGE.sub(replaced, markdown))
    left = [match["address"] for match in IMAGE.finditer(embedded)]
    lost += [each for each in left if not ELSEWHERE.match(each.removeprefix("attachment:"))]
    return embedded


def data_uri(address: str, attachments: Mapping[str, Any], load: LoadFile) -> str | None:
    """The image as a data URI; None for one on the web, and for one that is not there."""
    if address.startswith("attachment:"):
        return attached(attachments.get(unquote(address.removeprefix("attachment:"))))
    if ELSEWHERE.match(address):
        return None
    name = unquote(address)
    kind = mimetypes.guess_type(name)[0] or ""
    data = load(name) if kind.startswith("image/") else None
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}" if data is not None else None


def attached(bundle: object) -> str | None:
    """An attachment's first image."""
    for kind, data in bundle.items() if isinstance(bundle, dict) else ():
        text = "".join(data) if isinstance(data, list) else data
        if isinstance(text, str) and kind.startswith("image/"):
            return f"data:{kind};base64,{''.join(text.split())}"
    return None


def leading_nowhere(markdown: str) -> list[str]:
    """The addresses at which a student's panel finds no image: those of files, attachments and the web."""
    found = [match["address"] for kind in (IMAGE, TAG) for match in kind.finditer(markdown)]
    return [address for address in dict.fromkeys(found) if not SHOWN.match(address)]
