"""The soft trash of records: into it with the status remembered, out of it with the status they had.

A table that is trashed so has `status` (active, inactive, trashed), `details` (JSONB) and `updated_at`.
What is remembered is read from the row itself, so one statement moves any number of rows.
"""

from typing import Any

from sqlalchemy import case, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import col

from crm_app.core.clock import now

STASH = "trashed_from_status"
TRASHED = "trashed"


def into_trash(model: Any) -> dict[str, Any]:
    """The values of an UPDATE that trashes; guard it with `status <> 'trashed'`."""
    remembered = func.jsonb_build_object(STASH, col(model.status), type_=JSONB)
    return {"status": TRASHED, "details": col(model.details).op("||")(remembered), "updated_at": now()}


def out_of_trash(model: Any) -> dict[str, Any]:
    """The values of an UPDATE that restores; guard it with `status = 'trashed'`."""
    stashed = col(model.details)[STASH].astext
    status = case((stashed == "inactive", "inactive"), else_="active")
    return {"status": status, "details": col(model.details).op("-")(STASH), "updated_at": now()}
