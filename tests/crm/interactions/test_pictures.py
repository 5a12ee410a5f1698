"""A picture that was not ready when the interaction was saved appears on every timeline by itself."""

from crm_app import accounts, crm
from crm_app.core.ids import uuid7
from crm_app.crm import interactions
from tests.crm.interactions.notes import note, the_row, topic_of, with_
from tests.factories import make_file, make_folder, run
from tests.live import told


async def test_the_timelines_are_told_which_interaction_has_it(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    picture = await make_file(mira, "a.jpg", file_type="image", mime_type="image/jpeg")
    written = await note(mira, ada, parties=with_(bob), files=[picture])
    folder = await run(crm.attachments.interaction_folder_uuid, written.uuid)
    async with told(topic_of(ada)) as ada_heard, told(topic_of(bob)) as bob_heard:
        await run(interactions.tell_pictures_made, picture, [folder, await make_folder("crm-contact-1")])
    for heard in (ada_heard, bob_heard):
        assert [(change.kind, change.uuids) for change in await heard()] == [("updated", (written.uuid,))]


async def test_a_folder_that_only_looks_like_one_tells_nobody(mira: accounts.User, ada: crm.Contact):
    await note(mira, ada)
    folders = [await make_folder("crm-interaction-nonsense"), await make_folder(f"crm-interaction-{uuid7()}")]
    async with told(topic_of(ada)) as heard:
        await run(interactions.tell_pictures_made, await make_file(mira), folders)
        await run(interactions.tell_pictures_made, await make_file(mira), [])
    assert await heard() == []
    assert (await the_row(ada)).files == []
