"""The addresses of the desk of the checklists."""

from django.urls import path

from web.views import checklist_drafts, checklists

DESK = "admin/checklists/"

checklist_urls = [
    path(DESK, checklists.checklists, name="checklists"),
    path(
        f"{DESK}<slug:code>/", checklists.checklist_versions, name="checklist_versions"
    ),
    path(
        f"{DESK}<slug:code>/<int:number>/",
        checklists.checklist_version,
        name="checklist_version",
    ),
    path(
        f"{DESK}<slug:code>/<int:number>/xlsform/",
        checklists.checklist_file,
        name="checklist_file",
    ),
    path(
        f"{DESK}<slug:code>/import/",
        checklist_drafts.import_checklist,
        name="import_checklist",
    ),
    path(
        f"{DESK}<slug:code>/draft/",
        checklist_drafts.draft_checklist,
        name="draft_checklist",
    ),
    path(
        f"{DESK}<slug:code>/draft/<slug:step>/",
        checklist_drafts.checklist_draft_step,
        name="checklist_draft_step",
    ),
    path(
        f"{DESK}<slug:code>/questions/new/",
        checklist_drafts.add_question,
        name="add_question",
    ),
    path(
        f"{DESK}<slug:code>/questions/<uuid:item>/",
        checklist_drafts.edit_question,
        name="edit_question",
    ),
    path(f"{DESK}<slug:code>/part/", checklist_drafts.rename_part, name="rename_part"),
    path(
        f"{DESK}<slug:code>/change/<slug:act>/",
        checklist_drafts.change_checklist_draft,
        name="change_checklist_draft",
    ),
]
