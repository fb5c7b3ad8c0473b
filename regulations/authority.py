"""Who may impose how much: ceilings of titles (NĐ 189/2025), the right to explain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from agencies.kinds import SubjectKind
from regulations.kinds import AuthorityTitle, Confidence
from regulations.legal_settings import settings_on
from regulations.models import AuthorityRule, FieldMaximum


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The highest fine a title may impose for one act; `vnd` None = not configured."""

    title: str
    vnd: int | None
    percent: int | None
    confidence: Confidence
    basis: str
    note: str = ""

    @property
    def is_configured(self) -> bool:
        return self.vnd is not None

    @property
    def title_name(self) -> str:
        """The statutory title in words; the code itself when it is unknown."""
        names = dict(AuthorityTitle.choices)
        return str(names.get(self.title, self.title))

    def covers(self, frame_max_vnd: int | None) -> bool | None:
        """Is one act's frame maximum within the ceiling (Điều 52.1, 52.2)?

        None where ceiling or frame is not configured: a legal officer confirms.
        """
        if self.vnd is None or frame_max_vnd is None:
            return None
        return frame_max_vnd <= self.vnd


@dataclass(frozen=True, slots=True)
class ExplanationRight:
    """Whether the respondent may explain (Điều 61.1); `is_due` None = frame unknown."""

    is_due: bool | None
    threshold_vnd: int
    has_suspension: bool


def ceiling_vnd(title: str, field: str, subject_kind: str, on: date) -> Ceiling:
    """The ceiling of a title in a field for one act of this kind of subject.

    `title` is an AuthorityTitle, `field` an AuthorityField; `on` the signing day.
    Double for an organisation (Điều 52.2 Luật XLVPHC). Never raises: what is not
    configured, or was not yet in force, comes back with `vnd=None`, unsettled.
    """
    rule = (
        AuthorityRule.objects.in_force_on(on)
        .filter(title=title, field=field)
        .order_by(F("valid_from").desc(nulls_last=True))
        .first()
    )
    return _ceiling(title, rule, field_maximum(field, on), subject_kind)


def ladder(field: str, subject_kind: str, on: date) -> list[Ceiling]:
    """All titles' ceilings in a field, lowest first, those not configured last."""
    maximum = field_maximum(field, on)
    rules = {
        rule.title: rule
        for rule in AuthorityRule.objects.in_force_on(on)
        .filter(field=field)
        .order_by(F("valid_from").asc(nulls_first=True))
    }
    ceilings = [
        _ceiling(title, rules.get(title), maximum, subject_kind)
        for title in AuthorityTitle.values
    ]
    # A title without a figure cannot be compared, so it stands after those with one.
    return sorted(ceilings, key=lambda c: (c.vnd is None, c.vnd or 0))


def field_maximum(field: str, on: date) -> FieldMaximum | None:
    found: FieldMaximum | None = (
        FieldMaximum.objects.in_force_on(on)
        .filter(field=field)
        .order_by(F("valid_from").desc(nulls_last=True))
        .first()
    )
    return found


def explanation_right(
    *, frame_max_vnd: int | None, subject_kind: str, has_suspension: bool, on: date
) -> ExplanationRight:
    """May the respondent explain? Suspension of a licence or activity, or a frame
    maximum of at least 15 million (individual) or 30 million (organisation).

    `frame_max_vnd` is that of one act; None = not loaded. Điều 61.1 Luật XLVPHC.
    """
    threshold = settings_on(on).explanation_threshold_vnd(subject_kind)
    if has_suspension:
        is_due: bool | None = True
    elif frame_max_vnd is None:
        is_due = None
    else:
        is_due = frame_max_vnd >= threshold
    return ExplanationRight(is_due, threshold, has_suspension)


def _ceiling(
    title: str,
    rule: AuthorityRule | None,
    maximum: FieldMaximum | None,
    subject_kind: str,
) -> Ceiling:
    if rule is None or rule.percent is None or maximum is None:
        return Ceiling(
            title=title,
            vnd=None,
            percent=rule.percent if rule else None,
            confidence=Confidence.UNSETTLED,
            basis=rule.basis if rule else "",
            note=rule.confidence_note if rule else "",
        )
    whole = (
        maximum.organisation_vnd
        if subject_kind == SubjectKind.ORGANISATION
        else maximum.individual_vnd
    )
    confidence = _weaker(rule.confidence, maximum.confidence)
    weaker = rule if rule.confidence == confidence else maximum
    return Ceiling(
        title=title,
        vnd=whole * rule.percent // 100,
        percent=rule.percent,
        confidence=confidence,
        basis=rule.basis,
        note=weaker.confidence_note,
    )


def _weaker(*words: str) -> Confidence:
    """A figure is as well known as the least known of its parts."""
    order = list(Confidence)
    return max((Confidence(word) for word in words), key=order.index)
