"""A record's picture: one of its own images, decided from the rows, by whoever is first."""

import asyncio

import pytest

from crm_app import accounts, crm, storage
from crm_app.core.errors import Forbidden, NotFound
from crm_app.core.ids import uuid7
from crm_app.core.live.changes import Change
from crm_app.core.scope import system_scope
from crm_app.crm import attachments
from crm_app.storage.pictures_made import tell_pictures_made
from tests.crm.conftest import a_file, attach, detach, folder_of
from tests.live import told


async def a_photo(mira: accounts.User, record: crm.Record) -> storage.File:
    photo = await a_file(mira, "portrait.jpg")
    await attach(photo, await folder_of(record, "images"))
    return photo


async def set_avatar(record: crm.Record, file: storage.File) -> crm.Record:
    resource: attachments.Resource = "contact" if isinstance(record, crm.Contact) else "company"
    async with system_scope() as scope:
        return await attachments.set_avatar(scope, resource, record.uuid, file.uuid)


async def now(contact: crm.Contact) -> crm.Contact:
    async with system_scope() as scope:
        return await crm.require_contact(scope, contact.uuid)


async def test_one_of_its_own_images_becomes_the_picture(mira: accounts.User, ada: crm.Contact):
    photo = await a_photo(mira, ada)
    record = await set_avatar(ada, photo)
    assert attachments.avatar_uuid(record) == photo.uuid
    async with system_scope() as scope:
        file = await attachments.avatar_file(scope, record)
        url = await attachments.avatar_url(scope, record)
    assert file is not None
    assert url == attachments.thumb_url(file)


async def test_a_company_has_a_logo(mira: accounts.User, engines: crm.Company):
    photo = await a_photo(mira, engines)
    assert attachments.avatar_uuid(await set_avatar(engines, photo)) == photo.uuid


async def test_a_linked_image_may_be_the_picture(mira: accounts.User, ada: crm.Contact, bob: crm.Contact):
    photo = await a_photo(mira, bob)
    await attach(photo, await folder_of(ada, "images"))
    assert attachments.avatar_uuid(await set_avatar(ada, photo)) == photo.uuid


async def test_somebody_elses_image_is_refused(mira: accounts.User, ada: crm.Contact, bob: crm.Contact):
    photo = await a_photo(mira, bob)
    await a_photo(mira, ada)
    with pytest.raises(crm.NotRecordImage):
        await set_avatar(ada, photo)
    assert attachments.avatar_uuid(await now(ada)) is None


async def test_a_document_is_refused(mira: accounts.User, ada: crm.Contact):
    offer = await a_file(mira)
    await attach(offer, await folder_of(ada, "images"))
    with pytest.raises(crm.NotRecordImage):
        await set_avatar(ada, offer)


async def test_a_removed_image_is_refused(mira: accounts.User, ada: crm.Contact):
    photo = await a_photo(mira, ada)
    await detach(photo, await folder_of(ada, "images"))
    with pytest.raises(crm.NotRecordImage):
        await set_avatar(ada, photo)


async def test_an_image_is_refused_where_there_is_no_images_folder(mira: accounts.User, ada: crm.Contact):
    photo = await a_file(mira, "portrait.jpg")
    with pytest.raises(crm.NotRecordImage):
        await set_avatar(ada, photo)


async def test_an_unknown_file_is_refused(mira: accounts.User, ada: crm.Contact):
    await a_photo(mira, ada)
    with pytest.raises((crm.NotRecordImage, NotFound)):
        async with system_scope() as scope:
            await attachments.set_avatar(scope, "contact", ada.uuid, uuid7())


async def test_a_trashed_record_keeps_its_picture_and_takes_no_new_one(mira: accounts.User, ada: crm.Contact):
    first, second = await a_photo(mira, ada), await a_photo(mira, ada)
    await set_avatar(ada, first)
    async with system_scope() as scope:
        await crm.trash_contact(scope, ada.uuid)
    with pytest.raises(crm.RecordTrashed):
        await set_avatar(ada, second)
    assert attachments.avatar_uuid(await now(ada)) == first.uuid


async def test_an_unknown_record_is_not_found(mira: accounts.User, ada: crm.Contact):
    photo = await a_photo(mira, ada)
    with pytest.raises(NotFound):
        async with system_scope() as scope:
            await attachments.set_avatar(scope, "contact", uuid7(), photo.uuid)


async def test_a_viewer_sets_and_clears_nothing(mira: accounts.User, victor: accounts.User, ada: crm.Contact):
    photo = await a_photo(mira, ada)
    with pytest.raises(Forbidden):
        async with accounts.scope_for(victor.uuid) as scope:
            await attachments.set_avatar(scope, "contact", ada.uuid, photo.uuid)
    with pytest.raises(Forbidden):
        async with accounts.scope_for(victor.uuid) as scope:
            await attachments.clear_avatar(scope, "contact", ada.uuid)


async def test_removing_the_image_removes_the_picture(mira: accounts.User, ada: crm.Contact):
    photo = await a_photo(mira, ada)
    await set_avatar(ada, photo)
    await detach(photo, await folder_of(ada, "images"))
    assert attachments.avatar_uuid(await now(ada)) is None


