"""Addresses of plans, visits and records from the field."""

from django.urls import path

from web.views import (
    documents,
    evidence_proofs,
    field_app,
    field_finishing,
    field_records,
    fieldwork,
    follow_ups,
    overlaps,
    plan_candidates,
    plan_items,
    plans,
    remote_reviews,
    visit_list,
    visits,
)

visit_urls = [
    path("inspections/", visit_list.inspections, name="inspections"),
    path("inspections/new/", visits.new_inspection, name="new_inspection"),
    path("inspections/plans/", plans.plans, name="plans"),
    path("inspections/plans/new/", plans.new_plan, name="new_plan"),
    path("inspections/plans/<uuid:id>/", plans.plan, name="plan"),
    path("inspections/plans/<uuid:id>/edit/", plans.edit_plan, name="edit_plan"),
    path(
        "inspections/plans/<uuid:id>/do/<slug:step>/", plans.plan_step, name="plan_step"
    ),
    path(
        "inspections/plans/<uuid:id>/adjust/",
        plan_items.adjust_plan,
        name="adjust_plan",
    ),
    path(
        "inspections/plans/<uuid:id>/adjust/add/",
        plan_items.add_by_adjustment,
        name="add_by_adjustment",
    ),
    path(
        "inspections/plans/<uuid:id>/candidates/",
        plan_candidates.plan_candidates,
        name="plan_candidates",
    ),
    path(
        "inspections/plans/<uuid:id>/items/new/",
        plan_items.add_plan_item,
        name="add_plan_item",
    ),
    path(
        "inspections/plans/<uuid:id>/items/<uuid:item>/",
        plan_items.edit_plan_item,
        name="edit_plan_item",
    ),
    path(
        "inspections/plans/<uuid:id>/items/<uuid:item>/drop/",
        plan_items.drop_plan_item,
        name="drop_plan_item",
    ),
    path(
        "inspections/plans/<uuid:id>/items/<uuid:item>/keep/",
        plan_items.keep_plan_item,
        name="keep_plan_item",
    ),
    path(
        "inspections/plans/<uuid:id>/items/<uuid:item>/visit/",
        visits.new_planned_inspection,
        name="new_planned_inspection",
    ),
    path(
        "inspections/plans/<uuid:id>/items/<uuid:item>/overlap/",
        overlaps.raise_overlap,
        name="raise_overlap",
    ),
    path("field/", field_app.field, name="field"),
    path("field/worker.js", field_app.field_worker, name="field_worker"),
    path("field/shrinker.js", field_app.field_shrinker, name="field_shrinker"),
    path("field/app.webmanifest", field_app.field_manifest, name="field_manifest"),
    path("field/visit/<uuid:id>/", field_app.field, name="field_visit"),
    path("field/visit/<uuid:id>/<slug:part>/", field_app.field, name="field_part"),
    path("field/<slug:place>/", field_app.field, name="field_place"),
    path("inspections/overlaps/", overlaps.overlaps, name="overlaps"),
    path("inspections/overlaps/<uuid:id>/", overlaps.overlap, name="overlap"),
    path(
        "inspections/field-records/", field_records.field_records, name="field_records"
    ),
    path(
        "inspections/field-records/backup/",
        field_records.field_backup,
        name="field_backup",
    ),
    path(
        "inspections/field-records/conflicts/<uuid:id>/",
        field_records.field_conflict,
        name="field_conflict",
    ),
    path(
        "inspections/field-records/<uuid:id>/",
        field_records.field_record,
        name="field_record",
    ),
    path(
        "inspections/field-records/<uuid:id>/files/",
        field_finishing.bring_field_files,
        name="bring_field_files",
    ),
    path(
        "inspections/field-records/<uuid:id>/finish/",
        field_finishing.finish_field_record,
        name="finish_field_record",
    ),
    path(
        "inspections/field-records/<uuid:id>/settle/",
        field_records.settle_field_record,
        name="settle_field_record",
    ),
    path(
        "inspections/field-records/<uuid:id>/take-over/",
        field_records.take_over_field_record,
        name="take_over_field_record",
    ),
    path("inspections/<str:number>/", visits.inspection, name="inspection"),
    path(
        "inspections/<str:number>/proofs/",
        evidence_proofs.visit_files,
        name="visit_files",
    ),
    path(
        "inspections/<str:number>/proofs/bundle/",
        evidence_proofs.visit_bundle,
        name="visit_bundle",
    ),
    path(
        "inspections/<str:number>/checklist/",
        fieldwork.inspection_checklist,
        name="inspection_checklist",
    ),
    path(
        "inspections/<str:number>/remote/",
        remote_reviews.remote_reviews,
        name="remote_reviews",
    ),
    path(
        "inspections/<str:number>/remote/new/",
        remote_reviews.send_questionnaire,
        name="send_questionnaire",
    ),
    path(
        "inspections/<str:number>/remote/<uuid:id>/close/",
        remote_reviews.close_review,
        name="close_review",
    ),
    path(
        "inspections/<str:number>/remote/<uuid:id>/files/",
        remote_reviews.add_answer_files,
        name="add_answer_files",
    ),
    path(
        "inspections/<str:number>/remote/<uuid:id>/export/<slug:form>/",
        remote_reviews.questionnaire_file,
        name="questionnaire_file",
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
        "inspections/<str:number>/follow-up/",
        follow_ups.open_follow_up,
        name="open_follow_up",
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
]
