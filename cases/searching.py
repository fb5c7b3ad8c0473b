"""Cases and their people as the search finds them: only what the officer reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import CharField, Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from cases.own_rows import of_agency
from facilities import field_cipher, search
from facilities.identity_keys import Folded
from facilities.name_order import ViPlain

if TYPE_CHECKING:
    from agencies.models import User

# Views that show the title and who is in a case; the others mask persons.
READING_VIEWS = ("case.view_full", "case.view_partner")
NEWEST = ("-received_at", "-id")
# What is looked through for a respondent: the words of the name, and all of it as one.
RESPONDENT_WORDS = (Folded("name"), ViPlain("name"))


class SearchedCases(QuerySet[Any]):
    """The part of the questions to cases that a typed text asks."""

    if TYPE_CHECKING:

        def visible_to(self, user: User, at: datetime) -> Self: ...

        def granted(self, views: Sequence[str], user: User, at: datetime) -> Q: ...

    def search(self, text: str) -> Self:
        """Every word typed is in number, title, facility or respondents, folded.

        Where it begins no word, parts of words and slips are looked for. Asks the
        database once by itself.
        """
        query = search.Query.of(text)
        if query is None:
            return self
        found = self._with_words(query)
        return found if found.exists() else self._with_parts(query)

    def searched_by(self, text: str, user: User, at: datetime) -> Self:
        """The same for an officer: who sees no more than a card finds by number only.

        Else the card would tell whose case it is (INV-14).
        """
        query = search.Query.of(text)
        if query is None:
            return self
        sight = self._reading(user, at) | self._numbered_like(query)
        seen = self.alias(plain_number=ViPlain("number")).filter(sight)
        return seen.search(text)

    def readable_by(self, user: User, at: datetime) -> Self:
        """Cases whose words the officer may read: neither a card nor masked minors."""
        return self.filter(self._reading(user, at))

    def tiers(self, query: search.Query, user: User, at: datetime) -> list[Self]:
        """What `search.best` is given: the number, the marks as typed, the words.

        Of cases that are visible by their card alone only the number counts.
        """
        read = self.readable_by(user, at)
        tiers = [
            search.having(read, query.marked, "title"),
            read._with_words(query),
        ]
        if query.is_number:
            numbered = self.alias(plain_number=ViPlain("number"))
            seen = numbered.visible_to(user, at)._with_words(query)
            tiers = [
                seen.filter(plain_number=query.joined),
                *tiers,
                seen.filter(self._numbered_like(query)),
            ]
        return [tier.order_by(*NEWEST) for tier in tiers]

    def tiers_of_slips(
        self, query: search.Query, user: User, at: datetime
    ) -> list[Self]:
        """Cases that hold the text anywhere, then those with one word misspelt."""
        read = self.readable_by(user, at)
        parts = read.filter(folded__contains=query.words).order_by(*NEWEST)
        if query.is_number:
            return [parts]
        return [parts, search.near(read, query, "folded")]

    def tiers_alike(self, query: search.Query, user: User, at: datetime) -> list[Self]:
        """Cases that nearly hold the text, with several words misspelt."""
        return [search.alike(self.readable_by(user, at), query, "folded")]

    def _with_words(self, query: search.Query) -> Self:
        found: Self = search.having(self, query.tsquery, "folded")
        return found

    def _with_parts(self, query: search.Query) -> Self:
        parts = Q(folded__contains=query.words)
        if not query.is_number:
            parts |= Q(folded__trigram_word_similar=query.words)
        return self.filter(parts)

    def _numbered_like(self, query: search.Query) -> Q:
        return Q(plain_number__contains=query.joined)

    def _reading(self, user: User, at: datetime) -> Q:
        people = self.model._meta.get_field("respondents").related_model
        minors = people._default_manager.minors()
        led = of_agency("lead_agency", user, at)
        hidden = Exists(minors.filter(case=OuterRef("pk")))
        whole = self.granted(READING_VIEWS, user, at)
        return whole & (led | ~Q(hidden))


class _LatestBirthOfAge(Func):
    """The day of birth of who comes of age on a day, as text like the particulars'."""

    template = "to_char(%(expressions)s - interval '18 years', 'YYYY-MM-DD')"
    output_field = CharField()


class RespondentQuerySet(QuerySet[Any]):
    """Parties in their part in cases."""

    def minors(self) -> Self:
        """Under eighteen when it was detected; without a date of birth: of age."""
        born = Coalesce(
            KeyTextTransform("born_on", "particulars"),
            Value(""),
            output_field=CharField(),
        )
        return self.alias(
            born=born, of_age=_LatestBirthOfAge(F("case__detected_on"))
        ).filter(born__gt=F("of_age"))

    def visible_to(self, user: User, at: datetime) -> Self:
        """Whose names the officer may read: no card, no minor but at the lead."""
        cases = self.model._meta.get_field("case").related_model._default_manager
        whole = cases.visible_as(READING_VIEWS, user, at)
        led = of_agency("case__lead_agency", user, at)
        minors = self.model._default_manager.minors()
        hidden = Exists(minors.filter(pk=OuterRef("pk")))
        return self.filter(led | ~Q(hidden), case__in=whole.values("pk"))

    def tiers(self, query: search.Query, typed: str) -> list[Self]:
        """What `search.best` is given: the number, the name with marks, without."""
        numbered: Self = self.none()
        digest = field_cipher.digest_asked_for(typed)
        if digest is not None:
            numbered = self.filter(
                party__protected_numbers__digest=digest,
                party__protected_numbers__ended_on__isnull=True,
            )
        marked = search.having(self, query.marked, "name")
        folded = search.having(self, query.or_joined, *RESPONDENT_WORDS)
        tiers = [marked, folded] if digest is None else [numbered, marked, folded]
        # The newest first, as their ids are; by their cases it would join them all.
        return [tier.order_by("-id") for tier in tiers]

    def tiers_of_slips(self, query: search.Query) -> list[Self]:
        named = self.alias(folded=Folded("name"))
        near = named.filter(folded__trigram_word_similar=query.words)
        likeness = TrigramWordSimilarity(query.words, Folded("name"))
        return [near.order_by(likeness.desc(), "id")]
