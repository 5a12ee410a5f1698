"""The demo's company as people find it: everybody there, every file ready, a history behind it."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlmodel import select

from crm_app import accounts, comments, crm, demo, storage
from crm_app.comments.models import CommentMention
from crm_app.core.clock import now
from crm_app.core.scope import Scope, system_scope
from crm_app.crm import attachments, interactions
from crm_app.demo.companies import companies
from crm_app.demo.conversations import told
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
        first = (await crm.contact_events(scope, busy.uuid, page=9)).events[-1]
        contact = await crm.require_contact(scope, busy.uuid)
    assert len({event.actor for event in events}) == 3
    assert (events[0].at - first.at).days > 3
    assert (contact.inserted_at, first.label.text) == (first.at, "Contact created")
    assert first.at < contact.updated_at <= events[0].at


async def test_the_owner_and_a_colleague_can_sign_in() -> None:
    async with system_scope() as scope:
        owner = await accounts.user_by_email(scope, "owner@example.com")
        mira = await accounts.user_by_email(scope, "mira@example.com")
    assert owner and owner.role == "owner" and owner.password_hash
    assert mira and mira.role == "member" and mira.password_hash


async def test_every_conversation_of_the_list_is_told_with_its_files_and_who_took_part() -> None:
    async with system_scope() as scope:
        for each in told():
            interaction = await interactions.require_interaction(scope, each.uuid)
            (row,) = await interactions.these_rows(scope, interactions.anchor_of(interaction), [each.uuid])
            assert len(row.files) == len(each.files.split()), each.subject
            assert len(row.parties) == len(each.parties.split("|") if each.parties else []), each.subject


async def test_every_company_of_the_list_has_its_facts_and_is_as_old_as_its_first_contact() -> None:
    async with system_scope() as scope:
        found = {company.name: company for company in (await scope.session.exec(select(crm.Company))).all()}
        places = (await scope.session.exec(select(crm.CompanyMembership))).all()
    assert {company.name for company in companies()} == set(found)
    assert all((found[company.name].industry or "") == company.industry for company in companies())
    members = {place.company_uuid for place in places}
    assert all(
        company.inserted_at < now() - timedelta(days=1)
        for company in found.values()
        if company.uuid in members
    )


async def test_colleagues_talk_beside_the_records() -> None:
    async with system_scope() as scope:
        said = (await scope.session.exec(select(comments.Comment))).all()
        mentioned = (await scope.session.exec(select(CommentMention))).all()
    assert len(said) == 5
    assert len(mentioned) == 2


async def test_the_companies_of_the_list_are_there_with_their_members() -> None:
    async with system_scope() as scope:
        shown = (await crm.list_companies(scope)).rows
        assert {row.name for row in shown} == {c.name for c in companies() if c.status != "trashed"}
        assert all(row.members and row.industry and row.website for row in shown)
        assert await crm.count_companies(scope, status="trashed") == 1
        busy = next(person for person in people() if person.name == "Åse Brekke")
        places = await crm.companies_of(scope, busy.uuid)
    assert [(place.name, place.is_primary) for place in places] == [
        ("Nordlys Coffee", True),
        ("Lumen Optik", False),
    ]
