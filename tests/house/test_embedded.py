"""The embedded server lives through what happens to demos and test runs."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from config.embedded import EmbeddedError, binaries, ensure, locks, processes
from config.embedded.places import ROOT, home_of

AS_ROOT = os.geteuid() == 0


@pytest.fixture(autouse=True)
def own_environment() -> Iterator[None]:
    kept = dict(os.environ)
    os.environ.pop("VAR_DIR", None)
    yield
    os.environ.clear()
    os.environ.update(kept)


@pytest.fixture(scope="module")
def checkout() -> Iterator[Path]:
    yield from _folder()


@pytest.fixture
def other_checkout() -> Iterator[Path]:
    yield from _folder()


def _folder() -> Iterator[Path]:
    # Not tmp_path: pytest closes it to everybody else, so to root's server too.
    folder = Path(tempfile.mkdtemp(prefix="lien-nganh-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def _rows(url: str) -> list[int]:
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute("SELECT n FROM kept ORDER BY n")]


def _keep_row(url: str, number: int) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (n int PRIMARY KEY)")
        connection.execute("INSERT INTO kept VALUES (%s)", [number])


def _owner_of(pid: int) -> str | None:
    """None when it has ended meanwhile, as a child of the server may any time."""
    try:
        return Path(f"/proc/{pid}").owner()
    except FileNotFoundError:
        return None


def _eventually(look: Callable[[], Any], *, within: float = 20) -> Any:
    deadline = time.monotonic() + within
    while True:
        try:
            found = look()
        except psycopg.OperationalError:
            found = None
        if found or time.monotonic() > deadline:
            return found
        time.sleep(0.05)


class TestEmbeddedServer:
    def test_stops_with_its_last_user_and_keeps_the_rows(self, checkout):
        home = home_of("postgres", checkout=checkout)
        with ensure(checkout=checkout) as url:
            with ensure(checkout=checkout) as same:
                _keep_row(same, 1)
            assert same == url
            assert _rows(url) == [1]

        assert processes.all_of(home) == []
        with ensure(checkout=checkout) as url:
            assert _rows(url) == [1]

    def test_folds_and_orders_vietnamese_alike_everywhere(self, checkout):
        with ensure(checkout=checkout) as url, psycopg.connect(url) as connection:
            row = connection.execute("SELECT lower('ĐẮK LẮK'), 'Z' < 'a'").fetchone()

        assert row == ("đắk lắk", True)

    def test_listens_on_no_network_and_asks_for_the_password(self, checkout):
        with ensure(checkout=checkout) as url:
            with psycopg.connect(url) as connection:
                row = connection.execute("SHOW listen_addresses").fetchone()
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(url.replace("lien_nganh:", "lien_nganh:0"))

        assert row == ("",)

    def test_comes_back_by_itself_when_killed(self, checkout):
        home = home_of("postgres", checkout=checkout)
        with ensure(checkout=checkout) as url:
            _keep_row(url, 2)
            for pid in processes.postmasters_of(home):
                os.kill(pid, signal.SIGKILL)

            assert 2 in _eventually(lambda: _rows(url))

    def test_is_taken_over_when_its_keeper_was_killed(self, checkout):
        home = home_of("postgres", checkout=checkout)
        with ensure(checkout=checkout) as url:
            before = processes.postmasters_of(home)
            _kill_keeper(home)
            with ensure(checkout=checkout) as same:
                assert same == url
                assert processes.postmasters_of(home) == before
            _kill_keeper(home)

        assert processes.all_of(home) == []

    def test_starts_after_everything_was_killed(self, checkout):
        home = home_of("postgres", checkout=checkout)
        with ensure(checkout=checkout) as url:
            _keep_row(url, 3)
            _kill_keeper(home)
            for pid in processes.all_of(home):
                os.kill(pid, signal.SIGKILL)

        with ensure(checkout=checkout) as url:
            assert 3 in _rows(url)

    def test_stops_when_its_only_user_is_killed(self, other_checkout):
        home = home_of("postgres", checkout=other_checkout)
        user = subprocess.Popen(
            [sys.executable, "-m", "config.embedded", "demo", "sleep", "600"],
            cwd=ROOT,
            env={
                **{k: v for k, v in os.environ.items() if k != "DATABASE_URL"},
                "VAR_DIR": str(other_checkout / "var"),
            },
            start_new_session=True,
        )
        assert _eventually((home / "address").exists)
        os.killpg(user.pid, signal.SIGKILL)
        user.wait()

        assert _eventually(lambda: not locks.is_taken(home / "keeper.lock"))
        assert processes.all_of(home) == []

    def test_trusts_no_pid_file(self, checkout):
        home = home_of("postgres", checkout=checkout)
        with ensure(checkout=checkout):
            data = next(home.glob("data-*"))
        (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n")

        with ensure(checkout=checkout) as url:
            assert _rows(url)

    def test_runs_beside_that_of_another_checkout(self, checkout, other_checkout):
        with ensure(checkout=checkout) as one, ensure(checkout=other_checkout) as two:
            _keep_row(two, 99)

            assert 99 not in _rows(one)

    def test_leaves_settings_of_other_servers_aside(self, checkout):
        os.environ["PGOPTIONS"] = "-c no_such_setting=1"
        with ensure(checkout=checkout) as url:
            assert _rows(url)

    def test_gives_each_test_session_its_own_database_name(self, other_checkout):
        with (
            ensure("test", checkout=other_checkout) as one,
            ensure("test", checkout=other_checkout) as two,
        ):
            assert one != two

    @pytest.mark.skipif(not AS_ROOT, reason="needs root")
    def test_of_root_runs_as_nobody(self, checkout):
        home = home_of("postgres", checkout=checkout)
        nobody = pwd.getpwnam("nobody").pw_uid
        with ensure(checkout=checkout):
            owners = set(filter(None, map(_owner_of, processes.all_of(home))))
            data = next(home.glob("data-*")).stat()

        assert owners == {"nobody"}
        assert data.st_uid == nobody

    @pytest.mark.skipif(not AS_ROOT, reason="needs root")
    def test_of_root_stays_out_of_a_closed_folder(self, other_checkout):
        other_checkout.chmod(0o700)
        home = home_of("postgres", checkout=other_checkout)
        try:
            with ensure(checkout=other_checkout) as url:
                _keep_row(url, 1)
            assert not home.is_relative_to(other_checkout)
            assert list((other_checkout / "var").iterdir()) == []
        finally:
            shutil.rmtree(home.parent)

    def test_takes_a_path_too_long_for_a_socket(self, other_checkout):
        deep = other_checkout / ("thư mục dài, " * 6).strip()
        deep.mkdir(mode=0o755)
        with ensure(checkout=deep) as url:
            _keep_row(url, 1)

            assert _rows(url) == [1]


class TestFindBinaries:
    def test_refuses_an_old_server_and_says_what_to_do(self, monkeypatch):
        monkeypatch.setenv("PG_BIN", "/opt/old/bin")

        with pytest.raises(EmbeddedError) as refusal:
            binaries.find(lambda folder: 14)

        assert "/opt/old/bin: PostgreSQL 14 is too old" in str(refusal.value)
        assert "DATABASE_URL" in str(refusal.value)

    def test_says_where_no_server_is(self, monkeypatch, tmp_path):
        monkeypatch.setenv("PG_BIN", str(tmp_path))

        with pytest.raises(EmbeddedError, match="No such file"):
            binaries.find(binaries.major_of)

    def test_prefers_the_first_that_is_new_enough(self, monkeypatch):
        found = {Path("/a"): 14, Path("/b"): 16, Path("/c"): 18}
        monkeypatch.setattr(binaries, "_candidates", lambda: found)

        assert binaries.find(found.__getitem__) == (Path("/b"), 16)


def _kill_keeper(home: Path) -> None:
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        words = command.read_bytes().split(b"\0")
        if b"--keep" in words and os.fsencode(home) in words:
            os.kill(int(command.parent.name), signal.SIGKILL)
            while command.exists() and command.read_bytes():
                time.sleep(0.02)
