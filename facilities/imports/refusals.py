"""Why a register file is not taken at all, and what to do about it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kernel.errors import KindRefused, Refused


def other_kind() -> KindRefused:
    return KindRefused(
        _(
            "Only XLSX, ODS and CSV are taken: in Excel choose “Save as” and “Excel"
            " workbook (.xlsx)”."
        )
    )


def damaged() -> Refused:
    text = _("The file is damaged: open it in Excel and save it once more.")
    return Refused(errors={"file": [text]})


def no_header() -> Refused:
    return Refused(
        errors={
            "file": [
                _(
                    "No header row was found: the row above the data must name the"
                    " columns, at least the name of the facility and one more."
                    " Compare the file with the template."
                )
            ]
        }
    )
