"""Users: making, finding, changing and deactivating them."""

import unicodedata
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from crm_app.accounts import topics
from crm_app.accounts.emails import clean_email, is_valid_email
from crm_app.accounts.errors import LastOwner
from crm_app.accounts.invitation_rows import withdraw_invitation
from crm_app.accounts.models import SignInSession, User
from crm_app.accounts.passwords import hash_password, password_errors
from crm_app.accounts.permissions import ROLES, permissions_of
from crm_app.accounts.unclaimed import placeholder_rule
from crm_app.core.clock import now
from crm_app.core.errors import Forbidden, NotFound, ValidationFailed
from crm_app.core.ids import uuid_of
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.core.typed_text import normalised

NAME_LENGTH = 255


async def create_user(
    scope: Scope, email: str, name: str, role: str = "member", password: str | None = None
) -> User:
    """Makes a user. Without a password nobody can sign in as them yet.

    Needs `settings.edit`. ValidationFailed names `email` (also when it is taken), `name`, `role`, `password`.
    """
    scope.require("settings.edit")
    await only_owners_touch_owners(scope, role)
    return await insert_user(scope, email, name, role, password)


async def insert_user(scope: Scope, email: str, name: str, role: str, password: str | None) -> User:
    """`create_user` without asking for permission: set-up has nobody to ask."""
    email, name = clean_email(email), clean_name(name)
    check_fields(email, name, role, password)
    user = User(email=email, name=name, role=role)
    user.password_hash = await hash_password(password) if password is not None else None
    row = insert(User).values(user.model_dump()).on_conflict_do_nothing().returning(col(User.uuid))
    if (await scope.session.execute(row)).first() is None:
        raise ValidationFailed({"email": [t("An account with that e-mail address already exists.")]})
    scope.record("account.created", ("user", user.uuid), role=role)
    scope.publish(topics.user(user.uuid), "created", user.uuid)
    return await get_user(scope, user.uuid)


async def get_user(scope: Scope, user_uuid: UUID) -> User:
    """The user, active or not; NotFound."""
    user = await scope.session.get(User, user_uuid)
    if user is None:
        raise NotFound()
    return user


async def names_of(scope: Scope, user_uuids: Collection[UUID]) -> dict[UUID, str]:
    """The names of these users by uuid, in one query; none for no uuids.

    Asks for no permission: whoever sees a record may see who made it.
    """
    if not user_uuids:
        return {}
    query = select(User.uuid, User.name).where(col(User.uuid).in_(user_uuids))
    return dict((await scope.session.exec(query)).all())


async def names_of_who_may(scope: Scope, user_uuids: Collection[UUID], permission: str) -> dict[UUID, str]:
    """The names of those of these users who are active and have the permission now, in one query."""
    roles = [role for role in ROLES if permission in permissions_of(role)]
    able = (col(User.uuid).in_(user_uuids), col(User.active), col(User.role).in_(roles))
    return dict((await scope.session.exec(select(User.uuid, User.name).where(*able))).all())


async def user_by_email(scope: Scope, email: str) -> User | None:
    """The user with this address in whatever case."""
    query = select(User).where(same_email(clean_email(email)))
    return (await scope.session.exec(query)).first()


async def list_users(scope: Scope) -> list[User]:
    """Everybody, oldest first. Needs `settings.view`."""
    scope.require("settings.view")
    return list(
        (await scope.session.exec(select(User).order_by(col(User.inserted_at), col(User.uuid)))).all()
    )


async def change_role(scope: Scope, user_uuid: UUID, role: str) -> User:
    """Gives the user another role; open tabs of theirs hear it.

    Needs `settings.edit`; only owners make and unmake owners. LastOwner, NotFound, ValidationFailed.
    """
    scope.require("settings.edit")
    if role not in ROLES:
        raise ValidationFailed({"role": [t("Choose one of the roles.")]})
    owners = await _locked_owners(scope)
    user = await lock_user(scope, user_uuid)
    await only_owners_touch_owners(scope, role, user.role)
    if role != "owner" and owners == {user.uuid}:
        raise LastOwner()
    before, user.role, user.updated_at = user.role, role, now()
    await withdraw_invitation(scope, user.uuid)  # made when the account allowed something else
    scope.record("account.role_changed", ("user", user.uuid), before=before, after=role)
    scope.publish(topics.user(user.uuid), "role", user.uuid)
    return user


