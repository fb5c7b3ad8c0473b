"""Writes one document as PDF: the newest issued one of a form, else a draft."""

import re
import shutil
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cases.models import Case
from documents import services
from documents.form_ids import FormId
from inspections.models import Inspection
from kernel.errors import DomainError
from reports.annual_paper import issued_reports, period_of, print_year


class Command(BaseCommand):
    help = (
        "Write one document as PDF. NUMBER is a case (VV-…), an inspection (KT-…) or, "
        "for annual_report, a year; a draft (DỰ THẢO) is written when none is issued."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "form", choices=[*FormId.values, services.CASE_FILE], metavar="FORM"
        )
        parser.add_argument("number", metavar="NUMBER")
        parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")

    def handle(
        self, *, form: str, number: str, output: Path, **options: object
    ) -> None:
        if form == FormId.ANNUAL_REPORT:
            self._year(number, output)
            return
        record = (
            Case.objects.filter(number=number).first()
            or Inspection.objects.filter(number=number).first()
        )
        if record is None:
            raise CommandError(f"No case or inspection has the number {number}.")
        if form == services.CASE_FILE:
            self._whole(record, number, output)
            return
        try:
            file = services.print_newest(
                form=form, record=record, by=None, at=timezone.now()
            )
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        output.write_bytes(file.content)
        kind = "draft" if file.is_draft else "document"
        self.stdout.write(f"{output}: {kind}, {file.pages} pages")

    def _year(self, year: str, output: Path) -> None:
        now = timezone.now()
        if not re.fullmatch(r"20\d\d", year):
            raise CommandError(f"{year} is no year.")
        try:
            issued = issued_reports(int(year)).first()
            if issued is not None:
                file = services.print_issued(document=issued, by=None, at=now)
            else:
                period = period_of(int(year), None, at=now)
                file = print_year(period=period, by=None, at=now)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        output.write_bytes(file.content)
        kind = "draft" if file.is_draft else "document"
        self.stdout.write(f"{output}: {kind}, {file.pages} pages")

    def _whole(self, record: Case | Inspection, number: str, output: Path) -> None:
        if not isinstance(record, Case):
            raise CommandError(f"{number} is not the number of a case.")
        try:
            paper = services.print_case_file(case=record, by=None, at=timezone.now())
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        with paper.file as file, output.open("wb") as target:
            shutil.copyfileobj(file, target)
        self.stdout.write(f"{output}: document, {paper.pages} pages")
