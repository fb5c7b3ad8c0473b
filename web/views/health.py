"""For the machines that watch the service; no login, no page."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

from web.errors import DatabaseAway


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and no migration waits."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseAway:
        return HttpResponse("database away\n", content_type="text/plain", status=503)
    if waiting:
        return HttpResponse("migrations wait\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")