async def deactivate_user(scope: Scope, user_uuid: UUID) -> User:
    """Ends all sessions of the user and refuses new ones. Doing it twice is fine.

    Needs `settings.edit`; only owners deactivate owners. LastOwner, NotFound.
    """
    scope.require("settings.edit")
    owners = await _locked_owners(scope)
    user = await lock_user(scope, user_uuid)
    await only_owners_touch_owners(scope, user.role)
    if owners == {user.uuid}:
        raise LastOwner()
    user.active, user.updated_at = False, now()
    await _end_sessions(scope, user)
    await withdraw_invitation(scope, user.uuid)
    scope.record("account.deactivated", ("user", user.uuid))
    scope.publish(topics.user(user.uuid), "deactivated", user.uuid)
    return user


def clean_name(name: str) -> str:
    """NFC and without surrounding space; what is far too long stays as it is."""
    return normalised(name, 4 * NAME_LENGTH)


def same_email(email: str) -> ColumnElement[bool]:
    """The rule that a user has this address, in whatever case."""
    return func.lower(col(User.email)) == func.lower(email)


def check_fields(email: str, name: str, role: str, password: str | None) -> None:
    """`ValidationFailed` by field for what cannot be stored of a user."""
    fields: dict[str, list[str]] = {
        "email": [] if is_valid_email(email) else [t("Enter a valid e-mail address.")],
        "name": name_errors(name),
        "role": [] if role in ROLES else [t("Choose one of the roles.")],
        "password": password_errors(password) if password is not None else [],
    }
    if wrong := {field: messages for field, messages in fields.items() if messages}:
        raise ValidationFailed(wrong)


def name_errors(name: str) -> list[str]:
    """What is wrong with a user's name, in words; empty when it is fine."""
    if not name:
        return [t("Enter a name.")]
    if len(name) > NAME_LENGTH:
        return [t("Use at most {count} characters.", count=NAME_LENGTH)]
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in name):
        return [t("Use letters that can be shown.")]
    return []


async def lock_user(scope: Scope, user_uuid: UUID | str) -> User:
    """The user as they are now, whom nobody else changes until this transaction ends; `NotFound`."""
    query = select(User).where(col(User.uuid) == uuid_of(user_uuid)).with_for_update()
    user = (await scope.session.exec(query, execution_options={"populate_existing": True})).first()
    if user is None:
        raise NotFound()
    return user


async def only_owners_touch_owners(scope: Scope, *roles: str) -> None:
    """`Forbidden` where one of these roles is the owner's and the acting person is none."""
    if "owner" not in roles or scope.actor_uuid is None:
        return
    actor: Any = await scope.session.get(User, scope.actor_uuid)
    if actor is None or actor.role != "owner":
        raise Forbidden(t("Only an owner can do that."))


async def _locked_owners(scope: Scope) -> set[UUID]:
    """Locks all owners who can sign in, always first and in one order: of two who leave, the second sees
    the first gone. Somebody whom only a placeholder stands for owns nothing yet.
    """
    able = (col(User.role) == "owner", col(User.active), ~placeholder_rule())
    owners = select(User.uuid).where(*able).order_by(col(User.uuid))
    return set((await scope.session.exec(owners.with_for_update())).all())


async def _end_sessions(scope: Scope, user: User) -> None:
    ended = delete(SignInSession).where(col(SignInSession.user_uuid) == user.uuid)
    for (uuid,) in await scope.session.execute(ended.returning(col(SignInSession.uuid))):
        scope.publish(topics.session(uuid), "revoked", uuid)
