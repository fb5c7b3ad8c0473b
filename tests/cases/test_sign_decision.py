"""Signing: authority, limits, numbers, and two signers at once."""

import random
import threading

import pytest
from django.db import connection, connections, transaction

from agencies import numbers
from agencies import services as agency_services
from agencies.kinds import SubjectKind
from agencies.models import User
from cases import services
from cases.models import Case, CaseEvent, SanctionDecision
from cases.querysets import CaseMovedOn, StepNotOpen
from cases.states import CaseState
from kernel.errors import NotPermitted
from tests.cases.walk import HANDLER, MANAGER, SIGNER, at_state, party, received, reread
from tests.moments import day, moment

MONDAY = moment("16/03/2026")


@pytest.mark.django_db
class TestSignDecision:
    def test_makes_a_numbered_decision_in_force(self, officer):
        walk = at_state(officer, CaseState.PENDING_DECISION)

        walk.sign()

        decision = walk.case.decision
        assert walk.case.state == CaseState.DECIDED
        assert decision.number_text == "01/QĐ-XPHC"
        assert decision.fine_vnd == 3_750_000
        assert decision.signed_on == day("12/03/2026")
        assert [act.fine_vnd for act in decision.acts.all()] == [3_750_000]
        assert [item.amount_vnd for item in decision.items.all()] == [3_750_000]

    def test_refuses_a_signer_below_the_frame(self, officer):
        """Điều 52 Luật XLVPHC: the frame's maximum of one act, not the fine chosen.

        CPR-341-IMP: individual frame 200-250 million; a ward's chairman stops at 125.
        """
        walk = received(
            officer,
            behaviour="CPR-341-IMP",
            respondent=party("Công ty Gió Đồi", SubjectKind.ORGANISATION),
        )
        for step in ("verify", "open", "record", "submit"):
            getattr(walk, step)()

        with pytest.raises(NotPermitted):
            walk.sign()

        assert Case.objects.get().state == CaseState.PENDING_DECISION
        assert not CaseEvent.objects.filter(transition="sign_decision").exists()

    @pytest.mark.parametrize(
        ("behaviour", "kind", "signs"),
        [
            # 50 % of 100 / 200 million, 125 / 250 million (NĐ 189/2025 Điều 5).
            ("PUB-24-3A", SubjectKind.INDIVIDUAL, True),  # 40 <= 50
            ("PUB-24-4", SubjectKind.INDIVIDUAL, False),  # 70 > 50
            ("PUB-24-3A", SubjectKind.ORGANISATION, True),  # 80 <= 100
            ("PUB-24-5", SubjectKind.ORGANISATION, False),  # 200 > 100
            ("CPR-341-PERF", SubjectKind.INDIVIDUAL, True),  # 100 <= 125
            ("CPR-341-IMP", SubjectKind.INDIVIDUAL, False),  # 250 > 125
        ],
    )
    def test_measures_the_frame_against_the_title(
        self, officer, behaviour, kind, signs
    ):
        walk = received(
            officer, behaviour=behaviour, respondent=party("Người vi phạm", kind)
        )
        for step in ("verify", "open", "record", "submit"):
            getattr(walk, step)()

        if signs:
            walk.sign()
            assert walk.case.state == CaseState.DECIDED
        else:
            with pytest.raises(NotPermitted):
                walk.sign()

    def test_refuses_the_drafter(self, officer):
        """Drafter and signer are two different persons (security rules, section 1)."""
        walk = at_state(officer, CaseState.PENDING_DECISION)
        draft = walk.case.draft
        draft.drafted_by = officer(SIGNER)
        draft.save()

        with pytest.raises(NotPermitted):
            walk.sign()

    def test_refuses_the_records_maker_where_the_agency_says_so(self, officer):
        walk = at_state(officer, CaseState.PENDING_DECISION)
        agency = walk.case.competent_authority
        agency.maker_may_sign = False
        agency.save()
        User.objects.filter(username="xa.bmt.kiemtra").update(
            authority_title="CHU_TICH_UBND_XA"
        )
        agency_services.grant_role(
            user=officer("xa.bmt.kiemtra"),
            role="sanctioner",
            valid_from=day("01/01/2026"),
            by=None,
            at=moment("01/01/2026"),
        )
        walk.decided_by = "xa.bmt.kiemtra"

        with pytest.raises(NotPermitted):
            walk.sign()

    def test_is_possible_on_the_last_day_and_not_after_it(self, officer):
        """Điều 66.1.a: 7 working days from the record of 05/03 end Monday 16/03."""
        walk = at_state(officer, CaseState.PENDING_DECISION)
        with pytest.raises(StepNotOpen) as late:
            walk.sign(moment("17/03/2026", "00:01"))

        assert late.value.blockers[0].code == "decision_limit_open"
        assert "16/03/2026" in str(late.value)
        walk.sign(moment("16/03/2026", "23:59"))
        assert walk.case.state == CaseState.DECIDED

    def test_is_closed_by_the_limitation(self, officer):
        """Điều 6.1: the act ended 20/05/2024, two years ended 20/05/2026 (S11)."""
        walk = received(
            officer,
            behaviour="DST-29-1C",
            act_ended_on=day("20/05/2024"),
            detected_on=day("25/05/2026"),
        )
        walk.step(services.start_verification, HANDLER, moment("25/05/2026", "15:00"))
        walk.step(services.open_case, HANDLER, moment("26/05/2026"))
        walk.step(
            services.make_record,
            "xa.bmt.kiemtra",
            moment("27/05/2026"),
            content=services.RecordInput(place="Kho sách"),
        )
        walk.submit(moment("28/05/2026"))

        with pytest.raises(StepNotOpen) as closed:
            walk.sign(moment("29/05/2026"))

        assert closed.value.blockers[0].code == "limitation_open"

    def test_asks_for_confirmation_where_a_frame_is_not_loaded(self, officer):
        """A null frame is never guessed: the legal officer's word is on file first."""
        walk = at_state(officer, CaseState.RECORDED, behaviour="DST-29-HI")

        with pytest.raises(StepNotOpen) as bare:
            walk.submit()
        assert bare.value.blockers[0].code == "figures_confirmed"

    def test_lets_a_deputy_sign_under_a_delegation_of_that_day(self, officer):
        """Điều 54 as amended 2020: in writing, for a time; the deputy signs "KT."."""
        walk = at_state(officer, CaseState.PENDING_DECISION)
        agency_services.grant_role(
            user=officer(MANAGER),
            role="sanctioner",
            valid_from=day("01/03/2026"),
            by=None,
            at=moment("01/03/2026"),
        )
        walk.decided_by = MANAGER
        with pytest.raises(NotPermitted):
            walk.sign()
        agency_services.delegate(
            delegate=officer(MANAGER),
            document_no="02/QĐ-GQXP",
            valid_from=day("11/03/2026"),
            valid_to=day("12/03/2026"),
            by=officer(SIGNER),
            at=moment("11/03/2026"),
        )
        with pytest.raises(NotPermitted):
            walk.sign(moment("13/03/2026"))

        walk.sign(moment("12/03/2026"))

        assert walk.case.decision.delegation.document_no == "02/QĐ-GQXP"

    def test_refuses_a_stale_version_and_names_the_winner(self, officer):
        walk = at_state(officer, CaseState.PENDING_DECISION)
        stale = walk.case.version
        walk.sign()

        with pytest.raises(CaseMovedOn) as late:
            services.sign_decision(
                case=walk.case, version=stale, by=officer(SIGNER), at=MONDAY
            )

        assert late.value.current["version"] == stale + 1
        assert late.value.current["changed_by"] == officer(SIGNER).full_name

    def test_leaves_nothing_when_it_fails_after_the_number(self, officer, monkeypatch):
        """INV-22: a failed act leaves no state, number, row or line of the trail."""
        walk = at_state(officer, CaseState.PENDING_DECISION)
        before = CaseEvent.objects.count()

        def fail(*args, **kwargs):
            raise OSError("trail away")

        with monkeypatch.context() as broken:
            broken.setattr("audit.trail.record", fail)
            with pytest.raises(OSError, match="trail away"):
                walk.sign()

        assert Case.objects.get().state == CaseState.PENDING_DECISION
        assert not SanctionDecision.objects.exists()
        assert CaseEvent.objects.count() == before
        walk.sign()
        assert walk.case.decision.number == 1


