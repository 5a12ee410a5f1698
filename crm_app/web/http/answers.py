"""Refusals of the plain routes: every error becomes a status, a stable code and a sentence for people."""

from collections.abc import Mapping

from starlette.responses import JSONResponse

from crm_app.web.problems import explain, message_of


def refused(error: Exception, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """The answer for what went wrong. What nobody foresaw is logged by `explain`."""
    known = explain(error)
    body = {"code": known.code, "message": message_of(known)}
    return JSONResponse(body, known.status, {"Cache-Control": "no-store", **(headers or {})})
