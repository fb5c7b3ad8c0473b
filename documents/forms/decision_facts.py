"""What a decision says, read from the signed act or from the draft alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from agencies.models import Agency
from cases import conditions
from cases.models import (
    Case,
    CaseViolation,
    DecisionDraft,
    DecisionItem,
    Respondent,
    SanctionDecision,
)
from cases.services import proposed_fines
from cases.states import (
    ADDITIONAL_SANCTIONS,
    SUSPENSIONS,
    ExplanationEnd,
    ExplanationKind,
    ItemKind,
    MainSanction,
)
from documents.figures import day_in_figures, day_in_words, two_digits
from documents.forms.acts import (
    Act,
    act_text,
    decrees_of,
    field_title_of,
    provision_of,
)
from documents.forms.labels import DOUBTS
from documents.forms.parties import Party, party_of
from documents.forms.ruling import delegation_basis
from regulations import rules
from regulations.authority import Ceiling

# How each kind of order begins; one that its author already wrote is not doubled.
_ORDERS: dict[str, str] = {
    ItemKind.CONFISCATION: "Tịch thu",
    ItemKind.LICENCE_SUSPENSION: "Tước quyền sử dụng giấy phép",
    ItemKind.ACTIVITY_SUSPENSION: "Đình chỉ hoạt động",
    ItemKind.DESTRUCTION: "Buộc tiêu hủy",
    ItemKind.RECALL: "Buộc thu hồi",
    ItemKind.TAKEDOWN: "Buộc gỡ bỏ",
    ItemKind.DISGORGEMENT: "Buộc nộp lại số lợi bất hợp pháp",
    ItemKind.OTHER_REMEDY: "Buộc",
}


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    agency: Agency
    on: date
    field_title: str
    legal_bases: tuple[str, ...]
    party: Party
    acts: tuple[Act, ...]
    is_warning: bool
    fine_vnd: int | None
    aggravating: str
    mitigating: str
    additional: tuple[str, ...]
    remedies: tuple[str, ...]
    executors: str
    supporting: tuple[Agency, ...]
    payment_days: int
    notes: tuple[str, ...]

    @classmethod
    def signed(cls, decision: SanctionDecision) -> Self:
        """The act as it was signed; identity numbers are whole."""
        bases = []
        if decision.delegation is not None:
            bases.append(delegation_basis(decision.delegation))
        return cls._read(
            decision.case,
            _Terms.of(decision),
            _lines(decision),
            agency=decision.agency,
            on=decision.signed_on,
            orders=[order_of(item) for item in decision.items.all()],
            more_bases=bases,
            shows_numbers=True,
        )

    @classmethod
    def proposed(cls, case: Case, *, on: date) -> Self:
        """The draft as submitted; before that, what the acts alone say."""
        draft = case.draft or case.drafts.order_by("-sequence").first()
        if draft is None:
            terms, orders = _Terms(), []
            lines = [
                _Line(violation, respondent, frame.max_vnd if frame else None, None)
                for violation, respondent, frame in proposed_fines(case)
            ]
        else:
            terms, lines = _Terms.of(draft), _lines(draft)
            orders = [
                order_of(DecisionItem(**_item_fields(row))) for row in draft.measures
            ]
        return cls._read(
            case,
            terms,
            lines,
            agency=case.competent_authority,
            on=on,
            orders=orders,
            more_bases=[],
            shows_numbers=False,
        )

    @classmethod
    def _read(
        cls,
        case: Case,
        terms: "_Terms",
        lines: Sequence["_Line"],
        *,
        agency: Agency,
        on: date,
        orders: list[tuple[str, str]],
        more_bases: list[str],
        shows_numbers: bool,
    ) -> Self:
        respondents = {line.respondent.pk: line.respondent for line in lines}
        violations = [line.violation for line in lines]
        return cls(
            agency=agency,
            on=on,
            field_title=field_title_of(violations, on=on),
            legal_bases=(
                *decrees_of(violations, on=on),
                *papers_before(case),
                *more_bases,
                *_proposal(terms.proposed_by_title),
            ),
            party=party_of(list(respondents.values()), shows_numbers=shows_numbers),
            acts=tuple(
                Act(
                    act_text(line.violation, detected_on=case.detected_on),
                    provision_of(line.violation, on=on).short,
                    None if terms.is_warning else line.fine_vnd,
                )
                for line in lines
            ),
            is_warning=terms.is_warning,
            fine_vnd=terms.fine_vnd,
            aggravating=terms.aggravating,
            mitigating=terms.mitigating,
            additional=tuple(
                text for kind, text in orders if kind in ADDITIONAL_SANCTIONS
            ),
            remedies=tuple(
                text
                for kind, text in orders
                if kind not in ADDITIONAL_SANCTIONS and kind != ItemKind.FINE
            ),
            executors=_executors(case, agency, terms.proposed_by_title),
            supporting=tuple(case.supporting_agencies),
            payment_days=int(rules.rule_for("D-EXEC", on).length or 0),
            notes=_notes(case, lines, on=on),
        )


@dataclass(frozen=True, slots=True)
class _Terms:
    is_warning: bool = False
    fine_vnd: int | None = None
    aggravating: str = ""
    mitigating: str = ""
    proposed_by_title: str = ""

    @classmethod
    def of(cls, act: SanctionDecision | DecisionDraft) -> Self:
        return cls(
            is_warning=act.main_sanction == MainSanction.WARNING,
            fine_vnd=act.fine_vnd,
            aggravating=act.aggravating,
            mitigating=act.mitigating,
            proposed_by_title=act.proposed_by_title,
        )


@dataclass(frozen=True, slots=True)
class _Line:
    """One act of one respondent; amounts in whole dong, None = not known."""

    violation: CaseViolation
    respondent: Respondent
    frame_max_vnd: int | None
    fine_vnd: int | None


def _lines(act: SanctionDecision | DecisionDraft) -> list[_Line]:
    rows = act.acts.select_related(
        "violation__behaviour", "respondent__party", "respondent__ward"
    )
    return [
        _Line(row.violation, row.respondent, row.frame_max_vnd, row.fine_vnd)
        for row in rows
    ]


def papers_before(case: Case) -> list[str]:
    """The record, and the explanation that was given."""
    record, explanation = case.violation_record, case.explanation
    if record is None:
        return []
    text = (
        f"Căn cứ Biên bản vi phạm hành chính số {record.number_text} "
        f"{day_in_words(record.made_on)}"
    )
    if explanation is not None and explanation.ended == ExplanationEnd.FILED:
        written = explanation.kind == ExplanationKind.WRITTEN
        what = (
            "văn bản giải trình" if written else "biên bản phiên giải trình trực tiếp"
        )
        text += f"; {what} {day_in_words(explanation.ended_on or record.made_on)}"
    return [text]


def _proposal(title: str) -> list[str]:
    return [f"Theo đề nghị của {title}"] if title else []


def _executors(case: Case, agency: Agency, proposed_by_title: str) -> str:
    names = [proposed_by_title]
    if case.lead_agency_id != agency.pk:
        names.append(case.lead_agency.name)
    named = [name for name in names if name]
    return " và ".join(named) or "các cơ quan, cá nhân có liên quan"


def order_of(
    item: DecisionItem, *, payer: str = "cá nhân, tổ chức bị xử phạt"
) -> tuple[str, str]:
    """The kind, and the order in words with its term from receipt."""
    text, start = item.description.strip().rstrip("."), _ORDERS.get(item.kind, "")
    if start and not text.lower().startswith(start.split(" ")[0].lower()):
        text = _joined(start, text)
    if "thời hạn" in text.lower():  # its author said it already
        return item.kind, text
    if item.term_months and item.kind in SUSPENSIONS:
        text += (
            f" trong thời hạn {two_digits(item.term_months)} tháng, kể từ ngày nhận "
            "được Quyết định này"
        )
    elif item.term_days:
        text += (
            f". Thời hạn thực hiện: {two_digits(item.term_days)} ngày, kể từ ngày nhận "
            f"được Quyết định này; kinh phí thực hiện do {payer} chi trả"
        )
    return item.kind, text


def _joined(start: str, text: str) -> str:
    """ "Buộc tiêu hủy" and "Tiêu hủy 36 bản": the words they share stand once."""
    words = start.lower().split(" ")
    shared = (" ".join(words[place:]) for place in range(len(words)))
    said = next((part for part in shared if text.lower().startswith(f"{part} ")), "")
    rest = text[len(said) :].lstrip() if said else f"{text[:1].lower()}{text[1:]}"
    return f"{start} {rest}"


def _item_fields(row: dict[str, Any]) -> dict[str, Any]:
    names = ("kind", "description", "term_days", "term_months")
    return {name: row.get(name) for name in names}


def _notes(case: Case, lines: Sequence[_Line], *, on: date) -> tuple[str, ...]:
    """What a reader of the draft must know: figures and clauses that are not loaded."""
    notes = []
    bare = [line for line in lines if line.frame_max_vnd is None]
    if bare:
        notes.append(
            f"Khung tiền phạt của hành vi {_codes(bare)} chưa được nạp: mức phạt do "
            f"người trình nhập, {_confirmed(case)}"
        )
    notes += [
        f"Thẩm quyền xử phạt của chức danh {title} chưa được cấu hình: "
        f"{_confirmed(case)}"
        for title in _titles_without_ceiling(case, on=on)
    ]
    notes += _doubtful_frames(lines)
    notes += _doubtful_ceilings(case, on=on)
    vague = [
        line for line in lines if not provision_of(line.violation, on=on).is_complete
    ]
    if vague:
        notes.append(
            f"Điểm, khoản, Điều của hành vi {_codes(vague)} chưa được nạp đầy đủ: phải "
            "ghi đủ trước khi ban hành"
        )
    return tuple(notes)


def _codes(lines: Sequence[_Line]) -> str:
    return ", ".join(dict.fromkeys(line.violation.behaviour.code for line in lines))


def _titles_without_ceiling(case: Case, *, on: date) -> list[str]:
    """Titles of those who may sign there, as far as the law's figures are missing."""
    return list(
        dict.fromkeys(
            ceiling.title_name
            for ceiling in _ceilings(case, on=on)
            if not ceiling.is_configured
        )
    )


