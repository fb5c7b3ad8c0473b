"""Runs `evidence.decoding` as a process of its own, with its limits."""

import os
from pathlib import Path

from evidence import decoding
from kernel import sandbox
from kernel.sandbox import Limits, Unreadable

__all__ = ["Unreadable", "run"]

_SECONDS = 20
_CPU_SECONDS = 15
# A decoded photo of 50 megapixels takes 200 MB.
_MEMORY = 1_200 * 2**20


def run(mode: str, *, media_type: str, path: Path, text: str = "") -> bytes:
    """The answer of `decoding` in this mode; raises Unreadable.

    `code` is as in `decoding.Problem` or "broken": whatever the child dies of means
    that the file is not one we can keep.
    """
    try:
        return sandbox.run(
            decoding.__file__,
            *(mode, media_type, os.fspath(path)),
            limits=Limits(_MEMORY, _CPU_SECONDS, _SECONDS),
            given=text.encode(),
        )
    except Unreadable as unreadable:
        if unreadable.code == "exhausted":
            raise Unreadable("broken") from unreadable
        raise
