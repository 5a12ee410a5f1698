"""A record's pointer at one of its files."""

import asyncio
from uuid import UUID

import pytest

from crm_app import accounts, storage
from crm_app.core.errors import NotFound
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.crm.models import Contact
from crm_app.storage import Pointer
from tests.factories import make_file, make_folder, outcome, run

AVATAR = Pointer("details", "avatar_uuid")
PARENT = Pointer("parent_file_uuid")


@pytest.fixture
async def ada(database: str) -> UUID:
    """Ada, a contact with details of her own."""
    async with system_scope() as scope:
        contact = Contact(name="Ada", details={"kept": "as it is"})
        scope.session.add(contact)
    return contact.uuid


async def details_of(contact: UUID) -> dict[str, object]:
    async with system_scope() as scope:
        return (await scope.session.get_one(Contact, contact)).details


async def test_a_json_pointer_is_written_beside_the_other_keys(ada: UUID) -> None:
    file = uuid7()
    await run(storage.write_pointer, Contact, ada, AVATAR, file)
    assert await details_of(ada) == {"kept": "as it is", "avatar_uuid": str(file)}
    await run(storage.write_pointer, Contact, ada, AVATAR, None)
    assert await details_of(ada) == {"kept": "as it is"}


async def test_a_column_pointer_is_written(mira: accounts.User) -> None:
    one, two = await make_file(mira), await make_file(mira)
    await run(storage.write_pointer, storage.File, one, PARENT, two)
    record = await run(storage.get_file, one)
    assert record is not None
    assert storage.pointer_value(record, PARENT) == two
    assert not await run(storage.clear_pointer_if, storage.File, one, PARENT, uuid7())
    assert await run(storage.clear_pointer_if, storage.File, one, PARENT, two)


async def test_an_unknown_record_is_told(database: str) -> None:
    for value in (uuid7(), None):
        with pytest.raises(NotFound):
            await run(storage.write_pointer, Contact, uuid7(), AVATAR, value)
    assert not await run(storage.clear_pointer_if, Contact, uuid7(), AVATAR, uuid7())


async def test_a_pointer_is_cleared_only_while_it_points_there(ada: UUID) -> None:
    older, newer = uuid7(), uuid7()
    await run(storage.write_pointer, Contact, ada, AVATAR, newer)
    assert not await run(storage.clear_pointer_if, Contact, ada, AVATAR, older)
    assert (await details_of(ada))["avatar_uuid"] == str(newer)
    assert await run(storage.clear_pointer_if, Contact, ada, AVATAR, newer)
    assert not await run(storage.clear_pointer_if, Contact, ada, AVATAR, newer)


async def test_a_session_sees_what_it_wrote(ada: UUID) -> None:
    async with system_scope() as scope:
        contact = await scope.session.get_one(Contact, ada)
        await storage.write_pointer(scope, Contact, ada, AVATAR, ada)
        assert storage.pointer_value(contact, AVATAR) == ada


@pytest.mark.parametrize("garbage", [None, "", "nonsense", 12, "x" * 16, "x" * 36, {"a": 1}, "0" * 32])
def test_garbage_points_at_nothing(garbage: object) -> None:
    contact = Contact(name="Ada", details={"avatar_uuid": garbage})
    assert storage.pointer_value(contact, AVATAR) is None


def test_no_key_and_no_map_point_at_nothing() -> None:
    for details in ({}, None):
        contact = Contact(name="Ada", details=details)
        assert storage.pointer_value(contact, AVATAR) is None


async def test_a_pointed_file_is_live(mira: accounts.User) -> None:
    file = await make_file(mira)
    tile = await make_file(mira, "tile", parent_file_uuid=file, system_managed=True)
    contact = Contact(name="Ada", details={"avatar_uuid": str(file)})
    found = await run(storage.pointed_file, contact, AVATAR)
    assert found is not None
    assert found.uuid == file
    await run(storage.trash_file, file)
    assert await run(storage.pointed_file, contact, AVATAR) is None
    for value in (str(tile), str(uuid7()), None):
        contact.details = {"avatar_uuid": value}
        assert await run(storage.pointed_file, contact, AVATAR) is None


async def test_a_record_points_only_at_live_files_of_the_kind_that_the_folder_holds(
    mira: accounts.User, ada: UUID
) -> None:
    images, other = await make_folder("Images"), await make_folder("Other")
    picture, linked = [
        await make_file(mira, file_type="image", home=home, links=links)
        for home, links in ((images, []), (other, [images]))
    ]
    offer, outside = await make_file(mira, home=images), await make_file(mira, home=other, file_type="image")
    for file in (picture, linked):
        await run(storage.point_at, Contact, ada, AVATAR, file, images, only="images")
        assert (await details_of(ada))["avatar_uuid"] == str(file)
    await run(storage.trash_file, picture)
    for file in (offer, outside, picture, uuid7()):
        with pytest.raises(storage.NotHeld):
            await run(storage.point_at, Contact, ada, AVATAR, file, images, only="images")
    assert (await details_of(ada))["avatar_uuid"] == str(linked)
    with pytest.raises(NotFound):
        await run(storage.point_at, Contact, uuid7(), AVATAR, linked, images)


async def test_a_file_that_is_taken_out_at_the_same_time_is_not_pointed_at_afterwards(
    mira: accounts.User, ada: UUID
) -> None:
    images = await make_folder("Images")

    async def take_out(file: UUID) -> None:
        async with system_scope() as scope:
            await storage.detach(scope, file, images)
            await storage.clear_pointer_if(scope, Contact, ada, AVATAR, file)

    for _ in range(8):
        file = await make_file(mira, home=images, file_type="image")
        pointed, _ = await asyncio.gather(
            outcome(run(storage.point_at, Contact, ada, AVATAR, file, images)), take_out(file)
        )
        assert pointed in ("ok", "not_held")
        assert (await details_of(ada)).get("avatar_uuid") != str(file)
