"""The whole form of a person: profile, address, a team to come to, skills. All of it is saved, or nothing.

Rows are locked in one order, the same as everywhere: team, skills, user, person.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import col, select

from crm_app import accounts
from crm_app.accounts import User
from crm_app.core.errors import Difference, EditConflict, ValidationFailed
from crm_app.core.ids import uuid_of
from crm_app.core.scope import Scope
from crm_app.core.soft_trash import TRASHED
from crm_app.core.texts import t
from crm_app.staff import named_rows
from crm_app.staff.errors import PersonTrashed
from crm_app.staff.memberships import add_team_person, teams_of
from crm_app.staff.models import Person, Skill, Team
from crm_app.staff.people import require_person
from crm_app.staff.people_writing import UserStatus, update_person
from crm_app.staff.person_accounts import create_person_with_user, rename_placeholder_email
from crm_app.staff.person_forms import PersonForm, form_of, validate_person
from crm_app.staff.skills_of_people import list_skills_for_person
from crm_app.staff.staged_skills import FIELD as SKILLS
from crm_app.staff.staged_skills import Staged, hold_skills, save_skills, staged_now, staged_of

EMAIL, TEAM = "email", "team_uuid"


@dataclass(frozen=True, slots=True)
class WholePerson:
    """What the form of a person shows. `placeholder`: the address may be corrected, nobody has claimed it."""

    form: PersonForm
    email: str
    placeholder: bool
    trashed: bool
    skills: Staged


@dataclass(slots=True)
class _Refusals:
    """What each part of the form refuses, so that all of it is told at once."""

    fields: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    differences: list[Difference] = field(default_factory=list[Difference])

    @contextmanager
    def collected(self) -> Iterator[None]:
        try:
            yield
        except ValidationFailed as refused:
            self.fields |= refused.fields
        except EditConflict as conflict:
            self.differences += conflict.differences

    def tell(self) -> None:
        if self.fields:
            raise ValidationFailed(self.fields)
        if self.differences:
            raise EditConflict(self.differences)


async def whole_person(scope: Scope, uuid: UUID | str) -> WholePerson:
    """The person as the form shows them, or `NotFound`. Needs `staff.view`."""
    person = await require_person(scope, uuid)
    user = await accounts.get_user(scope, person.user_uuid)
    skills = staged_now(await list_skills_for_person(scope, person.uuid))
    trashed = person.status == TRASHED
    return WholePerson(form_of(person), user.email, accounts.is_placeholder(user), trashed, skills)


async def add_person(
    scope: Scope, attributes: Mapping[str, object], *, uuid: UUID | str | None = None
) -> tuple[Person, UserStatus]:
    """A new person from a whole form: the fields of the profile, `email`, and perhaps `team_uuid`, `skills`.

    Raises what `create_person_with_user` raises, with everything that is wrong with an address at `email`;
    `ValidationFailed` also at `team_uuid` and `skills`. Needs `staff.edit`.
    """
    scope.require("staff.edit")
    refusals = _Refusals()
    async with scope.session.begin_nested():
        team, skills, held = await _hold_parts(scope, attributes, None, refusals)
        with refusals.collected():
            _check_new(attributes)
        refusals.tell()
        with _told_at_email():
            person, status = await create_person_with_user(scope, _email(attributes), attributes, uuid=uuid)
        await _join(scope, person.uuid, team)
        if skills is not None:
            await save_skills(scope, person.uuid, skills, None, held)
    return person, status


async def save_person(
    scope: Scope,
    uuid: UUID | str,
    attributes: Mapping[str, object],
    *,
    seen: Mapping[str, object] | None = None,
) -> Person:
    """Writes a whole form; of `seen` (what it showed first) only what was changed. What is not given stays.

    `email` renames a placeholder, `team_uuid` adds to a team, `skills` are all of them. `ValidationFailed`
    by field and `EditConflict` as in `update_person`, for all parts at once; `PersonTrashed`, `Forbidden`
    for a placeholder of a role that may more, `NotFound`. Needs `staff.edit`.
    """
    scope.require("staff.edit")
    person, before, refusals = await require_person(scope, uuid), seen or {}, _Refusals()
    shown = staged_of(before[SKILLS]) if SKILLS in before else None
    async with scope.session.begin_nested():
        team, skills, held = await _hold_parts(scope, attributes, shown, refusals)
        with refusals.collected(), _told_at_email():
            await _rename(scope, person.user_uuid, attributes, before)
        with refusals.collected():
            _refuse_trashed(await update_person(scope, person.uuid, attributes, seen=before))
        await _join(scope, person.uuid, team)
        with refusals.collected():
            if skills is not None:
                await save_skills(scope, person.uuid, skills, shown, held)
        refusals.tell()
    return await require_person(scope, person.uuid)


async def _hold_parts(
    scope: Scope, attributes: Mapping[str, object], shown: Staged | None, refusals: _Refusals
) -> tuple[UUID | None, Staged | None, dict[str, Skill]]:
    """The team to come to and the skills that are chosen, with all skills that this may change."""
    team: UUID | None = None
    skills: Staged | None = None
    with refusals.collected():
        team = await _hold_team(scope, attributes.get(TEAM))
    with refusals.collected():
        skills = staged_of(attributes[SKILLS]) if SKILLS in attributes else None
    return team, skills, await hold_skills(scope, skills or {}, shown or {})


async def _hold_team(scope: Scope, given: object) -> UUID | None:
    """The team, which stays until this transaction ends; None for none."""
    if given in (None, ""):
        return None
    team = uuid_of(given)
    if not await named_rows.hold(scope, Team, team):
        raise ValidationFailed({TEAM: [t("This team does not exist any more.")]})
    return team


def _check_new(attributes: Mapping[str, object]) -> None:
    """What can be said before anything is written, the address included."""
    problems, email = validate_person(attributes).errors, accounts.clean_email(_email(attributes))
    if not email:
        problems[EMAIL] = [accounts.BlankEmail().message]
    elif not accounts.is_valid_email(email):
        problems[EMAIL] = [t("Enter a valid e-mail address.")]
    if problems:
        raise ValidationFailed(problems)


async def _rename(
    scope: Scope, user_uuid: UUID, attributes: Mapping[str, object], before: Mapping[str, object]
) -> None:
    """Gives the account another address, if the form does and nobody else has meanwhile."""
    if EMAIL not in attributes:
        return
    user = await _lock_user(scope, user_uuid)
    wanted, shown = accounts.clean_email(_email(attributes)), before.get(EMAIL, user.email)
    if wanted == shown:
        return
    if user.email not in (shown, wanted):
        raise EditConflict([Difference(EMAIL, user.email, wanted)])
    await rename_placeholder_email(scope, user.uuid, wanted)


async def _lock_user(scope: Scope, uuid: UUID) -> User:
    query = select(User).where(col(User.uuid) == uuid).with_for_update()
    return (await scope.session.exec(query.execution_options(populate_existing=True))).one()


def _refuse_trashed(person: Person) -> None:
    """A form is of somebody who is there; as `update_person` has locked them, it stays so."""
    if person.status == TRASHED:
        raise PersonTrashed()


async def _join(scope: Scope, person_uuid: UUID, team: UUID | None) -> None:
    """Puts the person on the team; whoever is on it already stays."""
    if team and all(joined.team_uuid != team for joined in await teams_of(scope, person_uuid)):
        await add_team_person(scope, team, person_uuid)


def _email(attributes: Mapping[str, object]) -> str:
    given = attributes.get(EMAIL)
    return given if isinstance(given, str) else ""


@contextmanager
def _told_at_email() -> Iterator[None]:
    """What is wrong with an address, said at its field."""
    try:
        yield
    except (accounts.BlankEmail, accounts.EmailAlreadyTaken, accounts.PlaceholderAlreadyClaimed) as refused:
        raise ValidationFailed({EMAIL: [refused.message]}) from refused
