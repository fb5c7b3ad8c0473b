"""The report of a year on paper, as a draft: number and signature are given by hand."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.kinds import AgencyKind
from agencies.models import Agency, User
from audit import trail
from audit.models import AccessAction
from documents.form_ids import FormId
from documents.forms.annual_report import AnnualReportForm, YearTexts
from documents.forms.bodies import letterhead_of, signer_of
from documents.kit.head import Draft
from documents.models import FormTemplate
from documents.render import render
from documents.services import PaperFile
from kernel.clock import local_day
from kernel.errors import NotPermitted, Refused
from reports import policies
from reports.annual import Period, figures_of

BASIS = (
    "Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh về triển khai Chỉ thị số 04-CT/TW của "
    "Ban Bí thư"
)


class DayOutside(Refused):
    code = "day_outside_period"


def period_of(year: int, last_day: date | None, *, at: datetime) -> Period:
    """Up to `last_day`, else to today or the year's end; raises DayOutside."""
    today = local_day(at)
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
    form = AnnualReportForm(
        letterhead=letterhead_of(maker),
        number_text=None,
        number_suffix=template.sign_of(maker),
        signed_on=None,
        drafted_on=day,
        agency=maker.name,
        scope="toàn tỉnh" if of_province or by is None else maker.name,
        basis=basis.strip().rstrip(",."),
        addressees=_addressees(maker),
        figures=figures_of(period, agency=None if of_province or by is None else maker),
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


def _department() -> Agency:
    return Agency.objects.filter(kind=AgencyKind.SO_VHTTDL).earliest("pk")


def _addressees(maker: Agency) -> tuple[str, ...]:
    """The department reports to the province, everybody else to the department."""
    if maker.kind == AgencyKind.SO_VHTTDL:
        province = Agency.objects.filter(kind=AgencyKind.UBND_TINH).first()
        return (province.name,) if province else ()
    return (_department().name,)
