"""From a draft to an interaction: its text and its files in one transaction, or nothing, and nothing lost."""

from typing import Any
from uuid import UUID

import pytest

from crm_app import accounts, crm, storage
from crm_app.core.errors import Conflict, Forbidden, NotFound, ValidationFailed
from crm_app.core.ids import uuid7
from crm_app.crm import interactions
from crm_app.crm.interactions import AttachmentUnavailable, DraftSaved, Interaction, NotAnchoredHere, Party
from tests.crm.interactions.notes import (
    deleted,
    files_of,
    note,
    on,
    subjects_of,
    the_row,
    timeline_of,
    trail,
    trashed,
    with_,
)
from tests.factories import home_of, is_trashed, links_of, make_file, make_folder, run, run_as, trash_by_hand


async def a_draft(who: accounts.User, about: crm.Record, *files: UUID, **form: Any) -> UUID:
    """A draft with these files."""
    key, editing = uuid7(), form.pop("editing", None)
    body = form or {"body": "Half a sentence"}
    await run_as(who, interactions.save_draft, key, on(about), body, interaction_uuid=editing)
    for file in files:
        await run_as(who, interactions.stage_file, key, on(about), file)
    return key


async def saved(
    who: accounts.User, key: UUID, about: crm.Record, subject: str = "Saved", **more: Any
) -> Interaction:
    said = {"subject": subject, **more.pop("attributes", {})}
    return await run_as(who, interactions.save_interaction, key, on(about), said, **more)


async def still_there(who: accounts.User, key: UUID) -> interactions.Draft:
    draft = await run_as(who, interactions.get_draft, key)
    assert draft is not None, "what was typed and dropped is lost"
    return draft


