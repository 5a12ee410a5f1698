"""Interactions are written whole, with parties and files, or not at all."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from crm_app import accounts, crm
from crm_app.core.clock import now
from crm_app.core.errors import Conflict, Forbidden, NotFound, ValidationFailed
from crm_app.core.ids import uuid7
from crm_app.crm import interactions
from crm_app.crm.interactions import AttachmentUnavailable, Party, TooManyFiles
from tests.crm.interactions.notes import (
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
from tests.factories import home_of, make_file, make_folder, run, run_as, trash_by_hand
from tests.live import told
from tests.storage_help import rows


async def test_a_member_writes_down_a_call(mira: accounts.User, ada: crm.Contact):
    fields = {"interaction_type": "call", "occurred_at": "2026-11-21T14:30", "time_zone": "Europe/Berlin"}
    written = await note(mira, ada, "About the offer", body="She wants\nthree.", **fields)
    row = await the_row(ada)
    assert row.interaction.uuid == written.uuid
    assert (row.interaction.interaction_type, row.interaction.body) == ("call", "She wants\nthree.")
    assert row.interaction.occurred_at.isoformat() == "2026-11-21T13:30:00+00:00"
    assert (row.interaction.time_zone, row.interaction.owner_name) == ("Europe/Berlin", mira.name)
    assert (row.anchor_name, row.anchor, row.mine_to_change) == ("Ada Lovelace", on(ada), True)


async def test_a_company_is_an_anchor_too(mira: accounts.User, engines: crm.Company):
    await note(mira, engines, "Visited")
    row = await the_row(engines)
    assert (row.anchor, row.anchor_name, row.mine_to_change) == (on(engines), "Analytical Engines", True)


async def test_what_is_left_out_has_its_default(mira: accounts.User, ada: crm.Contact):
    before = now()
    written = await note(mira, ada, "")
    assert (written.interaction_type, written.subject, written.body, written.time_zone) == (
        "note",
        None,
        None,
        None,
    )
    assert before <= written.occurred_at <= before + timedelta(minutes=5)


async def failed(mira: accounts.User, about: crm.Record, **attributes: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationFailed) as refused:
        await note(mira, about, **attributes)
    assert await timeline_of(about) == []
    return refused.value.fields


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("interaction_type", "seance", "Choose one of the types."),
        ("interaction_type", "n" * 51, "Choose one of the types."),
        ("occurred_at", "soon", "The time could not be read."),
        ("occurred_at", "2026-02-30T10:00", "The time could not be read."),
        ("time_zone", "Mars/Olympus", "This time zone is not known."),
        ("subject", "s" * 256, "Use at most 255 characters."),
        ("subject", "half a pair \ud800", "This contains a character that cannot be stored."),
        ("body", "b" * 100_001, "Use at most 100000 characters."),
        ("body", "NUL \0", "This contains a character that cannot be stored."),
    ],
    ids=lambda value: value[:20].encode("ascii", "replace").decode().replace("\0", "0"),
)
async def test_a_field_that_breaks_a_rule_is_told(
    mira: accounts.User, ada: crm.Contact, field: str, value: str, message: str
):
    assert await failed(mira, ada, **{field: value}) == {field: [message]}


async def test_all_wrong_fields_are_told_at_once(mira: accounts.User, ada: crm.Contact):
    wrong = await failed(mira, ada, subject="s" * 256, occurred_at="soon", interaction_type="seance")
    assert set(wrong) == {"subject", "occurred_at", "interaction_type"}


async def test_without_an_anchor_nothing_is_written(mira: accounts.User):
    with pytest.raises(ValidationFailed) as refused:
        await run_as(mira, interactions.create_interaction, {"subject": "Nobody"})
    assert list(refused.value.fields) == ["contact_uuid"]


async def test_with_two_anchors_nothing_is_written(
    mira: accounts.User, ada: crm.Contact, engines: crm.Company
):
    both = {"contact_uuid": ada.uuid, "company_uuid": str(engines.uuid)}
    with pytest.raises(ValidationFailed) as refused:
        await run_as(mira, interactions.create_interaction, both)
    assert list(refused.value.fields) == ["company_uuid"]
    assert await timeline_of(ada) == await timeline_of(engines) == []


@pytest.mark.parametrize("uuid", ["nonsense", "0" * 16, 7, None, ["a"]], ids=str)
async def test_a_malformed_anchor_is_none(mira: accounts.User, uuid: object):
    with pytest.raises(ValidationFailed) as refused:
        await run_as(mira, interactions.create_interaction, {"contact_uuid": uuid})
    assert list(refused.value.fields) == ["contact_uuid"]


async def test_an_anchor_that_is_gone_is_not_found(mira: accounts.User):
    with pytest.raises(NotFound):
        await run_as(mira, interactions.create_interaction, {"contact_uuid": uuid7()})


async def test_an_anchor_in_the_trash_takes_nothing(
    mira: accounts.User, ada: crm.Contact, engines: crm.Company
):
    for record in (ada, engines):
        await trashed(record)
        with pytest.raises(crm.RecordTrashed):
            await note(mira, record)
        assert await timeline_of(record) == []


async def test_a_viewer_writes_nothing(victor: accounts.User, ada: crm.Contact):
    with pytest.raises(Forbidden):
        await note(victor, ada)


async def test_parties_are_trimmed_ordered_and_never_blank(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    parties = [Party("  Zed  "), Party("   "), Party("Bob", bob.uuid), Party("Amy"), Party("Zed")]
    await note(mira, ada, parties=parties)
    row = await the_row(ada)
    assert [party.raw_name for party in row.parties] == ["Zed", "Bob", "Amy"]
    assert [party.contact_uuid for party in row.parties] == [None, bob.uuid, None]
    assert [party.position for party in row.parties] == [0, 1, 2]


async def test_a_party_name_of_300_characters_takes_everything_back(mira: accounts.User, ada: crm.Contact):
    file = await make_file(mira)
    with pytest.raises(ValidationFailed) as refused:
        await note(mira, ada, parties=[Party("Amy"), Party("n" * 300)], files=[file])
    assert refused.value.fields == {"parties": ["Use at most 255 characters."]}
    assert await timeline_of(ada) == []
    assert await home_of(file) is None


async def test_nobody_is_a_contact_and_a_colleague_at_once(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    with pytest.raises(ValidationFailed) as refused:
        await note(mira, ada, parties=[Party("Bob", bob.uuid, uuid7())])
    assert list(refused.value.fields) == ["parties"]


async def test_a_crowd_is_refused(mira: accounts.User, ada: crm.Contact):
    with pytest.raises(ValidationFailed) as refused:
        await note(mira, ada, parties=[Party(f"Guest {n}") for n in range(101)])
    assert refused.value.fields == {"parties": ["Name at most 100 people."]}


async def test_a_contact_who_is_gone_stays_as_a_name(mira: accounts.User, ada: crm.Contact):
    await note(mira, ada, parties=[Party("Bob who left", uuid7())])
    (party,) = (await the_row(ada)).parties
    assert (party.raw_name, party.contact_uuid, party.party_snapshot["source"]) == (
        "Bob who left",
        None,
        "free_text",
    )


async def test_its_files_come_with_it(mira: accounts.User, ada: crm.Contact):
    files = [await make_file(mira, f"{n}.txt") for n in range(3)]
    written = await note(mira, ada, files=files)
    assert await files_of(ada) == set(files)
    folder = await run(crm.attachments.interaction_folder_uuid, written.uuid)
    assert [await home_of(file) for file in files] == [folder] * 3


async def test_a_file_that_lives_elsewhere_is_linked(mira: accounts.User, ada: crm.Contact):
    home = await make_folder("Offers")
    file = await make_file(mira, home=home)
    await note(mira, ada, files=[file])
    assert await home_of(file) == home
    assert await files_of(ada) == {file}


async def test_without_files_there_is_no_folder(mira: accounts.User, ada: crm.Contact):
    written = await note(mira, ada)
    assert await run(crm.attachments.interaction_folder_uuid, written.uuid) is None


async def test_a_trashed_file_is_named_and_nothing_is_written(mira: accounts.User, ada: crm.Contact):
    good, bad = await make_file(mira, "good.txt"), await make_file(mira, "bad.txt")
    await trash_by_hand(bad)
    with pytest.raises(AttachmentUnavailable) as refused:
        await note(mira, ada, files=[good, bad])
    assert refused.value.names == ["bad.txt"]
    assert "bad.txt" in refused.value.message
    assert await timeline_of(ada) == []
    assert (await home_of(good), await trail()) == (None, [])


async def test_a_file_that_is_gone_takes_everything_back(mira: accounts.User, ada: crm.Contact):
    with pytest.raises(AttachmentUnavailable) as refused:
        await note(mira, ada, files=[uuid7()])
    assert refused.value.names == []
    assert await timeline_of(ada) == []


async def test_somebody_elses_file_that_lies_nowhere_is_not_attached(
    mira: accounts.User, owner: accounts.User, ada: crm.Contact
):
    secret = await make_file(owner, "secret.txt")
    with pytest.raises(AttachmentUnavailable) as refused:
        await note(mira, ada, files=[secret])
    assert "secret" not in refused.value.message
    assert await home_of(secret) is None


async def test_eleven_files_are_too_many(mira: accounts.User, ada: crm.Contact):
    files = [await make_file(mira, f"{n}.txt") for n in range(11)]
    with pytest.raises(TooManyFiles):
        await note(mira, ada, files=files)
    assert await timeline_of(ada) == []


async def test_the_trail_of_the_anchor_tells_which_one_and_never_what_was_said(
    mira: accounts.User, ada: crm.Contact
):
    written = await note(mira, ada, "The offer", body="Top secret", interaction_type="call")
    (entry,) = await trail()
    assert (entry.action, entry.resource_type, entry.resource_uuid) == (
        "crm.interaction_logged",
        "crm_contact",
        ada.uuid,
    )
    told_of = {"interaction_uuid": str(written.uuid), "interaction_type": "call", "subject": "The offer"}
    assert entry.details == told_of
    assert (entry.actor_uuid, entry.actor_name) == (mira.uuid, mira.name)


async def test_every_timeline_that_shows_it_is_told(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact, engines: crm.Company
):
    await run(crm.add_member, engines.uuid, ada.uuid)
    async with told(topic_of(ada)) as hers, told(topic_of(bob)) as his, told(topic_of(engines)) as theirs:
        written = await note(mira, ada, parties=with_(bob))
    for heard in (hers, his, theirs):
        (change,) = await heard()
        assert (change.kind, change.uuids) == ("created", (written.uuid,))


async def test_the_companies_of_parties_are_not_told(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact, engines: crm.Company
):
    await run(crm.add_member, engines.uuid, bob.uuid)
    async with told(topic_of(engines)) as heard:
        await note(mira, ada, parties=with_(bob))
    assert await heard() == []
    assert await subjects_of(engines) == []


async def test_the_same_click_twice_writes_it_once(mira: accounts.User, ada: crm.Contact, bob: crm.Contact):
    key, file = uuid7(), await make_file(mira)
    said = {"uuid": key, "parties": with_(bob), "files": [file], "occurred_at": "2026-03-29T02:30"}
    first = await note(mira, ada, time_zone="Europe/Berlin", **said)
    second = await note(mira, ada, time_zone="Europe/Berlin", **said)
    assert (first.uuid, second.uuid, second.updated_at) == (key, key, first.updated_at)
    assert len(await timeline_of(ada)) == len(await trail()) == 1


async def test_the_same_click_many_times_at_once_writes_it_once(mira: accounts.User, ada: crm.Contact):
    key, file = uuid7(), await make_file(mira)
    await asyncio.gather(*(note(mira, ada, uuid=key, files=[file]) for _ in range(8)))
    assert len(await timeline_of(ada)) == len(await trail()) == 1
    assert await files_of(ada) == {file}


@pytest.mark.parametrize(
    "other",
    [
        {"subject": "Another"},
        {"body": "More"},
        {"interaction_type": "call"},
        {"occurred_at": "2026-11-21T14:30"},
        {"parties": [Party("Amy")]},
    ],
    ids=lambda other: next(iter(other)),
)
async def test_the_same_uuid_with_other_content_is_refused(
    mira: accounts.User, ada: crm.Contact, other: dict[str, Any]
):
    key = uuid7()
    await note(mira, ada, uuid=key)
    with pytest.raises(Conflict):
        await note(mira, ada, uuid=key, **other)
    assert await subjects_of(ada) == ["A note"]


async def test_the_same_uuid_with_another_file_is_refused(mira: accounts.User, ada: crm.Contact):
    key, file = uuid7(), await make_file(mira)
    await note(mira, ada, uuid=key)
    with pytest.raises(Conflict):
        await note(mira, ada, uuid=key, files=[file])


async def test_the_same_uuid_about_somebody_else_is_refused(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    key = uuid7()
    await note(mira, ada, uuid=key)
    with pytest.raises(Conflict):
        await note(mira, bob, uuid=key)


async def test_the_same_uuid_by_somebody_else_is_refused(
    mira: accounts.User, owner: accounts.User, ada: crm.Contact
):
    key = uuid7()
    await note(mira, ada, uuid=key)
    with pytest.raises(Conflict):
        await note(owner, ada, uuid=key)


@pytest.mark.parametrize("count", [1, 10])
async def test_saving_takes_as_many_statements_for_ten_files_as_for_one(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact, statements: list[str], count: int
):
    files = [await make_file(mira, f"{n}.txt") for n in range(count)]
    statements.clear()
    await note(mira, ada, parties=with_(bob), files=files)
    assert len(statements) == 20


async def test_an_interaction_is_found_by_its_uuid(mira: accounts.User, ada: crm.Contact):
    written = await note(mira, ada)
    assert (await run(interactions.require_interaction, written.uuid)).subject == "A note"
    assert await run(interactions.get_interaction, uuid7()) is None
    with pytest.raises(NotFound):
        await run(interactions.require_interaction, uuid7())


async def test_all_of_it_is_one_transaction(mira: accounts.User, ada: crm.Contact):
    class Enough(Exception): ...

    file = await make_file(mira)
    with pytest.raises(Enough):
        async with accounts.scope_for(mira.uuid) as scope:
            await interactions.create_interaction(scope, {"contact_uuid": ada.uuid}, [Party("Amy")], [file])
            raise Enough()
    assert await timeline_of(ada) == []
    assert await rows(interactions.InteractionParty) == []
    assert (await home_of(file), await trail()) == (None, [])
