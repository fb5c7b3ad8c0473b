"""Runs `evidence.decoding` as a process of its own: it can break only itself."""

import os
import subprocess
import sys
import threading
from pathlib import Path

from evidence import decoding

_SECONDS = 20
_PROBLEM = 3
# A decoded photo of 50 megapixels takes 200 MB; more than two at once wait here.
_PLACES = threading.BoundedSemaphore(2)


class Unreadable(Exception):
    """The file could not be read whole; `code` as in `decoding.Problem` or "broken"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def run(mode: str, *, media_type: str, path: Path, text: str = "") -> bytes:
    """The answer of `decoding` in this mode; raises Unreadable.

    The child has its own limits of memory and time, no environment of ours and writes
    no file; whatever it dies of means that the file is not one we can keep.
    """
    command = [
        sys.executable,
        "-I",
        decoding.__file__,
        mode,
        media_type,
        os.fspath(path),
    ]
    with _PLACES:
        try:
            child = subprocess.run(  # noqa: S603 - our own program; no shell
                command,
                input=text.encode(),
                capture_output=True,
                timeout=_SECONDS,
                # One arena: glibc would else reserve address space for each thread.
                env={"MALLOC_ARENA_MAX": "1"},
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise Unreadable("broken") from late
    if child.returncode == _PROBLEM:
        raise Unreadable(child.stdout.decode())
    if child.returncode != 0:
        raise Unreadable("broken")
    return child.stdout
