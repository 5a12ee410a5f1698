"""Several files of one content become one, and apart again."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from crm_app import accounts, crm, shares, storage
from crm_app.core.clock import now
from crm_app.core.errors import NotFound
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.storage.library import Merging, keep_one, part_again, trash_items
from crm_app.storage.models import STAGED
from crm_app.storage.references import ReferencesUnknown, refer_to_files
from tests.factories import (
    file_now,
    home_of,
    is_trashed,
    links_of,
    make_file,
    make_folder,
    outcome,
    run,
    run_as,
)
from tests.storage.library.looking import a_record_folder, actions, names, rows
from tests.storage.library.test_moving import keys

SAME = b"the very same words"


async def a_copy(user: accounts.User, name: str, home: UUID | None, **fields: object) -> UUID:
    """One of several files that say the same."""
    return await make_file(user, name, home=home, content=SAME, **fields)


async def test_one_stays_and_is_shown_wherever_the_others_were(mira: accounts.User) -> None:
    office, photos, press = [await make_folder(name) for name in ("Office", "Photos", "Press")]
    kept = await a_copy(mira, "kept.jpg", office)
    other = await a_copy(mira, "other.jpg", photos, links=[press])
    merging = await run_as(mira, keep_one, kept)
    assert merging.merged == {other: sorted([photos, press])}
    assert await is_trashed(other)
    assert [await names(folder_uuid=each) for each in (office, photos, press)] == [["kept.jpg"]] * 3
    assert await names(place="duplicates") == []
    assert await actions(kept) == ["media.file_linked", "media.file_linked"]
    assert await actions(other) == ["media.file_trashed"]


async def test_a_folder_that_holds_it_already_gets_no_link(mira: accounts.User) -> None:
    office, linking = await make_folder("Office"), await make_folder("Linking")
    kept = await a_copy(mira, "kept.jpg", office, links=[linking])
    beside, linked = await a_copy(mira, "beside.jpg", office), await a_copy(mira, "linked.jpg", linking)
    nowhere = await a_copy(mira, "nowhere.jpg", None)
    merging = await run(keep_one, kept)
    assert merging.merged == {beside: [], linked: [], nowhere: []}
    assert await links_of(kept) == [linking]


async def test_undone_everything_lies_where_it_lay(mira: accounts.User) -> None:
    office, photos, press = [await make_folder(name) for name in ("Office", "Photos", "Press")]
    kept = await a_copy(mira, "kept.jpg", office)
    other, third = (
        await a_copy(mira, "other.jpg", photos, links=[press]),
        await a_copy(mira, "third.jpg", press),
    )
    merging = await run(keep_one, kept)
    assert sorted(await run_as(mira, part_again, kept, merging.merged)) == sorted([other, third])
    assert (await home_of(kept), await links_of(kept)) == (office, [])
    assert (await home_of(other), await links_of(other)) == (photos, [press])
    assert await names(folder_uuid=press) == ["other.jpg", "third.jpg"]
    assert (await actions(other))[-1] == "media.file_restored"


async def test_what_cannot_come_back_leaves_the_kept_one_in_its_place(mira: accounts.User) -> None:
    photos = await make_folder("Photos")
    kept, other = await a_copy(mira, "kept.jpg", None), await a_copy(mira, "other.jpg", photos)
    merging = await run(keep_one, kept)
    await run(storage.delete_file_completely, other)
    assert await run(part_again, kept, merging.merged) == []
    assert await names(folder_uuid=photos) == ["kept.jpg"]


async def test_undo_brings_the_others_back_where_the_kept_one_is_gone(mira: accounts.User) -> None:
    photos = await make_folder("Photos")
    kept, other = await a_copy(mira, "kept.jpg", None), await a_copy(mira, "other.jpg", photos)
    merging = await run(keep_one, kept)
    await run(trash_items, keys(files=(kept,)))
    await run(storage.delete_file_completely, kept)
    assert await run(part_again, kept, merging.merged) == [other]
    assert await names(folder_uuid=photos) == ["other.jpg"]


async def test_an_undo_that_nobody_was_offered_takes_nothing_away(mira: accounts.User) -> None:
    photos, press = await make_folder("Photos"), await make_folder("Press")
    kept = await make_file(mira, "kept.jpg", links=[press])
    stranger = await make_file(mira, "stranger.jpg", home=photos, content=b"something else")
    await run(storage.trash_file, stranger)
    await run(part_again, kept, {stranger: [press], uuid7(): [press]})
    assert await links_of(kept) == [press]
    assert await is_trashed(stranger)


async def test_a_picture_of_a_record_stays_a_file_of_its_own(mira: accounts.User) -> None:
    async with system_scope() as scope:
        anna = await crm.create_contact(scope, {"name": "Anna Berg"})
    images = await a_record_folder("crm-contact", anna.uuid)
    kept, portrait = await a_copy(mira, "kept.jpg", None), await a_copy(mira, "portrait.jpg", images)
    async with system_scope() as scope:
        found = await scope.session.get_one(crm.Contact, anna.uuid)
        found.details = {**found.details, "avatar_uuid": str(portrait)}
    merging = await run(keep_one, kept)
    assert (merging.merged, merging.staying) == ({}, [portrait])
    assert not await is_trashed(portrait)


async def test_what_is_shared_by_a_link_stays_until_the_link_is_taken_back(mira: accounts.User) -> None:
    kept, sent = await a_copy(mira, "kept.jpg", None), await a_copy(mira, "sent.jpg", None)
    made = await run(shares.share, ("file", sent), expires_at=now() + timedelta(days=1))
    assert (await run(keep_one, kept)).staying == [sent]
    await run(shares.revoke, made.uuid)
    assert (await run(keep_one, kept)).merged == {sent: []}


async def test_what_has_former_versions_stays(mira: accounts.User) -> None:
    kept, renewed = await a_copy(mira, "kept.jpg", None), await a_copy(mira, "renewed.jpg", None, version=2)
    assert (await run(keep_one, kept)).staying == [renewed]


async def test_what_waits_in_a_draft_is_not_among_the_copies(mira: accounts.User) -> None:
    kept = await a_copy(mira, "kept.jpg", None)
    waiting = await a_copy(mira, "waiting.jpg", None, meta={STAGED: True})
    merging = await run(keep_one, kept)
    assert (merging.merged, merging.staying) == ({}, [])
    assert not await is_trashed(waiting)


async def test_nothing_goes_while_it_is_not_known_what_is_needed(
    mira: accounts.User, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> set[UUID]:
        raise OSError

    monkeypatch.setattr("crm_app.storage.references._sources", {})
    refer_to_files("nobody knows what", broken)
    kept, other = await a_copy(mira, "kept.jpg", None), await a_copy(mira, "other.jpg", None)
    with pytest.raises(ReferencesUnknown):
        await run(keep_one, kept)
    assert not await is_trashed(other)


async def test_of_two_who_keep_different_ones_at_once_one_is_told(mira: accounts.User) -> None:
    for _ in range(5):
        one, two = [await a_copy(mira, name, None) for name in ("one.jpg", "two.jpg")]
        said = await asyncio.gather(outcome(run(keep_one, one)), outcome(run(keep_one, two)))
        assert sorted(said) == ["file_trashed", "ok"]
        left = [uuid for uuid in (one, two) if not await is_trashed(uuid)]
        assert len(left) == 1
        await run(trash_items, keys(files=(left[0],)))


async def test_while_its_folder_is_trashed_nothing_is_lost(mira: accounts.User) -> None:
    for number in range(5):
        photos = await make_folder(f"Photos {number}")
        kept, other = await a_copy(mira, "kept.jpg", None), await a_copy(mira, "other.jpg", photos)
        merging, _ = await asyncio.gather(run(keep_one, kept), run(trash_items, keys(folders=(photos,))))
        assert isinstance(merging, Merging)
        assert not await is_trashed(kept)
        assert await is_trashed(other)
        await run(trash_items, keys(files=(kept,)))


async def test_what_is_gone_or_in_the_trash_is_not_kept(mira: accounts.User) -> None:
    file = await a_copy(mira, "file.jpg", None)
    await run(storage.trash_file, file)
    with pytest.raises(storage.FileTrashed):
        await run(keep_one, file)
    with pytest.raises(NotFound):
        await run(keep_one, uuid7())


async def test_every_row_of_a_content_says_how_many_there_are(mira: accounts.User) -> None:
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        await a_copy(mira, name, None)
    found = await rows(place="duplicates", search="a.jpg")
    assert [(row.name, row.copies) for row in found] == [("a.jpg", 3)]
    assert {row.copies for row in await rows(place="all")} == {0}
    assert await file_now(found[0].uuid) is not None
