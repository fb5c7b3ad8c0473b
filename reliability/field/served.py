"""The product's own server in processes of its own, to be killed without a warning."""

from __future__ import annotations

import http.client
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from config.serving import ADDRESS, is_free

# The range that is set apart for programmes.
PORTS = range(15500, 15600)
_PROGRAM = (
    "import sys; from config.serving import serve;"
    "serve(port=int(sys.argv[1]), when_ready=lambda: None)"
)
_PATIENCE = 60


class NotServing(Exception):
    """The server did not come up; the text is what it said."""


def free_port() -> int:
    ports = list(PORTS)
    random.shuffle(ports)
    return next(port for port in ports if is_free(port))


class Served:
    """The served product on one port, one database and one folder of files."""

    def __init__(self, *, database: str, files: Path) -> None:
        self.port = free_port()
        self.log = files / "server.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.environment = {
            **os.environ,
            "DATABASE_URL": database,
            "MEDIA_ROOT": str(files),
            "DEBUG": "1",
            # With its pool of connections, as in production.
            "TESTING": "0",
        }

    def __enter__(self) -> Served:
        self.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self.kill()

    def start(self) -> None:
        """Start, and wait until it answers; raises NotServing."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-c", _PROGRAM, str(self.port)],
                env=self.environment,
                stdout=log,
                stderr=log,
                cwd=Path(__file__).resolve().parents[2],
            )
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            if self.answers():
                return
            time.sleep(0.05)
        said = self.log.read_text(errors="replace")[-2000:]
        self.kill()
        raise NotServing(said)

    def answers(self) -> bool:
        """Whether it answers and reaches its database."""
        line = http.client.HTTPConnection(ADDRESS, self.port, timeout=5)
        with suppress(OSError, http.client.HTTPException):
            line.request("GET", "/readyz")
            return line.getresponse().status == 200
        return False

    def kill(self) -> None:
        """SIGKILL for the server and everything it started."""
        if self.process is None:
            return
        for pid in reversed(_family(self.process.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        self.process = None


def _family(pid: int) -> list[int]:
    """A process and its descendants, the eldest first."""
    found = [pid]
    for parent in found:
        with suppress(OSError):
            for task in Path(f"/proc/{parent}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
    return found
