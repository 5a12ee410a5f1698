"""Writing profiles: a new one for a user, and changes to one."""

from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from crm_app import activity
from crm_app.accounts import User
from crm_app.core.clock import now
from crm_app.core.edits import edited_fields
from crm_app.core.errors import Conflict, NotFound, ValidationFailed
from crm_app.core.ids import uuid7, uuid_of
from crm_app.core.scope import Scope
from crm_app.core.soft_trash import TRASHED
from crm_app.core.texts import t
from crm_app.staff.display import sort_name
from crm_app.staff.errors import PersonTrashed, TrashedPersonExists
from crm_app.staff.models import Person
from crm_app.staff.people import get_person, get_person_by_user_uuid, lock_person, require_person
from crm_app.staff.person_details import host_details, server_details
from crm_app.staff.person_forms import (
    FIELDS,
    PersonForm,
    as_dict,
    checked,
    columns_of,
    form_of,
    validate_person,
)
from crm_app.staff.telling import tell_person

UserStatus = Literal["created", "existing"]


async def create_person(
    scope: Scope, attributes: Mapping[str, object], *, uuid: UUID | str | None = None
) -> Person:
    """A new profile for the user `user_uuid`; `details` may bring keys of a host. Needs `staff.edit`.

    `ValidationFailed` by field, at `user_uuid` also for a user who has a profile; `TrashedPersonExists`
    when it lies in the trash. `uuid` is made by the browser: the same one again (a double click, a lost
    answer) is the same profile, corrected where the form was meanwhile. `Conflict` for a uuid that
    somebody else has used.
    """
    scope.require("staff.edit")
    form, details = checked(validate_person(attributes)), host_details(attributes) or {}
    user = await hold_user(scope, attributes.get("user_uuid"))
    return await add_profile(scope, user, form, details, uuid=uuid)


async def person_form(scope: Scope, uuid: UUID | str) -> PersonForm:
    """What the form of this person shows, or `NotFound`. Needs `staff.view`."""
    return form_of(await require_person(scope, uuid))


async def update_person(
    scope: Scope,
    uuid: UUID | str,
    attributes: Mapping[str, object],
    *,
    seen: Mapping[str, object] | None = None,
) -> Person:
    """Writes the fields given; of `seen` (what the form showed first) only those that were changed.

    Raises `EditConflict` where somebody else has changed one of them meanwhile to something else,
    `ValidationFailed` by field, `PersonTrashed` for a status given to somebody in the trash (restoring is how
    they leave it), `NotFound`. A field that is not given stays; `details` replace the host's keys. Needs
    `staff.edit`.
    """
    scope.require("staff.edit")
    person = await lock_person(scope, uuid)
    if person.status == TRASHED and "status" in attributes:
        raise PersonTrashed()
    values = _changes(person, attributes, seen or {})
    if not values:
        return person
    if "name" in values:
        user = await scope.session.get_one(User, person.user_uuid, populate_existing=True)
        values["sort_name"] = sort_name(values["name"], user)
    written = await _write(scope, person.uuid, values)
    tell_person(scope, written.uuid, "updated", user_uuid=str(written.user_uuid))
    return written


async def add_profile(
    scope: Scope,
    user: User,
    form: PersonForm,
    details: Mapping[str, Any],
    *,
    uuid: UUID | str | None = None,
    user_status: UserStatus = "existing",
) -> Person:
    """`create_person` for a user who is held, with a form that was checked."""
    key = uuid7() if uuid is None else uuid_of(uuid)
    if key is None:
        raise NotFound()
    if not await _insert(scope, key, user, form, details):
        return await _told_again(scope, key, user, form)
    tell_person(scope, key, "created", user_uuid=str(user.uuid), status=form.status, user_status=user_status)
    return await require_person(scope, key)


async def created_before(scope: Scope, uuid: UUID | str) -> Person | None:
    """The person that the acting one has made under this uuid before; `Conflict` if somebody else has."""
    person = await get_person(scope, uuid)
    if person and not await activity.did(scope, "staff.person_created", ("staff_person", person.uuid)):
        raise Conflict()
    return person


async def hold_user(scope: Scope, user_uuid: object) -> User:
    """The user, whose name and existence nobody changes until this transaction ends."""
    query = select(User).where(col(User.uuid) == uuid_of(user_uuid)).with_for_update(read=True)
    user = (await scope.session.exec(query.execution_options(populate_existing=True))).first()
    if user is None:
        raise ValidationFailed({"user_uuid": [t("There is no such user.")]})
    return user


async def _insert(scope: Scope, key: UUID, user: User, form: PersonForm, details: Mapping[str, Any]) -> bool:
    """Whether the profile is new; one with this key or of this user stays as it is."""
    values = columns_of(form, list(FIELDS))
    own = {"uuid": key, "user_uuid": user.uuid, "sort_name": sort_name(form.name, user), "details": details}
    new = insert(Person).values(**values, **own, inserted_at=now(), updated_at=now())
    written = await scope.session.execute(new.on_conflict_do_nothing().returning(col(Person.uuid)))
    return written.first() is not None


async def _told_again(scope: Scope, key: UUID, user: User, form: PersonForm) -> Person:
    """The same form a second time, or a user who has a profile already."""
    same = await created_before(scope, key)
    if same is not None:
        if same.user_uuid != user.uuid:
            raise Conflict()
        return await update_person(scope, key, as_dict(form))
    other = await get_person_by_user_uuid(scope, user.uuid)
    if other is not None and other.status == TRASHED:
        raise TrashedPersonExists(other)
    raise ValidationFailed({"user_uuid": [t("This user already has a staff profile.")]})


def _changes(person: Person, attributes: Mapping[str, object], seen: Mapping[str, object]) -> dict[str, Any]:
    """The columns that these attributes change."""
    current, before = form_of(person), validate_person(seen, person)
    wanted = checked(validate_person(attributes, person))
    given = [name for name in FIELDS if name in attributes]
    values: dict[str, Any] = columns_of(wanted, edited_fields(given, before, current, wanted))
    details = host_details(attributes)
    if details is not None and (whole := details | server_details(person.details)) != person.details:
        values["details"] = whole
    return values


async def _write(scope: Scope, uuid: UUID, values: dict[str, Any]) -> Person:
    statement = update(Person).where(col(Person.uuid) == uuid).values(**values, updated_at=now())
    written = statement.returning(Person).execution_options(populate_existing=True)
    return (await scope.session.execute(written)).scalar_one()
