"""Finds a Chromium for the browser tests, or gets one; prints its path.

python -m tests.chromium
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from playwright.sync_api import sync_playwright


def candidates() -> Iterator[str]:
    """CHROMIUM, then those on PATH, then Playwright's own."""
    for name in (
        os.environ.get("CHROMIUM", ""),
        "chromium",
        "chromium-browser",
        "google-chrome",
    ):
        yield shutil.which(name) or ""
    with sync_playwright() as tools:
        yield tools.chromium.executable_path


def find() -> str:
    """The path of a Chromium that runs, or an empty text."""
    return next((path for path in candidates() if path and _runs(path)), "")


def get() -> str:
    """Find one, or install it through Playwright, or through apt as root."""
    found = find()
    ways = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        ways += [["apt-get", "update", "-q"], ["apt-get", "install", "-qy", "chromium"]]
    for way in ways:
        if not found:
            sys.stderr.write(f"No Chromium yet: {' '.join(way)}\n")
            subprocess.run(way, stdout=sys.stderr, check=False)  # noqa: S603
            found = find()
    return found


def _runs(path: str) -> bool:
    try:
        asked = [path, "--version"]
        return subprocess.run(asked, capture_output=True).returncode == 0  # noqa: S603
    except OSError:
        return False


if __name__ == "__main__":
    chromium = get()
    if not chromium:
        sys.exit("No Chromium: sudo apt-get install chromium, or set CHROMIUM.")
    sys.stdout.write(f"{chromium}\n")
