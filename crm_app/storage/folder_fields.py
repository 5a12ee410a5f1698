"""What a folder's fields may hold, and how a name that is already there is told."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TypedDict
from uuid import UUID

from psycopg import errors as pg
from sqlalchemy.exc import IntegrityError

from crm_app.core.errors import ValidationFailed
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.storage.errors import NameTaken
from crm_app.storage.models import COLORS, DESCRIPTION_LENGTH, NAME_LENGTH
from crm_app.storage.record_names import record_in
from crm_app.storage.searching import storable

LIVE_NAMES = "uq_folders_live_sibling_name"


class FolderFields(TypedDict, total=False):
    """What a person can say about a folder. What is left out stays as it is."""

    name: str
    color: str
    description: str | None
    parent_uuid: UUID | None


def check_fields(fields: FolderFields) -> None:
    """Raises `ValidationFailed` with the messages by field."""
    problems = {
        "name": _name_problem(fields["name"]) if "name" in fields else None,
        "color": _color_problem(fields.get("color", "default")),
        "description": _description_problem(fields.get("description") or ""),
    }
    found = {field: [problem] for field, problem in problems.items() if problem}
    if found:
        raise ValidationFailed(found)


def refuse_kept_name(name: str) -> None:
    """Raises `ValidationFailed` for a name by which a record would take the folder for its own."""
    if record_in(name.strip()):
        raise ValidationFailed({"name": [t("This name is kept for the folder of a record.")]})


def _name_problem(name: str) -> str | None:
    if not name.strip():
        return t("Please enter a name.")
    if len(name) > NAME_LENGTH:
        return t("This name is too long: {limit} characters at most.", limit=NAME_LENGTH)
    return None if storable(name) else t("This name has characters that cannot be stored.")


def _color_problem(color: str) -> str | None:
    return None if color in COLORS else t("Please choose one of the colours.")


def _description_problem(description: str) -> str | None:
    if len(description) > DESCRIPTION_LENGTH:
        return t("This description is too long: {limit} characters at most.", limit=DESCRIPTION_LENGTH)
    return None if storable(description) else t("This description has characters that cannot be stored.")


@asynccontextmanager
async def name_clash_told(scope: Scope) -> AsyncGenerator[None]:
    """Runs the block in a savepoint; a name that a live sibling has becomes `NameTaken`.

    The transaction stays usable, and nothing of the block stays behind.
    """
    try:
        async with scope.session.begin_nested():
            yield
    except IntegrityError as error:
        if isinstance(error.orig, pg.UniqueViolation) and error.orig.diag.constraint_name == LIVE_NAMES:
            raise NameTaken from error
        raise
