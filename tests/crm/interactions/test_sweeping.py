"""Drafts that were left for a day go, with the files that they alone have kept, and nothing else does."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import col, update

from crm_app import accounts, crm, storage
from crm_app.core.clock import now
from crm_app.core.errors import Forbidden
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.crm import attachments, interactions
from crm_app.crm.interactions import InteractionDraft
from crm_app.jobs import tasks
from tests.crm.conftest import folder_of
from tests.crm.interactions.notes import files_of, on
from tests.factories import file_now, home_of, is_trashed, make_file, make_folder, run, run_as
from tests.storage_help import rows


async def dropped(who: accounts.User, name: str = "offer.txt", **columns: Any) -> UUID:
    """A file as it is when it was uploaded for a draft."""
    return await make_file(who, name, meta={"staged": True}, **columns)


async def a_draft(who: accounts.User, about: crm.Record, *files: UUID) -> UUID:
    key = uuid7()
    await run_as(who, interactions.save_draft, key, on(about), {"body": "Half"})
    for file in files:
        await run_as(who, interactions.stage_file, key, on(about), file)
    return key


async def left_for(hours: float, *drafts: UUID) -> None:
    async with system_scope() as scope:
        these = update(InteractionDraft).where(col(InteractionDraft.uuid).in_(drafts))
        await scope.session.exec(these.values(updated_at=now() - timedelta(hours=hours)))


async def test_after_a_day_it_goes_and_its_files_lie_in_the_trash(mira: accounts.User, ada: crm.Contact):
    file = await dropped(mira)
    key = await a_draft(mira, ada, file)
    await left_for(25, key)
    assert await run(interactions.sweep_drafts) == 1
    assert await rows(InteractionDraft) == await rows(interactions.InteractionDraftFile) == []
    assert await is_trashed(file)


async def test_within_a_day_it_stays(mira: accounts.User, ada: crm.Contact):
    file = await dropped(mira)
    key = await a_draft(mira, ada, file)
    await left_for(23, key)
    assert await run(interactions.sweep_drafts) == 0
    assert not await is_trashed(file)
    assert await run(interactions.sweep_drafts, timedelta(hours=22)) == 1


@pytest.mark.parametrize("touch", ["typing", "staging", "unstaging"])
async def test_whoever_goes_on_writing_keeps_it(mira: accounts.User, ada: crm.Contact, touch: str):
    file, other = await dropped(mira), await dropped(mira)
    key = await a_draft(mira, ada, file)
    await left_for(25, key)
    if touch == "typing":
        await run_as(mira, interactions.save_draft, key, on(ada), {"body": "More"})
    elif touch == "staging":
        await run_as(mira, interactions.stage_file, key, on(ada), other)
    else:
        await run_as(mira, interactions.unstage_file, key, file)
    assert await run(interactions.sweep_drafts) == 0


async def test_what_was_taken_away_again_goes_with_it(mira: accounts.User, ada: crm.Contact):
    file = await dropped(mira)
    key = await a_draft(mira, ada, file)
    await run_as(mira, interactions.unstage_file, key, file)
    assert not await is_trashed(file)
    await left_for(25, key)
    await run(interactions.sweep_drafts)
    assert await is_trashed(file)


async def test_what_was_taken_away_before_saving_goes_a_day_later(mira: accounts.User, ada: crm.Contact):
    kept, taken = await dropped(mira, "kept.txt"), await dropped(mira, "taken.txt")
    key = await a_draft(mira, ada, kept, taken)
    await run_as(mira, interactions.unstage_file, key, taken)
    await run_as(mira, interactions.save_interaction, key, on(ada), {})
    await left_for(25, key)
    await run(interactions.sweep_drafts)
    assert (await is_trashed(taken), await files_of(ada)) == (True, {kept})


async def test_a_thrown_away_one_goes_a_day_later(mira: accounts.User, ada: crm.Contact):
    file = await dropped(mira)
    key = await a_draft(mira, ada, file)
    await run_as(mira, interactions.discard_draft, key)
    assert not await is_trashed(file)
    await left_for(25, key)
    await run(interactions.sweep_drafts)
    assert await is_trashed(file)


async def test_a_file_that_another_draft_has_stays(mira: accounts.User, ada: crm.Contact):
    file = await dropped(mira)
    old, young = await a_draft(mira, ada, file), await a_draft(mira, ada, file)
    await left_for(25, old)
    await run(interactions.sweep_drafts)
    assert not await is_trashed(file)
    await left_for(25, young)
    await run(interactions.sweep_drafts)
    assert await is_trashed(file)


async def test_a_file_that_lives_somewhere_stays(mira: accounts.User, ada: crm.Contact):
    home = await make_folder("Offers")
    file = await dropped(mira, home=home)
    key = await a_draft(mira, ada, file)
    await left_for(25, key)
    await run(interactions.sweep_drafts)
    assert (await is_trashed(file), await home_of(file)) == (False, home)


async def test_a_file_that_a_folder_links_stays(mira: accounts.User, ada: crm.Contact):
    file = await dropped(mira, links=[await make_folder("Offers")])
    key = await a_draft(mira, ada, file)
    await left_for(25, key)
    await run(interactions.sweep_drafts)
    assert not await is_trashed(file)


async def test_a_file_that_is_somebodys_picture_stays(mira: accounts.User, ada: crm.Contact):
    file = await dropped(mira, "me.jpg", file_type="image")
    images = await folder_of(ada, "images")
    await run(attachments.attach, file, images)
    await run(attachments.set_avatar, "contact", ada.uuid, file)
    await run(storage.move_file_to_folder, file, None)
    key = await a_draft(mira, ada, file)
    await left_for(25, key)
    await run(interactions.sweep_drafts)
    assert not await is_trashed(file)


async def test_a_file_that_lay_in_the_library_before_stays(mira: accounts.User, ada: crm.Contact):
    file = await make_file(mira)
    key = await a_draft(mira, ada, file)
    await left_for(25, key)
    await run(interactions.sweep_drafts)
    assert not await is_trashed(file)


async def test_a_file_that_was_saved_is_never_swept(mira: accounts.User, ada: crm.Contact):
    file = await dropped(mira)
    one, two = await a_draft(mira, ada, file), await a_draft(mira, ada, file)
    await run_as(mira, interactions.save_interaction, one, on(ada), {})
    await left_for(25, one, two)
    assert await run(interactions.sweep_drafts) == 2
    assert await files_of(ada) == {file}
    found = await file_now(file)
    assert found is not None and "staged" not in found.meta


async def test_a_file_that_is_gone_stops_nothing(mira: accounts.User, ada: crm.Contact):
    gone, lost = await dropped(mira), await dropped(mira)
    key = await a_draft(mira, ada, gone, lost)
    await run(storage.delete_file_completely, gone)
    await left_for(25, key)
    assert await run(interactions.sweep_drafts) == 1
    assert await is_trashed(lost)


async def test_nobody_but_the_system_sweeps(victor: accounts.User):
    with pytest.raises(Forbidden):
        await run_as(victor, interactions.sweep_drafts)


async def test_however_many_there_are_all_go(
    mira: accounts.User, ada: crm.Contact, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("crm_app.crm.interactions.sweeping.AT_ONCE", 2)
    keys = [await a_draft(mira, ada) for _ in range(5)]
    await left_for(25, *keys)
    assert await tasks.sweep_drafts() == "5 drafts removed."
    assert await rows(InteractionDraft) == []
