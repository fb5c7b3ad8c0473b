#!/usr/bin/env python
"""Django's command line; without DATABASE_URL it first starts the embedded server."""

import os
import sys
from contextlib import ExitStack

from config.embedded import EmbeddedError, ensure

NEED_NO_DATABASE = {
    "check",
    "check_lock",
    "check_translations",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "graph_transitions",
    "help",
    "makemessages",
    "spectacular",
    "state_diagram",
    "version",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with ExitStack() as stack:
        if not os.environ.get("DATABASE_URL"):
            os.environ.setdefault("DEBUG", "1")  # the demo: no secrets to ask for
            if needs_database(sys.argv[1:]):
                try:
                    url = stack.enter_context(ensure("demo"))
                except EmbeddedError as refusal:
                    sys.exit(f"{refusal}")
                os.environ["DATABASE_URL"] = url
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)


def needs_database(arguments: list[str]) -> bool:
    """Whether a command line, without the program's name, works on the database."""
    if not arguments or {"-h", "--help", "--version"} & set(arguments):
        return False
    return arguments[0] not in NEED_NO_DATABASE or "--database" in arguments


if __name__ == "__main__":
    main()
