"""The report of a year on paper: as a draft for any reader, and as the form that an
agency drafts, submits and signs (`documents.services.drafting`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.kinds import AgencyKind
from agencies.models import Agency, User
from audit import trail
from audit.models import AccessAction
from documents.catalogue import (
    Blank,
    BlankKind,
    DraftedForm,
    PaperHead,
    register,
)
from documents.form_ids import FormId
from documents.forms.annual_report import AnnualReportForm, YearTexts
from documents.forms.bodies import letterhead_of, signer_of
from documents.kit.head import Draft
from documents.models import FormTemplate, IssuedDocument
from documents.render import render
from documents.services import PaperFile
from documents.states import RevisionKind
from kernel.clock import local_day
from kernel.errors import NotPermitted, Refused
from reports import policies
from reports.annual import Period, figures_of

BASIS = (
    "Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh về triển khai Chỉ thị số 04-CT/TW của "
    "Ban Bí thư"
)
REGISTER = "BC"
FIRST_YEAR = 2000
_PROVINCE = "toàn tỉnh"


class DayOutside(Refused):
    code = "day_outside_period"


def period_of(year: int, last_day: date | None, *, at: datetime) -> Period:
    """Up to `last_day`, else to today or the year's end; raises DayOutside."""
    return _period(year, last_day, today=local_day(at))


def _period(year: int, last_day: date | None, *, today: date) -> Period:
    day = last_day or min(today, date(year, 12, 31))
    if day.year != year or day > today:
        text = _("The last day lies in the year of the report and not after today.")
        raise DayOutside(errors={"last_day": [text]})
    return Period(day)


def print_year(
    *,
    period: Period,
    by: User | None,
    at: datetime,
    of_province: bool = False,
    basis: str = BASIS,
    texts: YearTexts | None = None,
) -> PaperFile:
    """DỰ THẢO of the year's report of the officer's agency, or of the province.

    Raises NotPermitted, TemplateMissing. `by=None` is somebody at the server's own
    command line, who reads the province's.
    """
    maker = by.agency if by else _department()
    may = policies.may_see_province if of_province else policies.may_see_agency
    if by is not None and not may(by, at):
        raise NotPermitted
    day = local_day(at)
    template = FormTemplate.objects.current(FormId.ANNUAL_REPORT, agency=maker, on=day)
    is_wide = of_province or by is None
    form = AnnualReportForm(
        letterhead=letterhead_of(maker),
        number_text=None,
        number_suffix=template.sign_of(maker),
        signed_on=None,
        drafted_on=day,
        agency=maker.name,
        scope=_PROVINCE if is_wide else maker.name,
        basis=_stripped(basis),
        addressees=_addressees(maker),
        figures=figures_of(period, agency=None if is_wide else maker),
        texts=texts or YearTexts(),
        signer=signer_of(maker, None, is_delegate=False),
        recipients=tuple(template.recipients),
        draft=Draft(at, f"Báo cáo năm {period.year}"),
    )
    printed = render(form)
    with transaction.atomic():
        trail.record_access(
            action=AccessAction.PRINTED,
            record=maker,
            at=at,
            by=by,
            label=f"{FormId.ANNUAL_REPORT} {period.year}",
            detail={
                "form": FormId.ANNUAL_REPORT.value,
                "draft": True,
                "last_day": period.last_day.isoformat(),
                "of_province": of_province,
            },
        )
    name = f"draft-{FormId.ANNUAL_REPORT}-{period.year}.pdf"
    return PaperFile(name, printed.content, printed.pages, is_draft=True)


def issued_reports(year: int) -> QuerySet[IssuedDocument]:
    """The department's issued reports of a year that stand, the newest first."""
    ended = [RevisionKind.REPLACEMENT, RevisionKind.ANNULMENT]
    return (
        IssuedDocument.objects.filter(
            form=FormId.ANNUAL_REPORT,
            agency=_department(),
            drafted_as__about=str(year),
        )
        .exclude(revised_by__kind__in=ended)
        .order_by("-issued_at", "-id")
    )


# --- The same as a form that is drafted, signed and numbered


@dataclass(frozen=True, slots=True)
class YearOf:
    """What the report is about: a year of an agency."""

    agency: Agency
    year: int

    @property
    def pk(self) -> str:
        return str(self.year)

    @property
    def is_of_province(self) -> bool:
        """The department and UBND tỉnh report for the province, others for themselves.

        Whoever reports for the province draws every agency's figures together (V.1 of
        the province's plan).
        """
        return self.agency.kind in {AgencyKind.SO_VHTTDL, AgencyKind.UBND_TINH}


def years_of(agency: Agency) -> list[YearOf]:
    return [YearOf(agency, year) for year in range(FIRST_YEAR, FIRST_YEAR + 100)]


def check_period(subject: YearOf, values: Mapping[str, Any], today: date) -> None:
    """Raises DayOutside; a year that has not begun has no day."""
    _period(subject.year, values["last_day"], today=today)


def build(
    subject: YearOf, values: Mapping[str, Any], head: PaperHead
) -> AnnualReportForm:
    """Counted at this moment: with the signature the figures are those of the paper."""
    agency = subject.agency
    period = _period(subject.year, values["last_day"], today=head.day)
    is_wide = subject.is_of_province
    return AnnualReportForm(
        letterhead=head.letterhead,
        number_text=head.number_text,
        number_suffix=head.number_suffix,
        signed_on=head.day if head.number_text else None,
        drafted_on=head.day,
        agency=agency.name,
        scope=_PROVINCE if is_wide else agency.name,
        basis=_stripped(values["basis"]),
        addressees=_addressees(agency),
        figures=figures_of(period, agency=None if is_wide else agency),
        texts=YearTexts(
            direction=paragraphs(values["direction"]),
            difficulties=paragraphs(values["difficulties"]),
            proposals=paragraphs(values["proposals"]),
        ),
        signer=head.signer,
        recipients=head.recipients,
        draft=head.draft,
        legal_bases=head.legal_bases,
    )


def paragraphs(text: str) -> tuple[str, ...]:
    """Each line that says something is one."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


_LINES = _("Each line is a paragraph.")
FORM = register(
    DraftedForm(
        form=FormId.ANNUAL_REPORT,
        subject=Agency,
        register=REGISTER,
        blanks=(
            Blank(
                "last_day",
                _("Figures up to"),
                BlankKind.DAY,
                is_required=True,
                hint=_("Counted up to this day, as things stand at the signature."),
            ),
            Blank(
                "basis",
                _("Reported on"),
                is_required=True,
                hint=_("How the report begins, with the number and day of the plan."),
            ),
            Blank(
                "direction", _("I. Direction of the work"), BlankKind.TEXT, hint=_LINES
            ),
            Blank("difficulties", _("VII. Difficulties"), BlankKind.TEXT, hint=_LINES),
            Blank(
                "proposals",
                _("VIII. Proposals and next year"),
                BlankKind.TEXT,
                hint=_LINES,
            ),
        ),
        build=build,
        subjects=years_of,
        is_of_agency=True,
        check=check_period,
    )
)


def _stripped(basis: str) -> str:
    return basis.strip().rstrip(",.")


def _department() -> Agency:
    return Agency.objects.filter(kind=AgencyKind.SO_VHTTDL).earliest("pk")


def _addressees(maker: Agency) -> tuple[str, ...]:
    """The department reports to the province, everybody else to the department."""
    if maker.kind == AgencyKind.SO_VHTTDL:
        province = Agency.objects.filter(kind=AgencyKind.UBND_TINH).first()
        return (province.name,) if province else ()
    return (_department().name,)
