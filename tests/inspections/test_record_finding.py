"""What the team writes down: answers, findings with their titles, evidence, lists."""

from io import BytesIO

import pytest
from PIL import Image

from audit.models import Entry
from evidence.models import CustodyEvent
from inspections import services
from inspections.models import Answer, ChecklistItem, Finding, InspectedTitle
from inspections.services import StepNotOpen, TitleInput
from inspections.states import AnswerResult, Channel
from kernel.errors import KindRefused, NotPermitted, Refused
from regulations.models import ViolationBehaviour
from tests.inspections import walk as steps
from tests.moments import day, moment

DETECTED = day("03/03/2026")
EIGHTY_COPIES = TitleInput(
    title="Bồi dưỡng Tiếng Việt lớp 4 theo chủ đề",
    found_quantity=80,
    has_invoices=False,
)


@pytest.fixture
def under_way(walk, visit):
    return steps.begin(walk, visit)


def question(visit, number="B1"):
    return ChecklistItem.objects.get(version=visit.checklist_version_id, number=number)


def record(walk, visit, by="so.kiemtra", **given):
    values = {"description": "Sách không có hóa đơn.", "detected_on": DETECTED}
    return services.record_finding(
        visit=visit, by=walk.by(by), at=steps.STARTED, **values | given
    )


def photo() -> BytesIO:
    made = BytesIO()
    Image.new("RGB", (64, 48), "brown").save(made, "JPEG")
    made.seek(0)
    return made


class TestAnswerItem:
    def test_the_last_answer_counts_and_the_first_stays(self, walk, under_way):
        for result in (AnswerResult.PASS, AnswerResult.FAIL):
            services.answer_item(
                visit=under_way,
                item=question(under_way),
                result=result,
                note="Đã xem.",
                by=walk.by("so.kiemtra"),
                at=steps.STARTED,
            )

        assert Answer.objects.current().get().result == AnswerResult.FAIL
        assert Answer.objects.count() == 2
        entry = Entry.objects.filter(action="visit.answer").latest("seq")
        assert entry.changes["result"] == ["PASS", "FAIL"]
        assert entry.changes["note"][1] == "•••"

    def test_findings_and_files_stay_with_the_question(self, walk, under_way):
        first = services.answer_item(
            visit=under_way,
            item=question(under_way),
            result=AnswerResult.FAIL,
            by=walk.by("so.kiemtra"),
            at=steps.STARTED,
        )
        finding = record(walk, under_way, answer=first)
        second = services.answer_item(
            visit=under_way,
            item=question(under_way),
            result=AnswerResult.FAIL,
            note="Ghi rõ hơn.",
            by=walk.by("so.kiemtra"),
            at=steps.STARTED,
        )
        assert Finding.objects.get(pk=finding.pk).answer == second

    def test_refuses_a_question_of_another_checklist(self, walk, under_way):
        foreign = ChecklistItem.objects.get(
            version__checklist__code="PHOTOCOPY", number="A1"
        )
        with pytest.raises(Refused) as refused:
            services.answer_item(
                visit=under_way,
                item=foreign,
                result=AnswerResult.PASS,
                by=walk.by("so.kiemtra"),
                at=steps.STARTED,
            )
        assert list(refused.value.errors) == ["item"]

    def test_refuses_before_the_start_and_from_outside_the_team(self, walk, visit):
        values = {"visit": visit, "item": question(visit), "result": "PASS"}
        with pytest.raises(StepNotOpen):
            services.answer_item(**values, by=walk.by("so.kiemtra"), at=steps.STARTED)
        with pytest.raises(NotPermitted):
            services.answer_item(**values, by=walk.by("so.lanhdao"), at=steps.STARTED)