def _ceilings(case: Case, *, on: date) -> Iterator[Ceiling]:
    """Of those who may sign there, for each act."""
    for officer in case.competent_authority.officers.exclude(authority_title=""):
        capacity = conditions.capacity_of(officer, case, on)
        if capacity is not None:
            yield from (rung.ceiling for rung in capacity.rungs)


def _doubtful_frames(lines: Sequence[_Line]) -> Iterator[str]:
    """Frames that are loaded and not confirmed, said beside the figure."""
    said = set()
    for line in lines:
        behaviour = line.violation.behaviour
        doubt = DOUBTS.get(behaviour.confidence)
        if line.frame_max_vnd is None or doubt is None or behaviour.code in said:
            continue
        said.add(behaviour.code)
        yield f"Khung tiền phạt của hành vi {behaviour.code}: {doubt}"


def _doubtful_ceilings(case: Case, *, on: date) -> Iterator[str]:
    said = set()
    for ceiling in _ceilings(case, on=on):
        doubt = DOUBTS.get(ceiling.confidence)
        if not ceiling.is_configured or doubt is None or ceiling.title in said:
            continue
        said.add(ceiling.title)
        yield f"Mức phạt tối đa theo thẩm quyền của {ceiling.title_name}: {doubt}"


def _confirmed(case: Case) -> str:
    confirmation = case.confirmation
    if confirmation is None:
        return "cần cán bộ pháp chế xác nhận"
    day = day_in_figures(confirmation.confirmed_on)
    return f"cán bộ pháp chế đã xác nhận ngày {day} ({confirmation.source})"
