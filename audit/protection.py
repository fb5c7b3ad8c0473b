"""Tables that may only grow, and columns that never change: said once, for all apps.

pgtrigger's own `Protect` can be switched off by anybody who may run SQL
(`SET pgtrigger.ignore = …`); what protects evidence must not, so these triggers leave
that door out. Each is `BEFORE … FOR EACH STATEMENT` where it can be: then even an
UPDATE that meets no row is refused, and TRUNCATE too.
"""

from typing import Any

import pgtrigger
from django.db import models
from pgtrigger import compiler, core

# One error class for callers and tests: Django raises IntegrityError for it.
_REFUSE = """
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation',
              HINT = 'A correction is a new row.';
"""


class FirmTriggerSql(compiler.UpsertTriggerSql):
    """The SQL of a trigger that no session setting switches off.

    Migrations refer to this class: a change of the template must leave earlier
    migrations working. SECURITY DEFINER lets the application's database role do with
    INSERT and SELECT alone; the fixed search path keeps temporary tables from
    standing in for ours. Look-ups in triggers are for one row by its key: a plan made
    and kept while the table was small would read the whole table ever after.
    """

    def get_template(self) -> str:
        return """
            CREATE OR REPLACE FUNCTION {pgid}() RETURNS TRIGGER AS $$
                {declare}
                BEGIN
                    {func}
                END;
            $$ LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
               SET enable_seqscan = off SET enable_sort = off;

            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE {constraint} TRIGGER {pgid}
                {when} {operation} ON {table}
                {timing}
                {referencing}
                FOR EACH {level} {condition}
                EXECUTE PROCEDURE {execute};

            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """


class FirmTrigger(pgtrigger.Trigger):
    """A `pgtrigger.Trigger` that `pgtrigger.ignore` does not reach."""

    def compile(self, model: models.Model) -> compiler.Trigger:
        sql: dict[str, Any] = {
            "pgid": self.get_pgid(model),
            "declare": self.render_declare(model),
            "func": self.render_func(model),
            "table": model._meta.db_table,
            "constraint": "CONSTRAINT" if self.timing else "",
            "when": self.when,
            "operation": self.operation,
            "timing": f"DEFERRABLE INITIALLY {self.timing}" if self.timing else "",
            "referencing": self.referencing or "",
            "level": self.level,
            "condition": self.render_condition(model),
            "execute": self.render_execute(model),
        }
        return compiler.Trigger(name=self.name, sql=FirmTriggerSql(**sql))


def insert_only(name: str) -> list[core.Trigger]:
    """For `Meta.triggers`: rows are added and read, nothing else, even for the owner.

    A refused statement raises `django.db.IntegrityError`.
    """
    return [
        FirmTrigger(
            name=f"{name}_insert_only",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
            func=_REFUSE,
        )
    ]


def frozen_except(name: str, *fields: str) -> list[core.Trigger]:
    """For `Meta.triggers`: rows stay, and only the named fields may ever change.

    A refused statement raises `django.db.IntegrityError`.
    """
    return [
        FirmTrigger(
            name=f"{name}_frozen",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.AnyChange(exclude=list(fields)),
            func=_REFUSE,
        ),
        FirmTrigger(
            name=f"{name}_stays",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Delete | pgtrigger.Truncate,
            func=_REFUSE,
        ),
    ]
