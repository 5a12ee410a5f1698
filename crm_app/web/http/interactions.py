"""What the composer of interactions asks for: drafts, saving them, and who can be named in them.

Plain requests and no events of a page: each is answered, may be sent while the page goes away, and needs no
state of a tab, so that a draft survives a reload, a lost connection and a restarted server.
"""

from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from crm_app import crm
from crm_app.core.errors import EditConflict, NotFound, ValidationFailed
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.web.http.answers import refused
from crm_app.web.http.json_routes import PLAIN, Work, content_of, json_route
from crm_app.web.interactions.drafts import anchor_in, draft_item, form_in, parties_in, uuids_in
from crm_app.web.interactions.people import find_parties
from crm_app.web.problems import explain

MOST_BYTES = 1_000_000
LONGEST_SEARCH = 200


async def list_drafts(request: Request, scope: Scope) -> Any:
    """One's own drafts about a record, or those that edit one interaction, newest first."""
    anchor = anchor_in(request.query_params.get("anchor"))
    interaction = parse_uuid(request.query_params.get("interaction"))
    drafts = await crm.interactions.list_drafts(scope, anchor)
    return {"drafts": [draft_item(each) for each in drafts if each.interaction_uuid == interaction]}


async def read_draft(request: Request, scope: Scope) -> Any:
    """One's own draft, with what has become of its files."""
    draft = await crm.interactions.get_draft(scope, _draft_of(request))
    if draft is None:
        raise NotFound()
    return draft_item(draft)


async def keep_draft(request: Request, scope: Scope) -> Any:
    """Keeps what is typed so far."""
    content = await content_of(request, MOST_BYTES)
    await crm.interactions.save_draft(
        scope,
        _draft_of(request),
        anchor_in(content.get("anchor")),
        form_in(content),
        interaction_uuid=parse_uuid(content.get("interaction")),
    )
    return {}


async def drop_draft(request: Request, scope: Scope) -> Any:
    """Throws a draft away; one that is gone already is fine."""
    await crm.interactions.discard_draft(scope, _draft_of(request))
    return {}


async def stage_file(request: Request, scope: Scope) -> Any:
    """Puts a file that is there already on a draft."""
    anchor = anchor_in(request.query_params.get("anchor"))
    await crm.interactions.stage_file(scope, _draft_of(request), anchor, _file_of(request))
    return {}


async def unstage_file(request: Request, scope: Scope) -> Any:
    """Takes a file off a draft."""
    await crm.interactions.unstage_file(scope, _draft_of(request), _file_of(request))
    return {}


async def save_draft(request: Request, scope: Scope) -> Any:
    """Makes the draft an interaction, or writes it over the one that it edits; the draft is gone then."""
    content = await content_of(request, MOST_BYTES)
    form = form_in(content)
    seen = form.get("seen")
    interaction = await crm.interactions.save_interaction(
        scope,
        _draft_of(request),
        anchor_in(content.get("anchor")),
        form,
        parties_in(form),
        files=uuids_in(content.get("files")) if "files" in content else None,
        interaction_uuid=parse_uuid(content.get("interaction")),
        remove_files=uuids_in(form.get("remove_files")),
        seen=seen if isinstance(seen, dict) else None,
    )
    return {"uuid": str(interaction.uuid)}


async def search_parties(request: Request, scope: Scope) -> Any:
    """Contacts and colleagues by name."""
    query = request.query_params
    search = query.get("search", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    limit = (
        int(text) if (text := query.get("limit", "")).isascii() and text.isdecimal() and len(text) < 4 else 8
    )
    return await find_parties(scope, search, limit=limit, without=parse_uuid(query.get("without")))


def _draft_of(request: Request) -> UUID:
    return _uuid_in(request.path_params["draft"])


def _file_of(request: Request) -> UUID:
    return _uuid_in(request.path_params["file"])


def _uuid_in(text: object) -> UUID:
    uuid = parse_uuid(text)
    if uuid is None:
        raise NotFound()
    return uuid


def _refused(error: Exception, path: str) -> JSONResponse:
    """The error in JSON, with what belongs beside the fields."""
    known = explain(error, route=path)
    if isinstance(known, ValidationFailed):
        return _more(known.status, code=known.code, message=known.message, fields=known.fields)
    if isinstance(known, EditConflict):
        differences = [
            {"field": each.field, "theirs": each.theirs, "yours": each.yours} for each in known.differences
        ]
        return _more(known.status, code=known.code, message=known.message, differences=differences)
    if isinstance(known, crm.interactions.AttachmentUnavailable):
        return _more(known.status, code=known.code, message=known.message, names=known.names)
    return refused(known)


def _more(status: int, **content: object) -> JSONResponse:
    return JSONResponse(content, status, PLAIN)


def _route(path: str, method: str, work: Work) -> Route:
    return json_route(path, method, work, _refused)


routes = [
    _route("/interactions/parties", "GET", search_parties),
    _route("/interactions/drafts", "GET", list_drafts),
    _route("/interactions/drafts/{draft}", "GET", read_draft),
    _route("/interactions/drafts/{draft}", "PUT", keep_draft),
    _route("/interactions/drafts/{draft}", "DELETE", drop_draft),
    _route("/interactions/drafts/{draft}/files/{file}", "PUT", stage_file),
    _route("/interactions/drafts/{draft}/files/{file}", "DELETE", unstage_file),
    _route("/interactions/drafts/{draft}/save", "POST", save_draft),
]
