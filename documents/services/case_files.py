"""The whole file of a case as one PDF, drawn and joined anew each time.

First the papers that were signed, in the order of their issue, then what was handed in
as PDF: so their bút lục numbers stay what they are while reports are drawn anew behind
them. Parts lie in temporary files; what is in memory does not grow with the file.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import IO

from django.db import transaction

from agencies.models import User
from audit import trail
from audit.models import AccessAction
from cases import services as cases
from cases.models import Case
from documents import storage
from documents.forms.case_file import (
    CaseFileFrontForm,
    CasePhotosForm,
    ElsewhereRow,
    IndexRow,
)
from documents.forms.case_report import CaseReportForm
from documents.forms.goods_book import GoodsBookForm, goods_rows_of
from documents.forms.pictures import all_photos_of
from documents.kit.joining import Part, Whole, join
from documents.kit.pages import PaperForm
from documents.models import IssuedDocument
from documents.models.editions import CodedPrint, CopyLevel
from documents.render import render
from documents.services.printing import Report, may_print, report_of
from documents.text import clean
from evidence import sandbox
from evidence import storage as evidence_storage
from evidence.kinds import Compartment, EvidenceKind, MediaType
from evidence.models import EvidenceFile
from kernel.clock import LOCAL_ZONE, local_day

CASE_FILE = "case_file"
_NOT_SHARED = "Văn bản không thuộc phần chia sẻ"
_INVALID = "Đã đánh dấu không có giá trị"
_ELECTRONIC = "Tệp điện tử, xem trong hồ sơ"
_UNREADABLE = "Tệp không ghép được, xem tệp gốc"


@dataclass(frozen=True, slots=True)
class LargePaper:
    """A PDF too large for memory, open at its beginning; closing it removes it."""

    name: str
    file: IO[bytes]
    pages: int


@dataclass(frozen=True, slots=True)
class _Kept:
    """A part on disk with its row in the index."""

    part: Part
    number: str = ""
    day: date | None = None


def print_case_file(
    *, case: Case, by: User | None, at: datetime, verify_at: str = ""
) -> LargePaper:
    """Cover, index with bút lục numbers, papers, attachments, report, photographs.

    A supporting agency gets the shared one: papers that are not its own are named in
    the index and have no page. The print is in the trail, with what it holds, before
    its bytes leave. Raises NotPermitted, FileDamaged.
    """
    report = report_of(form=CASE_FILE, case=case, by=by, at=at, verify_at=verify_at)
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the caller sends and closes it
    try:
        with tempfile.TemporaryDirectory(prefix="case-file-") as folder:
            made = _Assembly(report, by, at, Path(folder))
            pages = made.write(target)
        with transaction.atomic():
            made.record(target)
    except BaseException:
        target.close()
        raise
    target.seek(0)
    return LargePaper(f"{CASE_FILE}-{report.case.number}.pdf", target, pages)


class _Assembly:
    """One case file in the making; `folder` holds its parts until they are joined."""

    def __init__(
        self, report: Report, by: User | None, at: datetime, folder: Path
    ) -> None:
        self.report, self.by, self.at, self.folder = report, by, at, folder
        self.elsewhere: list[ElsewhereRow] = []
        self.printed: list[IssuedDocument] = []
        self.joined: list[str] = []
        self.files = list(
            EvidenceFile.objects.filter(
                case_evidence__case=report.case, compartment=Compartment.CASE
            )
            .select_related("added_by", "stored_file")
            .order_by("received_at", "id")
            .distinct()
        )

    def write(self, target: IO[bytes]) -> int:
        kept = [
            *self._issued(),
            *self._attached(),
            *self._drawn(),
        ]
        self._list_others()
        parts = [self._front(kept).part, *(one.part for one in kept)]
        facts, cover = self.report.facts, self.report.cover
        local = self.at.astimezone(LOCAL_ZONE)
        whole = Whole(
            title=clean(f"Hồ sơ vụ việc {facts.case_number}"),
            author=clean(cover.author),
            made_at=f"D:{local:%Y%m%d%H%M%S}+07'00'",
        )
        return join(parts, whole, target)

    def record(self, target: IO[bytes]) -> None:
        """One line of the trail for the case, and one for each issued paper; and the
        hash, by which `/verify/` confirms the print."""
        code = self.report.cover.verification_code
        size = target.seek(0, os.SEEK_END)
        target.seek(0)
        CodedPrint.objects.create(
            code=code,
            form=CASE_FILE,
            level=CopyLevel.SHARED if self.report.is_shared else CopyLevel.INTERNAL,
            agency=self.report.case.lead_agency,
            sha256=hashlib.file_digest(target, "sha256").hexdigest(),  # type: ignore[arg-type]
            size=size,
            printed_by=self.by,
            printed_at=self.at,
        )
        for document in self.printed:
            trail.record_access(
                action=AccessAction.PRINTED,
                record=document,
                at=self.at,
                by=self.by,
                label=document.number_text,
                detail={
                    "form": document.form,
                    "sha256": document.sha256,
                    "within": CASE_FILE,
                },
            )
        trail.record_access(
            action=AccessAction.PRINTED,
            record=self.report.case,
            at=self.at,
            by=self.by,
            label=self.report.case.number,
            detail={
                "form": CASE_FILE,
                "draft": False,
                "code": code,
                "shared": self.report.is_shared,
                "papers": len(self.printed),
                "files": self.joined,
            },
        )

    def _issued(self) -> Iterator[_Kept]:
        papers = (
            IssuedDocument.objects.of_case(self.report.case)
            .select_related("template", "case", "inspection")
            .order_by("issued_at", "id")
        )
        for paper in papers:
            title = paper.template.title_vi
            if self.by is not None and not may_print(paper, self.by, self.at):
                name = f"{title} số {paper.number_text}"
                self.elsewhere.append(ElsewhereRow(name, _NOT_SHARED))
                continue
            storage.read(paper.sha256)  # its bytes are those of its hash
            self.printed.append(paper)
            yield _Kept(
                Part(
                    f"{title} số {paper.number_text}",
                    storage.path_of(paper.sha256),
                    paper.pages,
                ),
                paper.number_text,
                paper.issued_on,
            )

    def _attached(self) -> Iterator[_Kept]:
        """PDFs that were handed in, without what a reader's program would obey."""
        who = self.by.username if self.by else "system"
        agency = self.by.agency_id if self.by else "-"
        mark = f"{who} | {agency} | {self.at.astimezone(LOCAL_ZONE):%d/%m/%Y %H:%M}"
        for file in self.files:
            stored = file.stored_file
            if file.is_invalid or stored.media_type != MediaType.PDF:
                continue
            name = file.caption or file.original_name
            try:
                evidence_storage.opened(stored.sha256).close()
                content = sandbox.run(
                    "stamp",
                    media_type=stored.media_type,
                    path=evidence_storage.path_of(stored.sha256),
                    text=mark,
                )
            except (sandbox.Unreadable, evidence_storage.Damaged):
                self.elsewhere.append(ElsewhereRow(name, _UNREADABLE, stored.sha256))
                continue
            self.joined.append(stored.sha256)
            part = self._keep(name, content, stored.pages or 1)
            yield _Kept(part, day=local_day(file.received_at))

    def _drawn(self) -> Iterator[_Kept]:
        cover, facts = self.report.cover, self.report.facts
        plain = replace(facts, papers=(), photos=())
        yield self._draw("Báo cáo vụ việc", CaseReportForm(cover=cover, facts=plain))
        first = 1
        for photos in all_photos_of(self.files):
            last = first + len(photos) - 1
            name = f"Bản ảnh chứng cứ, ảnh {first} đến {last}"
            yield self._draw(name, CasePhotosForm(cover, facts, photos, first))
            self.joined += [photo.sha256 for photo in photos]
            first = last + 1
        goods = goods_rows_of(cases.goods_of(self.report.case), self._saying())
        if goods:
            yield self._draw(
                "Bảng kê tang vật và sổ giao nhận", GoodsBookForm(cover, facts, goods)
            )

    def _front(self, kept: list[_Kept]) -> _Kept:
        rows, first = [], 1
        for one in kept:
            part = one.part
            name = part.title.removesuffix(f" số {one.number}")
            rows.append(IndexRow(name, one.number, one.day, first, part.pages))
            first += part.pages
        front = CaseFileFrontForm(
            cover=self.report.cover,
            facts=self.report.facts,
            received_on=self.report.case.received_on,
            rows=tuple(rows),
            elsewhere=tuple(self.elsewhere),
        )
        made = self._draw("Bìa và mục lục hồ sơ", front)
        return replace(made, part=replace(made.part, is_numbered=False))

    def _list_others(self) -> None:
        """What has no page here: other kinds of files, and those that do not count."""
        for file in self.files:
            name = file.caption or file.original_name
            if file.is_invalid:
                row = ElsewhereRow(name, _INVALID, file.stored_file_id)
            elif (
                file.kind != EvidenceKind.PHOTO
                and file.stored_file.media_type != MediaType.PDF
            ):
                row = ElsewhereRow(name, _ELECTRONIC, file.stored_file_id)
            else:
                continue
            self.elsewhere.append(row)

    def _draw(self, title: str, form: PaperForm) -> _Kept:
        printed = render(form, agency=self.report.case.lead_agency_id)
        part = self._keep(title, printed.content, printed.pages)
        day = local_day(self.at)
        return _Kept(replace(part, headings=printed.headings), day=day)

    def _keep(self, title: str, content: bytes, pages: int) -> Part:
        path = self.folder / f"{len(list(self.folder.iterdir()))}.pdf"
        path.write_bytes(content)
        return Part(clean(title), path, pages)

    def _saying(self) -> Callable[[str], str]:
        by = self.by
        if by is None:
            return lambda text: text
        case, at = self.report.case, self.at
        return lambda text: cases.without_minors(text, case, by, at)
