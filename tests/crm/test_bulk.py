"""Many contacts or companies at once: each by its own state, and all who see them are told."""

import asyncio

import pytest
from sqlalchemy import func
from sqlmodel import col, select

from crm_app import accounts, crm
from crm_app.core.audit import Activity
from crm_app.core.errors import Forbidden, ValidationFailed
from crm_app.core.ids import uuid7
from crm_app.core.live import Change
from crm_app.core.scope import system_scope
from crm_app.crm import topics
from crm_app.crm.topics import Resource
from tests.factories import run, run_as
from tests.live import told

BULK = (crm.bulk_trash, crm.bulk_restore)


async def make(resource: Resource, name: str, status: str = "active") -> crm.Record:
    create = crm.create_contact if resource == "contact" else crm.create_company
    return await run(create, {"name": name, "status": status})


async def status_of(record: crm.Record) -> str:
    read = crm.require_contact if isinstance(record, crm.Contact) else crm.require_company
    return (await run(read, record.uuid)).status


async def entries(action: str) -> int:
    async with system_scope() as scope:
        query = select(func.count()).select_from(Activity).where(col(Activity.action) == action)
        return (await scope.session.exec(query)).one()


@pytest.mark.parametrize("resource", ["contact", "company"])
async def test_each_comes_back_with_the_status_from_before(database: str, resource: Resource):
    ada, eva = await make(resource, "Ada"), await make(resource, "Eva", "inactive")
    both = [ada.uuid, eva.uuid]
    assert set(await run(crm.bulk_trash, resource, both)) == set(both)
    assert [await status_of(ada), await status_of(eva)] == ["trashed", "trashed"]
    assert set(await run(crm.bulk_restore, resource, both)) == set(both)
    assert [await status_of(ada), await status_of(eva)] == ["active", "inactive"]
    assert await entries(f"crm.{resource}_trashed") == await entries(f"crm.{resource}_restored") == 2


async def test_who_is_there_already_is_passed_over(ada: crm.Contact, bob: crm.Contact):
    await run(crm.trash_contact, bob.uuid)
    assert await run(crm.bulk_trash, "contact", [ada.uuid, bob.uuid, uuid7()]) == [ada.uuid]
    assert await run(crm.bulk_trash, "contact", [ada.uuid, bob.uuid]) == []
    assert await entries("crm.contact_trashed") == 2


async def test_only_live_ones_with_another_status_get_it(ada: crm.Contact, bob: crm.Contact):
    await run(crm.trash_contact, bob.uuid)
    assert await run(crm.bulk_set_status, "contact", [ada.uuid, bob.uuid], "inactive") == [ada.uuid]
    assert [await status_of(ada), await status_of(bob)] == ["inactive", "trashed"]
    assert await run(crm.bulk_set_status, "contact", [ada.uuid], "inactive") == []


@pytest.mark.parametrize("status", ["trashed", "", "gone"])
async def test_no_other_status_can_be_set(ada: crm.Contact, status: str):
    with pytest.raises(ValidationFailed):
        await run(crm.bulk_set_status, "contact", [ada.uuid], status)
    assert await status_of(ada) == "active"


async def test_two_who_trash_the_same_contacts_share_them(ada: crm.Contact, bob: crm.Contact):
    both = [ada.uuid, bob.uuid]
    moved = await asyncio.gather(*(run(crm.bulk_trash, "contact", both) for _ in range(2)))
    assert sorted(uuid for each in moved for uuid in each) == sorted(both)
    assert await entries("crm.contact_trashed") == 2


async def test_the_companies_of_contacts_and_their_lists_are_told(ada: crm.Contact, engines: crm.Company):
    await run(crm.add_member, engines.uuid, ada.uuid)
    async with told(topics.record("company", engines.uuid)) as company, told(topics.CONTACTS) as contacts:
        await run(crm.bulk_trash, "contact", [ada.uuid])
        assert Change(f"company:{engines.uuid}", topics.MEMBER_LEFT, (ada.uuid,)) in await company()
        assert Change(topics.CONTACTS, "trashed", (ada.uuid,)) in await contacts()


async def test_the_members_of_companies_are_told(ada: crm.Contact, engines: crm.Company):
    await run(crm.add_member, engines.uuid, ada.uuid)
    async with told(topics.record("contact", ada.uuid)) as contact:
        await run(crm.bulk_trash, "company", [engines.uuid])
        assert Change(f"contact:{ada.uuid}", topics.COMPANY_CHANGED, (engines.uuid,)) in await contact()


async def test_timelines_that_show_them_are_told(ada: crm.Contact, bob: crm.Contact):
    met = {"contact_uuid": ada.uuid, "interaction_type": "call"}
    party = crm.interactions.Party("Bob", contact_uuid=bob.uuid)
    await run(crm.interactions.create_interaction, met, [party])
    async with told(topics.interactions("contact", bob.uuid)) as bobs:
        await run(crm.bulk_trash, "contact", [ada.uuid])
        assert len(await bobs()) == 1


@pytest.mark.parametrize("resource", ["contact", "company"])
async def test_a_viewer_changes_none_of_them(victor: accounts.User, resource: Resource):
    record = await make(resource, "Ada")
    for change in BULK:
        with pytest.raises(Forbidden):
            await run_as(victor, change, resource, [record.uuid])
    with pytest.raises(Forbidden):
        await run_as(victor, crm.bulk_set_status, resource, [record.uuid], "inactive")
    assert await status_of(record) == "active"


async def test_select_all_means_whom_the_search_finds(database: str):
    for name in ("Ada One", "Ada Two", "Bob"):
        await make("contact", name)
    found = await run(crm.contact_uuids, search="ada")
    assert [(await run(crm.require_contact, uuid)).name for uuid in found] == ["Ada One", "Ada Two"]
