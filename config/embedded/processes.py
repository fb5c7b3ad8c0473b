"""Looking at a server from outside: does it answer, and which processes are its own."""

import os
import socket
import struct
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from config.embedded.places import PORT, key_of

ROLE = "lien_nganh"  # the role, and the database it owns


def answers(folder: str) -> bool:
    """Whether the server asks for the password, which means it takes connections."""
    words = f"user\0{ROLE}\0database\0{ROLE}\0\0".encode()
    greeting = struct.pack("!ii", len(words) + 8, 3 << 16) + words
    try:
        with socket.socket(socket.AF_UNIX) as link:
            link.settimeout(2)
            link.connect(f"{folder}/.s.PGSQL.{PORT}")
            link.sendall(greeting)
            return link.recv(1) == b"R"
    except OSError:
        return False


def cluster_of(home: Path) -> str:
    """The name that a server's processes carry in the list of processes."""
    return f"lien-nganh-{key_of(home)}"


def postmasters_of(home: Path) -> list[int]:
    """The server itself; without its children."""
    return [pid for pid, is_child in _processes_of(home) if not is_child]


def all_of(home: Path) -> list[int]:
    """The server and its children, which outlive it a little when it is killed."""
    return [pid for pid, _is_child in _processes_of(home)]


def _processes_of(home: Path) -> Iterator[tuple[int, bool]]:
    # A pid file alone proves nothing: after a restart its number may be anybody's, and
    # a zombie keeps its number. A zombie has no command line.
    server, child = f" -D {home}/data-", f"postgres: {cluster_of(home)}: "
    for pid, command in _commands():
        if command.startswith(child):
            yield pid, True
        elif server in command:
            yield pid, False


def _commands() -> Iterator[tuple[int, str]]:
    if Path("/proc/self/cmdline").exists():
        for name in os.listdir("/proc"):
            if name.isdigit():
                with suppress(OSError):
                    raw = Path(f"/proc/{name}/cmdline").read_bytes()
                    yield int(name), os.fsdecode(raw.replace(b"\0", b" "))
        return
    listing = subprocess.run(  # as on macOS
        ["/bin/ps", "-axo", "pid=,args="], capture_output=True, text=True, check=True
    )
    for line in listing.stdout.splitlines():
        number, _, command = line.strip().partition(" ")
        yield int(number), command
