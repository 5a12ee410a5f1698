"""`GET /activity.csv`: what the activity log shows at the same address, as a table for a spreadsheet.

It goes out page by page, so that a trail of years needs no memory. Like the trail itself it holds no bodies
and no addresses; what people typed (names, subjects) is cleaned of addresses and never taken for a formula.
"""

import csv
import io
import re
from collections.abc import AsyncIterator, Iterable
from datetime import UTC

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from crm_app import accounts, activity
from crm_app.activity import Cursor, Entry, Wanted
from crm_app.core.clock import now
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web.activity.addresses import wanted_by
from crm_app.web.activity.records import Names, names_of, noun_of
from crm_app.web.http.requests import permitted_user, token_of
from crm_app.web.permits import permit

PAGE = 500
COLUMNS = ("Time (UTC)", "Person", "What happened", "Detail", "Type", "Record", "Record ID", "Action")
_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@permit("activity.view")
async def export_activity(request: Request) -> Response:
    """The entries that the query asks for, newest first."""
    await permitted_user(request, activity.VIEW)
    wanted = wanted_by(request.query_params)
    name = f"activity-{now():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    lines = _lines(token_of(request) or "", wanted)
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=headers)


async def _lines(token: str, wanted: Wanted) -> AsyncIterator[str]:
    """One page at a time, each in a transaction of its own: whoever loses the permission gets no more."""
    yield "\ufeff" + _table([[t(column) for column in COLUMNS]])
    after: Cursor | None = None
    while True:
        async with accounts.scope_for_session(token) as scope:
            page = await activity.list_activity(scope, wanted, after=after, limit=PAGE)
            rows = await _rows(scope, page.entries)
        yield _table(rows)
        after = page.next
        if after is None:
            return


async def _rows(scope: Scope, entries: list[Entry]) -> list[list[str]]:
    names = await names_of(scope, [(entry.resource_type, entry.resource_uuid) for entry in entries])
    return [_row(entry, names) for entry in entries]


def _row(entry: Entry, names: Names) -> list[str]:
    record = (entry.resource_type, entry.resource_uuid)
    return [
        entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        _safe(entry.actor or t("System")),
        _safe(entry.label.text),
        _safe(entry.detail),
        noun_of(entry.resource_type),
        _safe(names.get(record) or entry.called),
        str(entry.resource_uuid),
        _safe(entry.action),
    ]


def _safe(text: str) -> str:
    """Without addresses; what a spreadsheet would take for a formula becomes plain text."""
    plain = _ADDRESS.sub("…", text)
    return f"'{plain}" if plain.lstrip(" ").startswith(_FORMULA) else plain


def _table(rows: Iterable[list[str]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()


routes = [Route("/activity.csv", export_activity)]
