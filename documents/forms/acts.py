"""What was done, in words and with its place in the law."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from documents.citations import Provision, provision
from documents.figures import count, day_in_words

if TYPE_CHECKING:
    from cases.models import CaseViolation


@dataclass(frozen=True, slots=True)
class Act:
    """`text` says what was done; `provision` point, clause, article and decree."""

    text: str
    provision: str = ""
    fine_vnd: int | None = None


def act_text(violation: "CaseViolation", *, detected_on: date) -> str:
    """The description, with titles and day of detection where it lacks them."""
    text = violation.description.strip().rstrip(" .;")
    lacking = [
        f"{count(int(title.get('quantity') or 0))} {title.get('unit') or 'bản'} "
        f"“{title['title']}”"
        for title in violation.titles
        if title.get("title") and title["title"] not in text
    ]
    if lacking:
        text += f" ({'; '.join(lacking)})"
    if "phát hiện" not in text:
        text += f", bị phát hiện {day_in_words(detected_on)}"
    return text


def provision_of(violation: "CaseViolation", *, on: date) -> Provision:
    return provision(violation.behaviour.legal_basis, on=on)


def field_title_of(violations: "Sequence[CaseViolation]", *, on: date) -> str:
    """ "trong hoạt động xuất bản": as the decree of the first act names its field."""
    for violation in violations:
        title = provision_of(violation, on=on).text.field_title
        if title:
            return title
    return "trong hoạt động xuất bản"


def decrees_of(violations: "Sequence[CaseViolation]", *, on: date) -> list[str]:
    """The decrees of the acts in full, each once: "Căn cứ Nghị định số …"."""
    named = [provision_of(violation, on=on).text.in_full for violation in violations]
    return [f"Căn cứ {text}" for text in dict.fromkeys(named)]
