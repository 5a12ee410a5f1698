"""Files that are there already, given to a record: each where its kind belongs, verified, and never moved."""

from typing import Any
from uuid import UUID

import pytest

from crm_app import crm, storage
from crm_app.accounts import User
from crm_app.core.errors import NotFound
from crm_app.core.ids import uuid7
from crm_app.core.scope import open_scope, system_scope
from crm_app.crm.attachments import CONTACT
from crm_app.storage import record_media
from tests.factories import home_of, links_of, make_file, make_folder, outcome, run_as, trash_by_hand

FOLDERS = {"crm-": "crm.view"}


@pytest.fixture
async def ada(database: str) -> UUID:
    """Ada, a contact."""
    async with system_scope() as scope:
        return (await crm.create_contact(scope, {"name": "Ada"})).uuid


async def add(user: User, contact: UUID, *files: UUID) -> record_media.Added:
    return await run_as(user, record_media.add_existing, CONTACT, contact, files, FOLDERS)


async def folder(contact: UUID, kind: record_media.Kind) -> UUID | None:
    async with system_scope() as scope:
        return await record_media.folder_uuid(scope, CONTACT, contact, kind)


async def test_each_goes_where_its_kind_belongs_and_stays_where_it_is(mira: User, ada: UUID) -> None:
    plans = await make_folder("Plans")
    offer = await make_file(mira, home=plans)
    photo = await make_file(mira, "a.jpg", file_type="image", mime_type="image/jpeg")
    added = await add(mira, ada, photo, offer)
    assert (added.files, added.images, added.known) == ([offer], [photo], 0)
    assert (await home_of(offer), await links_of(offer)) == (plans, [await folder(ada, "files")])
    assert (await home_of(photo), await links_of(photo)) == (None, [await folder(ada, "images")])


async def test_what_is_there_already_is_counted_and_not_added_again(mira: User, ada: UUID) -> None:
    offer, letter = await make_file(mira), await make_file(mira)
    await add(mira, ada, offer)
    added = await add(mira, ada, offer, letter, letter)
    assert (added.files, added.known) == ([letter], 1)


async def test_what_is_taken_off_again_is_left_where_it_was(mira: User, ada: UUID) -> None:
    offer = await make_file(mira)
    await add(mira, ada, offer)
    here = await folder(ada, "files")
    assert await run_as(mira, record_media.detach, offer, here) is storage.Detached.UNLINKED
    assert (await home_of(offer), await links_of(offer)) == (None, [])


async def test_one_that_cannot_be_taken_means_that_none_is(mira: User, ada: UUID) -> None:
    offer, gone = await make_file(mira), await make_file(mira)
    await trash_by_hand(gone)
    assert await outcome(add(mira, ada, offer, gone)) == "file_trashed"
    assert await outcome(add(mira, ada, offer, uuid7())) == "not_found"
    assert await links_of(offer) == []


async def test_a_contact_in_the_trash_takes_nothing(mira: User, ada: UUID) -> None:
    offer = await make_file(mira)
    await run_as(mira, crm.trash_contact, ada)
    assert await outcome(add(mira, ada, offer)) == "record_trashed"


async def test_a_viewer_adds_nothing(victor: User, mira: User, ada: UUID) -> None:
    offer = await make_file(mira)
    assert await outcome(add(victor, ada, offer)) == "forbidden"


async def test_files_are_verified_in_the_order_of_choosing(mira: User, database: str) -> None:
    first, second = await make_file(mira), await make_file(mira)
    async with system_scope() as scope:
        files = await storage.verified_files(scope, [second, first, second], FOLDERS)
    assert [file.uuid for file in files] == [second, first]


@pytest.mark.parametrize(
    ("columns", "only", "code"),
    [
        ({}, "images", "not_found"),
        ({"file_type": "image"}, "non_images", "not_found"),
        ({"meta": {"staged": True}}, "all", "not_found"),
        ({"file_type": "image"}, "images", "ok"),
        ({}, "non_images", "ok"),
    ],
    ids=["no image", "an image", "waits for a draft", "is an image", "is none"],
)
async def test_what_does_not_fit_is_not_there(
    mira: User, columns: dict[str, Any], only: storage.Only, code: str
) -> None:
    file = await make_file(mira, **columns)
    async with system_scope() as scope:
        assert await outcome(storage.verified_files(scope, [file], FOLDERS, only=only)) == code


async def test_who_may_not_see_the_library_chooses_only_what_is_open_to_them(
    mira: User, owner: User, ada: UUID
) -> None:
    secret = await make_file(owner, home=await make_folder("Secrets"))
    shared = await make_file(owner)
    await add(owner, ada, shared)
    async with open_scope(mira, frozenset({"crm.view", "crm.edit"})) as scope:
        (found,) = await storage.verified_files(scope, [shared], FOLDERS)
        assert found.uuid == shared
        with pytest.raises(NotFound):
            await storage.verified_files(scope, [secret], FOLDERS)
