"""A bad line: a small TCP proxy on loopback that cuts connections where it is told.

Positions are counted in bytes since the cut before, over all connections and for each
direction by itself. Both ends see a reset, as when a phone loses its network.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from random import Random

from config.serving import ADDRESS
from reliability.field.served import free_port

SENT, ANSWERED = "sent", "answered"
_PIECE = 16 * 1024
_RESET = struct.pack("ii", 1, 0)


@dataclass(frozen=True, slots=True)
class Cut:
    """Cut the line after so many bytes of one direction.

    `mute`: wait for the next answer to begin and swallow it whole: the request got
    through and the phone cannot know.
    """

    direction: str
    after: int
    mute: bool = False


def cuts(chance: Random, count: int, *, sent: int, answered: int) -> list[Cut]:
    """Random cuts that spread over so many bytes sent and answered."""
    found = []
    for _ in range(count):
        kind = chance.choice(("up", "down", "mute"))
        # Seven tenths of the traffic: all of them fall before its end.
        total = sent if kind == "up" else answered
        after = chance.randrange(1 + int(1.4 * total / count))
        direction = SENT if kind == "up" else ANSWERED
        found.append(Cut(direction, after, mute=kind == "mute"))
    return found


class Line:
    """The proxy; `armed` cuts happen one after another, in their order."""

    def __init__(self, to_port: int) -> None:
        self.to_port = to_port
        self.port = free_port()
        self.done: list[Cut] = []
        self.passed = {SENT: 0, ANSWERED: 0}
        self._waiting: list[Cut] = []
        self._since = 0
        self._lock = threading.Lock()
        self._listener = socket.create_server((ADDRESS, self.port), backlog=64)

    def __enter__(self) -> Line:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_fault: object) -> None:
        # A close alone would not wake who waits for the next connection.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def arm(self, cuts: Iterable[Cut]) -> None:
        with self._lock:
            self._waiting = list(cuts)
            self._since = 0
            self.passed = {SENT: 0, ANSWERED: 0}

    def _listen(self) -> None:
        while True:
            try:
                near, _address = self._listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection((ADDRESS, self.to_port), timeout=10)
            except OSError:
                _reset(near)
                continue
            far.settimeout(None)
            for source, target, direction in (
                (near, far, SENT),
                (far, near, ANSWERED),
            ):
                threading.Thread(
                    target=self._pump, args=(source, target, direction), daemon=True
                ).start()

    def _pump(self, source: socket.socket, target: socket.socket, way: str) -> None:
        with suppress(OSError):
            while piece := source.recv(_PIECE):
                passing, is_cut = self._judged(piece, way)
                target.sendall(passing)
                if is_cut:
                    _reset(target)
                    _reset(source)
                    return
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _judged(self, piece: bytes, way: str) -> tuple[bytes, bool]:
        """What of the piece passes, and whether the line is cut behind it."""
        with self._lock:
            cut = self._waiting[0] if self._waiting else None
            if cut is None or cut.direction != way:
                self.passed[way] += len(piece)
                return piece, False
            left = cut.after - self._since
            if left >= len(piece) or (cut.mute and left > 0):
                self._since += len(piece)
                self.passed[way] += len(piece)
                return piece, False
            passing = b"" if cut.mute else piece[:left]
            self.passed[way] += len(passing)
            self.done.append(self._waiting.pop(0))
            self._since = 0
            return passing, True


def _reset(end: socket.socket) -> None:
    with suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        # Shut down first: another thread may wait in `recv` on it.
        end.shutdown(socket.SHUT_RD)
    end.close()
