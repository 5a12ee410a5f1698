"""Employment history. The one writer of spans, and of what a person's row repeats of the current one.

Whoever writes a span holds its person first, so that two who do it at once come one after the other.
"""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from datetime import date
from typing import Any, Literal
from uuid import UUID

from psycopg import errors as pg
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from crm_app import activity
from crm_app.core.clock import now
from crm_app.core.edits import edited_fields
from crm_app.core.errors import Conflict, NotFound, ValidationFailed
from crm_app.core.ids import uuid7, uuid_of
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.staff.employment_forms import (
    FIELDS,
    EmploymentForm,
    as_dict,
    checked_employment,
    employment_columns,
    refuse_missing,
    validate_employment,
)
from crm_app.staff.employment_spans import (
    EmploymentRow,
    hold_person,
    hold_places,
    open_span,
    rows_of,
    sync_current,
)
from crm_app.staff.holding import hold_live_person, require_known_person
from crm_app.staff.models import Employment
from crm_app.staff.telling import tell_employment

ONE_OPEN = "uq_staff_employments_one_open"


async def list_employments(scope: Scope, person_uuid: UUID | str) -> list[EmploymentRow]:
    """The person's spans: the open one, then the latest start; those without a start last.

    `NotFound` for a person that does not exist. Needs `staff.view`.
    """
    scope.require("staff.view")
    found = [EmploymentRow(*row) for row in await scope.session.execute(rows_of(person_uuid))]
    if not found:
        await require_known_person(scope, person_uuid)
    return found


async def current_employment(scope: Scope, person_uuid: UUID | str) -> EmploymentRow | None:
    """The open span of the person, else their latest; None when they have none. Needs `staff.view`."""
    scope.require("staff.view")
    row = (await scope.session.execute(rows_of(person_uuid).limit(1))).first()
    return EmploymentRow(*row) if row else None


async def get_employment(scope: Scope, uuid: UUID | str) -> Employment | None:
    """The span; None when there is none. Needs `staff.view`."""
    scope.require("staff.view")
    return await _find(scope, uuid)


async def create_employment(
    scope: Scope,
    person_uuid: UUID | str,
    attributes: Mapping[str, object],
    *,
    uuid: UUID | str | None = None,
) -> Employment:
    """A new span. An open one (without an end) closes the one that was open, at its own start or today.

    `uuid` is made by the browser: the same one again (a double click, a lost answer) is the same span,
    corrected where the form was meanwhile. `ValidationFailed` by field, also for a start before that of
    the span it would close; `PersonTrashed`, `NotFound`, `Conflict` for a uuid that somebody else has used.
    Needs `staff.edit`.
    """
    scope.require("staff.edit")
    form = checked_employment(validate_employment(attributes))
    key = uuid7() if uuid is None else uuid_of(uuid)
    if key is None:
        raise NotFound()
    missing = await hold_places(scope, person_uuid, form)
    person = await hold_live_person(scope, person_uuid, alone=True)
    if await _is_mine(scope, key, person):
        return await update_employment(scope, key, as_dict(form))
    refuse_missing(missing)
    if not form.employment_end_date:
        await _close_open_span(scope, person, form)
    return await _insert(scope, person, key, form)


async def update_employment(
    scope: Scope,
    uuid: UUID | str,
    attributes: Mapping[str, object],
    *,
    seen: Mapping[str, object] | None = None,
) -> Employment:
    """Writes the fields given; of `seen` (what the form showed first) only those that were changed.

    The person may be in the trash. Raises `EditConflict` where somebody else has changed one of them
    meanwhile to something else, `ValidationFailed` by field, also for opening a second span, `NotFound`.
    Needs `staff.edit`.
    """
    scope.require("staff.edit")
    employment, missing = await _held(scope, uuid, validate_employment(attributes))
    forms = (validate_employment(given, employment) for given in ({}, seen or {}, attributes))
    current, before, wanted = forms
    given = [name for name in FIELDS if name in attributes]
    changed = edited_fields(given, before, current, wanted)
    refuse_missing(name for name in missing if name in changed)
    merged = validate_employment({name: getattr(wanted, name) for name in changed}, employment)
    columns = employment_columns(checked_employment(merged), changed)
    return await _write(scope, employment, columns, "updated") if changed else employment


