"""Addresses of the register of facilities."""

from django.urls import path

from web.views import (
    documents,
    facilities,
    facility_edits,
    facility_list,
    facility_obligations,
    facility_rows,
    identity,
    import_choices,
    imports,
    links,
)

facility_urls = [
    path("facilities/", facility_list.facilities, name="facilities"),
    path("facilities/new/", facility_list.new_facility, name="new_facility"),
    path("facilities/import/", imports.import_register, name="import_register"),
    path(
        "facilities/import/template/", imports.import_template, name="import_template"
    ),
    path("facilities/import/<uuid:id>/", imports.import_batch, name="import_batch"),
    path(
        "facilities/import/<uuid:id>/columns/",
        imports.import_columns,
        name="import_columns",
    ),
    path(
        "facilities/import/<uuid:id>/doubles/",
        import_choices.import_choices,
        name="import_choices",
    ),
    path(
        "facilities/import/<uuid:id>/errors/",
        imports.import_errors,
        name="import_errors",
    ),
    path(
        "facilities/import/<uuid:id>/do/<slug:step>/",
        imports.import_step,
        name="import_step",
    ),
    path("facilities/doubles/", identity.doubles, name="doubles"),
    path("facilities/doubles/<str:code>/<str:other>/", identity.double, name="double"),
    path("facilities/merges/<uuid:id>/", identity.merge, name="merge"),
    path(
        "facilities/merges/<uuid:id>/do/<slug:step>/",
        identity.merge_step,
        name="merge_step",
    ),
    path("facilities/links/<uuid:id>/", links.facility_link, name="facility_link"),
    path("facilities/<str:code>/", facilities.facility, name="facility"),
    path(
        "facilities/<str:code>/contacts/",
        facilities.facility_contacts,
        name="facility_contacts",
    ),
    path(
        "facilities/<str:code>/print-jobs/",
        facilities.facility_print_jobs,
        name="facility_print_jobs",
    ),
    path(
        "facilities/<str:code>/obligations/",
        facility_obligations.facility_obligations,
        name="facility_obligations",
    ),
    path(
        "facilities/<str:code>/obligations/new/",
        facility_obligations.add_obligation,
        name="add_obligation",
    ),
    path(
        "facilities/<str:code>/obligations/<uuid:obligation>/<slug:step>/",
        facility_obligations.settle_obligation,
        name="settle_obligation",
    ),
    path(
        "facilities/<str:code>/files/new/",
        facility_obligations.add_facility_files,
        name="add_facility_files",
    ),
    path(
        "facilities/<str:code>/print/", documents.print_facility, name="print_facility"
    ),
    path("facilities/<str:code>/risk/", facilities.facility_risk, name="facility_risk"),
    path(
        "facilities/<str:code>/trail/",
        facilities.facility_trail,
        name="facility_trail",
    ),
    path(
        "facilities/<str:code>/edit/",
        facility_edits.edit_facility,
        name="edit_facility",
    ),
    path(
        "facilities/<str:code>/name/",
        facility_edits.rename_facility,
        name="rename_facility",
    ),
    path(
        "facilities/<str:code>/split/", identity.split_facility, name="split_facility"
    ),
    path("facilities/<str:code>/owner/", identity.assign_owner, name="assign_owner"),
    path(
        "facilities/<str:code>/status/",
        facility_edits.change_facility_status,
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
]
