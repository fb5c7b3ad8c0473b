"""Which browser tests failed in the last run, for the build server's second try.

python -m tests.again: prints one a line, or ends with 1 where anything else failed. A
browser may stumble over a busy machine; a rule of law may not.
"""

import json
import sys
from pathlib import Path

FAILED = Path(__file__).parent.parent / ".pytest_cache/v/cache/lastfailed"
IN_A_BROWSER = ("tests/browser/", "tests/reliability/test_field_runs.py")
MOST = 5


def may_try_again(failed: list[str]) -> bool:
    """Few, and all of them drive a browser."""
    return 0 < len(failed) <= MOST and all(
        name.startswith(IN_A_BROWSER) for name in failed
    )


def main() -> int:
    failed = sorted(json.loads(FAILED.read_text())) if FAILED.exists() else []
    if not may_try_again(failed):
        return 1
    sys.stdout.write("".join(f"{name}\n" for name in failed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
