"""All there is to know about one file."""

from uuid import UUID

import pytest

from crm_app import accounts, crm, storage
from crm_app.core.errors import NotFound
from crm_app.core.ids import uuid7
from crm_app.core.scope import open_scope, system_scope
from crm_app.storage.library import Use, file_details, where_used
from tests.factories import make_file, make_folder, run
from tests.storage.library.looking import a_record_folder


async def a_picture_of_anna(mira: accounts.User) -> tuple[crm.Contact, UUID]:
    async with system_scope() as scope:
        anna = await crm.create_contact(scope, {"name": "Anna"})
        images = await crm.attachments.ensure_folder(scope, "contact", anna.uuid, "images")
    file = await make_file(mira, "anna.png", home=images, file_type="image", mime_type="image/png")
    async with system_scope() as scope:
        await crm.attachments.set_avatar(scope, "contact", anna.uuid, file)
    return anna, file


async def test_details_name_records_folders_and_whose_picture_it_is(mira: accounts.User) -> None:
    anna, file = await a_picture_of_anna(mira)
    async with system_scope() as scope:
        about = {"contact_uuid": str(anna.uuid), "subject": "Lunch"}
        note = await crm.interactions.create_interaction(scope, about)
    office = await make_folder("Office")
    for folder in (office, await a_record_folder("crm-interaction", note.uuid)):
        await run(storage.create_folder_link, folder, file)
    details = await run(file_details, file)
    page = f"/contacts/{anna.uuid}"
    assert details.path == ["Anna", "Images"]
    assert details.owner == mira.name
    assert set(details.where_used) == {
        Use("contact", "Anna", page),
        Use("avatar", "Anna", page),
        Use("folder", "Office", f"/media?folder={office}"),
        Use("interaction", "Lunch · Anna", f"{page}?tab=interactions"),
    }


async def test_a_draft_that_waits_with_the_file_is_told(mira: accounts.User) -> None:
    async with system_scope() as scope:
        anna = await crm.create_contact(scope, {"name": "Anna"})
    file = await make_file(mira)
    draft = crm.interactions.InteractionDraft(
        user_uuid=mira.uuid, anchor_type="contact", anchor_uuid=anna.uuid
    )
    async with system_scope() as scope:
        scope.session.add(draft)
        await scope.session.flush()
        scope.session.add(
            crm.interactions.InteractionDraftFile(draft_uuid=draft.uuid, file_uuid=file, name="notes.txt")
        )
    uses = await run(where_used, file)
    assert uses == [Use("draft", "Anna", f"/contacts/{anna.uuid}?tab=interactions")]


async def test_who_may_not_see_records_reads_no_names_of_them(mira: accounts.User) -> None:
    _, file = await a_picture_of_anna(mira)
    async with open_scope(None, frozenset({"media.view"})) as scope:
        uses = await where_used(scope, file)
    assert "Anna" not in {use.name for use in uses}
    assert {use.url for use in uses} == {None}


async def test_details_of_trashed_files_can_be_read_wherever_they_lie(mira: accounts.User) -> None:
    office = await make_folder("Office")
    file = await make_file(mira, home=office)
    await run(storage.trash_folder, office)
    details = await run(file_details, file)
    assert details.row.trashed_at is not None
    assert details.path == ["Office"]


async def test_an_unknown_file_has_no_details(database: str) -> None:
    with pytest.raises(NotFound):
        await run(file_details, uuid7())
