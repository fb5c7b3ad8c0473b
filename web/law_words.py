"""Words of the law's tables for people: their notes are kept in working English."""

import re

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.states import Family

# What follows when a limit of a case is missed, by what the limit is about.
CONSEQUENCES: dict[str, str | Promise] = {
    Family.LIMITATION: _(
        "No fine any more; only remedial measures and confiscation of banned goods"
    ),
    Family.RECORD: _("The record is late: a procedural fault, risk of annulment"),
    Family.EXPLAIN_DIRECT: _("The right to explain lapses"),
    Family.EXPLAIN_WRITTEN: _("The right to explain lapses"),
    Family.DECISION: _(
        "No sanction decision may be issued; remedial measures stay possible"
    ),
    Family.SENDING: _("The decision is sent late: a procedural fault"),
    Family.EXECUTION: _("Late interest of 0.05 percent a day; enforcement"),
    Family.EXECUTION_LIMITATION: _(
        "The fine is not executed any more; remedial measures still are"
    ),
    Family.FILE_TRANSFER: _("The file waits too long with the lead agency"),
    Family.CRIMINAL_TRANSFER: _("Keeping a criminal file is prohibited (Điều 12)"),
    Family.INVESTIGATION: _("For tracking only; nothing follows for the case"),
    Family.FILE_RETURN: _("For tracking only; nothing follows for the case"),
    Family.RECIDIVISM: _("Counts as never sanctioned from then on"),
    Family.EXPLAIN_SESSION: _("The right to explain is breached"),
    Family.INSTALMENTS: _("The plan ends; enforcement"),
    Family.DEFERRAL: _("Execution is resumed; late interest runs again"),
    Family.ENFORCEMENT: _("The measure of enforcement is carried out by force"),
    Family.COMPLAINT_TIME: _("A complaint may be refused as late"),
    Family.COMPLAINT_ACCEPTANCE: _("The complaint is accepted late"),
    Family.COMPLAINT_FIRST: _("A second complaint or a lawsuit becomes possible"),
    Family.COMPLAINT_SECOND_TIME: _("The right to complain again lapses"),
    Family.COMPLAINT_SECOND: _("A lawsuit becomes possible"),
    Family.LAWSUIT_TIME: _("The right to go to court lapses"),
    Family.SEIZURE: _("The goods are to be returned, or the holder is liable"),
    Family.SEIZURE_VALUATION: _(
        "The goods are to be returned, or the holder is liable"
    ),
    Family.UNCLAIMED: _("The goods may be confiscated"),
}
_PHRASES = (
    (r"\bas amended by\b", "được sửa đổi bởi"),
    (r"\bas amended in (\d{4})", r"sửa đổi năm \1"),
    (r"\bas amended (\d{4})", r"sửa đổi năm \1"),
    (r"\bas amended\b", "được sửa đổi"),
    (r"\badded by\b", "bổ sung bởi"),
    (r"\band following\b", "và tiếp theo"),
    (r"\band\b", "và"),
    (r"\bby quantity\b", "theo số lượng"),
    (r"\bfor non-publication printing\b", "đối với in không phải xuất bản phẩm"),
    (r"\bexact clause to load\b", "chưa xác định khoản"),
    (r"\barticle to load\b", "chưa xác định điều"),
    (r"\barticle to verify\b", "chưa kiểm lại điều luật"),
    (r"\bkhoản to verify\b", "chưa kiểm lại khoản"),
    (r"\bnumber recalled\b", "chưa kiểm lại số"),
    (r"\bto verify\b", "chưa kiểm lại"),
)


def citation(text: str) -> str:
    """An article as the page's language writes it."""
    if not (get_language() or "vi").startswith("vi"):
        return text
    for pattern, words in _PHRASES:
        text = re.sub(pattern, words, text)
    return text
