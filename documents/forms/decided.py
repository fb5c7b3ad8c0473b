"""The decision that a later ruling is about: how it is named, whom it binds."""

from collections.abc import Sequence

from cases.models import Case, NoSanctionDecision, SanctionDecision
from cases.states import ItemKind
from documents.figures import day_in_words
from documents.forms.bodies import head_of
from documents.forms.decision_facts import order_of
from documents.forms.parties import Party, party_of


def named(decision: SanctionDecision | NoSanctionDecision) -> str:
    """ "Quyết định số 18/QĐ-XPHC ngày … của Giám đốc Sở … xử phạt …"."""
    return f"{briefly(decision)} của {head_of(decision.agency)}"


def briefly(decision: SanctionDecision | NoSanctionDecision) -> str:
    """ "Quyết định số 18/QĐ-XPHC ngày 12 tháng 5 năm 2026"."""
    what = (
        "Quyết định xử phạt vi phạm hành chính"
        if isinstance(decision, SanctionDecision)
        else "Quyết định"
    )
    return f"{what} số {decision.number_text} {day_in_words(decision.signed_on)}"


def basis_of(decision: SanctionDecision) -> str:
    return f"Căn cứ {named(decision)}"


def sanctioned_party(decision: SanctionDecision) -> Party:
    """Those whom it sanctions, with whole identity numbers."""
    rows = decision.acts.select_related("respondent__party", "respondent__ward")
    respondents = {row.respondent_id: row.respondent for row in rows}
    return party_of(list(respondents.values()), shows_numbers=True)


def party_in(case: Case) -> Party:
    return party_of(list(case.respondents.all()), shows_numbers=True)


def open_orders(decision: SanctionDecision) -> list[str]:
    """What it orders beside the fine and is not carried out yet."""
    items = decision.items.exclude(kind=ItemKind.FINE).filter(done_on__isnull=True)
    return [order_of(item)[1].rstrip(".") for item in items.order_by("id")]


def executors(case: Case, names: Sequence[str] = ()) -> str:
    """Who carries a ruling out: the lead agency and whoever is named beside it."""
    return " và ".join(dict.fromkeys([*names, case.lead_agency.name]))


def told(party: Party) -> str:
    """Who gets a paper that sanctions nobody: "… là đại diện cho tổ chức …"."""
    return party.receiver.replace("bị xử phạt", "có tên tại Điều 1")
