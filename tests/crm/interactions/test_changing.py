"""An interaction is changed field by field; parties and files stay unless they are changed too."""

from typing import Any
from uuid import UUID

import pytest

from crm_app import accounts, crm
from crm_app.core.errors import EditConflict, Forbidden, NotFound, ValidationFailed
from crm_app.core.ids import uuid7
from crm_app.crm import interactions
from crm_app.crm.interactions import AttachmentUnavailable, Interaction, NotAnchoredHere, Party
from tests.crm.interactions.notes import (
    deleted,
    files_of,
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
from tests.factories import is_trashed, make_file, make_folder, run, run_as, trash_by_hand
from tests.live import told

BERLIN = {"occurred_at": "2026-11-21T14:30", "time_zone": "Europe/Berlin"}


async def changed(
    who: accounts.User, uuid: UUID, attributes: Any = None, *rest: Any, **more: Any
) -> Interaction:
    return await run_as(who, interactions.update_interaction, uuid, attributes or {}, *rest, **more)


async def test_only_what_is_given_is_written(mira: accounts.User, ada: crm.Contact):
    written = await note(mira, ada, "Before", body="Stays", interaction_type="call", **BERLIN)
    after = await changed(mira, written.uuid, {"subject": "After"})
    assert (after.subject, after.body, after.interaction_type) == ("After", "Stays", "call")
    assert (after.occurred_at, after.time_zone) == (written.occurred_at, "Europe/Berlin")
    assert after.updated_at > written.updated_at


async def test_what_is_the_same_is_not_written(mira: accounts.User, ada: crm.Contact, bob: crm.Contact):
    written = await note(mira, ada, "Same", parties=with_(bob), **BERLIN)
    async with told(topic_of(ada)) as heard:
        after = await changed(mira, written.uuid, {"subject": "Same", **BERLIN}, with_(bob))
    assert after.updated_at == written.updated_at
    assert await heard() == []
    assert [entry.action for entry in await trail()] == ["crm.interaction_logged"]


async def test_seconds_that_a_form_does_not_show_stay(mira: accounts.User, ada: crm.Contact):
    written = await note(mira, ada)
    shown = interactions.form_of(written, "Europe/Berlin")
    again = {"occurred_at": shown.occurred_at, "time_zone": "Europe/Berlin", "subject": "New"}
    after = await changed(mira, written.uuid, again)
    assert (after.occurred_at, after.time_zone, after.subject) == (written.occurred_at, None, "New")


async def test_another_time_moves_it_with_its_parties(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    moved = await note(mira, ada, "Moved", parties=with_(bob), occurred_at="2026-11-21T14:30")
    await note(mira, ada, "Fixed", parties=with_(bob), occurred_at="2026-11-20T14:30")
    after = await changed(mira, moved.uuid, {"occurred_at": "2026-11-19T14:30", "time_zone": "Asia/Tokyo"})
    assert (after.occurred_at.isoformat(), after.time_zone) == ("2026-11-19T05:30:00+00:00", "Asia/Tokyo")
    assert await subjects_of(ada) == await subjects_of(bob) == ["Fixed", "Moved"]


async def test_a_blank_time_is_now(mira: accounts.User, ada: crm.Contact):
    written = await note(mira, ada, occurred_at="2020-01-01T00:00")
    assert (await changed(mira, written.uuid, {"occurred_at": ""})).occurred_at.year >= 2026


@pytest.mark.parametrize(
    "wrong", [{"occurred_at": "soon"}, {"subject": "s" * 256}, {"interaction_type": "x"}]
)
async def test_what_breaks_a_rule_leaves_it_as_it_was(
    mira: accounts.User, ada: crm.Contact, wrong: dict[str, str]
):
    written = await note(mira, ada, "Before")
    with pytest.raises(ValidationFailed) as refused:
        await changed(mira, written.uuid, {"body": "New", **wrong})
    assert list(refused.value.fields) == list(wrong)
    assert (await the_row(ada)).interaction.body is None


async def test_an_anchor_that_is_smuggled_in_is_ignored(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact, engines: crm.Company
):
    written = await note(mira, ada)
    smuggled = {"contact_uuid": bob.uuid, "company_uuid": engines.uuid, "subject": "Mine"}
    await changed(mira, written.uuid, smuggled)
    assert await subjects_of(ada) == ["Mine"]
    assert await timeline_of(bob) == await timeline_of(engines) == []


async def test_from_the_page_of_another_record_nothing_is_changed(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    written = await note(mira, ada, parties=with_(bob))
    with pytest.raises(NotAnchoredHere):
        await changed(mira, written.uuid, {"subject": "Forged"}, on=on(bob))
    assert await subjects_of(ada) == ["A note"]


async def test_parties_that_are_not_given_stay(mira: accounts.User, ada: crm.Contact, bob: crm.Contact):
    written = await note(mira, ada, parties=[*with_(bob), Party("Amy")])
    before = (await the_row(ada)).parties
    await changed(mira, written.uuid, {"subject": "New"})
    assert (await the_row(ada)).parties == before


async def test_an_empty_list_takes_all_parties_away(mira: accounts.User, ada: crm.Contact, bob: crm.Contact):
    written = await note(mira, ada, parties=with_(bob))
    await changed(mira, written.uuid, {}, [])
    assert (await the_row(ada)).parties == []
    assert await timeline_of(bob) == []


async def test_who_is_still_among_the_parties_stays_as_they_were(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact, cleo: crm.Contact
):
    written = await note(mira, ada, parties=[*with_(bob), Party("Amy")])
    before = {party.raw_name: party for party in (await the_row(ada)).parties}
    await run(crm.update_contact, bob.uuid, {"name": "Robert"})
    await changed(mira, written.uuid, {}, [*with_(cleo), Party("Amy"), Party("Robert", bob.uuid)])
    after = (await the_row(ada)).parties
    assert [party.raw_name for party in after] == ["Cleo Patra", "Amy", "Bob Builder"]
    assert [party.position for party in after] == [0, 1, 2]
    for kept in after[1:]:
        assert kept.party_snapshot == before[kept.raw_name].party_snapshot
        assert kept.uuid == before[kept.raw_name].uuid


async def test_a_party_whose_contact_was_deleted_stays_as_it_was(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    written = await note(mira, ada, parties=with_(bob))
    before = (await the_row(ada)).parties[0]
    await deleted(bob)
    await changed(mira, written.uuid, {"subject": "New"}, [Party("Bob Builder"), Party("Amy")])
    kept, _ = (await the_row(ada)).parties
    assert (kept.uuid, kept.contact_uuid, kept.party_snapshot) == (before.uuid, None, before.party_snapshot)


async def test_old_and_new_parties_are_told(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact, cleo: crm.Contact
):
    written = await note(mira, ada, parties=with_(bob))
    async with (
        told(topic_of(bob)) as bob_heard,
        told(topic_of(cleo)) as cleo_heard,
        told(topic_of(ada)) as heard,
    ):
        await changed(mira, written.uuid, {}, with_(cleo))
    for each in (bob_heard, cleo_heard, heard):
        (change,) = await each()
        assert (change.kind, change.uuids) == ("updated", (written.uuid,))


async def test_the_trail_tells_of_the_change_and_never_what_was_said(mira: accounts.User, ada: crm.Contact):
    written = await note(mira, ada)
    await changed(mira, written.uuid, {"body": "Top secret", "subject": "New"})
    entry = (await trail())[-1]
    assert entry.action == "crm.interaction_updated"
    told_of = {"interaction_uuid": str(written.uuid), "interaction_type": "note", "subject": "New"}
    assert entry.details == told_of


async def test_files_stay_and_others_come(mira: accounts.User, ada: crm.Contact):
    first, second = await make_file(mira, "1.txt"), await make_file(mira, "2.txt")
    written = await note(mira, ada, files=[first])
    await changed(mira, written.uuid, {}, add_files=[second])
    assert await files_of(ada) == {first, second}


async def test_a_file_that_is_removed_goes_to_the_trash(mira: accounts.User, ada: crm.Contact):
    file = await make_file(mira)
    written = await note(mira, ada, files=[file])
    async with told(topic_of(ada)) as heard:
        await changed(mira, written.uuid, {}, remove_files=[file])
    assert await files_of(ada) == set()
    assert await is_trashed(file)
    assert [change.kind for change in await heard()] == ["updated"]


async def test_a_file_that_is_held_elsewhere_stays_there(mira: accounts.User, ada: crm.Contact):
    file = await make_file(mira, home=await make_folder("Offers"))
    written = await note(mira, ada, files=[file])
    await changed(mira, written.uuid, {}, remove_files=[file])
    assert await files_of(ada) == set()
    assert not await is_trashed(file)


async def test_a_file_of_something_else_is_not_removed(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    file = await make_file(mira)
    await note(mira, bob, files=[file])
    written = await note(mira, ada)
    await changed(mira, written.uuid, {}, remove_files=[file])
    assert await files_of(bob) == {file}
    assert not await is_trashed(file)


async def test_a_trashed_file_takes_the_whole_change_back(mira: accounts.User, ada: crm.Contact):
    old, file = await make_file(mira, "old.txt"), await make_file(mira, "offer.txt")
    written = await note(mira, ada, "Before", files=[old])
    await trash_by_hand(file)
    with pytest.raises(AttachmentUnavailable):
        await changed(
            mira, written.uuid, {"subject": "After"}, [Party("Amy")], add_files=[file], remove_files=[old]
        )
    row = await the_row(ada)
    assert (row.interaction.subject, row.parties, await files_of(ada)) == ("Before", [], {old})


async def test_two_people_who_change_the_same_field_are_told(
    mira: accounts.User, owner: accounts.User, ada: crm.Contact
):
    written = await note(mira, ada, "Before", body="Body")
    seen = {"subject": "Before", "body": "Body"}
    await changed(owner, written.uuid, {"subject": "Hers"}, seen=seen)
    with pytest.raises(EditConflict) as refused:
        await changed(mira, written.uuid, {"subject": "Mine", "body": "Body"}, seen=seen)
    (difference,) = refused.value.differences
    assert (difference.field, difference.theirs, difference.yours) == ("subject", "Hers", "Mine")
    assert await subjects_of(ada) == ["Hers"]


async def test_two_people_who_change_different_fields_both_succeed(
    mira: accounts.User, owner: accounts.User, ada: crm.Contact
):
    written = await note(mira, ada, "Before", body="Body", **BERLIN)
    seen = {"subject": "Before", "body": "Body", **BERLIN}
    await changed(owner, written.uuid, {**seen, "subject": "Hers"}, seen=seen)
    after = await changed(mira, written.uuid, {**seen, "occurred_at": "2026-11-21T15:00"}, seen=seen)
    assert (after.subject, after.occurred_at.isoformat()) == ("Hers", "2026-11-21T14:00:00+00:00")


async def test_a_time_that_two_people_change_is_told_in_the_writers_zone(
    mira: accounts.User, owner: accounts.User, ada: crm.Contact
):
    written = await note(mira, ada, **BERLIN)
    tokyo = {"occurred_at": "2026-11-21T22:30", "time_zone": "Asia/Tokyo"}
    await changed(
        owner, written.uuid, {"occurred_at": "2026-11-21T23:00", "time_zone": "Asia/Tokyo"}, seen=tokyo
    )
    with pytest.raises(EditConflict) as refused:
        await changed(mira, written.uuid, {**BERLIN, "occurred_at": "2026-11-21T16:00"}, seen=BERLIN)
    (difference,) = refused.value.differences
    assert (difference.theirs, difference.yours) == ("2026-11-21T15:00", "2026-11-21T16:00")


async def test_one_that_is_gone_is_not_found(mira: accounts.User):
    with pytest.raises(NotFound):
        await changed(mira, uuid7(), {"subject": "Too late"})


async def test_of_a_record_in_the_trash_nothing_is_changed(mira: accounts.User, ada: crm.Contact):
    written = await note(mira, ada)
    await trashed(ada)
    with pytest.raises(crm.RecordTrashed):
        await changed(mira, written.uuid, {"subject": "Too late"})


async def test_a_viewer_changes_nothing(mira: accounts.User, victor: accounts.User, ada: crm.Contact):
    written = await note(mira, ada)
    with pytest.raises(Forbidden):
        await changed(victor, written.uuid, {"subject": "Forged"})
