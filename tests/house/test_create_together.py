"""Tables that refer to each other are made in one step, and taken away in one."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState
from pgtrigger.compiler import Trigger, UpsertTriggerSql

from kernel.create_together import CreateTogether

pytestmark = pytest.mark.django_db

TRIGGER = Trigger(
    name="keep",
    sql=UpsertTriggerSql(
        func="RAISE EXCEPTION 'kept';",
        hash="1",
        operation="DELETE",
        pgid="pgtrigger_keep_12345",
        table="kernel_house",
        when="BEFORE",
    ),
)
HAS_ROOMS = models.CheckConstraint(
    condition=models.Q(rooms__gt=0), name="house_has_rooms"
)
STEP = CreateTogether(
    models=[
        migrations.CreateModel(
            "House",
            [
                ("id", models.AutoField(primary_key=True)),
                ("rooms", models.PositiveSmallIntegerField()),
                (
                    "owner",
                    models.ForeignKey("kernel.Owner", models.PROTECT, null=True),
                ),
            ],
            options={"constraints": [HAS_ROOMS], "triggers": [TRIGGER]},
        ),
        migrations.CreateModel(
            "Owner",
            [
                ("id", models.AutoField(primary_key=True)),
                ("home", models.ForeignKey("kernel.House", models.PROTECT)),
            ],
        ),
    ]
)
GUARDS = """
    SELECT conname FROM pg_constraint
    WHERE conrelid IN ('kernel_house'::regclass, 'kernel_owner'::regclass)
    UNION SELECT tgname FROM pg_trigger
    WHERE tgrelid = 'kernel_house'::regclass AND NOT tgisinternal
"""


@pytest.fixture
def states():
    before, after = ProjectState(), ProjectState()
    STEP.state_forwards("kernel", after)
    return before, after


@pytest.fixture
def made(states):
    before, after = states
    with connection.schema_editor() as editor:
        STEP.database_forwards("kernel", editor, before, after)
    return states


def tables() -> set[str]:
    known = connection.introspection.table_names()
    return {name for name in known if name.startswith("kernel_")}


class TestCreateTogether:
    def test_makes_tables_with_what_guards_them(self, made):
        assert tables() == {"kernel_house", "kernel_owner"}
        with connection.cursor() as cursor:
            cursor.execute(GUARDS)
            guards = " ".join(sorted(name for (name,) in cursor.fetchall()))

        for guard in ("house_has_rooms", "owner_id", "home_id", TRIGGER.sql.pgid):
            assert guard in guards

    def test_takes_them_away_again(self, made):
        before, after = made
        with connection.schema_editor() as editor:
            STEP.database_backwards("kernel", editor, after, before)

        assert tables() == set()

    def test_tells_the_state_all_of_them(self, states):
        _before, after = states

        assert set(after.models) == {("kernel", "house"), ("kernel", "owner")}
        house = after.apps.get_model("kernel", "House")
        assert house._meta.get_field("owner").related_model._meta.model_name == "owner"
