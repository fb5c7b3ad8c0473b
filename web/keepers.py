"""The blocks of the first page for who keeps law, trail, accounts and register."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import RoleGrant
from audit.models import AccessAction, AccessEvent
from facilities.models import Merge
from kernel.clock import local_day
from regulations.kinds import Confidence, ProposalKind
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
