"""Questions to the register, in the officers' language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.search import SearchQuery
from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from agencies.access import can
from facilities import field_cipher, part_querysets, policies, search
from facilities.name_order import ViPlain
from facilities.states import (
    FacilityStatus,
    ImportChoice,
    ImportOutcome,
    ImportVerdict,
    ItUse,
    LicenceWarning,
    LinkState,
    MergeState,
)
from kernel.folding import fold_number, fold_plain, nfc

if TYPE_CHECKING:
    from agencies.models import User

# Ranks of a hit: the code or number itself, the words with their marks, the rest.
EXACT, MARKED, FOLDED = 0, 1, 2
# What is looked through for a person: the words of the name, and all of it as one.
PERSON_WORDS = ("folded_name", ViPlain("name"))
# One phone may stand at many parties; more than these nobody reads through.
_MOST_HOLDERS = 200
_TAX_CODE_OF_A_BRANCH = 13


class _SearchableQuerySet(QuerySet[Any]):
    """Search in `search_text`, both sides folded alike; `name_key` orders by name."""

    named_by: tuple[str, ...] = ("name",)
    numbered_by: tuple[str, ...] = ("tax_code",)

    def by_name(self) -> Self:
        """In the order of the alphabet, the unique id last (keyset paging)."""
        return self.order_by("name_key", "id")

    def search(self, typed: str) -> Self:
        """Records in which every typed word begins a word, or one whole number is.

        When there is none: records that hold the text anywhere, or nearly hold it.
        Ordered by `search_rank`, then by name. Asks the database once by itself, once
        more for what looks like an identity number or a phone.
        """
        query = search.Query.of(typed)
        if query is None:
            return self._ranked(Value(FOLDED))
        asked = SearchQuery(query.tsquery, search_type="raw", config="simple")
        found = self.alias(searched=search.words_of("search_text")).filter(
            Q(searched=asked) | self._with_number(typed)
        )
        if not found.exists():
            # Trigrams cost several times as much: only when whole words found nothing.
            parts = Q(search_text__contains=query.words)
            if not query.is_number:
                parts |= Q(search_text__trigram_word_similar=query.words)
            found = self.filter(parts)
        return found._ranked(self._rank(typed))

    def _ranked(self, rank: Case | Value) -> Self:
        return self.annotate(search_rank=rank).order_by("search_rank", "name_key", "id")

    def _with_number(self, typed: str) -> Q:
        """Whose protected number is the typed one, found by its keyed hash.

        The few holders are asked for first: as a subquery beside the words they would
        keep the database from using the index of the words.
        """
        digest = field_cipher.digest_asked_for(typed)
        if digest is None:
            return Q()
        holders = self.model._default_manager.filter(
            protected_numbers__digest=digest, protected_numbers__ended_on__isnull=True
        )
        known = list(holders.order_by().values_list("pk", flat=True)[:_MOST_HOLDERS])
        return Q(pk__in=known) if known else Q()

    def _rank(self, typed: str) -> Case:
        text = nfc(typed)
        numbers = {text.upper(), fold_number(text)}
        spellings = {text.replace("’", "'"), text.replace("'", "’")}
        exact = [Q(**{f"{name}__in": numbers}) for name in self.numbered_by]
        marked = [
            Q(**{f"{name}__icontains": spelling})
            for name in self.named_by
            for spelling in spellings
        ]
        return Case(
            *(When(match, then=Value(EXACT)) for match in exact),
            *(When(match, then=Value(MARKED)) for match in marked),
            default=Value(FOLDED),
            output_field=IntegerField(),
        )


class PartyQuerySet(_SearchableQuerySet):
    """Persons and organisations."""


class FacilityQuerySet(_SearchableQuerySet):
    named_by = ("name", "trade_name")
    numbered_by = ("code", "tax_code")

    def visible_to(self, user: User, at: datetime) -> Self:
        """Facilities that row A095 lets the officer see: a commune its own ward's.

        A record that was merged is read at the one that absorbed it.
        """
        return self.seen_by(user, at).standing()

    def seen_by(self, user: User, at: datetime) -> Self:
        """The same with absorbed records: who may see the one may be led on to it."""
        if not policies.sees_facilities(user, at):
            return self.none()
        ward = policies.ward_limit(user)
        return self if ward is None else self.in_ward(ward)

    def standing(self) -> Self:
        """Without records that were merged into others."""
        return self.filter(merged_into__isnull=True)

    def in_ward(self, code: str) -> Self:
        """With any address in use in the ward, at the record or one it absorbed."""
        standing = Coalesce(OuterRef("merged_into_id"), OuterRef("pk"))
        addresses = self.model._meta.get_field("addresses").related_model.objects
        placed = addresses.filter(ward_id=code, ended_on__isnull=True)
        # Asked row by row: the other conditions leave few, a ward has thousands.
        return self.filter(
            Exists(placed.filter(facility_id=standing))
            | Exists(placed.filter(facility__merged_into_id=standing))
        )

    def tiers(self, query: search.Query, typed: str) -> list[Self]:
        """What `search.best` is given: the number itself, the words with their marks,
        the words without. Each is found by an index of its own.
        """
        tiers = [
            search.having(self, query.marked, *self.named_by),
            search.having(self, query.tsquery, "search_text"),
        ]
        if query.is_number:
            tiers.insert(0, self._with_code(query, typed))
        return [tier.by_name() for tier in tiers]

    def tiers_of_slips(self, query: search.Query) -> list[Self]:
        """Records that hold the text anywhere, then those with one word misspelt."""
        parts = self.filter(search_text__contains=query.words).by_name()
        if query.is_number:
            return [parts]
        return [parts, search.near(self, query, "search_text")]

    def tiers_alike(self, query: search.Query) -> list[Self]:
        """Records that nearly hold the text, with several words misspelt."""
        return [search.alike(self, query, "search_text")]

    def _with_code(self, query: search.Query, typed: str) -> Self:
        numbers = {nfc(typed).upper(), query.joined}
        if len(query.joined) == _TAX_CODE_OF_A_BRANCH:
            numbers.add(f"{query.joined[:10]}-{query.joined[10:]}")
        found = self._with_number(typed)
        for name in self.numbered_by:
            found |= Q(**{f"{name}__in": numbers})
        return self.filter(found)

    def of_kind(self, kind: str) -> Self:
        return self.filter(kinds__contains=[kind])

    def with_status(self, status: str) -> Self:
        return self.filter(status=status)

    def with_risk_from(self, score: int) -> Self:
        """Whose shared score is at least that; not those that were not computed yet."""
        return self.filter(risk__gte=score)

    def of_business(self, business_key: str) -> Self:
        """All facilities of one enterprise, household or person."""
        return self.filter(business_key=business_key)

    def branches_of(self, tax_code: str) -> Self:
        """Dependent units of the enterprise that bears the code of ten digits."""
        return self.filter(
            business_key=tax_code[:10], tax_code__startswith=f"{tax_code[:10]}-"
        )

    def head_of(self, tax_code: str) -> Self:
        """The enterprise of which a code of thirteen digits is a dependent unit."""
        return self.filter(business_key=tax_code[:10], tax_code=tax_code[:10])

    def with_licence_warning(self, warning: str, *, on: date, days: int) -> Self:
        """Of which a licence ends within `days`, has run out, or is missing.

        What has ended needs none. Records read together count together.
        """
        working = self.exclude(status=FacilityStatus.ENDED)
        if warning == LicenceWarning.MISSING:
            return working.filter(part_querysets.lacks_a_licence(self.model))
        licences = self.model._meta.get_field("licences").related_model.objects
        rows = licences.that_last().with_warning(warning, on=on, days=days)
        return working.filter(pk__in=rows.order_by().values("at"))

    def with_overdue_obligation(self, on: date) -> Self:
        """That were to do something by a day that has passed."""
        obligations = self.model._meta.get_field("obligations").related_model.objects
        late = obligations.overdue_on(on).annotate(
            at=Coalesce("facility__merged_into_id", "facility_id")
        )
        working = self.exclude(status=FacilityStatus.ENDED)
        return working.filter(pk__in=late.order_by().values("at"))

    def that_use_it(self, answer: str) -> Self:
        """By what is known of their use of information technology."""
        known = {ItUse.YES: True, ItUse.NO: False}
        return self.filter(uses_it=known.get(ItUse(answer)))

    def it_use(self) -> dict[str, int]:
        """How many work, how many of them use IT, and how many were not asked yet."""
        working = self.standing().exclude(status=FacilityStatus.ENDED).order_by()
        counted: dict[str, int] = working.aggregate(
            total=Count("pk"),
            using=Count("pk", filter=Q(uses_it=True)),
            not_asked=Count("pk", filter=Q(uses_it__isnull=True)),
        )
        return counted

    def with_parts(self) -> Self:
        """With all that a facility's page shows, in a fixed number of queries."""
        return self.select_related("ward", "party__ward").prefetch_related(
            "addresses",
            "licences",
            "equipment",
            "people__protected_numbers",
            "urls",
            "former_names",
            "protected_numbers",
        )

    def named_like(self, names: Iterable[str]) -> Self:
        """With one of these names, marks, signs and spaces left aside."""
        plain = {fold_plain(name) for name in names} - {""}
        return self.alias(plain_name=ViPlain("name")).filter(plain_name__in=plain)


