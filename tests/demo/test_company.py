"""The demo's company as people find it: everybody there, every file ready, a history behind it."""

from collections import Counter

import pytest
from sqlmodel import select

from crm_app import accounts, crm, demo, storage
from crm_app.core.scope import Scope, system_scope
from crm_app.crm import attachments
from crm_app.demo.people import people

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.usefixtures("whole_company")]


async def files_of(scope: Scope, person: demo.Person) -> list[storage.File]:
    found: list[storage.File] = []
    for kind in ("files", "images"):
        folder = await attachments.folder_uuid(scope, "contact", person.uuid, kind)
        found += await attachments.list_files(scope, folder)
    return found


async def test_everybody_of_the_list_is_there() -> None:
    wanted = Counter(person.status for person in people())
    async with system_scope() as scope:
        found = {status: await crm.count_contacts(scope, status=status) for status in wanted}
    assert found == wanted
    assert wanted["trashed"] == 3


async def test_every_file_of_the_list_hangs_on_its_contact_and_is_ready() -> None:
    async with system_scope() as scope:
        for person in people():
            files = await files_of(scope, person)
            assert len(files) == len(person.files.split()) + bool(person.look), person.name
            assert {file.status for file in files} <= {"active"}, person.name


async def test_every_picture_and_pdf_has_its_thumbnail() -> None:
    async with system_scope() as scope:
        files = (await scope.session.exec(select(storage.File))).all()
        with_thumb = {file.uuid for file in files if storage.thumb_url(file)}
    drawn = {file.uuid for file in files if file.mime_type in ("image/jpeg", "application/pdf")}
    assert with_thumb == drawn
    assert not [file for file in files if file.meta]


async def test_portraits_are_the_pictures_of_their_contacts() -> None:
    async with system_scope() as scope:
        for person in people():
            contact = await crm.require_contact(scope, person.uuid)
            picture = await attachments.avatar_file(scope, contact)
            assert bool(picture) == bool(person.look), person.name


async def test_several_people_have_worked_on_it_over_weeks() -> None:
    busy = next(person for person in people() if len(person.files.split()) > 5)
    async with system_scope() as scope:
        events = (await crm.contact_events(scope, busy.uuid)).events
        contact = await crm.require_contact(scope, busy.uuid)
    assert len({event.actor for event in events}) == 3
    assert (events[0].at - events[-1].at).days > 3
    assert (contact.inserted_at, contact.updated_at) == (events[-1].at, events[0].at)
    assert events[-1].label.text == "Contact created"


async def test_the_owner_and_a_colleague_can_sign_in() -> None:
    async with system_scope() as scope:
        owner = await accounts.user_by_email(scope, "owner@example.com")
        mira = await accounts.user_by_email(scope, "mira@example.com")
    assert owner and owner.role == "owner" and owner.password_hash
    assert mira and mira.role == "member" and mira.password_hash
