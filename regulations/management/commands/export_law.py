"""The whole law as one file, for another installation."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from audit import trail
from regulations import exchange


class Command(BaseCommand):
    help = "Writes all figures of the law to FILE, with a checksum."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--origin", default="", help="who gives the file out; told to who loads it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        file = exchange.file_of_the_law(
            origin=options["origin"] or "lien-nganh", at=now
        )
        options["file"].write_text(exchange.as_text(file), encoding="utf-8")
        trail.record_access(
            action="exported",
            record=None,
            at=now,
            by=None,
            label=exchange.FORMAT,
            detail={"checksum": file["checksum"]},
        )
        count = sum(len(rows) for rows in file["tables"].values())
        self.stdout.write(f"{count} rows, checksum {file['checksum']}")
