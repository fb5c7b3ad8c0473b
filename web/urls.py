"""Addresses of the pages; names equal the views' names."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path

from web.views import (
    calendar,
    case_execution,
    case_goods,
    case_steps,
    case_tabs,
    cases,
    catalogue,
    documents,
    entrance,
    evidence,
    facilities,
    facility_rows,
    fieldwork,
    health,
    home,
    law_desk,
    law_desk_changes,
    me,
    permissions,
    plans,
    tasks,
    visits,
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
    path("cases/<str:number>/advice/", cases.case_advice, name="case_advice"),
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
    path("cases/<str:number>/goods/", case_goods.case_goods, name="case_goods"),
    path(
        "cases/<str:number>/goods/new/<slug:step>/",
        case_goods.begin_goods,
        name="begin_goods",
    ),
    path(
        "cases/<str:number>/goods/items/<uuid:id>/line/",
        case_goods.custody_line,
        name="custody_line",
    ),
    path(
        "cases/<str:number>/goods/<slug:kind>/<uuid:id>/<slug:step>/",
        case_goods.goods_step,
        name="goods_step",
    ),
    path(
        "cases/<str:number>/documents/", documents.case_documents, name="case_documents"
    ),
    path(
        "cases/<str:number>/deadlines/", case_tabs.case_deadlines, name="case_deadlines"
    ),
    path(
        "cases/<str:number>/execution/",
        case_execution.case_execution,
        name="case_execution",
    ),
    path(
        "cases/<str:number>/<slug:kind>/<uuid:part>/do/<slug:step>/",
        case_execution.case_part_step,
        name="case_part_step",
    ),
    path("cases/<str:number>/audit/", case_tabs.case_trail, name="case_trail"),
    path("cases/<str:number>/do/<slug:step>/", case_steps.case_step, name="case_step"),
    path("cases/<str:number>/tasks/", tasks.case_tasks, name="case_tasks"),
    path("cases/<str:number>/notes/new/", tasks.add_note, name="add_note"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<uuid:id>/", tasks.task, name="task"),
    path("tasks/<uuid:id>/do/<slug:step>/", tasks.task_step, name="task_step"),
    path("evidence/<uuid:id>/", evidence.evidence, name="evidence"),
    path("inspections/", visits.inspections, name="inspections"),
    path("inspections/new/", visits.new_inspection, name="new_inspection"),
    path("inspections/plans/", plans.plans, name="plans"),
    path("inspections/plans/new/", plans.new_plan, name="new_plan"),
    path("inspections/plans/<uuid:id>/", plans.plan, name="plan"),
    path("inspections/plans/<uuid:id>/edit/", plans.edit_plan, name="edit_plan"),
    path(
        "inspections/plans/<uuid:id>/do/<slug:step>/", plans.plan_step, name="plan_step"
    ),
    path("inspections/plans/<uuid:id>/adjust/", plans.adjust_plan, name="adjust_plan"),
    path(
        "inspections/plans/<uuid:id>/adjust/add/",
        plans.add_by_adjustment,
        name="add_by_adjustment",
    ),
    path(
        "inspections/plans/<uuid:id>/items/new/",
        plans.add_plan_item,
        name="add_plan_item",
    ),
    path(
        "inspections/plans/<uuid:id>/items/<uuid:item>/",
        plans.edit_plan_item,
        name="edit_plan_item",
    ),
    path(
        "inspections/plans/<uuid:id>/items/<uuid:item>/drop/",
        plans.drop_plan_item,
        name="drop_plan_item",
    ),
    path(
        "inspections/plans/<uuid:id>/items/<uuid:item>/keep/",
        plans.keep_plan_item,
        name="keep_plan_item",
    ),
    path(
        "inspections/plans/<uuid:id>/items/<uuid:item>/visit/",
        visits.new_planned_inspection,
        name="new_planned_inspection",
    ),
    path("inspections/<str:number>/", visits.inspection, name="inspection"),
    path(
        "inspections/<str:number>/checklist/",
        fieldwork.inspection_checklist,
        name="inspection_checklist",
    ),
    path(
        "inspections/<str:number>/findings/",
        fieldwork.inspection_findings,
        name="inspection_findings",
    ),
    path(
        "inspections/<str:number>/findings/new/",
        fieldwork.add_finding,
        name="add_finding",
    ),
    path(
        "inspections/<str:number>/findings/<uuid:finding>/withdraw/",
        fieldwork.withdraw_finding,
        name="withdraw_finding",
    ),
    path(
        "inspections/<str:number>/files/",
        fieldwork.add_visit_files,
        name="add_visit_files",
    ),
    path(
        "inspections/<str:number>/case/",
        fieldwork.open_case_from_findings,
        name="open_case_from_findings",
    ),
    path(
        "inspections/<str:number>/do/<slug:step>/",
        visits.inspection_step,
        name="inspection_step",
    ),
    path(
        "inspections/<str:number>/print/<slug:form>/",
        documents.print_visit,
        name="print_visit",
    ),
    path(
        "cases/<str:number>/print/<slug:form>/",
        documents.print_case,
        name="print_case",
    ),
    path(
        "cases/<str:number>/print/<slug:form>/<int:number_of_page>.png",
        documents.draft_page,
        name="draft_page",
    ),
    path("documents/<uuid:id>/", documents.document, name="document"),
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
    path("admin/permissions/", permissions.permissions, name="permissions"),
    path("admin/calendar/", calendar.calendar, name="calendar"),
    path("admin/calendar/<str:day>/", calendar.edit_day, name="edit_calendar_day"),
    path(
        "admin/calendar/<str:day>/restore/",
        calendar.restore_day,
        name="restore_calendar_day",
    ),
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