async def end_employment(scope: Scope, uuid: UUID | str, end: date | str) -> Employment:
    """Closes an open span on that day. The person may be in the trash.

    `ValidationFailed` at `employment_end_date`, `Conflict` for one that somebody else has ended on another
    day, `NotFound`. Needs `staff.edit`.
    """
    scope.require("staff.edit")
    employment, _ = await _held(scope, uuid, EmploymentForm())
    form = checked_employment(validate_employment({"employment_end_date": end}, employment))
    columns = employment_columns(form, ["employment_end_date"])
    if employment.employment_end_date == columns["employment_end_date"] is not None:
        return employment
    if employment.employment_end_date is not None:
        raise Conflict(t("This employment has ended already."))
    if columns["employment_end_date"] is None:
        raise ValidationFailed({"employment_end_date": [t("Choose the day on which it ends.")]})
    return await _write(scope, employment, columns, "ended")


async def delete_employment(scope: Scope, uuid: UUID | str) -> None:
    """Removes a span. The person may be in the trash. `NotFound` when somebody was faster.

    Needs `staff.edit`.
    """
    scope.require("staff.edit")
    employment, _ = await _held(scope, uuid, EmploymentForm())
    await scope.session.execute(delete(Employment).where(col(Employment.uuid) == employment.uuid))
    await _done(scope, employment, "removed")


async def _find(scope: Scope, uuid: UUID | str) -> Employment | None:
    query = select(Employment).where(col(Employment.uuid) == uuid_of(uuid))
    return (await scope.session.exec(query.execution_options(populate_existing=True))).first()


async def _held(scope: Scope, uuid: UUID | str, wanted: EmploymentForm) -> tuple[Employment, list[str]]:
    """The span as it is once nobody else can write it, and what `hold_places` misses. `NotFound`."""
    found = await _find(scope, uuid)
    if found is None:
        raise NotFound()
    missing = await hold_places(scope, found.staff_person_uuid, wanted)
    await hold_person(scope, found.staff_person_uuid)
    employment = await _find(scope, uuid)
    if employment is None:
        raise NotFound()
    return employment, missing


async def _is_mine(scope: Scope, key: UUID, person: UUID) -> bool:
    """Whether the acting person has made this very span before; `Conflict` when somebody else has."""
    if await _find(scope, key) is None:
        return False
    made = ("staff.person_employment_added", ("staff_person", person))
    if not await activity.did(scope, *made, employment_uuid=str(key)):
        raise Conflict()
    return True


async def _close_open_span(scope: Scope, person: UUID, form: EmploymentForm) -> None:
    open_now = await open_span(scope, person)
    if open_now is None:
        return
    end = employment_columns(form)["employment_start_date"] or now().date()
    if open_now.employment_start_date and end < open_now.employment_start_date:
        told = t("This is before the start of the current employment, which would end on that day.")
        raise ValidationFailed({"employment_start_date": [told]})
    await _write(scope, open_now, {"employment_end_date": end}, "ended")


async def _insert(scope: Scope, person: UUID, key: UUID, form: EmploymentForm) -> Employment:
    employment = Employment(uuid=key, staff_person_uuid=person, **employment_columns(form))
    async with _second_open_told(scope):
        scope.session.add(employment)
        await scope.session.flush()
    await _done(scope, employment, "added")
    return employment


async def _write(
    scope: Scope, employment: Employment, columns: dict[str, Any], what: Literal["updated", "ended"]
) -> Employment:
    this = update(Employment).where(col(Employment.uuid) == employment.uuid)
    changed = this.values(**columns, updated_at=now()).returning(Employment)
    async with _second_open_told(scope):
        written = await scope.session.execute(changed.execution_options(populate_existing=True))
        employment = written.scalar_one()
    await _done(scope, employment, what)
    return employment


async def _done(
    scope: Scope, employment: Employment, what: Literal["added", "updated", "ended", "removed"]
) -> None:
    person = employment.staff_person_uuid
    await sync_current(scope, person)
    kind = employment.employment_type
    tell_employment(scope, person, what, employment_uuid=employment.uuid, employment_type=kind)


@asynccontextmanager
async def _second_open_told(scope: Scope) -> AsyncGenerator[None]:
    """Runs the block in a savepoint; a second open span becomes an error at the end date."""
    try:
        async with scope.session.begin_nested():
            yield
    except IntegrityError as error:
        if isinstance(error.orig, pg.UniqueViolation) and error.orig.diag.constraint_name == ONE_OPEN:
            told = t("There is a current employment already. Give this one an end, or end the other first.")
            raise ValidationFailed({"employment_end_date": [told]}) from error
        raise
