"""Closed sets of the agencies' floor (domain: agencies and roles)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AgencyKind(TextChoices):
    """What rules and the permission table name; divisions of the police are CONG_AN."""

    UBND_TINH = "UBND_TINH", _("Provincial People's Committee")
    SO_VHTTDL = "SO_VHTTDL", _("Department of Culture, Sports and Tourism")
    THANH_TRA_TINH = "THANH_TRA_TINH", _("Provincial Inspectorate")
    CONG_AN = "CONG_AN", _("Police")
    QLTT = "QLTT", _("Market surveillance")
    UBND_XA = "UBND_XA", _("Commune People's Committee")
    EXTERNAL = "EXTERNAL", _("Body outside the system")


class Role(TextChoices):
    INSPECTOR = "inspector", _("Inspector")
    TEAM_LEAD = "team_lead", _("Team lead")
    CASE_HANDLER = "case_handler", _("Case handler")
    POLICE_COORDINATOR = "police_coordinator", _("Police coordinator")
    COMMUNE_OFFICER = "commune_officer", _("Commune officer")
    SANCTIONER = "sanctioner", _("Competent sanctioner")
    MANAGER = "manager", _("Manager")
    CLERK = "clerk", _("Clerk")
    REGISTRY_OFFICER = "registry_officer", _("Registry officer")
    LEGAL_OFFICER = "legal_officer", _("Legal officer")
    AUDITOR = "auditor", _("Auditor")
    ADMIN = "admin", _("Administrator")


# Auditor and admin exclude every acting role (security rules, section 1).
EXCLUSIVE_ROLES = frozenset({Role.AUDITOR, Role.ADMIN})

_PROVINCE = frozenset(AgencyKind.values) - {AgencyKind.EXTERNAL}
_INSPECTING = frozenset({"SO_VHTTDL", "THANH_TRA_TINH", "UBND_XA", "QLTT"})
# Which kind of agency may hold which role (domain: agencies, section 3).
ROLE_AGENCY_KINDS: dict[str, frozenset[str]] = {
    Role.INSPECTOR: _INSPECTING,
    Role.TEAM_LEAD: _INSPECTING,
    Role.CASE_HANDLER: _PROVINCE,
    Role.POLICE_COORDINATOR: frozenset({"CONG_AN"}),
    Role.COMMUNE_OFFICER: frozenset({"UBND_XA"}),
    Role.SANCTIONER: _PROVINCE,
    Role.MANAGER: _PROVINCE,
    Role.CLERK: _PROVINCE,
    Role.REGISTRY_OFFICER: frozenset({"SO_VHTTDL"}),
    Role.LEGAL_OFFICER: frozenset({"SO_VHTTDL", "UBND_TINH"}),
    Role.AUDITOR: frozenset({"UBND_TINH", "THANH_TRA_TINH"}),
    Role.ADMIN: frozenset({"SO_VHTTDL"}),
}


class SubjectKind(TextChoices):
    """Decides the base of a fine: a household is fined as an individual."""

    ORGANISATION = "ORGANISATION", _("Organisation")
    INDIVIDUAL = "INDIVIDUAL", _("Individual")
    HOUSEHOLD = "HOUSEHOLD", _("Household business")
