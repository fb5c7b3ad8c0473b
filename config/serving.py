"""Serves the product on this machine until Ctrl-C, as the demo does."""

import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

ADDRESS = "127.0.0.1"
TARGET = "config.wsgi"


def serve(*, port: int, when_ready: Callable[[], None]) -> None:
    """Serve until SIGINT, SIGTERM or SIGHUP; answers under way are finished."""
    # A fork would share this process's connections to the database.
    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        TARGET,
        address=ADDRESS,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=4,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    )

    @server.on_startup
    def prepare() -> None:
        # A closed terminal ends the demo; granian alone would start anew.
        signal.signal(signal.SIGHUP, server.signal_handler_interrupt)
        threading.Thread(target=_announce, args=[port, when_ready], daemon=True).start()

    try:
        server.serve(target_loader=load)
    except SystemExit:
        # A worker may end a moment before it is told to; that is no failure then.
        if not server.interrupt_signal:
            raise


def load(target: str) -> Any:
    """The WSGI application, in the worker's process."""
    # Out of the terminal's group: a worker that gets Ctrl-C from the terminal and the
    # order to end from granian at once can lock itself up.
    os.setpgrp()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    return import_module(target).application


def is_free(port: int) -> bool:
    """Whether a server may listen on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            return False
    return True


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGKILL)  # nobody is left to ask it to end


def _announce(port: int, when_ready: Callable[[], None]) -> None:
    while True:
        with socket.socket() as probe:
            if probe.connect_ex((ADDRESS, port)) == 0:
                break
        time.sleep(0.1)
    when_ready()
