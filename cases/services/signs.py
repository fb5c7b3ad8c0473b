"""Signs of a crime: what the recorded figures raise, and what an officer records.

The indicators advise; nothing follows from them by itself (lifecycle, section 5).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from cases.models import Case, CaseFigure, CriminalSign
from cases.models.conduct import CaseViolation
from cases.services.entries import take_up
from cases.services.funnel import conclude, legal_day, locked, permit
from cases.services.recidivism import EarlierSanction, earlier_sanctions
from cases.states import Channel, FigureKind
from evidence.kinds import ItemKind
from evidence.models import EvidenceItem
from kernel.clock import local_day
from kernel.errors import Refused
from kernel.folding import fold, nfc
from regulations.indicators import in_force_on
from regulations.kinds import AMOUNT_MEASURES, Confidence, IndicatorMeasure
from regulations.models import CriminalIndicator


@dataclass(frozen=True, slots=True)
class Raised:
    """An indicator that the recorded figures reach, in words, with figure and basis.

    `amount` and `threshold` are copies of `title`, or whole dong.
    """

    code: str
    measure: str
    rule: str
    explanation: str
    basis: str
    confidence: Confidence
    confidence_note: str
    amount: int | None = None
    threshold: int | None = None
    title: str = ""
    suggests_restriction: bool = False

    @property
    def facts(self) -> dict[str, Any]:
        """What a recorded sign keeps of it."""
        return {
            "measure": self.measure,
            "amount": self.amount,
            "threshold": self.threshold,
            "title": self.title,
            "basis": self.basis,
        }


@dataclass(frozen=True, slots=True)
class FigureInput:
    """A value in whole dong, or copies of the banned publication `title`."""

    kind: str
    amount: int
    basis: str
    title: str = ""


def indicators(
    case: Case, on: date, *, earlier: list[EarlierSanction] | None = None
) -> list[Raised]:
    """What the case's recorded quantities and values raise on a day; nothing is stored.

    Copies are summed over the acts of one behaviour and title; values are the highest
    of what was noted, valued or estimated. `earlier`: the sanctions that count against
    the respondents, looked up here unless given.
    """
    acts = list(case.violations.all())
    if not acts:
        return []
    rules = [
        (rule, about)
        for rule in in_force_on(on)
        if (about := [act for act in acts if rule.is_about(act.behaviour.code)])
        and _is_of_subject(rule, case)
    ]
    if not rules:
        return []
    figures = figures_of(case)
    if earlier is None and any(
        rule.measure == IndicatorMeasure.REPEAT for rule, _about in rules
    ):
        earlier = earlier_of(case, on=on)
    raised: list[Raised] = []
    for rule, about in rules:
        raised += _read(rule, about, case, figures, earlier or [])
    return raised


def earlier_of(
    case: Case, *, on: date, viewer: User | None = None, at: datetime | None = None
) -> list[EarlierSanction]:
    """The sanctions that count against the respondents of a case on a day."""
    return earlier_sanctions(
        parties=[respondent.party_id for respondent in case.respondents.all()],
        on=on,
        besides=case,
        viewer=viewer,
        at=at,
    )


def figures_of(case: Case) -> dict[tuple[str, str], CaseFigure]:
    """The figure that counts of each kind and title: the latest noted."""
    return {(row.kind, fold(row.title)): row for row in case.figures.all()}


@transaction.atomic
def record_figure(
    *, case: Case, version: int, content: FigureInput, by: User, at: datetime
) -> CaseFigure:
    """Note a value or quantity with how it is known; a later one of its kind counts.

    Raises NotPermitted, StepNotOpen, CaseMovedOn, Refused naming the field.
    """
    case = locked(case, version=version)
    permit("case.edit", case, by=by, at=at)
    of_title = content.kind == FigureKind.BANNED_COPIES
    errors: dict[str, list[str]] = {}
    if content.kind not in FigureKind.values:
        errors["kind"] = [_("Choose what the figure says.")]
    if content.amount < 0:
        errors["amount"] = [_("A figure is not negative.")]
    if not content.basis.strip():
        errors["basis"] = [_("Say how the figure is known.")]
    if of_title and not nfc(content.title):
        errors["title"] = [_("Name the publication.")]
    if errors:
        raise Refused(errors=errors)
    figure: CaseFigure = CaseFigure.objects.create(
        case=case,
        kind=content.kind,
        title=nfc(content.title) if of_title else "",
        amount=content.amount,
        basis=nfc(content.basis),
        recorded_by=by,
        recorded_at=at,
    )
    conclude(
        case,
        "record_figure",
        by=by,
        at=at,
        on=local_day(at),
        before=str(case.state),
        reason=figure.basis,
        details={"kind": figure.kind, "amount": figure.amount, "title": figure.title},
    )
    return figure


@transaction.atomic
def record_sign(
    *,
    case: Case,
    version: int,
    explanation: str,
    by: User,
    at: datetime,
    indicator: str = "",
    occurred_on: date | None = None,
) -> CriminalSign:
    """Record that the matter shows the sign of a crime (Điều 62 Luật XLVPHC).

    With an `indicator` that is raised, its figures are kept beside the officer's
    words; without one the words stand alone. The file is then to be transferred. A
    sign of CI-117 leaves the case to its named officers only. Raises NotPermitted,
    StepNotOpen, CaseMovedOn, Refused.
    """
    case = locked(case, version=version)
    permit("case.record_sign", case, by=by, at=at)
    on = legal_day(occurred_on, at=at, not_before=case.detected_on)
    errors: dict[str, list[str]] = {}
    if not explanation.strip():
        errors["explanation"] = [_("Say what shows the sign of a crime.")]
    reached = [row for row in indicators(case, on) if row.code == indicator]
    if indicator and not reached:
        errors["indicator"] = [
            _("The recorded figures do not raise this: describe the sign in words.")
        ]
    if errors:
        raise Refused(errors=errors)
    sign: CriminalSign = CriminalSign.objects.create(
        case=case,
        indicator=indicator,
        explanation=explanation.strip(),
        facts={"raised": [row.facts for row in reached]} if reached else {},
        recorded_by=by,
        recorded_at=at,
        recorded_on=on,
    )
    case.criminal_sign = sign
    if any(row.suggests_restriction for row in reached):
        case.is_restricted = True
        take_up(case, by, at=at)
    conclude(
        case,
        "record_sign",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=sign.explanation,
        details={"indicator": indicator} if indicator else None,
    )
    return sign


def _is_of_subject(rule: CriminalIndicator, case: Case) -> bool:
    return not rule.subject_kind or any(
        respondent.subject_kind == rule.subject_kind
        for respondent in case.respondents.all()
    )


def _read(
    rule: CriminalIndicator,
    acts: list[CaseViolation],
    case: Case,
    figures: Mapping[tuple[str, str], CaseFigure],
    earlier: Iterable[EarlierSanction],
) -> Iterator[Raised]:
    """What one rule says to the acts it is about."""
    match rule.measure:
        case IndicatorMeasure.COPIES:
            for title, copies in _copies(acts).items():
                if rule.is_reached_by(copies):
                    yield _of_copies(rule, title, copies)
        case IndicatorMeasure.BANNED_COPIES:
            for title, copies in _banned(acts, figures).items():
                if rule.is_reached_by(copies):
                    yield _of_copies(rule, title, copies)
        case measure if measure in AMOUNT_MEASURES:
            amount = _value(measure, acts, case, figures)
            if amount is not None and rule.is_reached_by(amount):
                yield _of_amount(rule, amount)
        case IndicatorMeasure.ONLINE:
            posted = next((act for act in acts if act.channel == Channel.ONLINE), None)
            if posted is not None:
                text = _("Posted online: %(act)s.") % {"act": posted.description}
                yield _raised(rule, text)
        case IndicatorMeasure.CONTENT:
            text = _("Behaviour %(code)s: %(act)s.") % {
                "code": acts[0].behaviour.code,
                "act": acts[0].description,
            }
            yield _raised(rule, text)
        case IndicatorMeasure.REPEAT:
            codes = {act.behaviour.code for act in acts}
            before = next((row for row in earlier if row.behaviour in codes), None)
            if before is not None:
                yield _of_repeat(rule, before)


def _copies(acts: Iterable[CaseViolation]) -> dict[str, int]:
    """Copies of each title: summed within a behaviour, the most of any behaviour.

    Two behaviours may be about the same copies, which are not counted twice.
    """
    sums: dict[tuple[str, str], int] = defaultdict(int)
    names: dict[str, str] = {}
    for act in acts:
        for line in act.titles:
            name = str(line.get("title") or "")
            names.setdefault(fold(name), name)
            sums[act.behaviour.code, fold(name)] += int(line.get("quantity") or 0)
    found: dict[str, int] = {}
    for (_code, key), copies in sums.items():
        found[names[key]] = max(found.get(names[key], 0), copies)
    return found


def _banned(
    acts: Iterable[CaseViolation], figures: Mapping[tuple[str, str], CaseFigure]
) -> dict[str, int]:
    """Copies of banned publications: as noted, or as the titles of the acts say."""
    found = _copies_marked(acts)
    for (kind, _key), row in figures.items():
        if kind == FigureKind.BANNED_COPIES:
            found[row.title] = row.amount
    return found


def _copies_marked(acts: Iterable[CaseViolation]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for act in acts:
        for line in act.titles:
            if line.get("is_banned"):
                found[str(line.get("title") or "")] += int(line.get("quantity") or 0)
    return dict(found)


def _value(
    measure: str,
    acts: Iterable[CaseViolation],
    case: Case,
    figures: Mapping[tuple[str, str], CaseFigure],
) -> int | None:
    """The highest that is known of a value, in whole dong; None = nothing recorded."""
    noted = figures.get((measure, ""))
    known = [noted.amount] if noted is not None else []
    if measure == IndicatorMeasure.GOODS_VALUE:
        known += [
            total
            for total in (
                sum(
                    int(line.get("value_vnd") or 0)
                    for act in acts
                    for line in act.titles
                ),
                _value_of_goods(case),
            )
            if total
        ]
        known += [
            row.value_vnd for row in case.valuations.all() if row.value_vnd is not None
        ]
    return max(known, default=None)


def _value_of_goods(case: Case) -> int:
    """What the seized goods of the violation are worth, as far as it is entered."""
    if not case.open_seizures:
        return 0
    items = EvidenceItem.objects.filter(
        seized_items__seizure__case=case,
        kind=ItemKind.EXHIBIT,
        value_vnd__isnull=False,
    ).distinct()
    return sum(item.value_vnd or 0 for item in items)


def _of_copies(rule: CriminalIndicator, title: str, copies: int) -> Raised:
    words = {"title": title, "copies": _grouped(copies)}
    words["threshold"] = _grouped(rule.threshold or 0)
    text = (
        _("“%(title)s”: %(copies)s copies, more than %(threshold)s.")
        if rule.is_exclusive
        else _("“%(title)s”: %(copies)s copies, at least %(threshold)s.")
    )
    return _raised(rule, text % words, amount=copies, title=title)


def _of_amount(rule: CriminalIndicator, amount: int) -> Raised:
    text = _("%(what)s: %(amount)s đ, at least %(threshold)s đ.") % {
        "what": rule.get_measure_display(),
        "amount": _grouped(amount),
        "threshold": _grouped(rule.threshold or 0),
    }
    return _raised(rule, text, amount=amount)


def _of_repeat(rule: CriminalIndicator, before: EarlierSanction) -> Raised:
    text = _(
        "Sanctioned before for %(act)s by decision No. %(number)s of %(day)s, which "
        "counts until %(until)s."
    ) % {
        "act": before.behaviour,
        "number": before.decision_no,
        "day": before.signed_on.strftime("%d/%m/%Y"),
        "until": before.until.strftime("%d/%m/%Y"),
    }
    return _raised(rule, text)


def _raised(
    rule: CriminalIndicator,
    explanation: str,
    *,
    amount: int | None = None,
    title: str = "",
) -> Raised:
    return Raised(
        code=rule.code,
        measure=rule.measure,
        rule=rule.title_vi,
        explanation=explanation,
        basis=rule.basis,
        confidence=Confidence(rule.confidence),
        confidence_note=rule.confidence_note,
        amount=amount,
        threshold=rule.threshold,
        title=title,
        suggests_restriction=rule.is_restricting,
    )


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
