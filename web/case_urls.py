"""Addresses of cases: lists, pages, steps, parts."""

from django.urls import path

from web.views import (
    case_execution,
    case_goods,
    case_list,
    case_steps,
    case_tabs,
    cases,
    confidential,
    documents,
    evidence_proofs,
    hand_overs,
    tasks,
)

case_urls = [
    path("cases/", case_list.cases, name="cases"),
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
    path(
        "cases/<str:number>/findings/proofs/",
        evidence_proofs.case_files,
        name="case_files",
    ),
    path(
        "cases/<str:number>/findings/proofs/bundle/",
        evidence_proofs.case_bundle,
        name="case_bundle",
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
    path(
        "cases/<str:number>/hand-overs/<uuid:id>/",
        hand_overs.hand_over,
        name="hand_over",
    ),
    path("cases/<str:number>/notes/new/", tasks.add_note, name="add_note"),
    path(
        "cases/<str:number>/notes/<uuid:id>/share/",
        confidential.share_note,
        name="share_note",
    ),
    path(
        "cases/<str:number>/findings/files/<uuid:id>/compartment/",
        confidential.set_compartment,
        name="set_compartment",
    ),
    path(
        "cases/<str:number>/reveal/<slug:kind>/<uuid:id>/",
        confidential.case_reveal,
        name="case_reveal",
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
]
