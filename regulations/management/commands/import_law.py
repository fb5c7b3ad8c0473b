"""Propose what a file of the law knows better; a second person approves it."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from agencies.models import User
from kernel.errors import DomainError
from regulations import exchange


class Command(BaseCommand):
    help = "Proposes the rows of FILE as one batch, in the name of a legal officer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, metavar="USERNAME")
        parser.add_argument("--reason", default="")
        parser.add_argument(
            "--begins-on",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the day, after today, on which rows begin here that have begun there",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        officer = User.objects.with_standing().filter(username=options["by"]).first()
        if officer is None:
            raise CommandError(f"There is no officer {options['by']}.")
        try:
            content = options["file"].read_bytes()
        except OSError as fault:
            raise CommandError(str(fault)) from fault
        try:
            proposal = exchange.import_law(
                content=content,
                by=officer,
                at=timezone.now(),
                reason=options["reason"],
                begins_on=options["begins_on"],
            )
        except DomainError as refusal:
            faults = [str(text) for texts in refusal.errors.values() for text in texts]
            raise CommandError("\n".join([str(refusal.detail), *faults])) from refusal
        count = proposal.changes.count()
        self.stdout.write(
            f"{count} changes proposed ({proposal.pk}); a second person approves them."
        )
