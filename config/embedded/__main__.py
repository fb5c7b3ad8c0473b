"""As a program: `python -m config.embedded test pytest -x` runs with a test server."""

import sys
from collections.abc import Sequence
from pathlib import Path

from config import embedded
from config.embedded.server import PURPOSES, keep


def main(arguments: Sequence[str]) -> int:
    """Run a command with a server; or, called by the launcher, keep a server."""
    try:
        if arguments[0] == "--keep":
            keep(Path(arguments[2]), PURPOSES[arguments[1]])
            return 0
        return embedded.run_with(arguments[0], arguments[1:])
    except embedded.EmbeddedError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
