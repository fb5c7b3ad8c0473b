"""Runs a program of ours over a stranger's file: it can break only itself."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import IO

from kernel import confined

_PROBLEM = 3
# Each may take all the memory that its limits allow; more than two at once wait here.
_PLACES = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a program may use: bytes of memory, seconds, bytes that it may write."""

    memory: int
    cpu_seconds: int
    seconds: float
    written: int = 0


class Unreadable(Exception):
    """The program gave no answer: a code of its own, "broken" or "exhausted"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def run(
    program: str,
    *arguments: str,
    limits: Limits,
    given: bytes = b"",
    into: IO[bytes] | None = None,
) -> bytes:
    """What the program answers on its standard output; with `into` it is kept there.

    It exits with 0, or with 3 and the code of a problem in place of an answer. Raises
    Unreadable then, and whatever else it dies of. It has no environment of ours.
    """
    command = [
        *(sys.executable, "-I", confined.__file__),
        *map(str, (limits.memory, limits.cpu_seconds, limits.written)),
        *(program, *arguments),
    ]
    with _PLACES:
        try:
            child = subprocess.run(  # noqa: S603 - our own program; no shell
                command,
                input=given,
                stdout=into or subprocess.PIPE,
                stderr=subprocess.PIPE,
                timeout=limits.seconds,
                # One arena: glibc would else reserve address space for each thread.
                env={"MALLOC_ARENA_MAX": "1"},
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise Unreadable("exhausted") from late
    answer = child.stdout or b""
    if child.returncode == _PROBLEM:
        if into is not None:
            into.seek(0)
            answer = into.read()
        raise Unreadable(answer.decode())
    # A signal: the system ended it, or it ended itself for want of memory.
    if child.returncode < 0 or child.returncode == confined.EXHAUSTED:
        raise Unreadable("exhausted")
    if child.returncode != 0:
        raise Unreadable("broken")
    if into is not None:
        into.seek(0)
    return answer
