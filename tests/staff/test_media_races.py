"""Many at once on one person's media: nobody waits for each other, no picture points at nothing."""

import asyncio
from uuid import UUID

import pytest

from crm_app import accounts, staff
from crm_app.core.scope import system_scope
from crm_app.staff import media
from tests.factories import file_now, make_file, outcome, run
from tests.staff.organisation import a_person, person_now, trash
from tests.waiting import begun_and_waiting


@pytest.fixture
async def ada(database: str) -> staff.Person:
    """Somebody on staff."""
    return await a_person("Ada Lovelace")


async def images_of(person: staff.Person) -> UUID:
    return await run(media.ensure_folder, person.uuid, "images")


async def test_many_first_uploads_make_one_folder_each(ada: staff.Person):
    assert len(set(await asyncio.gather(*(images_of(ada) for _ in range(16))))) == 1


async def test_removing_undoing_and_choosing_pictures_at_once(mira: accounts.User, ada: staff.Person):
    images = await images_of(ada)
    pictures = [await make_file(mira, home=images, file_type="image") for _ in range(6)]
    await run(media.set_avatar, ada.uuid, pictures[0])
    told = await asyncio.gather(
        *(outcome(run(media.detach, picture, images)) for picture in pictures),
        *(outcome(run(media.set_avatar, ada.uuid, picture)) for picture in pictures),
        *(outcome(run(media.reattach, picture, images)) for picture in pictures),
    )
    assert set(told) <= {"ok", "not_person_image", "file_trashed"}
    person = await person_now(ada.uuid)
    shown = await run(media.avatar_file, person)
    assert (media.avatar_uuid(person) is None) == (shown is None), "a picture that is not there"


async def test_of_trashing_a_person_and_choosing_their_picture_the_second_sees_the_first(
    mira: accounts.User, ada: staff.Person
):
    picture = await make_file(mira, home=await images_of(ada), file_type="image")
    async with system_scope() as trashing:
        await staff.trash_person(trashing, ada.uuid)
        choosing = await begun_and_waiting(outcome(run(media.set_avatar, ada.uuid, picture)))
    assert await choosing == "person_trashed"
    assert media.avatar_uuid(await person_now(ada.uuid)) is None


async def test_no_upload_is_accepted_for_somebody_who_is_being_deleted(ada: staff.Person):
    await trash(ada)
    async with system_scope() as deleting:
        await staff.bulk_delete(deleting, [ada.uuid])
        checking = await begun_and_waiting(outcome(run(media.check_upload, ada.uuid)))
    assert await checking == "not_found"


async def test_deleting_people_while_their_files_are_shared_out_leaves_no_dead_end(
    mira: accounts.User, ada: staff.Person
):
    """Record, tree, file: all take their locks in this order, so PostgreSQL has nobody to stop."""
    others = [await a_person(f"Person {number}") for number in range(6)]
    folders = [await run(media.ensure_folder, person.uuid, "files") for person in others]
    file = await make_file(mira, home=await run(media.ensure_folder, ada.uuid, "files"))
    await trash(ada, *others[:3])
    told = await asyncio.gather(
        *(outcome(run(media.attach, file, folder)) for folder in folders),
        outcome(run(staff.delete_person, ada.uuid)),
        outcome(run(staff.bulk_delete, [person.uuid for person in others[:3]])),
    )
    assert set(told) <= {"ok", "person_trashed", "folder_unavailable", "not_found"}
    found = await file_now(file)
    assert found is None or found.folder_uuid in folders[3:]
