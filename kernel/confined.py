"""Limits itself, then becomes the program that it is given; run by `kernel.sandbox`.

    python -I confined.py MEMORY CPU_SECONDS WRITTEN PROGRAM [ARGUMENTS]

It imports nothing of ours: the program knows neither Django nor the database.
"""

import errno
import os
import resource
import runpy
import sys

EXHAUSTED = 4


def main(arguments: list[str]) -> int:
    memory, cpu_seconds, written = map(int, arguments[:3])
    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, written),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    sys.argv = arguments[3:]
    try:
        runpy.run_path(sys.argv[0], run_name="__main__")
    except MemoryError:
        os._exit(EXHAUSTED)  # at once: what is left to write would fail again
    except OSError as refusal:
        if refusal.errno == errno.EFBIG:
            os._exit(EXHAUSTED)
        raise
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
