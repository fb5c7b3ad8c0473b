"""The embedded PostgreSQL of the demo and of the tests. Production never comes here.

One *keeper* process owns each server: it makes the data, starts the server, starts it
again after a crash, and stops it when nobody uses it any more. A command that needs the
database shares the lock `users.lock` while it runs, and starts a keeper if there is
none. Neither a killed command nor a killed server leaves anything to clean up.

Standard library only: it runs before Django does.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from urllib.parse import quote

from config.embedded import locks, processes
from config.embedded.places import PORT, ROOT, EmbeddedError, home_of
from config.embedded.processes import ROLE
from config.embedded.server import PURPOSES

__all__ = ["EmbeddedError", "ensure", "is_embedded", "run_with"]


@contextmanager
def ensure(purpose: str = "demo", *, checkout: Path = ROOT) -> Iterator[str]:
    """Give the address of a running server, which stays up while the block runs.

    Commands of one checkout share its server; the last one waits until it has stopped.
    Each test session gets a database name of its own. Raises EmbeddedError.
    """
    _drop_client_settings()
    home = home_of(PURPOSES[purpose].folder, checkout=checkout)
    users = locks.open_lock(home / "users.lock")
    try:
        locks.share(users)  # waits while a server is being stopped
        folder = _wait_for_start(home, purpose)
        password = (home / "password").read_text()
        with _database_name(home, purpose) as name:
            yield (
                f"postgresql://{ROLE}:{password}@/{name}"
                f"?host={quote(folder, safe='')}&port={PORT}"
            )
    finally:
        os.close(users)
        _wait_for_stop(home, purpose)


def is_embedded(url: str) -> bool:
    """Whether an address is that of this checkout's own demo server."""
    with suppress(OSError, EmbeddedError):
        home = home_of(PURPOSES["demo"].folder)
        return f"host={quote((home / 'address').read_text(), safe='')}&" in url
    return False


def run_with(purpose: str, command: Sequence[str]) -> int:
    """Run a command with DATABASE_URL set; its exit status. Raises EmbeddedError.

    Where DATABASE_URL is set already, that server is used.
    """
    if os.environ.get("DATABASE_URL"):
        os.execvp(command[0], list(command))  # noqa: S606 - the caller's own command
    with ensure(purpose) as url:
        child = subprocess.Popen(  # noqa: S603 - the caller's own command
            command, env={**os.environ, "DATABASE_URL": url}
        )
        # Ctrl-C reaches the command too; it ends by itself, then so does this.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        return child.wait()


def _wait_for_start(home: Path, purpose: str) -> str:
    keeper: subprocess.Popen[bytes] | None = None
    if not list(home.glob("data-*")):
        sys.stderr.write("Making a PostgreSQL for this checkout (once) …\n")
    deadline = time.monotonic() + 150
    while time.monotonic() < deadline:
        if locks.is_taken(home / "keeper.lock"):
            with suppress(FileNotFoundError):
                folder = (home / "address").read_text()
                if processes.answers(folder):
                    return folder
        elif keeper is None or keeper.poll() is not None:
            if keeper is not None and keeper.returncode:
                raise EmbeddedError((home / "keeper.log").read_text().strip())
            keeper = _start_keeper(home, purpose)
        time.sleep(0.03)
    raise EmbeddedError(f"PostgreSQL does not answer; see {home / 'server.log'}.")


def _wait_for_stop(home: Path, purpose: str) -> None:
    """Return when the server has stopped, or when somebody else uses it."""
    keeper: subprocess.Popen[bytes] | None = None
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if locks.is_taken(home / "keeper.lock"):
            if locks.is_shared(home / "users.lock"):
                return
        elif keeper is None or keeper.poll() is not None:
            if not processes.all_of(home):
                return
            # Its keeper was killed: a new one finds no users and stops the server.
            keeper = _start_keeper(home, purpose)
        time.sleep(0.03)


def _start_keeper(home: Path, purpose: str) -> subprocess.Popen[bytes]:
    with (home / "keeper.log").open("wb") as log:
        return subprocess.Popen(  # noqa: S603 - our own command line
            [sys.executable, "-m", "config.embedded", "--keep", purpose, str(home)],
            start_new_session=True,  # Ctrl-C is for the command, not for the server
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=ROOT,
        )


@contextmanager
def _database_name(home: Path, purpose: str) -> Iterator[str]:
    """A name that no other test session uses; the demo has the plain one."""
    if purpose != "test":
        yield ROLE
        return
    for number in count(1):
        session = locks.open_lock(home / f"session-{number}.lock")
        try:
            if locks.take(session):
                yield ROLE if number == 1 else f"{ROLE}_{number}"
                return
        finally:
            os.close(session)


def _drop_client_settings() -> None:
    """PGOPTIONS, PGSSLMODE and the like are meant for other servers than this one."""
    for name in [name for name in os.environ if name.startswith("PG")]:
        if name != "PG_BIN":
            del os.environ[name]
