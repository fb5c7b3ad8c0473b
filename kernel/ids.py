"""Identifiers that sort by the time of their making."""

import os
import threading
import time
import uuid

_lock = threading.Lock()
_last = 0


def uuid7() -> uuid.UUID:
    """A UUIDv7 (RFC 9562): Unix milliseconds, a counter, 62 random bits.

    Within one process later ids are greater, also inside one millisecond: the clock's
    part below the millisecond serves as counter and is pushed on when it would repeat.
    """
    global _last
    with _lock:
        # 1/4096 milliseconds since the epoch: 48 bits of time and 12 of counter.
        ticks = max(time.time_ns() * 4096 // 1_000_000, _last + 1)
        _last = ticks
    value = (ticks >> 12 & (1 << 48) - 1) << 80 | 0x7 << 76
    value |= (ticks & 0xFFF) << 64 | 0b10 << 62
    value |= int.from_bytes(os.urandom(8), "big") & (1 << 62) - 1
    return uuid.UUID(int=value)
