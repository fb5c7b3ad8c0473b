"""Identifiers that sort by the time of their making."""

import os
import time
import uuid


def uuid7() -> uuid.UUID:
    """A UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, the rest random."""
    millis = time.time_ns() // 1_000_000
    rest = int.from_bytes(os.urandom(10), "big")
    value = (millis & (1 << 48) - 1) << 80 | 0x7 << 76
    value |= (rest >> 62 & 0xFFF) << 64 | 0b10 << 62 | rest & (1 << 62) - 1
    return uuid.UUID(int=value)