class FacilityPersonQuerySet(QuerySet[Any]):
    """Who answers for facilities, and did."""

    def visible_to(self, user: User, at: datetime) -> Self:
        """People of facilities that the officer sees, as long as they answer for them.

        Who sees the facility reads their names.
        """
        if not policies.sees_facilities(user, at):
            return self.none()
        facilities = self.model._meta.get_field("facility").related_model.objects
        present = self.filter(ended_on__isnull=True)
        if policies.ward_limit(user) is None:
            return present.filter(facility__merged_into__isnull=True)
        seen = facilities.visible_to(user, at).order_by()
        return present.filter(facility__in=seen.values("pk"))

    def tiers(self, query: search.Query) -> list[Self]:
        """What `search.best` is given: the name with its marks, then without."""
        order = ("folded_name", "id")
        marked = search.having(self, query.marked, "name")
        folded = search.having(self, query.or_joined, *PERSON_WORDS)
        return [marked.order_by(*order), folded.order_by(*order)]

    def tiers_of_slips(self, query: search.Query) -> list[Self]:
        return [search.alike(self, query, "folded_name")]


class ImportBatchQuerySet(QuerySet[Any]):
    """Register files that were uploaded."""

    def visible_to(self, user: User, at: datetime) -> Self:
        """Those of the officer's own agency, who may import (row A096)."""
        if not can(user, "facility.import", None, at):
            return self.none()
        return self.filter(by__agency=user.agency_id)


