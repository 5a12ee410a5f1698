"""Fills an empty app with the demo's company, through the same services that people use.

Two marks in the audit trail tell how far it came: `demo.begun`, written with the owner account, and
`demo.filled` at the end. In between every step may be repeated: contacts have fixed uuids, and the
same bytes uploaded again by the same person are the same file. An app with other people's data in
it has neither mark and is left alone.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from uuid import UUID

from sqlmodel import col, select

from crm_app import accounts, crm, storage
from crm_app.core.audit import Activity
from crm_app.core.scope import Scope, system_scope
from crm_app.crm import attachments
from crm_app.demo.companies import companies, fill_companies, join_second
from crm_app.demo.conversations import fill_conversations
from crm_app.demo.files import Draft, drafts
from crm_app.demo.library import fill_library
from crm_app.demo.office import fill_office
from crm_app.demo.past import set_back, set_companies_back
from crm_app.demo.people import COLLEAGUES, NAMESPACE, Person, people
from crm_app.demo.uploading import take_in
from crm_app.settings import Settings

BEGUN, FILLED = "demo.begun", "demo.filled"
ME = ("demo", NAMESPACE)

Say = Callable[[str], None]
Users = dict[str, UUID]


async def fill(settings: Settings, say: Say) -> bool:
    """Fills the app unless that was done before; returns when the thumbnails are ready too.

    False, and nothing touched, for an app that was set up by somebody else. Database and storage have to run.
    """
    users = await _begin(settings)
    if users is None:
        return False
    if not await _marked(FILLED):
        say("Filling in a company to look at (a few seconds)...")
        await fill_companies(users["owner"])
        for number, person in enumerate(people()):
            await _add(person, users, number)
        await set_companies_back([company.uuid for company in companies()])
        await fill_office(users["owner"], settings.owner_email or "")
        await fill_conversations(users)
        await fill_library(users["owner"])
        await storage.runtime().variants.idle()
        async with system_scope() as scope:
            scope.record(FILLED, ME)
    return True


async def _begin(settings: Settings) -> Users | None:
    """The colleagues, made together with the first mark; None where the app belongs to others."""
    async with system_scope() as scope:
        if not await accounts.needs_setup(scope):
            return await _users(scope) if await _has_mark(scope, BEGUN) else None
        email, password = settings.owner_email or "", settings.owner_password or ""
        for colleague in COLLEAGUES:
            if colleague.role == "owner":
                await accounts.create_owner(scope, email, colleague.name, password)
            else:
                await accounts.create_user(
                    scope, colleague.email or "", colleague.name, colleague.role, password
                )
        scope.record(BEGUN, ME)
        return await _users(scope)


async def _users(scope: Scope) -> Users:
    """Whoever of them is still there, by key."""
    by_name = {user.name: user.uuid for user in await accounts.list_users(scope) if user.active}
    return {colleague.key: by_name[colleague.name] for colleague in COLLEAGUES if colleague.name in by_name}


async def _marked(mark: str) -> bool:
    async with system_scope() as scope:
        return await _has_mark(scope, mark)


async def _has_mark(scope: Scope, mark: str) -> bool:
    query = select(Activity.uuid).where(col(Activity.action) == mark).limit(1)
    return (await scope.session.exec(query)).first() is not None


async def _add(person: Person, users: Users, number: int) -> None:
    """One contact with everything that hangs on it. The portrait's uploader makes it the picture."""
    others = [key for key in users if key != person.by]
    async with accounts.scope_for(users[person.by]) as scope:
        contact = await crm.create_contact(scope, person.form(), uuid=person.uuid)
        if crm.is_trashed(contact):
            return
    for count, draft in enumerate(drafts(person)):
        key = others[(number + count) % len(others)] if count % 3 == 2 else person.by
        await _upload(person, draft, users[key])
    async with accounts.scope_for(users[person.by]) as scope:
        if person.status == "trashed":
            await crm.trash_contact(scope, person.uuid)
        else:
            await join_second(scope, person.uuid, person.name)
        await set_back(scope, person.uuid)


async def _upload(person: Person, draft: Draft, user_uuid: UUID) -> None:
    name, content = await asyncio.to_thread(draft.make)
    await take_in(name, content, user_uuid, partial(_place, person, draft))


async def _place(person: Person, draft: Draft, scope: Scope, stored: storage.StoredFile) -> None:
    await attachments.place_upload(scope, "contact", person.uuid, draft.kind, stored)
    if draft.is_portrait:
        contact = await crm.require_contact(scope, person.uuid)
        if attachments.avatar_uuid(contact) != stored.file.uuid:
            await attachments.set_avatar(scope, "contact", person.uuid, stored.file.uuid)
