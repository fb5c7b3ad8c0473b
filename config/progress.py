"""Says what a command is doing: a moving bar on a terminal, plain lines elsewhere."""

import sys
import time
from types import TracebackType
from typing import Self

WIDTH = 24


class Progress:
    """One piece of work; used as a context, stepped as it goes.

    with Progress("Making the tables", total=38) as progress:
        progress.step()
    """

    def __init__(self, label: str, *, total: int = 0) -> None:
        self.stream = sys.stderr  # what a command answers stays clean
        self.label = label
        self.total = total
        self.done = 0
        self.started = time.monotonic()
        self.is_live = self.stream.isatty()

    def __enter__(self) -> Self:
        self.stream.write(f"{self.label} …" + ("" if self.is_live else "\n"))
        self.stream.flush()
        return self

    def step(self, detail: str = "") -> None:
        """One more is done; `detail` is shown beside the bar."""
        self.done += 1
        if not self.is_live:
            return
        if self.total:
            full = WIDTH * min(self.done, self.total) // self.total
            bar = f"[{'#' * full}{'.' * (WIDTH - full)}] {self.done}/{self.total}"
        else:
            bar = str(self.done)
        self.stream.write(f"\r\033[K{self.label} {bar} {detail[:30]}")
        self.stream.flush()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        seconds = time.monotonic() - self.started
        if self.is_live:
            self.stream.write("\r\033[K")
        if kind is not None:
            self.stream.write(f"{self.label}: stopped after {seconds:.1f} s\n")
        elif self.is_live or seconds > 2:
            self.stream.write(f"{self.label}: done in {seconds:.1f} s\n")
        self.stream.flush()
