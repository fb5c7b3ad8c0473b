"""Where a drafted paper stands, and what happens to one that was issued."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DraftState(TextChoices):
    DRAFT = "DRAFT", _("Draft")
    SUBMITTED = "SUBMITTED", _("Waiting for signature")
    RETURNED = "RETURNED", _("Returned for changes")
    ISSUED = "ISSUED", _("Issued")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


# Its drafter may still change it.
EDITABLE = (DraftState.DRAFT, DraftState.RETURNED)
OPEN_DRAFTS = (DraftState.DRAFT, DraftState.SUBMITTED, DraftState.RETURNED)


class Manner(TextChoices):
    """How a paper was sent (Điều 70 Luật XLVPHC, Điều 18 NĐ 30/2020/NĐ-CP)."""

    DIRECT = "DIRECT", _("Handed over in person")
    POST = "POST", _("By registered post")
    ELECTRONIC = "ELECTRONIC", _("Electronically")
    NOTICE_BOARD = "NOTICE_BOARD", _("On the notice board")


class RevisionKind(TextChoices):
    """Điều 17 NĐ 30/2020/NĐ-CP: form by a letter, content by a paper of like form."""

    CORRECTION = "CORRECTION", _("Correct its form")
    REPLACEMENT = "REPLACEMENT", _("Replace it")
    ANNULMENT = "ANNULMENT", _("Annul it")
