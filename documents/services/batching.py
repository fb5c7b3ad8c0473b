"""Many papers as one PDF or ZIP, some at a time, while its page looks on.

A batch goes on in short steps, as an import does: each request prints for a moment and
commits. A step that breaks leaves what is done; the next one goes on behind it.
"""

from __future__ import annotations

import hashlib
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import User
from audit import trail
from audit.models import AccessAction
from cases.models import Case
from documents.form_ids import FormId
from documents.kit.joining import Part, Whole, join
from documents.models import IssuedDocument
from documents.models.batches import (
    BatchContent,
    BatchOutput,
    BatchState,
    ItemState,
    PrintBatch,
    PrintBatchItem,
)
from documents.services.case_files import print_case_file
from documents.services.printing import (
    PaperMissing,
    may_print,
    print_issued,
    render_report,
)
from documents.storage import FileDamaged
from documents.text import clean
from kernel.clock import local_day
from kernel.errors import DomainError, NotPermitted, NotReady, Refused
from regulations.kinds import SettingKey
from regulations.legal_settings import settings_on

MOST = 500
_PIECE = 256 * 1024
# Every ZIP of the same papers has the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


class BatchGone(NotReady):
    code = "print_batch_gone"
    text = gettext_lazy("The result is not kept any more; print the papers again.")


@transaction.atomic
def start_batch(
    *, cases: Sequence[UUID], content: str, output: str, by: User, at: datetime
) -> PrintBatch:
    """Note what is to be printed, in this order; nothing is printed yet.

    Only cases that the officer sees are taken. Raises Refused without any, or with
    more than MOST.
    """
    seen = set(
        Case.objects.visible_to(by, at)
        .filter(pk__in=cases)
        .order_by()
        .values_list("pk", flat=True)
    )
    wanted = [pk for pk in dict.fromkeys(cases) if pk in seen]
    if not wanted:
        raise Refused(errors={"cases": [_("Choose at least one case.")]})
    if len(wanted) > MOST:
        text = _("At most %(most)d cases are printed together.") % {"most": MOST}
        raise Refused(errors={"cases": [text]})
    batch = PrintBatch.objects.create(
        content=BatchContent(content),
        output=BatchOutput(output),
        by=by,
        agency=by.agency,
        created_at=at,
    )
    PrintBatchItem.objects.bulk_create(
        PrintBatchItem(batch=batch, sequence=place, case_id=pk)
        for place, pk in enumerate(wanted, start=1)
    )
    trail.record(
        action="document.print_together",
        record=batch,
        at=at,
        by=by,
        label=batch.content,
        after={"content": content, "output": output, "cases": len(wanted)},
    )
    return batch


def go_on(*, batch: PrintBatch, by: User, at: datetime, seconds: float) -> PrintBatch:
    """Print for about so long, and join what is printed when the last one is.

    Raises NotPermitted for anybody but the owner.
    """
    _ask(batch, by)
    until = time.monotonic() + seconds
    while True:
        item = _next(batch, by, at)
        if item is None or time.monotonic() >= until:
            break
    batch.refresh_from_db()
    return batch


def open_result(*, batch: PrintBatch, by: User, at: datetime) -> IO[bytes]:
    """The result, open for reading, its hash checked; the download is in the trail.

    Raises NotPermitted, BatchGone, FileDamaged.
    """
    _ask(batch, by)
    if batch.state != BatchState.DONE or not batch.sha256:
        raise BatchGone
    try:
        file = batch.result.open("rb")
    except OSError as gone:
        raise BatchGone from gone
    if hashlib.file_digest(file, "sha256").hexdigest() != batch.sha256:
        file.close()
        raise FileDamaged
    file.seek(0)
    with transaction.atomic():
        trail.record_access(
            action=AccessAction.DOWNLOADED,
            record=batch,
            at=at,
            by=by,
            label=batch.content,
            detail={"sha256": batch.sha256, "pages": batch.pages},
        )
    return file


def remove_batch(*, batch: PrintBatch, by: User, at: datetime) -> PrintBatch:
    """Throw the files away, also of one that still runs. Raises NotPermitted."""
    _ask(batch, by)
    return _remove(batch, at)


def sweep_batches(*, at: datetime) -> int:
    """Remove what was kept for as long as the setting says; returns how many."""
    days = settings_on(local_day(at)).count(SettingKey.PRINTS_KEPT_DAYS)
    old = PrintBatch.objects.kept_since_before(at - timedelta(days=days))
    removed = 0
    for batch in old.order_by("id").iterator():
        _remove(batch, at)
        removed += 1
    _sweep_folders()
    return removed


@transaction.atomic
def _next(batch: PrintBatch, by: User, at: datetime) -> PrintBatchItem | None:
    """Print the next item, or join all; None when nothing is left to do.

    The row of the batch is locked: two windows of one officer take turns.
    """
    found = PrintBatch.objects.select_for_update().get(pk=batch.pk)
    if found.state != BatchState.RUNNING:
        return None
    item = found.items.filter(state=ItemState.WAITING).select_related("case").first()
    if item is None:
        _join(found, at)
        return None
    found.folder.mkdir(parents=True, exist_ok=True)
    try:
        with transaction.atomic():
            _print(found, item, by, at)
    except DomainError as refusal:
        item.papers, item.pages = [], 0
        item.state, item.refusal = ItemState.LEFT_OUT, refusal.code
    else:
        item.state = ItemState.PRINTED
    item.save()
    return item


