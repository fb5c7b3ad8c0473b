"""Register files over HTTP: upload, columns, rows, doubtful ones, taken in, undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import fields
from api.idempotency import once
from api.mentions import FacilityRef, OfficerRef
from api.pagination import Orderings
from api.parsers import FormParser
from api.shapes import Body, Query
from api.steps import Act, Call, PartCollection, RecordView, StepView
from api.views import Collection
from facilities.imports import batches, choosing, pacing
from facilities.imports.columns import Column
from facilities.models import Facility, ImportBatch, ImportRow
from facilities.states import (
    FacilityKind,
    ImportChoice,
    ImportOutcome,
    ImportState,
    ImportVerdict,
)

# So long a request works through chunks before it answers how far it is.
SECONDS = 2.0


class ColumnShown(serializers.Serializer):
    title = serializers.CharField(help_text="The header as it stands in the file.")
    meaning = serializers.ChoiceField(
        choices=[("", ""), *Column.choices], help_text="Empty: the column is left out."
    )


class ImportShown(serializers.ModelSerializer):
    """A file on its way; `go_on` is to be called while it is being worked through."""

    columns = serializers.SerializerMethodField()
    by = OfficerRef()
    undecided = serializers.SerializerMethodField(
        help_text="Rows that may be a facility of the register and go in as new."
    )

    class Meta:
        model = ImportBatch
        fields = [
            "id",
            "file_name",
            "sha256",
            "sheet",
            "header_row",
            "columns",
            "default_kind",
            "passed_over",
            "state",
            "rows_count",
            "created_count",
            "updated_count",
            "unchanged_count",
            "undecided",
            "by",
            "created_at",
            "done_at",
            "undone_at",
        ]

    @extend_schema_field(ColumnShown(many=True))
    def get_columns(self, batch: ImportBatch) -> Any:
        return [
            {"title": title, "meaning": meaning}
            for title, meaning in zip(batch.titles, batch.columns, strict=True)
        ]

    def get_undecided(self, batch: ImportBatch) -> int:
        return batch.rows.undecided().count()


class ImportListed(serializers.ModelSerializer):
    by = OfficerRef()

    class Meta:
        model = ImportBatch
        fields = [
            "id",
            "file_name",
            "state",
            "rows_count",
            "created_count",
            "updated_count",
            "unchanged_count",
            "by",
            "created_at",
            "done_at",
            "undone_at",
        ]


class RemarkShown(serializers.Serializer):
    column = serializers.CharField()
    cell = serializers.CharField(help_text="As spreadsheets count, such as D17.")
    value = serializers.CharField(help_text="Numbers of persons by their end only.")
    message = serializers.CharField(source="text")
    is_error = serializers.BooleanField(source="bad")


class LikenessReasonShown(serializers.Serializer):
    code = serializers.CharField()
    points = serializers.IntegerField()
    text = serializers.CharField()


class LikelyShown(serializers.Serializer):
    facility = FacilityRef()
    score = serializers.IntegerField(help_text="0 to 100.")
    reasons = LikenessReasonShown(many=True)


class ImportRowShown(serializers.ModelSerializer):
    row = serializers.IntegerField(source="number")
    facility = FacilityRef(allow_null=True)
    remarks = RemarkShown(many=True)
    likely = serializers.SerializerMethodField(
        help_text="Facilities that the row may be; nothing is merged by itself."
    )
    verdict = serializers.ChoiceField(choices=ImportVerdict.choices)
    outcome = serializers.ChoiceField(choices=ImportOutcome.choices)
    choice = serializers.ChoiceField(choices=ImportChoice.choices)

    class Meta:
        model = ImportRow
        fields = [
            "row",
            "label",
            "verdict",
            "remarks",
            "likely",
            "choice",
            "outcome",
            "facility",
        ]

    @extend_schema_field(LikelyShown(many=True))
    def get_likely(self, row: ImportRow) -> Any:
        seen = self.context["view"].seen_facilities
        known = [
            {
                "facility": seen[like.facility_id],
                "score": like.score,
                "reasons": like.reasons,
            }
            for like in row.likenesses
            if like.facility_id in seen
        ]
        return LikelyShown(known, many=True).data


class ImportBody(Body):
    """A form (`multipart/form-data`) with the register."""

    file = serializers.FileField(allow_empty_file=True)
    sheet = fields.Text(
        required=False,
        allow_blank=True,
        max_length=100,
        help_text="Left out: the sheet with most known headers is read.",
    )


class ImportQuery(Query):
    state = fields.Choice(choices=ImportState.choices, required=False)


class Imports(Collection):
    """Register files of the officer's agency."""

    parser_classes = [FormParser]
    shows = ImportListed
    query = ImportQuery
    orderings = Orderings.of("-created_at", created_at="created_at id")

    def rows(self, wanted: dict[str, Any]) -> QuerySet[ImportBatch]:
        self.permit(batches.IMPORT, None)
        rows: QuerySet[ImportBatch] = ImportBatch.objects.visible_to(
            self.officer, self.at
        )
        return rows.filter(**wanted).select_related("by")

    @extend_schema(
        request={"multipart/form-data": ImportBody}, responses={201: ImportShown}
    )
    @once
    def post(self, request: Request) -> Response:
        """Upload a register (XLSX, ODS, CSV); nothing goes into the register yet."""
        self.permit(batches.IMPORT, None)
        values = self.body(ImportBody)
        file = values["file"]
        made = batches.upload(
            file=file.file,
            name=file.name,
            sheet=values.get("sheet", ""),
            by=self.officer,
            at=self.at,
        )
        return self.created(made, ImportShown, "api:facility_import")


