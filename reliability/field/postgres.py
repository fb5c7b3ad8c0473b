"""A PostgreSQL of a programme's own, which keeps what it confirmed, to be killed.

Its data are copied from the loaded database of this process, which then works there.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import quote

from django.db import connection

from config import env
from config.embedded import binaries, processes
from config.embedded.places import PORT, home_of, socket_folder
from config.embedded.processes import ROLE
from config.embedded.server import Purpose, Server
from reliability.field.stage import address_of_database

# As the programme for the tests, but every confirmed transaction is on the disk.
_DURABLE = Purpose("", rights="SUPERUSER")


class OwnPostgres:
    """One server; `address` is that of its database."""

    def __init__(self) -> None:
        self.home = home_of(f"killed-postgres-{os.getpid()}")
        self.server = Server(self.home, _DURABLE)

    @property
    def address(self) -> str:
        folder = (self.home / "address").read_text()
        password = (self.home / "password").read_text()
        return (
            f"postgresql://{ROLE}:{password}@/{ROLE}"
            f"?host={quote(folder, safe='')}&port={PORT}"
        )

    def start(self) -> None:
        self.server.keep_running()

    def kill(self) -> None:
        """SIGKILL for the server and each of its processes."""
        for pid in processes.all_of(self.home):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if self.server.process is not None:
            self.server.process.wait()

    def remove(self) -> None:
        self.kill()
        shutil.rmtree(socket_folder(self.home, self.server.account), ignore_errors=True)
        shutil.rmtree(self.home, ignore_errors=True)

    def fill(self, source: str) -> None:
        """Copy a database into the empty one."""
        folder, _major = binaries.find(binaries.major_of)
        dump = subprocess.run(  # noqa: S603 - our own command line
            [folder / "pg_dump", "--no-owner", f"--dbname={source}"],
            stdout=subprocess.PIPE,
            check=True,
        )
        load = [folder / "psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1"]
        subprocess.run(  # noqa: S603 - our own command line
            [*load, "--single-transaction", f"--dbname={self.address}"],
            input=dump.stdout,
            stdout=subprocess.DEVNULL,
            check=True,
        )


@contextmanager
def own_postgres() -> Iterator[OwnPostgres]:
    """Work on a server of one's own with the present data; gone at the end."""
    server = OwnPostgres()
    source, before = address_of_database(), connection.settings_dict
    try:
        server.start()
        server.fill(source)
        connection.close()
        connection.settings_dict = before | env.database(server.address)
        yield server
    finally:
        connection.close()
        connection.settings_dict = before
        server.remove()
