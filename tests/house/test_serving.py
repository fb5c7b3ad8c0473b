"""The demo's server answers, and ends in peace."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator

import pytest

from config import serving
from config.embedded.places import ROOT

PROGRAM = """
from config import serving
if __name__ == "__main__":
    serving.serve(port={port}, when_ready=lambda: print("ready", flush=True))
"""


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind((serving.ADDRESS, 0))
        return probe.getsockname()[1]


@pytest.fixture
def server(port: int, tmp_path) -> Iterator[subprocess.Popen[str]]:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM.format(port=port))
    process = subprocess.Popen(  # noqa: S603 - written above
        [sys.executable, program],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DEBUG": "1",
        },
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


class TestServe:
    @pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    def test_answers_until_it_is_told_to_end(self, server, port, end):
        assert server.stdout.readline() == "ready\n"
        assert not serving.is_free(port)
        url = f"http://{serving.ADDRESS}:{port}/healthz"
        with urllib.request.urlopen(url) as answer:
            assert answer.status == 200

        os.killpg(server.pid, end)  # to the whole group, as a terminal does

        assert server.wait(timeout=20) == 0
        assert serving.is_free(port)
