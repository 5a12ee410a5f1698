"""`GET /media.zip`: folders and files of the library as one zip, made while it is sent."""

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from crm_app import accounts, storage
from crm_app.web.http.requests import token_of
from crm_app.web.permits import permit

HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Accel-Buffering": "no",
    "X-Content-Type-Options": "nosniff",
}


@permit("media.view")
async def zip_of(request: Request) -> Response:
    """`keys` names what is wanted, with commas between: `folder:<uuid>`, `file:<uuid>`. `folder` is one."""
    async with accounts.scope_for_session(token_of(request) or "") as scope:
        plan = await storage.library.zip_plan(scope, _keys(request))
    return zip_answer(request, plan)


def _keys(request: Request) -> list[str]:
    given = [key for text in request.query_params.getlist("keys") for key in text.split(",")]
    return given + [f"folder:{uuid}" for uuid in request.query_params.getlist("folder")]


def zip_answer(request: Request, plan: storage.library.ZipPlan) -> Response:
    """The answer that brings the zip."""
    told = storage.disposition("attachment", plan.name)
    headers = {**HEADERS, "Content-Disposition": told}
    if request.method == "HEAD":
        return Response(headers=headers, media_type="application/zip")
    return StreamingResponse(storage.library.stream_zip(plan), headers=headers, media_type="application/zip")


routes = [Route("/media.zip", zip_of)]