class TestRecordFinding:
    def test_keeps_the_copies_of_each_title(self, walk, under_way):
        """S1: "80 copies of one title without invoices -> DST-29-2A"."""
        finding = record(
            walk,
            under_way,
            behaviour=ViolationBehaviour.objects.get(code="DST-29-2A"),
            titles=[EIGHTY_COPIES],
        )

        assert finding.copies == 80
        assert finding.is_ongoing
        assert finding.titles.get().unit == "bản"
        assert finding.place == under_way.place
        entry = Entry.objects.get(action="finding.record")
        assert entry.changes["behaviour"][1] == "DST-29-2A"
        assert steps.reread(under_way).version == under_way.version + 1

    def test_positions_follow_each_other(self, walk, under_way):
        assert [record(walk, under_way).position for _ in range(3)] == [1, 2, 3]

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"detected_on": day("04/03/2026")}, "detected_on"),
            ({"act_ended_on": day("04/03/2026")}, "act_ended_on"),
            (
                {
                    "act_ended_on": day("03/03/2026"),
                    "detected_on": day("02/03/2026"),
                },
                "act_ended_on",
            ),
            ({"description": " "}, "description"),
            ({"channel": "RADIO"}, "channel"),
            ({"channel": Channel.ONLINE}, "url"),
            ({"titles": [TitleInput(title="", found_quantity=1)]}, "titles"),
            ({"titles": [TitleInput(title="A", found_quantity=-1)]}, "titles"),
        ],
    )
    def test_names_the_wrong_field(self, walk, under_way, given, field):
        with pytest.raises(Refused) as refused:
            record(walk, under_way, **given)
        assert list(refused.value.errors) == [field]
        assert not Finding.objects.exists()

    @pytest.mark.parametrize(
        ("code", "ended", "is_taken"),
        [
            ("CPR-131-18", "10/02/2026", True),
            ("CPR-131-18", "15/02/2026", False),
            ("CPR-341-COPY", "10/02/2026", False),
            ("CPR-341-COPY", "15/02/2026", True),
        ],
    )
    def test_the_behaviour_was_in_force_when_the_act_ended(
        self, walk, under_way, code, ended, is_taken
    ):
        """S6: "act before 15/02/2026 -> CPR-131-18 (valid to 14/02/2026)"."""
        given = {
            "behaviour": ViolationBehaviour.objects.get(code=code),
            "act_ended_on": day(ended),
        }
        if is_taken:
            assert record(walk, under_way, **given).behaviour.code == code
            return
        with pytest.raises(Refused) as refused:
            record(walk, under_way, **given)
        assert list(refused.value.errors) == ["behaviour"]

    def test_an_ongoing_act_is_measured_by_its_detection(self, walk, under_way):
        with pytest.raises(Refused):
            record(
                walk,
                under_way,
                behaviour=ViolationBehaviour.objects.get(code="CPR-131-18"),
            )


class TestWithdrawFinding:
    def test_strikes_it_through_with_its_reason(self, walk, under_way):
        finding = record(walk, under_way)
        services.withdraw_finding(
            finding=finding,
            reason="Cơ sở đã xuất trình hóa đơn.",
            by=walk.by("so.kiemtra"),
            at=steps.STARTED,
        )

        assert not Finding.objects.standing().exists()
        assert Finding.objects.get().withdrawn_reason == "Cơ sở đã xuất trình hóa đơn."
        with pytest.raises(StepNotOpen):
            services.withdraw_finding(
                finding=finding,
                reason="Lần nữa.",
                by=walk.by("so.kiemtra"),
                at=steps.STARTED,
            )


class TestAttachEvidence:
    def test_receives_the_file_and_links_it(self, walk, under_way):
        finding = record(walk, under_way)
        received = services.attach_evidence(
            visit=under_way,
            finding=finding,
            upload=photo(),
            name="kệ sách.jpg",
            caption="Kệ sách tầng 1",
            taken_at=moment("03/03/2026", "09:12"),
            by=walk.by("so.kiemtra"),
            at=steps.LOCKED,
        )

        assert finding.evidence_links.get().evidence_file == received
        assert CustodyEvent.objects.filter(evidence_file=received).count() == 1
        entry = Entry.objects.filter(action="visit.attach_evidence").get()
        assert entry.changes["sha256"][1] == received.stored_file_id

    def test_a_file_that_is_not_what_it_says_changes_nothing(self, walk, under_way):
        with pytest.raises(KindRefused):
            services.attach_evidence(
                visit=under_way,
                upload=BytesIO(b"<svg/>"),
                name="ảnh.svg",
                by=walk.by("so.kiemtra"),
                at=steps.LOCKED,
            )
        assert not under_way.evidence_links.exists()

    def test_refuses_the_finding_of_another_visit(self, walk, under_way, gio_doi):
        finding = record(walk, under_way)
        other = services.open_ad_hoc_visit(
            facility=gio_doi,
            ground="TIP_OFF",
            ground_text="Tin báo.",
            content=("INVOICES",),
            visit=services.VisitInput(
                scheduled_on=day("03/03/2026"), team=steps.team(walk)
            ),
            by=walk.by("so.kiemtra"),
            at=steps.OPENED,
        )
        steps.begin(walk, other)
        with pytest.raises(Refused) as refused:
            services.attach_evidence(
                visit=other,
                finding=finding,
                upload=photo(),
                name="a.jpg",
                by=walk.by("so.kiemtra"),
                at=steps.LOCKED,
            )
        assert list(refused.value.errors) == ["finding"]


class TestLists:
    def test_papers_devices_and_titles_are_noted_and_removed(self, walk, under_way):
        by, at = walk.by("so.kiemtra"), steps.STARTED
        services.note_paper(
            visit=under_way,
            name="Giấy chứng nhận đăng ký hộ kinh doanh",
            result="Có bản chính",
            by=by,
            at=at,
        )
        services.note_device(visit=under_way, name="Máy photocopy", by=by, at=at)
        line = services.note_title(
            visit=under_way,
            title=TitleInput(
                title="Sổ tay cây cà phê", found_quantity=500, licensed_quantity=500
            ),
            by=by,
            at=at,
        )
        assert line.surplus == 0
        services.remove_line(visit=under_way, line=line, by=by, at=at)

        assert not InspectedTitle.objects.exists()
        assert under_way.inspected_papers.count() == 1
        assert under_way.inspected_devices.count() == 1
