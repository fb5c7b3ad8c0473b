"""What stands in the addresses of pages on facilities, checklists and the law."""

from __future__ import annotations

import io

from django.utils import timezone

from agencies.models import User
from cases.models import (
    Transfer,
)
from cases.states import CaseState
from facilities import services as registry
from facilities.imports import batches
from facilities.imports.checking import check_some
from facilities.models import Facility, ImportBatch, Link, Merge, Obligation
from inspections import services as inspections
from inspections.checklist_content import Question
from inspections.models import (
    Checklist,
    ChecklistDraft,
)
from inspections.states import DraftState
from kernel.clock import local_day
from regulations.models import ReferenceProposal
from regulations.proposals import propose_change
from tests.browser.row import ITEM, WITH_SECOND_FACTOR, Arguments
from tests.facilities import torture


def facility(*more: object) -> Arguments:
    """F2: with licences, devices and people."""
    return lambda: [Facility.objects.get(tax_code="9900000023").code, *more]


def obligation(*more: object) -> Arguments:
    """The conclusion that F2 has to carry out."""

    def find() -> list[object]:
        row = Obligation.objects.get(kind="CONCLUSION")
        return [row.facility.code, row.pk, *more]

    return find


def link() -> list[object]:
    """A title of F6 in the print-job log of F2."""
    return [Link.objects.filter(state="PROPOSED").latest("proposed_at").pk]


def pair() -> list[object]:
    """F1 and F2, as if they were asked about."""
    codes = Facility.objects.filter(tax_code__in=("9900000016", "9900000023"))
    return list(codes.order_by("tax_code").values_list("code", flat=True))


def merge(*more: object) -> Arguments:
    """A shop without a code into F1, proposed by one registry officer for the other."""

    def find() -> list[object]:
        waiting = Merge.objects.open().first()
        if waiting is None:
            kept = Facility.objects.get(tax_code="9900000016")
            shops = Facility.objects.standing().filter(tax_code="", unknown_owner=True)
            absorbed = shops.order_by("code")[0]
            waiting = registry.propose_merge(
                kept=kept,
                absorbed=absorbed,
                kept_version=kept.version,
                absorbed_version=absorbed.version,
                reason="Một cơ sở ghi hai lần",
                by=User.objects.with_standing().get(username="so.sobo"),
                at=timezone.now(),
            )
        return [waiting.pk, *more]

    return find


def hand_over() -> list[object]:
    """File and goods that the investigating body accepted (S4)."""
    row = Transfer.objects.get(case__state=CaseState.PROSECUTED)
    return [row.case.number, row.pk]


def licence() -> list[object]:
    shop = Facility.objects.get(tax_code="9900000023")
    return [shop.code, "licences", shop.licences.order_by("id")[0].pk]


def uploaded() -> list[object]:
    """A register whose columns wait to be matched."""
    by, at = User.objects.with_standing().get(username="so.sobo"), timezone.now()
    file = io.BytesIO(torture.xlsx())
    batch = batches.upload(file=file, name="so-bo.xlsx", by=by, at=at)
    return [batch.pk]


def checked() -> list[object]:
    """The same, checked: errors and remarks stand in their cells."""
    (key,) = uploaded()
    return _checked(key)


def doubtful() -> list[object]:
    """A register with a shop that the register has, written otherwise."""
    by, at = User.objects.with_standing().get(username="so.sobo"), timezone.now()
    known = Facility.objects.standing().get(name__contains="Hoa Cúc", merged_into=None)
    place = known.main_address
    header = ["Tên cơ sở", "Loại hình", "Địa chỉ", "Xã"]
    row = [f"{known.name}s", "Phát hành", place.text, place.ward.name]
    file = io.BytesIO(torture.sheet_of([header, row]))
    batch = batches.upload(file=file, name="so-cua-phuong.xlsx", by=by, at=at)
    return _checked(batch.pk)


def _checked(key: object) -> list[object]:
    batch = ImportBatch.objects.get(pk=key)
    step = {
        "by": User.objects.with_standing().get(pk=batch.by_id),
        "at": timezone.now(),
    }
    batches.match_columns(batch=batch, columns=batch.columns, **step)
    check_some(batch=batch, **step)
    return [key]


def holiday() -> list[object]:
    return [f"{local_day(timezone.now()).year}-04-30"]


def checklist_draft(*more: object, proposed: bool = False) -> Arguments:
    """The printing list with one question more, drafted by the administrator."""

    def find() -> list[object]:
        admin = User.objects.with_standing().get(username="quantri")
        now = timezone.now()
        draft = ChecklistDraft.objects.open().first()
        if draft is None:
            draft = inspections.draft_checklist(
                checklist=Checklist.objects.get(code="PRINTING"),
                reason="Bổ sung nhật ký vận hành máy in",
                by=admin,
                at=now,
            )
            draft = inspections.add_question(
                draft=draft,
                version=draft.version,
                question=Question(
                    section_vi="Hoạt động in",
                    question_vi="Có nhật ký vận hành của từng máy in",
                    phrases=("Không có nhật ký vận hành.",),
                ),
                by=admin,
                at=now,
            )
        if proposed and draft.state == DraftState.DRAFT:
            draft = inspections.propose_draft(
                draft=draft,
                version=draft.version,
                begins_on=local_day(now),
                by=admin,
                at=now,
            )
        if not proposed and draft.state == DraftState.PROPOSED:
            draft = inspections.take_back_draft(
                draft=draft, version=draft.version, by=admin, at=now
            )
        first = draft.edition.items.first()
        return ["PRINTING", *(first.pk if one is ITEM else one for one in more)]

    return find


def law_proposal(*more: object) -> Arguments:
    """The frame of illegal printing, proposed by the legal officer."""

    def find() -> list[object]:
        waiting = ReferenceProposal.objects.waiting().first()
        if waiting is None:
            waiting = propose_change(
                kind="BEHAVIOUR",
                code="PRT-NODEC",
                reach="COMPLETES",
                values={
                    "valid_from": "2020-12-01",
                    "fine_min_organisation_vnd": 20_000_000,
                    "fine_max_organisation_vnd": 40_000_000,
                    "legal_basis": "NĐ 119/2020/NĐ-CP Điều 27",
                },
                reason="Nạp khung phạt còn thiếu",
                by=User.objects.with_standing().get(username=WITH_SECOND_FACTOR),
                at=timezone.now(),
            )
        return [waiting.pk, *more]

    return find
