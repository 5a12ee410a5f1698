"""Interactions go for good, with their files, from the page of their anchor alone; and with their anchor."""

import pytest

from crm_app import accounts, crm, storage
from crm_app.core.errors import Forbidden, NotFound, NotTrashed
from crm_app.core.ids import uuid7
from crm_app.crm import interactions
from crm_app.crm.interactions import Interaction, InteractionParty, NotAnchoredHere
from tests.crm.interactions.notes import (
    deleted,
    note,
    on,
    subjects_of,
    the_row,
    timeline_of,
    topic_of,
    trail,
    trashed,
    with_,
)
from tests.factories import file_now, home_of, make_file, make_folder, run, run_as
from tests.live import told
from tests.storage_help import rows


async def test_it_goes_with_its_parties_its_folder_and_its_files(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    file = await make_file(mira)
    written = await note(mira, ada, parties=with_(bob), files=[file])
    await run_as(mira, interactions.delete_interaction, written.uuid, on=on(ada))
    assert await timeline_of(ada) == await timeline_of(bob) == []
    assert await rows(InteractionParty) == await rows(storage.Folder) == []
    assert await file_now(file) is None


async def test_a_file_that_is_held_elsewhere_survives(mira: accounts.User, ada: crm.Contact):
    home = await make_folder("Offers")
    file = await make_file(mira, home=home)
    written = await note(mira, ada, files=[file])
    await run_as(mira, interactions.delete_interaction, written.uuid, on=on(ada))
    assert await home_of(file) == home


async def test_on_the_page_of_a_party_it_is_not_deleted(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    written = await note(mira, ada, parties=with_(bob))
    row = await the_row(bob)
    assert (row.interaction.uuid, row.mine_to_change, row.anchor) == (written.uuid, False, on(ada))
    with pytest.raises(NotAnchoredHere):
        await run_as(mira, interactions.delete_interaction, written.uuid, on=on(bob))
    assert await subjects_of(ada) == ["A note"]


async def test_on_the_page_of_a_company_a_members_is_not_deleted(
    mira: accounts.User, ada: crm.Contact, engines: crm.Company
):
    await run(crm.add_member, engines.uuid, ada.uuid)
    written = await note(mira, ada)
    assert not (await the_row(engines)).mine_to_change
    with pytest.raises(NotAnchoredHere):
        await run_as(mira, interactions.delete_interaction, written.uuid, on=on(engines))


async def test_a_company_is_no_contact_of_the_same_uuid(mira: accounts.User, ada: crm.Contact):
    written = await note(mira, ada)
    with pytest.raises(NotAnchoredHere):
        await run_as(mira, interactions.delete_interaction, written.uuid, on=("company", ada.uuid))


async def test_one_that_is_gone_is_not_found(mira: accounts.User, ada: crm.Contact):
    written = await note(mira, ada)
    await run_as(mira, interactions.delete_interaction, written.uuid, on=on(ada))
    with pytest.raises(NotFound):
        await run_as(mira, interactions.delete_interaction, written.uuid, on=on(ada))


async def test_a_viewer_deletes_nothing(mira: accounts.User, victor: accounts.User, ada: crm.Contact):
    written = await note(mira, ada)
    with pytest.raises(Forbidden):
        await run_as(victor, interactions.delete_interaction, written.uuid, on=on(ada))


async def test_everybody_who_showed_it_is_told_and_the_trail_keeps_it(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    written = await note(mira, ada, "Gone", body="Top secret", parties=with_(bob))
    async with told(topic_of(ada)) as ada_heard, told(topic_of(bob)) as bob_heard:
        await run_as(mira, interactions.delete_interaction, written.uuid, on=on(ada))
    for heard in (ada_heard, bob_heard):
        (change,) = await heard()
        assert (change.kind, change.uuids) == ("deleted", (written.uuid,))
    entry = (await trail())[-1]
    assert (entry.action, entry.resource_uuid) == ("crm.interaction_deleted", ada.uuid)
    told_of = {"interaction_uuid": str(written.uuid), "interaction_type": "note", "subject": "Gone"}
    assert entry.details == told_of


async def test_a_deleted_contact_takes_its_interactions_and_their_files_along(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    files = [await make_file(mira, f"{n}.txt") for n in range(2)]
    for file in files:
        await note(mira, ada, parties=with_(bob), files=[file])
    kept = await make_file(mira)
    await note(mira, bob, files=[kept])
    await deleted(ada)
    assert len(await rows(Interaction)) == 1
    assert await timeline_of(ada) == []
    assert [await file_now(file) for file in files] == [None, None]
    assert await file_now(kept) is not None


async def test_a_deleted_company_takes_its_interactions_and_their_files_along(
    mira: accounts.User, ada: crm.Contact, engines: crm.Company
):
    file = await make_file(mira)
    await note(mira, engines, parties=with_(ada), files=[file])
    await deleted(engines)
    assert await rows(Interaction) == await rows(storage.Folder) == []
    assert await file_now(file) is None


async def test_who_took_part_is_told_that_a_record_went(
    mira: accounts.User, bob: crm.Contact, cleo: crm.Contact, engines: crm.Company
):
    await note(mira, engines, parties=with_(bob))
    await trashed(engines)
    async with told(topic_of(bob)) as bob_heard, told(topic_of(cleo)) as cleo_heard:
        await run(crm.delete_company, engines.uuid)
    assert [(change.kind, change.uuids) for change in await bob_heard()] == [("deleted", ())]
    assert await cleo_heard() == []


async def test_where_a_deleted_contact_took_part_they_stay_as_a_name(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    await note(mira, ada, parties=with_(bob))
    await trashed(bob)
    async with told(topic_of(ada)) as heard:
        await run(crm.delete_contact, bob.uuid)
    (party,) = (await the_row(ada)).parties
    assert (party.raw_name, party.contact_uuid) == ("Bob Builder", None)
    assert party.party_snapshot["name"] == "Bob Builder"
    assert [change.kind for change in await heard()] == ["deleted"]


async def test_a_record_that_is_not_in_the_trash_keeps_its_interactions(
    mira: accounts.User, ada: crm.Contact
):
    await note(mira, ada)
    with pytest.raises(NotTrashed):
        await run(crm.delete_contact, ada.uuid)
    with pytest.raises(NotFound):
        await run(crm.delete_contact, uuid7())
    assert await subjects_of(ada) == ["A note"]


async def test_a_cascade_takes_as_many_statements_for_many_as_for_one(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact, statements: list[str]
):
    counts: list[int] = []
    for contact, notes in ((ada, 1), (bob, 7)):
        for _ in range(notes):
            await note(mira, contact, files=[await make_file(mira)])
        await trashed(contact)
        statements.clear()
        await run(crm.delete_contact, contact.uuid)
        counts.append(len([sent for sent in statements if "blobs" not in sent]))
    assert counts[0] == counts[1]
