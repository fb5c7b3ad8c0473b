"""Writes one document as PDF: the newest issued one of a form, else a draft."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cases.models import Case
from documents import services
from documents.form_ids import FormId
from inspections.models import Inspection
from kernel.errors import DomainError


class Command(BaseCommand):
    help = (
        "Write one document as PDF. NUMBER is a case (VV-…) or an inspection (KT-…); "
        "a draft (DỰ THẢO) is written when none is issued."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("form", choices=FormId.values, metavar="FORM")
        parser.add_argument("number", metavar="NUMBER")
        parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")

    def handle(
        self, *, form: str, number: str, output: Path, **options: object
    ) -> None:
        record = (
            Case.objects.filter(number=number).first()
            or Inspection.objects.filter(number=number).first()
        )
        if record is None:
            raise CommandError(f"No case or inspection has the number {number}.")
        try:
            file = services.print_newest(
                form=form, record=record, by=None, at=timezone.now()
            )
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        output.write_bytes(file.content)
        kind = "draft" if file.is_draft else "document"
        self.stdout.write(f"{output}: {kind}, {file.pages} pages")
