"""Giao quyền on its pages: drafted, signed, listed, ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from agencies import stepup
from agencies.models import Delegation, NumberRegister, User
from agencies.services import create_officer, grant_role, revoke_delegation
from audit.models import AccessEvent, Entry
from documents.models import IssuedDocument
from kernel.clock import local_day
from kernel.errors import NotPermitted, NotReady, Refused
from tests.cases.walk import HANDLER, SIGNER
from tests.documents.paper import text_of
from tests.moments import day, moment

NEW, LIST = "/documents/delegations/new/", "/documents/delegations/"
PASSWORD = "Mot cau rat dai 2026"  # noqa: S105 - made up


@pytest.fixture
def deputy(officer, settings) -> User:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    made = create_officer(
        username="xa.bmt.pho",
        full_name="Y Thuận Êban",
        title="Phó Chủ tịch",
        agency=officer(SIGNER).agency,
        by=None,
        at=moment("01/12/2025"),
    )
    today = local_day(timezone.now())
    for since in (day("01/12/2025"), today):
        grant_role(
            user=made,
            role="sanctioner",
            valid_from=since,
            by=None,
            at=moment("01/12/2025"),
        )
    User.objects.update(password=make_password(PASSWORD))
    return made


def typed(deputy: User, **changes) -> dict:
    today = local_day(timezone.now())
    return {
        "delegate": deputy.pk,
        "fields_of_law": ["publishing"],
        "valid_from": f"{today:%d/%m/%Y}",
        "valid_to": f"{today + timedelta(days=60):%d/%m/%Y}",
        "password": PASSWORD,
    } | changes


@pytest.mark.django_db
class TestNewDelegation:
    def test_is_signed_numbered_and_issued(self, deputy, client_of):
        answer = client_of(SIGNER).post(NEW, typed(deputy))
        assert answer.status_code == 302, answer.context["form"].errors

        lent = Delegation.objects.get()
        paper = IssuedDocument.objects.get()
        assert (lent.delegate, lent.fields) == (deputy, ["publishing"])
        assert lent.document_no == paper.number_text == "01/QĐ-GQXP"
        for username in (SIGNER, HANDLER):
            listed = client_of(username).get(LIST).content.decode()
            assert "01/QĐ-GQXP" in listed
            assert f"/documents/{paper.pk}/" in listed
            assert "Đang có hiệu lực" in listed
        assert "01/QĐ-GQXP" not in client_of("xa.eakar").get(LIST).content.decode()
        assert client_of("xa.bmt.pho").get(NEW).status_code == 403

    def test_is_seen_before_it_is_signed(self, deputy, client_of):
        shown = client_of(SIGNER).post(NEW, typed(deputy, preview="1", password=""))

        assert shown["Content-Type"] == "application/pdf"
        text = text_of(shown.content)
        for words in ("DỰ THẢO", "Y Thuận Êban, Phó Chủ tịch", "hoạt động xuất bản"):
            assert words in text, words
        assert "01/QĐ-GQXP" not in text
        assert not Delegation.objects.exists()
        assert not IssuedDocument.objects.exists()
        assert not NumberRegister.objects.filter(register="QĐ-GQXP").exists()
        assert AccessEvent.objects.get(action="printed").detail["draft"] is True

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"password": ""}, "password"),
            ({"password": "không phải"}, "password"),
            ({"delegate": ""}, "delegate"),
            ({"delegate": "999999"}, "delegate"),
            ({"valid_to": "01/01/2020"}, "valid_to"),
            ({"valid_from": "01/01/2020"}, "valid_from"),
            ({"fields_of_law": ["mining"]}, "fields_of_law"),
        ],
    )
    def test_names_the_field_and_issues_nothing(
        self, deputy, client_of, changes, field
    ):
        client = client_of(SIGNER)
        session = client.session
        session.pop(stepup.SESSION_KEY, None)
        session.save()

        answer = client.post(NEW, typed(deputy, **changes))

        assert answer.status_code == 422
        assert field in answer.context["form"].errors
        assert not Delegation.objects.exists()
        assert not NumberRegister.objects.filter(register="QĐ-GQXP").exists()

    def test_offers_deputies_of_the_own_agency_alone(self, deputy, client_of):
        form = client_of(SIGNER).get(NEW).context["form"]
        assert list(form.fields["delegate"].queryset) == [deputy]


@pytest.mark.django_db
class TestEndDelegation:
    @pytest.fixture
    def lent(self, deputy, client_of) -> Delegation:
        client_of(SIGNER).post(NEW, typed(deputy))
        return Delegation.objects.get()

    def test_ends_it_today_with_a_reason(self, lent, client_of):
        path = f"{LIST}{lent.pk}/end/"
        assert client_of(SIGNER).post(path, {"reason": " "}).status_code == 422
        assert client_of(HANDLER).get(path).status_code == 403
        assert client_of("xa.bmt.pho").get(path).status_code == 403
        assert client_of("xa.eakar").get(path).status_code == 404

        assert (
            client_of(SIGNER).post(path, {"reason": "Đổi công tác"}).status_code == 302
        )

        lent.refresh_from_db()
        today = local_day(timezone.now())
        assert lent.revoked_on == today
        assert not Delegation.objects.active_on(today).exists()
        assert Entry.objects.get(action="delegation.revoke").reason == "Đổi công tác"
        listed = client_of(SIGNER).get(LIST).content.decode()
        assert "Đã chấm dứt" in listed
        assert path not in listed
        assert client_of(SIGNER).post(path, {"reason": "Nữa"}).status_code == 409

    def test_is_for_who_lent_it_and_once(self, lent, officer):
        now = timezone.now()
        with pytest.raises(NotPermitted):
            revoke_delegation(
                delegation=lent, by=officer("so.giamdoc"), at=now, reason="x"
            )
        with pytest.raises(Refused):
            revoke_delegation(delegation=lent, by=officer(SIGNER), at=now, reason="")
        revoke_delegation(delegation=lent, by=officer(SIGNER), at=now, reason="x")
        with pytest.raises(NotReady):
            revoke_delegation(delegation=lent, by=officer(SIGNER), at=now, reason="x")