async def test_removing_another_image_leaves_the_picture(mira: accounts.User, ada: crm.Contact):
    photo, other = await a_photo(mira, ada), await a_photo(mira, ada)
    await set_avatar(ada, photo)
    await detach(other, await folder_of(ada, "images"))
    assert attachments.avatar_uuid(await now(ada)) == photo.uuid


async def test_clearing_takes_the_picture_away(mira: accounts.User, ada: crm.Contact):
    await set_avatar(ada, await a_photo(mira, ada))
    async with system_scope() as scope:
        record = await attachments.clear_avatar(scope, "contact", ada.uuid)
    assert attachments.avatar_uuid(record) is None


async def test_clearing_what_a_page_still_shows_spares_a_newer_picture(mira: accounts.User, ada: crm.Contact):
    old, new = await a_photo(mira, ada), await a_photo(mira, ada)
    await set_avatar(ada, new)
    async with system_scope() as scope:
        record = await attachments.clear_avatar(scope, "contact", ada.uuid, file_uuid=old.uuid)
    assert attachments.avatar_uuid(record) == new.uuid


async def test_clearing_without_a_picture_leaves_no_trace(ada: crm.Contact):
    async with told(f"contact:{ada.uuid}") as changes, system_scope() as scope:
        await attachments.clear_avatar(scope, "contact", ada.uuid)
    assert await changes() == []


async def test_clearing_is_allowed_in_the_trash(mira: accounts.User, ada: crm.Contact):
    await set_avatar(ada, await a_photo(mira, ada))
    async with system_scope() as scope:
        await crm.trash_contact(scope, ada.uuid)
        record = await attachments.clear_avatar(scope, "contact", ada.uuid)
    assert attachments.avatar_uuid(record) is None


async def test_a_new_picture_reaches_the_page_and_the_list(mira: accounts.User, ada: crm.Contact):
    photo = await a_photo(mira, ada)
    async with told("contacts") as in_lists, told(f"contact:{ada.uuid}") as on_page:
        await set_avatar(ada, photo)
    assert await in_lists() == [Change("contacts", "avatar_set", (ada.uuid,))]
    assert await on_page() == [Change(f"contact:{ada.uuid}", "avatar_set", (ada.uuid,))]


async def test_a_picture_set_while_its_image_is_removed_never_points_at_nothing(
    mira: accounts.User, ada: crm.Contact
):
    images = await folder_of(ada, "images")
    for _ in range(8):
        photo = await a_photo(mira, ada)
        await asyncio.gather(set_avatar(ada, photo), detach(photo, images), return_exceptions=True)
        pointed = attachments.avatar_uuid(await now(ada))
        async with system_scope() as scope:
            assert pointed is None or await attachments.is_avatar_candidate(
                scope, "contact", ada.uuid, pointed
            )


async def test_only_live_images_of_the_record_are_candidates(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    mine, others = await a_photo(mira, ada), await a_photo(mira, bob)
    async with system_scope() as scope:
        assert await attachments.is_avatar_candidate(scope, "contact", ada.uuid, mine.uuid)
        assert not await attachments.is_avatar_candidate(scope, "contact", ada.uuid, others.uuid)
        assert not await attachments.is_avatar_candidate(scope, "contact", uuid7(), mine.uuid)


@pytest.mark.parametrize("value", ["", "garbage", "x" * 16, 7, None, ["a"]])
def test_a_pointer_that_is_no_uuid_is_no_picture(value: object):
    assert attachments.avatar_uuid(crm.Contact(name="Ada", details={"avatar_uuid": value})) is None


async def test_many_pictures_cost_one_query(mira: accounts.User, ada: crm.Contact, statements: list[str]):
    photos = [await a_photo(mira, ada) for _ in range(3)]
    statements.clear()
    async with system_scope() as scope:
        urls = await attachments.avatar_urls(scope, [photo.uuid for photo in photos])
    assert len(statements) == 1
    assert urls == {photo.uuid: attachments.thumb_url(photo) for photo in photos}


async def test_no_pictures_cost_no_query(database: str, statements: list[str]):
    async with system_scope() as scope:
        assert await attachments.avatar_urls(scope, []) == {}
        assert await attachments.avatar_url(scope, crm.Contact(name="Ada")) is None
    assert statements == []


async def test_a_picture_whose_thumbnail_comes_later_is_told_to_the_page_and_the_list(
    mira: accounts.User, ada: crm.Contact
):
    photo = await a_photo(mira, ada)
    await set_avatar(ada, photo)
    images = await folder_of(ada, "images")
    page = told(f"contact:{ada.uuid}")
    async with told("contacts") as in_lists, page as on_page, system_scope() as scope:
        await tell_pictures_made(scope, photo.uuid, [images])
    assert await in_lists() == [Change("contacts", "avatar_made", (ada.uuid,))]
    assert await on_page() == [Change(f"contact:{ada.uuid}", "avatar_made", (ada.uuid,))]


async def test_the_thumbnail_of_another_image_is_no_news_for_the_list(mira: accounts.User, ada: crm.Contact):
    await set_avatar(ada, await a_photo(mira, ada))
    other, images = await a_photo(mira, ada), await folder_of(ada, "images")
    async with told("contacts") as in_lists, system_scope() as scope:
        await tell_pictures_made(scope, other.uuid, [images, uuid7()])
    assert await in_lists() == []
