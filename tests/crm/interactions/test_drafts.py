"""What somebody is writing is there again, with its files, and theirs alone."""

from crm_app import accounts, crm
from crm_app.core.ids import uuid7
from crm_app.crm import interactions
from tests.crm.interactions.notes import on, timeline_of
from tests.factories import make_file, run_as


async def test_a_draft_is_there_again_with_its_files_in_their_order(mira: accounts.User, ada: crm.Contact):
    key = uuid7()
    await run_as(mira, interactions.save_draft, key, on(ada), {"subject": "Half", "body": "a sen"})
    files = [await make_file(mira, f"{n}.txt") for n in range(3)]
    for file in reversed(files):
        await run_as(mira, interactions.stage_file, key, on(ada), file)
    (draft,) = await run_as(mira, interactions.list_drafts, on(ada))
    assert (draft.uuid, draft.form) == (key, {"subject": "Half", "body": "a sen"})
    assert [(file.uuid, file.state) for file in draft.files] == [(file, "ready") for file in reversed(files)]


async def test_saving_it_attaches_its_files_and_ends_it(mira: accounts.User, ada: crm.Contact):
    key, file = uuid7(), await make_file(mira)
    await run_as(mira, interactions.stage_file, key, on(ada), file)
    saved = await run_as(mira, interactions.save_interaction, key, on(ada), {"subject": "Done"})
    (row,) = await timeline_of(ada)
    assert (saved.uuid, row.interaction.uuid, [each.uuid for each in row.files]) == (key, key, [file])
    assert await run_as(mira, interactions.list_drafts, on(ada)) == []