class ImportRecord:
    def records(self) -> QuerySet[ImportBatch]:
        return ImportBatch.objects.select_related("by")

    def answer(self, record: Any, *, status: int = 200) -> Response:
        return Response(ImportShown(record).data, status=status)


class ImportView(ImportRecord, RecordView):
    """One file: its columns, how far it is, what came of it."""

    shows = ImportShown

    @extend_schema(responses=ImportShown)
    def get(self, request: Request, id: Any) -> Response:
        return self.answer(self.find())


class ImportRowQuery(Query):
    verdict = fields.Choice(choices=ImportVerdict.choices, required=False)
    outcome = fields.Choice(choices=ImportOutcome.choices, required=False)
    doubtful = fields.AddressFlag(
        required=False, help_text="Only rows that may be there already, or only others."
    )


class ImportRows(PartCollection):
    """Rows of the file in their order, with what is to be said of each."""

    shows = ImportRowShown
    query = ImportRowQuery
    orderings = Orderings.of("row", row="number")

    def records(self) -> QuerySet[ImportBatch]:
        return ImportBatch.objects.all()

    def rows(self, wanted: dict[str, Any]) -> QuerySet[ImportRow]:
        rows: QuerySet[ImportRow] = self.find().rows.select_related("facility")
        doubtful = wanted.pop("doubtful", None)
        if doubtful is not None:
            rows = rows.exclude(likely=[]) if doubtful else rows.filter(likely=[])
        return rows.filter(**wanted)

    def told(self, rows: list[ImportRow]) -> list[ImportRow]:
        self._shown = rows
        return rows

    @cached_property
    def seen_facilities(self) -> dict[Any, Facility]:
        """The likely ones of the page's rows, as far as the officer sees them."""
        ids = {like.facility_id for row in self._shown for like in row.likenesses}
        if not ids:
            return {}
        return dict(Facility.objects.visible_to(self.officer, self.at).in_bulk(ids))


class ImportErrors(ImportRows):
    """Rows that stay out, with the reasons in words."""

    query = Query

    def rows(self, wanted: dict[str, Any]) -> QuerySet[ImportRow]:
        rows: QuerySet[ImportRow] = self.find().rows.select_related("facility")
        return rows.filter(verdict=ImportVerdict.BAD)


class ImportStep(ImportRecord, StepView):
    shows = ImportShown


class MatchBody(Body):
    """What is left out stays as it was understood."""

    columns = serializers.ListField(
        child=fields.Choice(choices=Column.choices, allow_blank=True),
        required=False,
        max_length=500,
        help_text="One meaning for each column of the file, empty to leave it out.",
    )
    default_kind = fields.Choice(
        choices=FacilityKind.choices, required=False, allow_blank=True
    )


class ChosenBody(Body):
    row = fields.Whole(help_text="Its number in the file.")
    choice = fields.Choice(choices=ImportChoice.choices, allow_blank=True)
    facility = fields.Id(
        required=False,
        allow_null=True,
        help_text="Which of the likely ones is the same; the likeliest unless told.",
    )


class ChooseBody(Body):
    rows = ChosenBody(many=True, max_length=1000)


class ChooseRestBody(Body):
    choice = fields.Choice(
        choices=[
            (choice.value, choice.label)
            for choice in (ImportChoice.NEW, ImportChoice.SKIP)
        ]
    )


class NoFields(Body):
    """Nothing to say."""


def _match(call: Call) -> None:
    batch = batches.match_columns(
        batch=call.record,
        columns=call.values.get("columns", call.record.columns),
        default_kind=call.values.get("default_kind", call.record.default_kind),
        by=call.by,
        at=call.at,
    )
    pacing.go_on(batch=batch, by=call.by, at=call.at, seconds=SECONDS)


def _go_on(call: Call) -> None:
    pacing.go_on(batch=call.record, by=call.by, at=call.at, seconds=SECONDS)


def _choose(call: Call) -> None:
    chosen = [choosing.Chosen(**row) for row in call.values["rows"]]
    choosing.choose(batch=call.record, chosen=chosen, by=call.by, at=call.at)


def _choose_rest(call: Call) -> None:
    choosing.choose_rest(
        batch=call.record, choice=call.values["choice"], by=call.by, at=call.at
    )


def _plainly(service: Callable[..., object]) -> Callable[[Call], object]:
    return lambda call: service(batch=call.record, by=call.by, at=call.at)


def _act(
    name: str, body: type[Body], take: Callable[[Call], object], summary: str
) -> Act:
    return Act(name, batches.IMPORT, body, take, summary, needs_version=False)


IMPORT_ACTS = (
    _act(
        "match_columns",
        MatchBody,
        _match,
        "Say what the columns mean, or that they were understood; rows are checked.",
    ),
    _act("go_on", NoFields, _go_on, "Work on for about two seconds."),
    _act("choose", ChooseBody, _choose, "Say what doubtful rows are."),
    _act(
        "choose_rest",
        ChooseRestBody,
        _choose_rest,
        "Enter all undecided rows as new, or leave them out.",
    ),
    _act("take", NoFields, _plainly(pacing.take), "Take the right rows in."),
    _act("undo", NoFields, _plainly(pacing.undo), "Undo the import."),
    _act(
        "cancel",
        NoFields,
        _plainly(batches.cancel),
        "Give the import up before anything was taken in.",
    ),
)
