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
    list_file("tasks/export", "tasks"),
    list_file("tip-offs/export", "tip_offs"),
    list_file("inspections/export", "inspections"),
    list_file("inspections/plans/export", "plans"),
    list_file("inspections/plans/<uuid:id>/export", "plan_items"),
    list_file("inspections/overlaps/export", "overlaps"),
    list_file("facilities/export", "facilities"),
    list_file("facilities/doubles/export", "doubles"),
    list_file("facilities/import/export", "imports"),
    list_file("facilities/import/<uuid:id>/export", "import_rows"),
    list_file("facilities/<str:code>/links/export", "facility_links"),
    list_file("facilities/<str:code>/print-jobs/export", "facility_print_jobs"),
    list_file("facilities/<str:code>/trail/export", "facility_trail"),
    list_file("regulations/violations/export", "violations"),
    list_file("admin/law/export", "law_desk"),
    list_file("admin/law/proposals/export", "law_proposals"),
]
