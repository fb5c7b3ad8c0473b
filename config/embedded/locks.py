"""Locks between processes: the kernel drops them when their holder ends, however."""

import fcntl
import os
import time
from pathlib import Path


def open_lock(path: Path) -> int:
    """A file to lock, as a descriptor that child programs do not inherit."""
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def share(lock: int) -> None:
    """Hold the lock together with others; waits while somebody has it alone."""
    fcntl.flock(lock, fcntl.LOCK_SH)


def take(lock: int, *, within: float = 0) -> bool:
    """Hold the lock alone, if that is possible `within` so many seconds."""
    deadline = time.monotonic() + within
    while not _try(lock, fcntl.LOCK_EX):
        if time.monotonic() >= deadline:
            return False
        time.sleep(0.02)
    return True


def is_taken(path: Path) -> bool:
    """Whether somebody holds the lock alone."""
    lock = open_lock(path)
    try:
        return not _try(lock, fcntl.LOCK_SH)
    finally:
        os.close(lock)


def is_shared(path: Path) -> bool:
    """Whether somebody holds the lock together with others."""
    lock = open_lock(path)
    try:
        return _try(lock, fcntl.LOCK_SH) and not _try(lock, fcntl.LOCK_EX)
    finally:
        os.close(lock)


def _try(lock: int, kind: int) -> bool:
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
