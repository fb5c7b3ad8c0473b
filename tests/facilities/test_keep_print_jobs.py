"""The print-job log and what its lines make somebody look at (registry, section 2)."""

from dataclasses import replace

import pytest

from audit.models import Entry
from facilities import services
from facilities.models import PrintJob
from facilities.print_alarms import SUSPICIOUS, alarms_of
from facilities.services import LicenceInput, PrintJobInput
from facilities.states import FacilityKind, LicenceType, PrintProduct
from kernel.errors import MovedOn, NotPermitted, Refused
from regulations import indicators
from tests.facilities.conftest import AT
from tests.moments import day

JOB = PrintJobInput(
    title="Truyện cổ tích chọn lọc cho bé",
    publisher="NXB Hoa Mai",
    registration_no="1204-2026/CXBIPH/07-51/HM",
    decision_no="88/QĐ-NXBHM",
    decision_on=day("10/02/2026"),
    licensed_copies=1_000,
    printed_on=day("27/02/2026"),
    printed_copies=1_000,
    delivered_copies=900,
)
WITHOUT_PAPERS = {"decision_no": "", "decision_on": None, "licensed_copies": None}


@pytest.fixture
def printer(enter):
    return enter(
        "Công ty TNHH In Cao Nguyên", kinds=(FacilityKind.PRINTER_PUBLICATION,)
    )


def add(facility, by, **values) -> PrintJob:
    return services.add_print_job(
        facility=facility, data=replace(JOB, **values), by=by, at=AT
    )


def codes(job: PrintJob) -> list[str]:
    return [alarm.code for alarm in alarms_of(job, indicators.of_copies())]


@pytest.mark.django_db
class TestAlarms:
    def test_are_none_within_the_papers(self, printer, keeper):
        assert codes(add(printer, keeper)) == []

    def test_tell_of_more_than_licensed(self, printer, keeper):
        """ "`printed > licensed` raises PRT-OVER" """
        job = add(printer, keeper, printed_copies=1_001)

        (alarm,) = alarms_of(job, indicators.of_copies())
        assert (alarm.code, alarm.copies, alarm.limit) == ("PRT-OVER", 1_001, 1_000)

    @pytest.mark.parametrize(
        ("copies", "told"),
        [
            (0, []),
            (1_200, ["PRT-NODEC"]),
            (2_000, ["PRT-NODEC"]),
            (2_001, ["PRT-NODEC", "CI-344b"]),
        ],
    )
    def test_tell_of_a_publication_without_decision(
        self, printer, keeper, copies, told
    ):
        """ "no decision raises PRT-NODEC; > 2,000 raises CI-344b" """
        job = add(
            printer,
            keeper,
            **WITHOUT_PAPERS,
            printed_copies=copies,
            delivered_copies=0,
        )

        assert codes(job) == told

    @pytest.mark.parametrize(
        "values",
        [
            {},
            {"printed_copies": 1_001},
            WITHOUT_PAPERS,
            WITHOUT_PAPERS | {"printed_copies": 0, "delivered_copies": 0},
            WITHOUT_PAPERS | {"product": PrintProduct.OTHER},
        ],
    )
    def test_are_asked_of_the_database_alike(self, printer, keeper, values):
        job = add(printer, keeper, **values)

        asked = PrintJob.objects.filter(SUSPICIOUS)
        assert asked.exists() is bool(codes(job))

    def test_ask_no_decision_for_a_wrapper(self, printer, keeper):
        job = add(
            printer,
            keeper,
            **WITHOUT_PAPERS,
            product=PrintProduct.OTHER,
            printed_copies=50_000,
        )

        assert codes(job) == []

    def test_name_the_law_of_the_day_of_printing(self, printer, keeper):
        """BLHS 2015 Điều 344 is in force from 01/01/2018."""
        job = add(
            printer, keeper, **WITHOUT_PAPERS, printed_copies=3_000, delivered_copies=0
        )
        job.printed_on = day("31/12/2017")

        assert codes(job) == ["PRT-NODEC"]

    def test_are_silent_about_a_struck_line(self, printer, keeper):
        job = add(printer, keeper, printed_copies=5_000)
        printer.refresh_from_db()

        struck = services.strike_print_job(
            job=job,
            version=printer.version,
            ended_on=day("02/03/2026"),
            by=keeper,
            at=AT,
        )

        assert codes(struck) == []
        assert PrintJob.objects.filter(facility=printer).count() == 1


@pytest.mark.django_db
class TestPrintJob:
    @pytest.mark.parametrize(
        ("values", "at_fault"),
        [
            ({"title": " "}, "title"),
            ({"product": "POSTER"}, "product"),
            ({"printed_on": day("03/03/2026")}, "printed_on"),
            ({"decision_on": None}, "decision_on"),
            ({"decision_no": ""}, "decision_no"),
            ({"delivered_copies": 1_001}, "delivered_copies"),
            ({"printed_copies": -1, "delivered_copies": 0}, "printed_copies"),
            ({"licensed_copies": 0}, "licensed_copies"),
            ({"publisher": "x" * 201}, "publisher"),
        ],
    )
    def test_names_what_is_wrong(self, printer, keeper, values, at_fault):
        with pytest.raises(Refused) as refused:
            add(printer, keeper, **values)

        assert set(refused.value.errors) == {at_fault}
        assert not PrintJob.objects.exists()

    def test_is_done_under_a_licence_of_the_own(self, printer, enter, keeper):
        papers = LicenceInput(
            type=LicenceType.PUBLICATION_PRINTING,
            number="12/GP-SVHTTDL",
            issuer="Sở VHTTDL",
            issued_on=day("05/01/2024"),
        )
        other = enter("Cơ sở khác", kinds=(FacilityKind.PRINTER_PUBLICATION,))
        own = services.add_licence(facility=printer, data=papers, by=keeper, at=AT)
        foreign = services.add_licence(
            facility=other, data=replace(papers, number="13"), by=keeper, at=AT
        )

        assert add(printer, keeper, licence=own).licence == own
        with pytest.raises(Refused) as refused:
            add(printer, keeper, licence=foreign)
        assert set(refused.value.errors) == {"licence"}

    def test_is_corrected_with_a_trace(self, printer, keeper):
        job = add(printer, keeper)
        printer.refresh_from_db()

        services.edit_print_job(
            job=job,
            version=printer.version,
            data=replace(PrintJobInput.of(job), printed_copies=1_100),
            by=keeper,
            at=AT,
        )

        entry = Entry.objects.filter(action="facility.edit_print_job").get()
        assert entry.changes["print_job"] == [
            {"printed_copies": 1_000},
            {"printed_copies": 1_100},
        ]

    def test_refuses_an_old_page(self, printer, keeper):
        job = add(printer, keeper)

        with pytest.raises(MovedOn):
            services.edit_print_job(
                job=job, version=1, data=PrintJobInput.of(job), by=keeper, at=AT
            )

    def test_is_kept_by_the_registry_officer_only(self, printer, officer):
        with pytest.raises(NotPermitted):
            add(printer, officer("so.kiemtra"))
