"""Where a server keeps its things, and whom it runs as."""

import hashlib
import os
import pwd
import stat
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PORT = 5432  # only a part of the socket's name: nothing listens on the network
SOCKET_PATH_LIMIT = 100  # bytes; the kernel's own limit is 104 or 108


class EmbeddedError(Exception):
    """The server cannot be had; the text says what to do."""


def home_of(folder: str, *, checkout: Path = ROOT) -> Path:
    """The server's folder, made if absent: in `var/`, where the server can get there.

    PostgreSQL refuses to run as root, so root's server runs as `nobody`. Below a
    directory that `nobody` cannot enter (`/root`), the folder is one of the system's,
    named after the checkout's path. Raises EmbeddedError.
    """
    var = Path(os.environ.get("VAR_DIR") or checkout / "var").absolute()
    try:
        var.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0 and not _others_may_enter(var):
            var = _system_folder(key_of(var))
        home = var / folder
        home.mkdir(exist_ok=True)
        if os.geteuid() == 0:
            home.chmod(0o711)
    except PermissionError as refusal:
        raise EmbeddedError(
            f"{refusal.filename} cannot be written: make it yours, or set VAR_DIR."
        ) from refusal
    owner = home.stat().st_uid
    if os.geteuid() not in {0, owner}:
        raise EmbeddedError(
            f"{home} belongs to another user (number {owner}): "
            "remove it, or set VAR_DIR."
        )
    return home


def account_of(home: Path) -> pwd.struct_passwd:
    """Whom the server runs as: oneself; for root, the owner of the data, or nobody."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    for data in home.glob("data-*"):
        if data.suffix != ".new" and data.stat().st_uid != 0:
            return pwd.getpwuid(data.stat().st_uid)
    try:
        return pwd.getpwnam("nobody")
    except KeyError as missing:
        raise EmbeddedError(
            "PostgreSQL does not run as root and there is no user `nobody`: "
            "run this as an ordinary user, or set DATABASE_URL."
        ) from missing


def socket_folder(home: Path, account: pwd.struct_passwd) -> Path:
    """The private folder of the server's socket; a short path, as the kernel asks."""
    folder = home / "socket"
    too_long = len(os.fsencode(folder / f".s.PGSQL.{PORT}")) >= SOCKET_PATH_LIMIT
    if too_long or set(str(folder)) & set(",\"'\\"):  # PostgreSQL's own separators
        folder = _short_folder() / f"lien-nganh-{key_of(home)}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.lstat().st_uid == os.geteuid() == 0:
        give(folder, account)
    kind = folder.lstat()
    if not stat.S_ISDIR(kind.st_mode) or kind.st_uid != account.pw_uid:
        raise EmbeddedError(f"{folder} belongs to somebody else: remove it.")
    return folder


def give(folder: Path, account: pwd.struct_passwd) -> None:
    """Hand a folder of ours to the server's account."""
    if os.geteuid() == 0:
        os.chown(folder, account.pw_uid, account.pw_gid, follow_symlinks=False)


def key_of(path: Path) -> str:
    """A short name for a path, so that checkouts do not meet."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _others_may_enter(folder: Path) -> bool:
    return all(path.stat().st_mode & 0o001 for path in (folder, *folder.parents))


def _system_folder(key: str) -> Path:
    for place in ("/var/lib", "/var/tmp", "/tmp"):  # noqa: S108 - the owner is checked
        folder = Path(place) / "lien-nganh"
        try:
            for part in (folder, folder / key):
                part.mkdir(mode=0o711, exist_ok=True)
                kind = part.lstat()
                if not stat.S_ISDIR(kind.st_mode) or kind.st_uid != 0:
                    raise PermissionError
                part.chmod(0o711)
        except OSError:
            continue
        return folder / key
    raise EmbeddedError("Nowhere to put the database: set VAR_DIR or DATABASE_URL.")


def _short_folder() -> Path:
    usual = Path(tempfile.gettempdir())
    if len(str(usual)) < 50 and (os.geteuid() != 0 or _others_may_enter(usual)):
        return usual
    return Path("/tmp")  # noqa: S108 - the folder made there is private and checked
