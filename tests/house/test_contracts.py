"""The floors and rooms of docs/architecture.md hold in the code."""

import subprocess
import sys
from pathlib import Path

from config.embedded.places import ROOT


class TestImportContracts:
    def test_hold(self):
        tool = Path(sys.executable).with_name("lint-imports")
        answer = subprocess.run(  # noqa: S603 - our own tool
            [tool, "--no-cache"], cwd=ROOT, capture_output=True, text=True
        )

        assert answer.returncode == 0, answer.stdout
