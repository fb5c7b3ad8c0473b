"""A step of a migration that makes all the tables of an app at once.

Django renders every model anew for each step of a migration: with a step for each
model, field, constraint and trigger a fresh database took a minute.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import router
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState


class CreateTogether(Operation):
    """`models` as Django writes them, with constraints, indexes and compiled triggers
    among their options; they may refer to each other."""

    reversible = True
    serialization_expand_args: ClassVar[list[str]] = ["models"]

    def __init__(self, models: Iterable[CreateModel]) -> None:
        self.models = list(models)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {"models": self.models}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        for step in self.models:
            state.models[app_label, step.name_lower] = ModelState(
                app_label,
                step.name,
                list(step.fields),
                dict(step.options or {}),
                tuple(step.bases or ()),
                list(step.managers or ()),
            )
        # Rendered again when it is asked for, once for all of them.
        state._relations = None  # type: ignore[attr-defined]
        state.__dict__.pop("apps", None)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        alias = schema_editor.connection.alias
        made = []
        for step in self.models:
            model = to_state.apps.get_model(app_label, step.name)
            if router.allow_migrate_model(alias, model):
                schema_editor.create_model(model)
                made.append(step)
        for step in made:
            for trigger in (step.options or {}).get("triggers", ()):
                # Its text is whole: nothing in it is a place for a value.
                schema_editor.execute(trigger.install_sql, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for step in reversed(self.models):
            model = from_state.apps.get_model(app_label, step.name)
            if router.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.delete_model(model)

    def describe(self) -> str:
        return f"Create {len(self.models)} models"

    @property
    def migration_name_fragment(self) -> str:
        return "together"