def in_threads(count: int, work) -> list:
    """Run `work(i)` in threads that start together; exceptions come back as results."""
    barrier, results = threading.Barrier(count), [None] * count

    def run(index: int) -> None:
        barrier.wait()
        try:
            results[index] = work(index)
        except Exception as error:
            results[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(i,)) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
class TestTwoSignaturesAtOnce:
    def test_give_one_decision_and_one_refusal_in_thirty_rounds(self, officer):
        walks = []
        for _round in range(30):
            walk = received(officer)
            for step in ("verify", "open", "record", "submit"):
                getattr(walk, step)()
            walks.append(reread(walk.case))

        for case in walks:

            def sign(_index, case=case):
                signer = User.objects.with_standing().get(username=SIGNER)
                return services.sign_decision(
                    case=case,
                    version=case.version,
                    by=signer,
                    at=moment("12/03/2026"),
                )

            results = in_threads(2, sign)

            assert [type(r) for r in results].count(SanctionDecision) == 1
            assert [type(r) for r in results].count(CaseMovedOn) == 1
        decisions = SanctionDecision.objects.order_by("number")
        assert [d.number for d in decisions] == list(range(1, 31))
        assert CaseEvent.objects.filter(transition="sign_decision").count() == 30


@pytest.mark.django_db(transaction=True)
class TestTwoHundredNumbers:
    def test_leave_no_gap_and_no_double_under_rollbacks(self):
        """INV-2: 8 workers, 200 numbers kept, some forty transactions rolled back."""

        def draw(worker: int) -> list[int]:
            chance, kept = random.Random(worker), []  # noqa: S311 - a fixed seed
            while len(kept) < 25:
                try:
                    with transaction.atomic():
                        number = numbers.take(owner="X", register="QĐ", year=2026)
                        with connection.cursor() as cursor:
                            cursor.execute("SELECT pg_sleep(0.001)")
                        if chance.random() < 0.2:
                            raise ZeroDivisionError
                except ZeroDivisionError:
                    continue
                kept.append(number)
            return kept

        results = in_threads(8, draw)

        assert sorted(number for kept in results for number in kept) == list(
            range(1, 201)
        )
        assert all(kept == sorted(kept) for kept in results)

    def test_are_refused_outside_a_transaction(self):
        with pytest.raises(RuntimeError):
            numbers.take(owner="X", register="QĐ", year=2026)
