"""Checklists and their versions, for who drafts and who publishes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, Prefetch
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from inspections import policies
from inspections.checklist_content import Changes, changes_between
from inspections.models import (
    Checklist,
    ChecklistDraft,
    ChecklistItem,
    ChecklistVersion,
)
from inspections.services import export_checklist
from inspections.states import DraftState
from kernel.clock import local_day
from kernel.spreadsheets import XLSX
from web.actions import Action, Reason
from web.errors import require
from web.pages import page


@dataclass(frozen=True, slots=True)
class Part:
    letter: str
    title: str
    key: str  # the Vietnamese title: how the part is named to the services
    items: list[ChecklistItem]


def checklists(request: HttpRequest) -> HttpResponse:
    """Every checklist, the version that stands, and the one that is drafted."""
    now = timezone.now()
    enter(request, now)
    rows = list(
        Checklist.objects.prefetch_related(
            Prefetch(
                "versions",
                ChecklistVersion.objects.annotate(questions=Count("items")).order_by(
                    "-number"
                ),
                to_attr="editions",
            ),
            Prefetch(
                "drafts",
                ChecklistDraft.objects.open().select_related("edition", "drafted_by"),
                to_attr="under_way",
            ),
        )
    )
    today = local_day(now)
    return page(
        request,
        "inspections/checklists.html",
        {
            "rows": [(row, _standing(row.editions, today)) for row in rows],
            "today": today,
        },
    )


def checklist_versions(request: HttpRequest, code: str) -> HttpResponse:
    """The versions of a checklist, the newest first, each with its way."""
    now = timezone.now()
    found = checklist_of(request, code, now)
    editions = list(
        found.versions.annotate(questions=Count("items", distinct=True)).annotate(
            visits=Count("inspections", distinct=True)
        )
    )
    drafts = {
        draft.edition_id: draft
        for draft in found.drafts.select_related(
            "drafted_by", "proposed_by", "settled_by"
        )
    }
    today = local_day(now)
    open_draft = next((draft for draft in drafts.values() if draft.is_open), None)
    return page(
        request,
        "inspections/checklist_versions.html",
        {
            "checklist": found,
            "versions": [(one, drafts.get(one.pk)) for one in editions],
            "standing": _standing(editions, today),
            "open_draft": open_draft,
            "may_draft": policies.may_draft_checklists(request.user, now),
            "today": today,
        },
    )


def checklist_version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The questions of one version; a draft shows what it changes and what is next."""
    now = timezone.now()
    found = checklist_of(request, code, now)
    version = get_object_or_404(found.versions, number=number)
    draft = (
        ChecklistDraft.objects.filter(edition=version)
        .select_related("drafted_by__agency", "proposed_by", "settled_by", "based_on")
        .first()
    )
    return page(
        request,
        "inspections/checklist_version.html",
        version_page(request, found, version, draft, now),
    )


def checklist_file(request: HttpRequest, code: str, number: int) -> Any:
    """The version as XLSForm."""
    now = timezone.now()
    found = checklist_of(request, code, now)
    version = get_object_or_404(found.versions, number=number)
    file = export_checklist(version=version, by=request.user, at=now)
    answer = FileResponse(file, content_type=XLSX)
    name = f"{found.code.lower()}-{number}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def version_page(
    request: HttpRequest,
    found: Checklist,
    version: ChecklistVersion,
    draft: ChecklistDraft | None,
    now: datetime,
) -> dict[str, Any]:
    items = list(version.items.order_by("position"))
    changes = changes_of(draft, items)
    may_edit = (
        draft is not None
        and draft.state == DraftState.DRAFT
        and policies.may_edit_draft(request.user, draft, now)
    )
    return {
        "checklist": found,
        "version": version,
        "draft": draft,
        "parts": parts_of(items),
        "count": len(items),
        "changes": changes,
        "may_edit": may_edit,
        "actions": _actions(request, found, draft, now),
        "today": local_day(now),
    }


def changes_of(
    draft: ChecklistDraft | None, items: list[ChecklistItem]
) -> Changes | None:
    """Beside the version that the draft was begun from."""
    if draft is None or draft.based_on is None:
        return None
    before = list(draft.based_on.items.order_by("position"))
    return changes_between(before, items)


def parts_of(items: list[ChecklistItem]) -> list[Part]:
    return [
        Part(members[0].number[:1], members[0].section, key, members)
        for key, members in (
            (key, list(group))
            for key, group in groupby(items, key=lambda item: item.section_vi)
        )
    ]


def enter(request: HttpRequest, now: datetime) -> None:
    """The desk is for whoever may draft or publish; others are told who may."""
    if not policies.may_see_checklist_desk(request.user, now):
        require(request.user, policies.EDIT_CHECKLIST, None, now)


def checklist_of(request: HttpRequest, code: str, now: datetime) -> Checklist:
    enter(request, now)
    return get_object_or_404(Checklist, code=code)


def open_draft_of(found: Checklist) -> ChecklistDraft:
    """The one draft that is under way, or no page."""
    rows = ChecklistDraft.objects.open().select_related(
        "edition", "based_on", "drafted_by", "proposed_by"
    )
    draft: ChecklistDraft = get_object_or_404(rows, checklist=found)
    return draft


def _standing(editions: list[ChecklistVersion], today: Any) -> ChecklistVersion | None:
    """The version that visits of the day take."""
    return next(
        (
            one
            for one in editions
            if one.published_on
            and one.published_on <= today
            and (one.withdrawn_on is None or one.withdrawn_on > today)
        ),
        None,
    )


def _actions(
    request: HttpRequest,
    found: Checklist,
    draft: ChecklistDraft | None,
    now: datetime,
) -> list[Action]:
    """What the officer may do with the draft; the proposer is told who publishes."""
    if draft is None or not draft.is_open:
        return []

    def step(name: str, label: str, icon: str, *reasons: Reason) -> Action:
        address = reverse("checklist_draft_step", args=[found.code, name])
        is_first = name in ("propose", "publish")
        return Action(name, label, address, icon, reasons, is_first and not reasons)

    user = request.user
    if draft.state == DraftState.DRAFT:
        rows = []
        if policies.may_edit_draft(user, draft, now):
            rows.append(step("propose", _("Propose"), "send"))
        if policies.may_draft_checklists(user, now):
            rows.append(step("discard", _("Discard"), "bin"))
        return rows
    if policies.may_publish_draft(user, draft, now):
        return [
            step("publish", _("Publish"), "ok"),
            step("send_back", _("Send back"), "back"),
        ]
    if not policies.may_edit_draft(user, draft, now):
        return []
    second = Reason(_("Another person publishes: nobody publishes what he proposed."))
    return [
        step("take_back", _("Take back"), "back"),
        step("publish", _("Publish"), "ok", second),
    ]
