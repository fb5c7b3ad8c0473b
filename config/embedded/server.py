"""The keeper of one server: makes it, starts it, restarts it, stops it."""

import os
import secrets
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from config.embedded import binaries, locks, processes
from config.embedded.places import PORT, EmbeddedError, account_of, give, socket_folder
from config.embedded.processes import ROLE


@dataclass(frozen=True, slots=True)
class Purpose:
    folder: str
    rights: str  # of the role
    options: tuple[str, ...] = ()
    throwaway: bool = False  # damaged data are made anew


PURPOSES = {
    "demo": Purpose("postgres", rights="CREATEDB"),
    "test": Purpose(
        "test-postgres",
        # Emptying append-only tables after a test takes a superuser.
        rights="SUPERUSER",
        options=("fsync=off", "synchronous_commit=off", "full_page_writes=off"),
        throwaway=True,
    ),
}


def keep(home: Path, purpose: Purpose) -> None:
    """Run the server while there are users, then stop it. Raises EmbeddedError."""
    # Whoever looks whether the lock is taken holds it for an instant: hence `within`.
    if not locks.take(locks.open_lock(home / "keeper.lock"), within=0.3):
        return
    users = locks.open_lock(home / "users.lock")
    server = Server(home, purpose)
    while not locks.take(users):  # and holds it to the end: newcomers wait
        server.keep_running()
        time.sleep(0.1)
    server.stop()


class Server:
    """One PostgreSQL on one folder. Only a keeper has one."""

    def __init__(self, home: Path, purpose: Purpose) -> None:
        self.home = home
        self.purpose = purpose
        self.account = account_of(home)
        self.process: subprocess.Popen[bytes] | None = None
        self.trusted_until = 0.0  # a server taken over is looked at now and then

    def keep_running(self) -> None:
        """Start the server, or take it over, unless it runs. Raises EmbeddedError."""
        if self.process is not None and self.process.poll() is None:
            return
        if time.monotonic() < self.trusted_until or self._take_over():
            return
        self._await_orphans()
        folder, major = binaries.find(binaries.major_of)
        folder = binaries.within_reach(folder, account=self.account, home=self.home)
        data = self.home / f"data-{major}"
        try:
            self._start(folder, data, major)
        except EmbeddedError:
            if not (self.purpose.throwaway and data.exists()):
                raise
            shutil.rmtree(data)
            self._start(folder, data, major)

    def stop(self) -> None:
        """Stop cleanly; with force after half a minute. Raises EmbeddedError."""
        (self.home / "address").unlink(missing_ok=True)
        for step in (signal.SIGINT, signal.SIGQUIT):
            self._signal(processes.postmasters_of(self.home), step)
            if self._is_gone(within=30):
                with suppress(OSError):
                    socket_folder(self.home, self.account).rmdir()
                return
        raise EmbeddedError(f"The server in {self.home} does not stop.")

    def _take_over(self) -> bool:
        """Go on with a server whose keeper was killed."""
        deadline = time.monotonic() + 30
        while processes.postmasters_of(self.home):
            with suppress(FileNotFoundError):
                if processes.answers((self.home / "address").read_text()):
                    self.trusted_until = time.monotonic() + 2
                    return True
            if time.monotonic() > deadline:
                self.stop()
            time.sleep(0.1)
        return False

    def _await_orphans(self) -> None:
        """Children of a killed server finish by themselves; if not, with force."""
        if not self._is_gone(within=30):
            self._signal(processes.all_of(self.home), signal.SIGQUIT)
            self._is_gone(within=5)

    def _start(self, folder: Path, data: Path, major: int) -> None:
        if not data.exists():
            self._make_data(folder, data, major)
        place = socket_folder(self.home, self.account)
        # None of its processes is left, so its pid files are stale, even where the
        # number in them belongs to somebody else by now, or to a zombie.
        for stale in (data / "postmaster.pid", *place.glob(".s.PGSQL.*")):
            stale.unlink(missing_ok=True)
        rules = self.home / "pg_hba.conf"
        rules.write_text("local all all scram-sha-256\n")
        rules.chmod(0o644)
        options = (
            "listen_addresses=",
            f"port={PORT}",
            f"unix_socket_directories={place}",
            "unix_socket_permissions=0700",
            f"hba_file={rules}",
            f"cluster_name={processes.cluster_of(self.home)}",
            "timezone=UTC",
            "log_timezone=UTC",
            *self.purpose.options,
        )
        arguments = [part for option in options for part in ("-c", option)]
        log = self.home / "server.log"
        with log.open("wb") as output:
            self.process = binaries.start(
                [folder / "postgres", "-D", data, *arguments],
                account=self.account,
                output=output,
            )
        deadline = time.monotonic() + 90  # recovery after a crash takes its time
        while self.process.poll() is None and time.monotonic() < deadline:
            if processes.answers(str(place)):
                self._write("address", str(place))
                return
            time.sleep(0.03)
        self.stop()
        last_words = log.read_text(errors="replace")[-1500:].strip()
        raise EmbeddedError(f"PostgreSQL does not start:\n{last_words}")

    def _make_data(self, folder: Path, data: Path, major: int) -> None:
        """Make the data aside, then rename: a killed start leaves nothing half made."""
        fresh = data.with_suffix(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        give(fresh, self.account)
        # Bytes order alike and Vietnamese letters fold alike on every system.
        locale = ["--locale=C.UTF-8"]
        if major >= 17:
            locale = ["--locale=C", "--locale-provider=builtin"]
            locale.append("--builtin-locale=C.UTF-8")
        initdb = [folder / "initdb", "-D", fresh, "--username=postgres", *locale]
        initdb += ["--auth=reject", "--encoding=UTF8", "--no-instructions"]
        if self.purpose.throwaway:
            initdb.append("--no-sync")
        binaries.run(initdb, account=self.account)
        # Single-user mode asks for no password and needs no client program.
        answer = binaries.run(
            [folder / "postgres", "--single", "-D", fresh, "postgres"],
            account=self.account,
            given=(
                f"CREATE ROLE {ROLE} LOGIN {self.purpose.rights} "
                f"PASSWORD '{self._password()}'\n"
                f"CREATE DATABASE {ROLE} OWNER {ROLE}\n"
            ),
        )
        if "ERROR" in answer or "FATAL" in answer:
            raise EmbeddedError(f"The database cannot be made:\n{answer}")
        fresh.rename(data)

    def _password(self) -> str:
        if not (self.home / "password").exists():
            self._write("password", secrets.token_hex(24))
        return (self.home / "password").read_text()

    def _write(self, name: str, words: str) -> None:
        """Write a file that is whole or absent, and only ours."""
        fresh = self.home / f"{name}.new"
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600)
        fresh.write_text(words)
        fresh.replace(self.home / name)

    def _is_gone(self, *, within: float) -> bool:
        deadline = time.monotonic() + within
        while processes.all_of(self.home):
            if time.monotonic() > deadline:
                return False
            if self.process is not None:
                self.process.poll()  # reaps it
            time.sleep(0.03)
        return True

    def _signal(self, pids: list[int], step: signal.Signals) -> None:
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, step)
