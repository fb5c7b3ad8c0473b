"""The blocks of the first page for who keeps law, trail, accounts and register."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, When
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import RoleGrant
from audit.models import AccessAction, AccessEvent
from facilities import licence_warnings
from facilities.models import Facility, Licence, Merge, Obligation
from facilities.querysets import FacilityQuerySet
from facilities.states import FacilityStatus, LicenceWarning, ObligationWarning
from inspections.models import ChecklistDraft
from kernel.clock import local_day
from regulations.kinds import Confidence, ProposalKind
from regulations.legal_settings import settings_on
from regulations.models import ReferenceProposal, ViolationBehaviour
from web.desk_rows import Block, Row
from web.identity import proposed_to
from web.law_words import citation

if TYPE_CHECKING:
    from agencies.models import User

GRANT_DAYS = 30


class Keepers:
    """A part of the desk: what nobody works on unless it is shown."""

    officer: User
    now: datetime
    today: date

    def _block(self, *told: Any, **more: Any) -> Block:
        raise NotImplementedError

    def law_not_confirmed(self) -> Block:
        rows = (
            ViolationBehaviour.objects.in_force_on(self.today)
            .exclude(confidence=Confidence.CONFIRMED)
            .annotate(uses=Count("violations"))
            .order_by("-uses", "code")
        )
        return self._block(
            "law",
            _("Rows of the law that are not confirmed"),
            _("Rows to confirm"),
            rows,
            lambda behaviour: Row(
                behaviour.title_vi,
                reverse("law_row", args=[ProposalKind.BEHAVIOUR, behaviour.code]),
                f"{behaviour.code} · {citation(behaviour.legal_basis)}",
                end=_("used %(n)s times") % {"n": behaviour.uses},
            ),
            reverse("law_desk"),
        )

    def law_proposed(self) -> Block:
        rows = ReferenceProposal.objects.visible_to(self.officer, self.now).waiting()
        return self._block(
            "law_proposed",
            _("Changes of the law that wait for a second person"),
            _("Changes of the law"),
            rows.select_related("proposed_by").order_by("proposed_at", "id"),
            lambda proposal: Row(
                f"{proposal.get_kind_display()}: {proposal.label}",
                reverse("law_proposal", args=[proposal.pk]),
                proposal.proposed_by.full_name,
            ),
            f"{reverse('law_proposals')}?state=PROPOSED",
        )

    def checklists_proposed(self) -> Block:
        rows = ChecklistDraft.objects.visible_to(self.officer, self.now).waiting()
        return self._block(
            "checklists_proposed",
            _("Checklists that wait for a second person"),
            _("Checklists to publish"),
            rows.select_related("checklist", "edition", "proposed_by").order_by(
                "proposed_at", "id"
            ),
            lambda draft: Row(
                str(draft.edition),
                reverse(
                    "checklist_version",
                    args=[draft.checklist.code, draft.edition.number],
                ),
                draft.proposed_by.full_name,
            ),
            reverse("checklists"),
        )

    def refused_attempts(self) -> Block:
        since = self.now - timedelta(days=7)
        rows = AccessEvent.objects.filter(action=AccessAction.REFUSED, at__gte=since)
        return self._block(
            "refused",
            _("Refused attempts of the last seven days"),
            _("Refused attempts"),
            rows.order_by("-seq"),
            lambda event: Row(
                event.actor_label,
                reverse("cases"),
                event.object_label,
                end=f"{local_day(event.at):%d/%m}",
            ),
            reverse("cases"),
        )

    def grants_ending(self) -> Block:
        last = self.today + timedelta(days=GRANT_DAYS)
        rows = RoleGrant.objects.filter(
            valid_to__range=(self.today, last), user__is_active=True
        )
        return self._block(
            "grants",
            _("Role grants ending within 30 days"),
            _("Grants ending"),
            rows.select_related("user__agency").order_by("valid_to", "id"),
            lambda grant: Row(
                grant.user.full_name,
                reverse("home"),
                f"{grant.user.username} · {grant.get_role_display()}",
                agency=grant.user.agency,
                end=f"{grant.valid_to:%d/%m/%Y}",
                tone="soon",
            ),
            reverse("home"),
        )

    def licences_ending(self) -> Block:
        """Licences that end soon, and those that have run out and were not renewed."""
        days = settings_on(self.today).licence_warning_days
        rows = Licence.objects.that_last().filter(
            facility__in=self._working(),
            expires_on__lte=licence_warnings.last_day(self.today, days),
        )
        return self._block(
            "licences",
            _("Licences run out or ending within %(n)d days") % {"n": days},
            _("Licences ending"),
            rows.select_related("facility__merged_into").order_by(
                Case(When(expires_on__lt=self.today, then=1), default=0),
                "expires_on",
                "id",
            ),
            self._licence,
            f"{reverse('facilities')}?licence={LicenceWarning.ENDING}",
            tone="w",
        )

    def _licence(self, licence: Licence) -> Row:
        standing = licence.facility.merged_into or licence.facility
        is_over = licence.expires_on < self.today
        return Row(
            standing.name,
            reverse("facility", args=[standing.code]),
            f"{licence.get_type_display()} · {licence.number}",
            end=f"{licence.expires_on:%d/%m/%Y}",
            end_sub=str(LicenceWarning.RUN_OUT.label) if is_over else "",
            tone="over" if is_over else "soon",
        )

    def obligations_overdue(self) -> Block:
        rows = Obligation.objects.overdue_on(self.today)
        return self._block(
            "obligations",
            _("Overdue obligations of facilities"),
            _("Obligations overdue"),
            rows.filter(facility__in=self._working())
            .select_related("facility__merged_into")
            .order_by("due_on", "id"),
            self._obligation,
            f"{reverse('facilities')}?obligation={ObligationWarning.OVERDUE}",
            tone="r",
        )

    def _obligation(self, obligation: Obligation) -> Row:
        standing = obligation.facility.merged_into or obligation.facility
        return Row(
            standing.name,
            reverse("facility_obligations", args=[standing.code]),
            obligation.text,
            end=f"{obligation.due_on:%d/%m/%Y}",
            tone="over",
        )

    def _working(self) -> FacilityQuerySet:
        seen = Facility.objects.seen_by(self.officer, self.now)
        working: FacilityQuerySet = seen.exclude(status=FacilityStatus.ENDED)
        return working

    def doubtful_duplicates(self) -> Block:
        return self._block(
            "doubles",
            _("Doubtful duplicates"),
            _("Doubtful duplicates"),
            proposed_to(self.officer, self.now),
            lambda pair: Row(
                pair.one.name,
                reverse("double", args=[pair.one.code, pair.other.code]),
                f"{pair.one.code} · {pair.other.code} {pair.other.name}",
                end=_("%(n)d points") % {"n": pair.score},
            ),
            reverse("doubles"),
        )

    def merges_waiting(self) -> Block:
        rows = Merge.objects.open().with_records().exclude(proposed_by=self.officer)
        return self._block(
            "merges",
            _("Merges that wait for a second officer"),
            _("Merges to agree to"),
            rows.filter(proposed_by__agency=self.officer.agency_id),
            lambda merge: Row(
                f"{merge.absorbed.name} → {merge.kept.name}",
                reverse("merge", args=[merge.pk]),
                f"{merge.absorbed.code} → {merge.kept.code}",
                end=merge.proposed_by.full_name,
            ),
            reverse("doubles"),
            tone="w",
        )
