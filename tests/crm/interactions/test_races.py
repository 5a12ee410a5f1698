"""Two at once: one wins, the other is told, and nothing is lost or half there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import col, update

from crm_app import accounts, crm, storage
from crm_app.core.clock import now
from crm_app.core.ids import uuid7
from crm_app.core.scope import Scope, system_scope
from crm_app.crm import interactions
from crm_app.crm.interactions import InteractionDraft
from tests.crm.interactions.notes import files_of, note, on, subjects_of, timeline_of, trail, with_
from tests.factories import is_trashed, make_file, outcome, run, run_as
from tests.storage_help import rows
from tests.waiting import begun_and_waiting


async def a_draft(who: accounts.User, about: crm.Record, *files: UUID) -> UUID:
    key = uuid7()
    await run_as(who, interactions.save_draft, key, on(about), {"body": "Half"})
    for file in files:
        await run_as(who, interactions.stage_file, key, on(about), file)
    return key


def saving(who: accounts.User, key: UUID, about: crm.Record):
    return run_as(who, interactions.save_interaction, key, on(about), {"subject": "Saved"})


async def test_the_same_save_many_times_at_once_writes_one(mira: accounts.User, ada: crm.Contact):
    files = [await make_file(mira, f"{n}.txt") for n in range(3)]
    key = await a_draft(mira, ada, *files)
    told = await asyncio.gather(*(outcome(saving(mira, key, ada)) for _ in range(8)))
    assert set(told) == {"ok"}
    assert len(await timeline_of(ada)) == len(await trail()) == 1
    assert await files_of(ada) == set(files)


async def test_the_second_save_waits_for_the_first_and_is_the_same(mira: accounts.User, ada: crm.Contact):
    key = await a_draft(mira, ada, await make_file(mira))
    async with accounts.scope_for(mira.uuid) as scope:
        first = await interactions.save_interaction(scope, key, on(ada), {"subject": "Saved"})
        waiting = await begun_and_waiting(saving(mira, key, ada))
        assert not waiting.done()
        await scope.commit()
    assert (await waiting).uuid == first.uuid
    assert await subjects_of(ada) == ["Saved"]


async def test_the_same_file_in_two_drafts_saved_at_once_is_held_by_both(
    mira: accounts.User, ada: crm.Contact
):
    file = await make_file(mira)
    keys = [await a_draft(mira, ada, file) for _ in range(6)]
    told = await asyncio.gather(*(outcome(saving(mira, key, ada)) for key in keys))
    assert set(told) == {"ok"}
    assert [[each.uuid for each in row.files] for row in await timeline_of(ada)] == [[file]] * 6


async def test_the_same_files_in_other_orders_do_not_wait_for_each_other(
    mira: accounts.User, ada: crm.Contact
):
    files = [await make_file(mira, f"{n}.txt") for n in range(5)]
    keys = [await a_draft(mira, ada, *(files if n % 2 else reversed(files))) for n in range(6)]
    assert set(await asyncio.gather(*(outcome(saving(mira, key, ada)) for key in keys))) == {"ok"}


async def test_what_is_deleted_while_it_is_edited_is_not_found(mira: accounts.User, ada: crm.Contact):
    written = await note(mira, ada)
    async with accounts.scope_for(mira.uuid) as scope:
        await interactions.delete_interaction(scope, written.uuid, on=on(ada))
        change = run_as(mira, interactions.update_interaction, written.uuid, {"subject": "Late"})
        waiting = await begun_and_waiting(outcome(change))
        assert not waiting.done()
        await scope.commit()
    assert await waiting == "not_found"
    assert await timeline_of(ada) == []


async def test_what_is_edited_while_it_is_deleted_goes_all_the_same(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    written = await note(mira, ada)
    async with accounts.scope_for(mira.uuid) as scope:
        await interactions.update_interaction(scope, written.uuid, {"subject": "New"}, with_(bob))
        gone = run_as(mira, interactions.delete_interaction, written.uuid, on=on(ada))
        waiting = await begun_and_waiting(outcome(gone))
        assert not waiting.done()
        await scope.commit()
    assert await waiting == "ok"
    assert await timeline_of(ada) == await timeline_of(bob) == []


async def test_two_who_change_the_same_words_at_once_are_told(
    mira: accounts.User, owner: accounts.User, ada: crm.Contact
):
    written = await note(mira, ada, "Before")
    seen = {"subject": "Before"}
    async with accounts.scope_for(owner.uuid) as scope:
        await interactions.update_interaction(scope, written.uuid, {"subject": "Hers"}, seen=seen)
        change = run_as(mira, interactions.update_interaction, written.uuid, {"subject": "Mine"}, seen=seen)
        waiting = await begun_and_waiting(outcome(change))
        assert not waiting.done()
        await scope.commit()
    assert await waiting == "edit_conflict"
    assert await subjects_of(ada) == ["Hers"]


async def test_typing_that_comes_while_it_is_saved_does_not_bring_it_back(
    mira: accounts.User, ada: crm.Contact
):
    written = await note(mira, ada, "Before")
    key = uuid7()
    edit = {"interaction_uuid": written.uuid}
    await run_as(mira, interactions.save_draft, key, on(ada), {"subject": "Half"}, **edit)
    async with accounts.scope_for(mira.uuid) as scope:
        await interactions.save_interaction(scope, key, on(ada), {"subject": "After"})
        late = run_as(mira, interactions.save_draft, key, on(ada), {"subject": "Hal"}, **edit)
        waiting = await begun_and_waiting(outcome(late))
        assert not waiting.done()
        await scope.commit()
    assert await waiting == "draft_saved"
    assert await run_as(mira, interactions.list_drafts, on(ada)) == []


@pytest.mark.parametrize("late", ["a file taken away", "thrown away"])
async def test_what_comes_while_it_is_saved_waits_and_finds_it_ended(
    mira: accounts.User, ada: crm.Contact, late: str
):
    file = await make_file(mira)
    key = await a_draft(mira, ada, file)
    async with accounts.scope_for(mira.uuid) as scope:
        await interactions.save_interaction(scope, key, on(ada), {"subject": "Saved"})
        if late == "thrown away":
            call = run_as(mira, interactions.discard_draft, key)
        else:
            call = run_as(mira, interactions.unstage_file, key, file)  # type: ignore[assignment]
        waiting = await begun_and_waiting(outcome(call))
        assert not waiting.done()
        await scope.commit()
    assert await waiting == "not_found"
    assert await files_of(ada) == {file}
    assert (await saving(mira, key, ada)).uuid == key


async def test_of_many_who_delete_it_one_does(mira: accounts.User, ada: crm.Contact):
    written = await note(mira, ada, files=[await make_file(mira)])
    gone = [run_as(mira, interactions.delete_interaction, written.uuid, on=on(ada)) for _ in range(6)]
    told = await asyncio.gather(*map(outcome, gone))
    assert sorted(told) == ["not_found"] * 5 + ["ok"]
    assert len(await trail()) == 2


@asynccontextmanager
async def being_deleted(record: crm.Record) -> AsyncIterator[Scope]:
    """A transaction that has trashed and deleted the record and not yet ended."""
    async with system_scope() as scope:
        if isinstance(record, crm.Contact):
            await crm.trash_contact(scope, record.uuid)
            await crm.delete_contact(scope, record.uuid)
        else:
            await crm.trash_company(scope, record.uuid)
            await crm.delete_company(scope, record.uuid)
        yield scope


async def test_an_anchor_that_is_deleted_while_one_saves_loses_nothing(
    mira: accounts.User, ada: crm.Contact, engines: crm.Company
):
    for record in (ada, engines):
        file = await make_file(mira)
        key = await a_draft(mira, record, file)
        async with being_deleted(record) as scope:
            waiting = await begun_and_waiting(outcome(saving(mira, key, record)))
            assert not waiting.done()
            await scope.commit()
        assert await waiting == "not_found"
        draft = await run_as(mira, interactions.get_draft, key)
        assert draft is not None and [each.state for each in draft.files] == ["ready"]
    assert await rows(storage.Folder) == []


async def test_a_record_is_deleted_only_after_what_is_saved_about_it(mira: accounts.User, ada: crm.Contact):
    file = await make_file(mira)
    await run(crm.trash_contact, ada.uuid)
    await run(crm.restore_contact, ada.uuid)
    key = await a_draft(mira, ada, file)

    async def trash_and_delete() -> None:
        async with being_deleted(ada):
            pass

    async with accounts.scope_for(mira.uuid) as scope:
        await interactions.save_interaction(scope, key, on(ada), {})
        waiting = await begun_and_waiting(trash_and_delete())
        assert not waiting.done()
        await scope.commit()
    await waiting
    assert await rows(interactions.Interaction) == await rows(storage.Folder) == []


async def test_a_party_who_is_deleted_while_one_saves_stays_as_a_name(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    async with being_deleted(bob) as scope:
        waiting = await begun_and_waiting(note(mira, ada, parties=with_(bob)))
        assert not waiting.done()
        await scope.commit()
    await waiting
    (row,) = await timeline_of(ada)
    assert [(party.raw_name, party.contact_uuid) for party in row.parties] == [("Bob Builder", None)]


async def test_a_file_that_is_trashed_while_one_saves_is_told(mira: accounts.User, ada: crm.Contact):
    file = await make_file(mira)
    key = await a_draft(mira, ada, file)
    async with system_scope() as scope:
        await storage.trash_file(scope, file)
        waiting = await begun_and_waiting(outcome(saving(mira, key, ada)))
        assert not waiting.done()
        await scope.commit()
    assert await waiting == "attachment_unavailable"
    assert await timeline_of(ada) == []


async def test_a_draft_that_somebody_writes_in_is_not_swept(mira: accounts.User, ada: crm.Contact):
    file = await make_file(mira, meta={"staged": True})
    key = await a_draft(mira, ada, file)
    async with system_scope() as scope:
        this = update(InteractionDraft).where(col(InteractionDraft.uuid) == key)
        await scope.session.exec(this.values(updated_at=now() - timedelta(hours=25)))
    async with accounts.scope_for(mira.uuid) as scope:
        await interactions.save_draft(scope, key, on(ada), {"body": "More"})
        assert await run(interactions.sweep_drafts) == 0
    assert not await is_trashed(file)


async def test_many_who_sweep_at_once_sweep_each_draft_once(mira: accounts.User, ada: crm.Contact):
    files = [await make_file(mira, meta={"staged": True}) for _ in range(4)]
    for file in files:
        await a_draft(mira, ada, file, *files)
    told = await asyncio.gather(*(run(interactions.sweep_drafts, timedelta()) for _ in range(6)))
    assert sum(told) == 4
    assert all([await is_trashed(file) for file in files])


EXPECTED = {"ok", "not_found", "record_trashed", "already_trashed", "not_trashed", "attachment_unavailable"}


@pytest.mark.parametrize("seed", range(3))
async def test_everything_at_once_ends_whole(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact, engines: crm.Company, seed: int
):
    """Nobody waits for each other for ever: PostgreSQL would end one of them with an error of its own."""
    files = [await make_file(mira, f"{n}.txt") for n in range(3)]
    written = [await note(mira, about, parties=with_(ada, bob)) for about in (ada, bob, engines)]
    keys = [await a_draft(mira, about, *files) for about in (ada, bob, engines)]
    everything = [
        *(saving(mira, key, about) for key, about in zip(keys, (ada, bob, engines), strict=True)),
        *(note(mira, engines, parties=with_(bob, ada), files=files[::-1]) for _ in range(2)),
        *(note(mira, ada, parties=with_(bob), files=files) for _ in range(2)),
        *(
            run_as(
                mira,
                interactions.update_interaction,
                each.uuid,
                {"occurred_at": "2020-01-01T00:00"},
                with_(bob),
            )
            for each in written
        ),
        run_as(mira, interactions.delete_interaction, written[2].uuid, on=on(engines)),
        run(crm.add_member, engines.uuid, bob.uuid),
        run(crm.update_contact, ada.uuid, {"name": "Countess", "company": "Analytical Engines"}),
        run(crm.trash_contact, bob.uuid),
        run(storage.trash_file, files[seed]),
        run(crm.trash_company, engines.uuid),
    ]
    shift = seed * 5
    told = await asyncio.gather(*map(outcome, everything[shift:] + everything[:shift]))
    assert set(told) <= EXPECTED
    for row in await timeline_of(ada):
        assert {file.status for file in row.files} <= {"active"}
