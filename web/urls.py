"""Addresses of the pages; names equal the views' names."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path

from web.case_urls import case_urls
from web.checklist_urls import checklist_urls
from web.facility_urls import facility_urls
from web.list_urls import list_files
from web.paper_urls import paper_urls
from web.trust_urls import trust_urls
from web.views import (
    calendar,
    catalogue,
    confidential,
    entrance,
    evidence,
    evidence_proofs,
    facility_map,
    health,
    home,
    law_desk,
    law_desk_changes,
    me,
    permissions,
    print_batches,
    public,
    reports,
    search,
    tasks,
    tip_offs,
    verify,
    visit_calendar,
)
from web.visit_urls import visit_urls

urlpatterns = [
    *list_files,
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
    path("public/plans/", public.public_plans, name="public_plans"),
    path("public/plans/<uuid:id>/", public.public_plan, name="public_plan"),
    path(
        "public/plans/<uuid:id>/export/<slug:form>/",
        public.public_plan_file,
        name="public_plan_file",
    ),
    path("public/conclusions/", public.public_conclusions, name="public_conclusions"),
    path(
        "public/conclusions/<int:year>/export/<slug:form>/",
        public.public_conclusions_file,
        name="public_conclusions_file",
    ),
    path("verify/", verify.verify, name="verify"),
    path("verify/<str:code>/", verify.verify_document, name="verify_document"),
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    *case_urls,
    path("break-glass/", confidential.break_glass, name="break_glass"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<uuid:id>/", tasks.task, name="task"),
    path("tasks/<uuid:id>/do/<slug:step>/", tasks.task_step, name="task_step"),
    path("tip-offs/", tip_offs.tip_offs, name="tip_offs"),
    path("tip-offs/new/", tip_offs.new_tip_off, name="new_tip_off"),
    path("tip-offs/<str:number>/", tip_offs.tip_off, name="tip_off"),
    path(
        "tip-offs/<str:number>/do/<slug:step>/",
        tip_offs.tip_off_step,
        name="tip_off_step",
    ),
    path("evidence/<uuid:id>/", evidence.evidence, name="evidence"),
    path(
        "evidence/<uuid:id>/check/",
        evidence_proofs.evidence_check,
        name="evidence_check",
    ),
    *visit_urls,
    path("map/", facility_map.facility_map, name="facility_map"),
    path("calendar/", visit_calendar.visit_calendar, name="visit_calendar"),
    *paper_urls,
    *trust_urls,
    path("documents/print/", print_batches.print_batches, name="print_batches"),
    path("documents/print/new/", print_batches.new_print_batch, name="new_print_batch"),
    path("documents/print/<uuid:id>/", print_batches.print_batch, name="print_batch"),
    path(
        "documents/print/<uuid:id>/file/",
        print_batches.print_batch_file,
        name="print_batch_file",
    ),
    path(
        "documents/print/<uuid:id>/do/<slug:step>/",
        print_batches.print_batch_step,
        name="print_batch_step",
    ),
    *facility_urls,
    path("reports/", reports.reports, name="reports"),
    path("reports/annual/<int:year>/", reports.annual_report, name="annual_report"),
    path("regulations/violations/", catalogue.violations, name="violations"),
    path("admin/permissions/", permissions.permissions, name="permissions"),
    path("admin/calendar/", calendar.calendar, name="calendar"),
    path("admin/calendar/<str:day>/", calendar.edit_day, name="edit_calendar_day"),
    path(
        "admin/calendar/<str:day>/restore/",
        calendar.restore_day,
        name="restore_calendar_day",
    ),
    *checklist_urls,
    path("admin/law/", law_desk.law_desk, name="law_desk"),
    path("admin/law/new/", law_desk_changes.new_behaviour, name="new_behaviour"),
    path("admin/law/export/", law_desk_changes.export_law, name="export_law"),
    path("admin/law/import/", law_desk_changes.import_law, name="import_law"),
    path("admin/law/proposals/", law_desk.law_proposals, name="law_proposals"),
    path("admin/law/proposals/<uuid:id>/", law_desk.law_proposal, name="law_proposal"),
    path(
        "admin/law/proposals/<uuid:id>/<slug:step>/",
        law_desk_changes.law_proposal_step,
        name="law_proposal_step",
    ),
    path("admin/law/<str:kind>/<str:code>/", law_desk.law_row, name="law_row"),
    path(
        "admin/law/<str:kind>/<str:code>/propose/",
        law_desk_changes.propose_law_change,
        name="propose_law_change",
    ),
]