async def test_it_becomes_an_interaction_of_the_same_uuid_with_its_files(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    files = [await make_file(mira, f"{n}.txt") for n in range(3)]
    key = await a_draft(mira, ada, *files)
    written = await saved(mira, key, ada, parties=with_(bob))
    row = await the_row(ada)
    assert (written.uuid, row.interaction.uuid, row.interaction.subject) == (key, key, "Saved")
    assert {file.uuid for file in row.files} == set(files)
    assert [party.contact_uuid for party in row.parties] == [bob.uuid]
    assert await run_as(mira, interactions.list_drafts, on(ada)) == []


async def test_a_company_gets_it_too(mira: accounts.User, engines: crm.Company):
    key = await a_draft(mira, engines, await make_file(mira))
    await saved(mira, key, engines)
    assert await subjects_of(engines) == ["Saved"]


async def test_what_was_never_kept_is_saved_all_the_same(mira: accounts.User, ada: crm.Contact):
    key, file = uuid7(), await make_file(mira)
    await saved(mira, key, ada, files=[file])
    assert await files_of(ada) == {file}


async def test_an_anchor_that_is_smuggled_in_is_ignored(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact, engines: crm.Company
):
    smuggled = {"contact_uuid": str(bob.uuid), "company_uuid": str(engines.uuid)}
    await saved(mira, await a_draft(mira, ada), ada, attributes=smuggled)
    assert await subjects_of(ada) == ["Saved"]
    assert await timeline_of(bob) == await timeline_of(engines) == []


async def test_what_was_taken_away_again_is_not_attached(mira: accounts.User, ada: crm.Contact):
    first, second = await make_file(mira, "1.txt"), await make_file(mira, "2.txt")
    key = await a_draft(mira, ada, first, second)
    await run_as(mira, interactions.unstage_file, key, first)
    await saved(mira, key, ada)
    assert await files_of(ada) == {second}
    assert await home_of(first) is None


async def test_a_file_dropped_in_two_tabs_is_held_by_both(mira: accounts.User, ada: crm.Contact):
    file = await make_file(mira)
    one, two = await a_draft(mira, ada, file), await a_draft(mira, ada, file)
    await saved(mira, one, ada)
    await saved(mira, two, ada)
    assert [[each.uuid for each in row.files] for row in await timeline_of(ada)] == [[file], [file]]
    assert len(await links_of(file)) == 1


async def test_a_bad_field_leaves_everything_as_it_was(mira: accounts.User, ada: crm.Contact):
    file = await make_file(mira)
    key = await a_draft(mira, ada, file, body="Long")
    with pytest.raises(ValidationFailed):
        await saved(mira, key, ada, attributes={"occurred_at": "soon"})
    draft = await still_there(mira, key)
    assert (draft.form, [each.uuid for each in draft.files]) == ({"body": "Long"}, [file])
    assert await timeline_of(ada) == []


async def test_a_file_that_was_trashed_while_it_waited_is_named_and_kept(
    mira: accounts.User, ada: crm.Contact
):
    good, bad = await make_file(mira, "good.txt"), await make_file(mira, "bad.txt")
    key = await a_draft(mira, ada, good, bad)
    await trash_by_hand(bad)
    with pytest.raises(AttachmentUnavailable) as refused:
        await saved(mira, key, ada)
    assert refused.value.names == ["bad.txt"]
    assert [each.state for each in (await still_there(mira, key)).files] == ["ready", "trashed"]
    assert await timeline_of(ada) == []
    await run_as(mira, interactions.unstage_file, key, bad)
    await saved(mira, key, ada)
    assert await files_of(ada) == {good}


async def test_a_file_that_was_deleted_while_it_waited_is_named(mira: accounts.User, ada: crm.Contact):
    bad = await make_file(mira, "bad.txt")
    key = await a_draft(mira, ada, bad)
    await run(storage.delete_file_completely, bad)
    with pytest.raises(AttachmentUnavailable) as refused:
        await saved(mira, key, ada)
    assert refused.value.names == ["bad.txt"]


async def test_a_company_that_was_trashed_meanwhile_loses_nothing(mira: accounts.User, engines: crm.Company):
    file = await make_file(mira)
    key = await a_draft(mira, engines, file, body="Long")
    await trashed(engines)
    with pytest.raises(crm.RecordTrashed):
        await saved(mira, key, engines)
    assert [each.uuid for each in (await still_there(mira, key)).files] == [file]


async def test_a_company_that_was_deleted_meanwhile_loses_nothing(mira: accounts.User, engines: crm.Company):
    file = await make_file(mira)
    key = await a_draft(mira, engines, file, body="Long")
    await deleted(engines)
    with pytest.raises(NotFound):
        await saved(mira, key, engines)
    draft = await still_there(mira, key)
    assert (draft.form, [each.uuid for each in draft.files]) == ({"body": "Long"}, [file])
    assert not await is_trashed(file)


async def test_a_file_that_the_draft_has_lost_is_told_of_and_not_left_out(
    mira: accounts.User, ada: crm.Contact
):
    file = await make_file(mira, "offer.txt")
    key = await a_draft(mira, ada)
    await trash_by_hand(file)
    with pytest.raises(AttachmentUnavailable) as refused:
        await saved(mira, key, ada, files=[file])
    assert refused.value.names == ["offer.txt"]


async def test_somebody_elses_file_is_not_smuggled_in(
    mira: accounts.User, owner: accounts.User, ada: crm.Contact
):
    secret = await make_file(owner, "secret.txt")
    with pytest.raises(AttachmentUnavailable) as refused:
        await saved(mira, await a_draft(mira, ada), ada, files=[secret])
    assert "secret" not in refused.value.message


async def test_saved_twice_it_is_one(mira: accounts.User, ada: crm.Contact, bob: crm.Contact):
    key = await a_draft(mira, ada, await make_file(mira))
    first = await saved(mira, key, ada, parties=with_(bob))
    second = await saved(mira, key, ada, parties=with_(bob))
    assert first.uuid == second.uuid
    assert len(await timeline_of(ada)) == len(await trail()) == 1


async def test_saved_again_with_other_words_it_is_refused(mira: accounts.User, ada: crm.Contact):
    key = await a_draft(mira, ada)
    await saved(mira, key, ada)
    with pytest.raises(Conflict):
        await saved(mira, key, ada, "Other words")
    assert await subjects_of(ada) == ["Saved"]


async def test_typing_that_comes_late_does_not_bring_it_back(mira: accounts.User, ada: crm.Contact):
    key = await a_draft(mira, ada)
    await saved(mira, key, ada)
    with pytest.raises(DraftSaved):
        await run_as(mira, interactions.save_draft, key, on(ada), {"body": "Late"})
    with pytest.raises(DraftSaved):
        await run_as(mira, interactions.stage_file, key, on(ada), await make_file(mira))
    assert await run_as(mira, interactions.list_drafts, on(ada)) == []


async def test_a_saved_draft_keeps_nothing_of_what_was_typed(mira: accounts.User, ada: crm.Contact):
    key = await a_draft(mira, ada, body="Top secret")
    await saved(mira, key, ada)
    async with accounts.scope_for(mira.uuid) as scope:
        row = await scope.session.get_one(interactions.InteractionDraft, key)
    assert "secret" not in str(row.form)


async def test_a_viewer_saves_nothing(mira: accounts.User, victor: accounts.User, ada: crm.Contact):
    with pytest.raises(Forbidden):
        await saved(victor, uuid7(), ada)


async def test_an_edit_is_kept_and_saved_with_more_files(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    old, new = await make_file(mira, "old.txt"), await make_file(mira, "new.txt")
    written = await note(mira, ada, "Before", parties=with_(bob), files=[old], body="Stays")
    key = await a_draft(mira, ada, new, subject="After", editing=written.uuid)
    assert (await still_there(mira, key)).interaction_uuid == written.uuid
    after = await saved(mira, key, ada, "After", parties=[*with_(bob), Party("Amy")])
    row = await the_row(ada)
    assert (after.uuid, row.interaction.subject, row.interaction.body) == (written.uuid, "After", "Stays")
    assert {file.uuid for file in row.files} == {old, new}
    assert [party.raw_name for party in row.parties] == ["Bob Builder", "Amy"]


async def test_an_edit_takes_files_away_too(mira: accounts.User, ada: crm.Contact):
    old = await make_file(mira, "old.txt")
    written = await note(mira, ada, files=[old])
    key = await a_draft(mira, ada, editing=written.uuid)
    await saved(mira, key, ada, remove_files=[old])
    assert await files_of(ada) == set()


async def test_an_edit_that_was_never_kept_is_saved_all_the_same(mira: accounts.User, ada: crm.Contact):
    written = await note(mira, ada, "Before")
    await saved(mira, uuid7(), ada, "After", interaction_uuid=written.uuid)
    assert await subjects_of(ada) == ["After"]


async def test_an_edit_saved_twice_writes_once(mira: accounts.User, owner: accounts.User, ada: crm.Contact):
    written = await note(mira, ada, "Before")
    key = await a_draft(mira, ada, editing=written.uuid)
    await saved(mira, key, ada, "Mine")
    await run_as(owner, interactions.update_interaction, written.uuid, {"subject": "Hers"})
    again = await saved(mira, key, ada, "Mine")
    assert (again.uuid, again.subject) == (written.uuid, "Hers")


async def test_an_edit_from_the_page_of_a_party_is_refused(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    written = await note(mira, ada, parties=with_(bob))
    key = await a_draft(mira, bob, editing=written.uuid)
    with pytest.raises(NotAnchoredHere):
        await saved(mira, key, bob, "Forged")
    assert await subjects_of(ada) == ["A note"]


async def test_an_edit_of_what_was_deleted_meanwhile_loses_nothing(mira: accounts.User, ada: crm.Contact):
    written = await note(mira, ada)
    key = await a_draft(mira, ada, await make_file(mira), body="Long", editing=written.uuid)
    await run_as(mira, interactions.delete_interaction, written.uuid, on=on(ada))
    with pytest.raises(NotFound):
        await saved(mira, key, ada)
    draft = await still_there(mira, key)
    assert (draft.form, len(draft.files)) == ({"body": "Long"}, 1)


@pytest.mark.parametrize("count", [2, 10])
async def test_it_takes_as_many_statements_for_ten_files_as_for_two(
    mira: accounts.User, ada: crm.Contact, statements: list[str], count: int
):
    elsewhere = await make_folder("Offers")
    files = [await make_file(mira, f"{n}.txt", home=None if n % 2 else elsewhere) for n in range(count)]
    key = await a_draft(mira, ada, *files)
    statements.clear()
    await saved(mira, key, ada)
    assert len(statements) == 22