def _print(batch: PrintBatch, item: PrintBatchItem, by: User, at: datetime) -> None:
    """The papers of one case into files; each print is in the trail by itself."""
    case = item.case
    for title, name, pages, write in _papers(batch, case, by, at):
        file = f"{item.sequence:04d}-{len(item.papers) + 1:02d}-{name}"
        with (batch.folder / file).open("wb") as target:
            write(target)
        item.papers.append({"file": file, "title": title, "pages": pages})
        item.pages += pages
    if not item.papers:
        raise PaperMissing


_Paper = tuple[str, str, int, Callable[[IO[bytes]], object]]


def _papers(batch: PrintBatch, case: Case, by: User, at: datetime) -> Iterator[_Paper]:
    number = case.number
    if not Case.objects.visible_to(by, at).filter(pk=case.pk).exists():
        raise NotPermitted
    if batch.content == BatchContent.CASE_FILE:
        whole = print_case_file(case=case, by=by, at=at)
        with whole.file as source:
            yield (
                f"{number}: Hồ sơ vụ việc",
                whole.name,
                whole.pages,
                lambda target: shutil.copyfileobj(source, target, _PIECE),
            )
        return
    if batch.content in {BatchContent.CASE_REPORT, BatchContent.CASE_REPORT_SHORT}:
        paper = render_report(form=batch.content, case=case, by=by, at=at)
        content = paper.content
        yield (
            f"{number}: Báo cáo vụ việc",
            paper.name,
            paper.pages,
            lambda target: target.write(content),
        )
        return
    yield from _issued(batch, case, by, at)


def _issued(batch: PrintBatch, case: Case, by: User, at: datetime) -> Iterator[_Paper]:
    found = IssuedDocument.objects.of_case(case).select_related(
        "template", "case", "inspection"
    )
    if batch.content == BatchContent.DECISIONS:
        found = found.filter(form=FormId.SANCTION_DECISION)
    papers = list(found.order_by("issued_at", "id"))
    mine = [paper for paper in papers if may_print(paper, by, at)]
    if papers and not mine:
        raise NotPermitted
    for document in mine:
        paper = print_issued(document=document, by=by, at=at)
        content = paper.content
        yield (
            f"{case.number}: {document.template.title_vi} số {document.number_text}",
            paper.name,
            paper.pages,
            lambda target, content=content: target.write(content),  # type: ignore[misc]
        )


def _join(batch: PrintBatch, at: datetime) -> None:
    """One file of all that was printed; the papers by themselves go."""
    papers = [
        paper
        for item in batch.items.filter(state=ItemState.PRINTED).order_by("sequence")
        for paper in item.papers
    ]
    if papers:
        if batch.output == BatchOutput.ZIP:
            _zip(batch, papers)
        else:
            _one_pdf(batch, papers)
        with batch.result.open("rb") as file:
            batch.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        batch.size = batch.result.stat().st_size
        batch.pages = sum(paper["pages"] for paper in papers)
    batch.state, batch.done_at = BatchState.DONE, at
    batch.save()
    for paper in papers:
        (batch.folder / paper["file"]).unlink(missing_ok=True)


def _one_pdf(batch: PrintBatch, papers: list[dict[str, str | int]]) -> None:
    parts = [
        Part(
            clean(str(paper["title"])),
            batch.folder / str(paper["file"]),
            int(paper["pages"]),
            is_numbered=False,
        )
        for paper in papers
    ]
    whole = Whole(title=f"Tập bản in {batch.pk}", author=clean(batch.agency.name))
    with batch.result.open("wb") as target:
        join(parts, whole, target)


def _zip(batch: PrintBatch, papers: list[dict[str, str | int]]) -> None:
    """PDF is compressed already: it is stored as it is."""
    with zipfile.ZipFile(batch.result, "w", zipfile.ZIP_STORED) as archive:
        for paper in papers:
            entry = zipfile.ZipInfo(str(paper["file"]), _NO_TIME)
            path = batch.folder / str(paper["file"])
            with path.open("rb") as source, archive.open(entry, "w") as target:
                shutil.copyfileobj(source, target, _PIECE)


@transaction.atomic
def _remove(batch: PrintBatch, at: datetime) -> PrintBatch:
    """The row first: a folder that stays behind is swept the next time."""
    found = PrintBatch.objects.select_for_update().get(pk=batch.pk)
    if found.state != BatchState.REMOVED:
        found.state, found.removed_at = BatchState.REMOVED, at
        found.save()
    folder = found.folder
    transaction.on_commit(lambda: shutil.rmtree(folder, ignore_errors=True))
    return found


def _sweep_folders() -> None:
    """Folders of batches that are removed, or of none."""
    root = Path(settings.MEDIA_ROOT) / "print-batches"
    if not root.is_dir():
        return
    kept = PrintBatch.objects.exclude(state=BatchState.REMOVED)
    names = {str(pk) for pk in kept.values_list("pk", flat=True)}
    for folder in root.iterdir():
        if folder.name not in names:
            shutil.rmtree(folder, ignore_errors=True)


def _ask(batch: PrintBatch, by: User) -> None:
    if batch.by_id != by.pk:
        raise NotPermitted
