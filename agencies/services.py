"""Acts on accounts: officers, their dated roles, delegations of the power to sign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.access import could
from agencies.kinds import EXCLUSIVE_ROLES, ROLE_AGENCY_KINDS, Role
from agencies.models import Agency, Delegation, RoleGrant, User
from audit import trail
from kernel.clock import local_day
from kernel.errors import NotPermitted, NotReady, Refused
from kernel.folding import nfc
from kernel.reasons import given

# A grant ends after twelve months at most and is then asked for again.
LONGEST_GRANT = timedelta(days=365)


@transaction.atomic
def create_officer(
    *,
    username: str,
    full_name: str,
    agency: Agency,
    title: str,
    by: User | None,
    at: datetime,
    authority_title: str = "",
    password: str = "",
    is_demo: bool = False,
) -> User:
    """Create an account; without a password it cannot log in. `by=None`: the system.

    `authority_title` is the title of the law under which the officer may sign, if any.
    Raises NotPermitted, Refused.
    """
    if by is not None and not could(by, "user.create", None, at):
        raise NotPermitted
    if User.objects.filter(username=username).exists():
        raise Refused(errors={"username": [_("This user name is taken.")]})
    user = User(
        username=username,
        full_name=nfc(full_name),
        agency=agency,
        title=nfc(title),
        authority_title=authority_title,
        is_demo=is_demo,
        created_at=at,
    )
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save(force_insert=True)
    trail.record(
        action="user.create",
        record=user,
        at=at,
        by=by,
        label=username,
        after={"agency": agency.code, "authority_title": authority_title},
    )
    return user


@transaction.atomic
def grant_role(
    *,
    user: User,
    role: str,
    valid_from: date,
    by: User | None,
    at: datetime,
    valid_to: date | None = None,
    may_record: bool = False,
) -> RoleGrant:
    """Grant a role until `valid_to`, at most twelve months (a year less a day unless
    given). `may_record`: power to make violation records.

    Auditor and admin exclude every acting role (INV-16); a role belongs to certain
    kinds of agency. Nobody grants to himself. Raises NotPermitted, Refused.
    """
    if by is not None and (not could(by, "role.grant", None, at) or by.pk == user.pk):
        raise NotPermitted
    if user.agency.kind not in ROLE_AGENCY_KINDS.get(role, frozenset()):
        raise Refused(errors={"role": [_("This agency has no such role.")]})
    until = valid_to or valid_from + LONGEST_GRANT - timedelta(days=1)
    if not valid_from <= until <= valid_from + LONGEST_GRANT:
        raise Refused(
            errors={"valid_to": [_("A role is granted for twelve months at most.")]}
        )
    held = {
        grant.role
        for grant in user.role_grants.filter(
            valid_from__lte=until, valid_to__gte=valid_from
        )
    } | {role}
    if held & EXCLUSIVE_ROLES and len(held) > 1:
        raise Refused(
            errors={"role": [_("Auditor and administrator hold no other role.")]}
        )
    grant = RoleGrant.objects.create(
        user=user,
        role=role,
        may_record=may_record,
        valid_from=valid_from,
        valid_to=until,
    )
    trail.record(
        action="role.grant",
        record=user,
        at=at,
        by=by,
        label=user.username,
        after={"role": role, "from": str(valid_from), "to": str(until)},
    )
    return grant


@transaction.atomic
def delegate(
    *,
    delegate: User,
    document_no: str,
    valid_from: date,
    valid_to: date,
    by: User,
    at: datetime,
    fields: Sequence[str] = (),
) -> Delegation:
    """Giao quyền: a head lets a deputy of the agency sign for a time.

    Điều 54 Luật XLVPHC (as amended 2020): in writing, with scope and period; who was
    lent a power does not lend it further. `fields` empty: all fields of the head's.
    """
    if not could(by, "delegation.create", None, at) or not by.authority_title:
        raise NotPermitted
    errors = {}
    if delegate.agency_id != by.agency_id or delegate.pk == by.pk:
        errors["delegate"] = [_("Choose a deputy of your own agency.")]
    elif Role.SANCTIONER not in delegate.roles_on(valid_from):
        errors["delegate"] = [_("The deputy must hold the role of a sanctioner.")]
    if not document_no.strip():
        errors["document_no"] = [_("Enter the number of the written decision.")]
    if valid_to < valid_from:
        errors["valid_to"] = [_("The period ends before it begins.")]
    if valid_from < local_day(at):
        errors["valid_from"] = [_("A delegation does not reach back in time.")]
    if errors:
        raise Refused(errors=errors)
    lent = Delegation.objects.create(
        delegator=by,
        delegate=delegate,
        fields=list(fields),
        document_no=document_no.strip(),
        valid_from=valid_from,
        valid_to=valid_to,
        created_at=at,
    )
    trail.record(
        action="delegation.create",
        record=lent,
        at=at,
        by=by,
        label=lent.document_no,
        after={"delegate": delegate.username, "to": str(valid_to)},
    )
    return lent


@transaction.atomic
def revoke_delegation(
    *, delegation: Delegation, by: User, at: datetime, reason: str
) -> Delegation:
    """End a delegation from today on; what was signed under it stays.

    Raises NotPermitted, Refused without a reason, NotReady for one that has ended.
    """
    if not could(by, "delegation.revoke", None, at) or delegation.delegator_id != by.pk:
        raise NotPermitted
    reason = given(reason)
    delegation = Delegation.objects.select_for_update().get(pk=delegation.pk)
    if delegation.has_ended_on(local_day(at)):
        raise NotReady(_("This delegation has ended already."))
    delegation.revoked_on = local_day(at)
    delegation.save(update_fields=["revoked_on"])
    trail.record(
        action="delegation.revoke",
        record=delegation,
        at=at,
        by=by,
        reason=reason,
        label=delegation.document_no,
    )
    return delegation
