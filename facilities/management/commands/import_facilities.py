"""Take a register file in, as the page “Nhập từ Excel” does it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import reset_queries, transaction
from django.utils import timezone

from agencies.access import can
from agencies.models import User
from facilities.imports import batches, checking, taking
from facilities.models import Facility, ImportBatch
from facilities.states import ImportState, ImportVerdict
from kernel.errors import DomainError


class Command(BaseCommand):
    help = (
        "Takes the right rows of FILE (XLSX, ODS, CSV) into the register as one batch"
        " and reports the others. A dry run does the same and takes it back: until it"
        " ends, others wait to write."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--by",
            metavar="USERNAME",
            help="the officer in whose name; else the first registry officer",
        )
        parser.add_argument(
            "--whole", action="store_true", help="refuse the file when one row fails"
        )
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        by = _officer(options["by"], at)
        self._is_quiet = options["json"]
        try:
            report = self._import(
                file=options["file"],
                whole=options["whole"],
                dry_run=options["dry_run"],
                by=by,
                at=at,
            )
        except DomainError as refusal:
            faults = [str(text) for texts in refusal.errors.values() for text in texts]
            raise CommandError("\n".join(faults or [str(refusal.detail)])) from refusal
        except OSError as fault:
            raise CommandError(str(fault)) from fault
        self._print(report, as_json=options["json"])
        if not report["created"] + report["updated"] + report["unchanged"]:
            raise CommandError("Nothing could be imported.")

    def _import(
        self,
        *,
        file: Path,
        whole: bool,
        dry_run: bool,
        by: User,
        at: datetime,
    ) -> dict[str, Any]:
        if not dry_run:
            return self._taken_in(file, whole=whole, by=by, at=at)
        with transaction.atomic():
            report = self._taken_in(file, whole=whole, by=by, at=at)
            transaction.set_rollback(True)
        return report | {"batch": None}

    def _taken_in(
        self, file: Path, *, whole: bool, by: User, at: datetime
    ) -> dict[str, Any]:
        with file.open("rb") as content:
            batch = batches.upload(file=content, name=file.name, by=by, at=at)
        batch = batches.match_columns(
            batch=batch,
            columns=batch.columns,
            default_kind=batch.default_kind,
            by=by,
            at=at,
        )
        self._say(f"{batch.rows_count} rows")
        while batch.state == ImportState.CHECKING:
            batch = checking.check_some(batch=batch, by=by, at=at)
            left = batch.rows.filter(verdict=ImportVerdict.WAITING).count()
            self._progress("checked", batch.rows_count - left, batch)
        try:
            if whole:
                with transaction.atomic():
                    batch = taking.take_whole(
                        batch=batch, refuse_errors=True, by=by, at=at
                    )
            else:
                batch = taking.take_in(
                    batch=batch,
                    by=by,
                    at=at,
                    progress=lambda count: self._progress("taken in", count, batch),
                )
        except (taking.RowsWithErrors, taking.NothingToTake):
            report = _report(batch) | {"batch": None}
            batches.cancel(batch=batch, by=by, at=at)
            return report
        return _report(batch)

    def _progress(self, done: str, count: int, batch: ImportBatch) -> None:
        reset_queries()  # with DEBUG on, Django keeps them
        self._say(f"{done}: {count}/{batch.rows_count}")

    def _say(self, text: str) -> None:
        if not self._is_quiet:
            self.stderr.write(text)

    def _print(self, report: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
            return
        self.stdout.write(
            "{rows} rows: {created} created, {updated} updated, {unchanged} unchanged;"
            " batch {batch}".format(**report)
        )
        for fault in report["errors"]:
            self.stdout.write("{message} [{value}]".format(**fault))
        for likely in report["likely_doubles"]:
            self.stdout.write(
                "row {row} {name}: may be {facility} ({score})".format(**likely)
            )


def _officer(username: str | None, at: datetime) -> User:
    officers = User.objects.with_standing().filter(is_active=True)
    if username:
        officers = officers.filter(username=username)
    found = list(officers.order_by("username"))
    if username and not found:
        raise CommandError(f"There is no officer {username}.")
    allowed = next(
        (user for user in found if can(user, batches.IMPORT, None, at)), None
    )
    if allowed is None:
        raise CommandError("Nobody here may import registers: name one with --by.")
    return allowed


def _report(batch: ImportBatch) -> dict[str, Any]:
    errors, remarks = [], []
    flagged = batch.rows.exclude(remarks=[]).order_by("number")
    rows = flagged.values_list("number", "verdict", "remarks")
    for number, verdict, said in rows.iterator(chunk_size=1_000):
        for item in said:
            place = item["cell"] or str(number)
            fault = {
                "row": number,
                "column": item["cell"].rstrip("0123456789"),
                "value": item["value"],
                "message": batches.sentence(place, item["column"], item["text"]),
            }
            if item["bad"] and verdict == ImportVerdict.BAD:
                errors.append(fault)
            else:
                remarks.append(fault)
    return {
        "rows": batch.rows_count,
        "created": batch.created_count,
        "updated": batch.updated_count,
        "unchanged": batch.unchanged_count,
        "batch": str(batch.pk),
        "errors": errors,
        "remarks": remarks,
        "likely_doubles": _likely_doubles(batch),
    }


def _likely_doubles(batch: ImportBatch) -> list[dict[str, Any]]:
    """Rows that may be a facility of the register; nothing is merged by itself."""
    rows = list(batch.rows.doubtful().order_by("number"))
    ids = {like.facility_id for row in rows for like in row.likenesses}
    known = dict(Facility.objects.filter(pk__in=ids).values_list("pk", "code"))
    return [
        {
            "row": row.number,
            "name": row.label,
            "facility": known[like.facility_id],
            "score": like.score,
            "reasons": [str(reason.text) for reason in like.reasons],
        }
        for row in rows
        for like in row.likenesses
        if like.facility_id in known
    ]
