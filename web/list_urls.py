"""Addresses of the lists as files, before those of their records."""

from django.urls import URLPattern, path

from web.views import exports


def list_file(address: str, listing: str) -> URLPattern:
    """The list of an address as a file: `<address>/<form>/`."""
    return path(
        f"{address}/<slug:form>/",
        exports.export_list,
        {"listing": listing},
        name=f"export_{listing}",
    )


list_files = [
    list_file("search/export/<slug:group>", "search"),
    list_file("cases/export", "cases"),
    list_file("cases/<str:number>/documents/export", "case_documents"),
    list_file("cases/<str:number>/audit/export", "case_trail"),
    *(
        list_file(f"cases/<str:number>/{tab}/export", listing)
        for tab, listing in (
            ("parties", "case_parties"),
            ("parties/agencies", "case_agencies"),
            ("parties/officers", "case_officers"),
            ("findings", "case_acts"),
            ("findings/files", "case_evidence"),
            ("goods", "case_goods"),
            ("goods/custody", "case_custody"),
            ("goods/seizures", "case_seizures"),
            ("goods/experts", "case_experts"),
            ("goods/valuations", "case_valuations"),
            ("execution/measures", "case_measures"),
            ("execution/reliefs", "case_reliefs"),
            ("execution/complaints", "case_complaints"),
            ("tasks", "case_tasks"),
            ("tasks/hand-overs", "case_transfers"),
            ("tasks/opinions", "case_opinions"),
            ("tasks/notes", "case_notes"),
            ("tasks/timeline", "case_happenings"),
            ("deadlines", "case_deadlines"),
            ("deadlines/sheet", "case_clock_sheet"),
        )
    ),
    list_file("tasks/export", "tasks"),
    list_file("documents/export", "documents"),
    list_file("documents/delegations/export", "delegations"),
    list_file("documents/drafts/export", "paper_drafts"),
    list_file("documents/incoming/export", "incoming_papers"),
    list_file("tip-offs/export", "tip_offs"),
    list_file("inspections/export", "inspections"),
    list_file("inspections/plans/export", "plans"),
    list_file("inspections/plans/<uuid:id>/export", "plan_items"),
    list_file("inspections/plans/<uuid:id>/candidates/export", "plan_candidates"),
    list_file("inspections/overlaps/export", "overlaps"),
    list_file("inspections/field-records/export", "field_records"),
    list_file("calendar/export", "visit_calendar"),
    list_file("facilities/export", "facilities"),
    list_file("facilities/doubles/export", "doubles"),
    list_file("facilities/import/export", "imports"),
    list_file("facilities/import/<uuid:id>/export", "import_rows"),
    *(
        list_file(f"inspections/<str:number>/{tab}/export", listing)
        for tab, listing in (
            ("checklist", "visit_answers"),
            ("findings", "visit_findings"),
            ("findings/files", "visit_evidence"),
        )
    ),
    *(
        list_file(f"facilities/<str:code>/{tab}/export", listing)
        for tab, listing in (
            ("contacts", "facility_addresses"),
            ("contacts/people", "facility_people"),
            ("contacts/urls", "facility_urls"),
            ("obligations", "facility_obligations"),
        )
    ),
    list_file("facilities/<str:code>/links/export", "facility_links"),
    list_file("facilities/<str:code>/print-jobs/export", "facility_print_jobs"),
    list_file("facilities/<str:code>/trail/export", "facility_trail"),
    list_file("regulations/violations/export", "violations"),
    list_file("admin/law/export", "law_desk"),
    list_file("admin/law/proposals/export", "law_proposals"),
]
