"""Addresses of the pages; names equal the views' names."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path

from web.views import (
    calendar,
    case_steps,
    case_tabs,
    cases,
    catalogue,
    documents,
    entrance,
    evidence,
    facilities,
    facility_rows,
    health,
    home,
    me,
)

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("login/", entrance.sign_in, name="account_login"),
    path("login/code/", second_factor.authenticate, name="mfa_authenticate"),
    path("logout/", account.logout, name="account_logout"),
    path("login/inactive/", account.account_inactive, name="account_inactive"),
    path("language/", me.choose_language, name="choose_language"),
    path("me/", me.me, name="me"),
    path("me/password/", account.password_change, name="account_change_password"),
    path("me/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("me/confirm/code/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("me/second-factor/", second_factor.index, name="mfa_index"),
    path("me/second-factor/add/", totp.activate_totp, name="mfa_activate_totp"),
    path("me/second-factor/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "me/second-factor/codes/",
        recovery_codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "me/second-factor/codes/new/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("", home.home, name="home"),
    path("cases/", cases.cases, name="cases"),
    path("cases/new/", cases.new_case, name="new_case"),
    path("cases/<str:number>/", cases.case, name="case"),
    path("cases/<str:number>/parties/", case_tabs.case_parties, name="case_parties"),
    path(
        "cases/<str:number>/parties/new/",
        case_steps.add_respondent,
        name="add_case_respondent",
    ),
    path("cases/<str:number>/findings/", case_tabs.case_findings, name="case_findings"),
    path("cases/<str:number>/findings/new/", case_steps.add_act, name="add_case_act"),
    path(
        "cases/<str:number>/findings/files/",
        case_tabs.add_case_evidence,
        name="add_case_evidence",
    ),
    path(
        "cases/<str:number>/documents/", documents.case_documents, name="case_documents"
    ),
    path(
        "cases/<str:number>/deadlines/", case_tabs.case_deadlines, name="case_deadlines"
    ),
    path("cases/<str:number>/audit/", case_tabs.case_trail, name="case_trail"),
    path("cases/<str:number>/do/<slug:step>/", case_steps.case_step, name="case_step"),
    path("evidence/<uuid:id>/", evidence.evidence, name="evidence"),
    path("inspections/", home.home, name="inspections"),
    path("inspections/plans/", home.home, name="plans"),
    path("facilities/", facilities.facilities, name="facilities"),
    path("facilities/new/", facilities.new_facility, name="new_facility"),
    path("facilities/<str:code>/", facilities.facility, name="facility"),
    path(
        "facilities/<str:code>/contacts/",
        facilities.facility_contacts,
        name="facility_contacts",
    ),
    path(
        "facilities/<str:code>/trail/",
        facilities.facility_trail,
        name="facility_trail",
    ),
    path("facilities/<str:code>/edit/", facilities.edit_facility, name="edit_facility"),
    path(
        "facilities/<str:code>/name/",
        facilities.rename_facility,
        name="rename_facility",
    ),
    path(
        "facilities/<str:code>/status/",
        facilities.change_facility_status,
        name="change_facility_status",
    ),
    path(
        "facilities/<str:code>/<slug:part>/new/",
        facility_rows.add_facility_row,
        name="add_facility_row",
    ),
    path(
        "facilities/<str:code>/<slug:part>/<uuid:row>/",
        facility_rows.edit_facility_row,
        name="edit_facility_row",
    ),
    path(
        "facilities/<str:code>/<slug:part>/<uuid:row>/end/",
        facility_rows.end_facility_row,
        name="end_facility_row",
    ),
    path("regulations/violations/", catalogue.violations, name="violations"),
    path("admin/calendar/", calendar.calendar, name="calendar"),
]
