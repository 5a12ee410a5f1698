"""Many at once on one contact's images: nobody waits for each other, no picture points at nothing."""

import asyncio
from uuid import UUID

from crm_app import accounts, crm
from crm_app.core.scope import system_scope
from crm_app.crm import attachments
from tests.factories import make_file, outcome, run

EXPECTED = {"ok", "not_record_image", "file_trashed"}


async def test_removing_undoing_and_choosing_pictures_at_once(mira: accounts.User) -> None:
    async with system_scope() as scope:
        ada: UUID = (await crm.create_contact(scope, {"name": "Ada"})).uuid
        images = await attachments.ensure_folder(scope, "contact", ada, "images")
    pictures = [await make_file(mira, home=images, file_type="image") for _ in range(6)]
    await run(attachments.set_avatar, "contact", ada, pictures[0])
    told = await asyncio.gather(
        *(outcome(run(attachments.detach, picture, images)) for picture in pictures),
        *(outcome(run(attachments.set_avatar, "contact", ada, picture)) for picture in pictures),
        *(outcome(run(attachments.reattach, picture, images)) for picture in pictures),
    )
    assert set(told) <= EXPECTED
    async with system_scope() as scope:
        contact = await scope.session.get_one(crm.Contact, ada)
        pointed = attachments.avatar_uuid(contact)
        shown = await attachments.avatar_file(scope, contact)
    assert (pointed is None) == (shown is None), "a picture that is not there"