class ImportRowQuerySet(QuerySet[Any]):
    """Rows of such a file."""

    def doubtful(self) -> Self:
        """Rows that may be a facility of the register: somebody is asked."""
        return self.exclude(likely=[])

    def undecided(self) -> Self:
        return self.doubtful().filter(choice=ImportChoice.UNDECIDED)

    def to_take(self) -> Self:
        """Right rows that are not in the register yet and shall go in."""
        return self.filter(
            verdict__in=(ImportVerdict.GOOD, ImportVerdict.FLAGGED),
            outcome=ImportOutcome.NONE,
        ).exclude(choice=ImportChoice.SKIP)

    def remembered(self, place_keys: Iterable[str]) -> Self:
        """Earlier rows of one name and place that somebody said to be a facility."""
        return self.filter(
            place_key__in=place_keys,
            choice=ImportChoice.SAME,
            outcome__in=(ImportOutcome.UPDATED, ImportOutcome.UNCHANGED),
            facility__merged_into__isnull=True,
        )


class ProposedDoubleQuerySet(QuerySet[Any]):
    """Pairs that may be one facility, the likeliest first."""

    def among(self, facilities: QuerySet[Any]) -> Self:
        """Pairs of which both are in the given rows."""
        keys = facilities.order_by().values("pk")
        return self.filter(one__in=keys, other__in=keys)

    def unsettled(self) -> Self:
        """Pairs that still are two standing records and that nobody proposed to merge.

        A pair that is not a double leaves the table with the decision.
        """
        merges = self.model._meta.apps.get_model("facilities", "Merge").objects.open()
        return self.filter(
            one__merged_into__isnull=True, other__merged_into__isnull=True
        ).exclude(
            Q(one__in=merges.values("absorbed"))
            | Q(other__in=merges.values("absorbed"))
        )

    def for_list(self) -> Self:
        return self.select_related("one__ward", "other__ward").order_by("-score", "id")


class LinkQuerySet(QuerySet[Any]):
    """Records that share something; who may see both is asked in `cases`."""

    def proposed(self) -> Self:
        return self.filter(state=LinkState.PROPOSED)

    def of_facility(self, facility: Any) -> Self:
        """Of a facility and the records that were merged into it, with both ends."""
        own = [facility, *facility.absorbed.all()]
        found = self.filter(Q(one_facility__in=own) | Q(other_facility__in=own))
        return found.with_ends()

    def with_ends(self) -> Self:
        return self.select_related(
            "one_facility__merged_into",
            "one_facility__ward",
            "other_facility__merged_into",
            "other_facility__ward",
            "settled_by__agency",
        )


class MergeQuerySet(QuerySet[Any]):
    def visible_to(self, user: User, at: datetime) -> Self:
        """Those of two records that the officer sees, who may merge (row A096)."""
        if not can(user, "facility.merge", None, at):
            return self.none()
        if policies.ward_limit(user) is None:
            return self
        facilities = self.model._meta.get_field("kept").related_model.objects
        seen = facilities.seen_by(user, at).order_by().values("pk")
        return self.filter(kept__in=seen, absorbed__in=seen)

    def open(self) -> Self:
        return self.filter(state=MergeState.PROPOSED)

    def done(self) -> Self:
        return self.filter(state=MergeState.DONE)

    def of_facility(self, facility: Any) -> Self:
        return self.filter(Q(kept=facility) | Q(absorbed=facility))

    def with_records(self) -> Self:
        return self.select_related(
            "kept__ward",
            "absorbed__ward",
            "proposed_by__agency",
            "settled_by",
            "undone_by",
        )
