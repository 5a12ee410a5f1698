"""What somebody is writing is there again, with its files, and theirs alone."""

from typing import Any
from uuid import UUID

import pytest

from crm_app import accounts, crm, storage
from crm_app.core.errors import Forbidden, NotFound, ValidationFailed
from crm_app.core.ids import uuid7
from crm_app.core.scope import open_scope
from crm_app.crm import interactions
from crm_app.crm.interactions import Draft, DraftSaved, TooManyFiles
from crm_app.storage import FileTrashed
from tests.crm.interactions.notes import deleted, note, on, topic_of
from tests.factories import home_of, make_file, make_folder, outcome, run, run_as, trash_by_hand
from tests.live import told
from tests.storage_help import rows


async def kept(who: accounts.User, key: UUID, about: crm.Record, form: Any = None, **more: Any) -> Draft:
    return await run_as(who, interactions.save_draft, key, on(about), form or {"body": "Half a sen"}, **more)


async def staged(who: accounts.User, key: UUID, about: crm.Record, file: UUID) -> bool:
    return await run_as(who, interactions.stage_file, key, on(about), file)


async def draft_of(who: accounts.User, key: UUID) -> Draft | None:
    return await run_as(who, interactions.get_draft, key)


async def names_of(who: accounts.User, key: UUID) -> list[str]:
    draft = await draft_of(who, key)
    return [file.name for file in draft.files] if draft else []


async def test_it_is_there_again_with_its_files_in_their_order(mira: accounts.User, ada: crm.Contact):
    key, form = uuid7(), {"subject": "Half", "body": "a sen", "parties": [{"name": "Amy"}], "open": True}
    await kept(mira, key, ada, form)
    files = [await make_file(mira, f"{n}.txt") for n in range(3)]
    for file in reversed(files):
        assert await staged(mira, key, ada, file)
    (draft,) = await run_as(mira, interactions.list_drafts, on(ada))
    assert draft == await draft_of(mira, key)
    assert (draft.uuid, draft.form, draft.anchor, draft.interaction_uuid) == (key, form, on(ada), None)
    assert [(file.uuid, file.state, file.size) for file in draft.files] == [
        (f, "ready", 12) for f in files[::-1]
    ]


async def test_typing_never_loses_a_file_and_a_file_never_loses_typing(mira: accounts.User, ada: crm.Contact):
    key = uuid7()
    await staged(mira, key, ada, await make_file(mira, "1.txt"))
    await kept(mira, key, ada, {"body": "One"})
    await staged(mira, key, ada, await make_file(mira, "2.txt"))
    draft = await kept(mira, key, ada, {"body": "Two"})
    assert (draft.form, [file.name for file in draft.files]) == ({"body": "Two"}, ["1.txt", "2.txt"])


async def test_nobody_is_told_of_a_draft(mira: accounts.User, ada: crm.Contact):
    async with told(topic_of(ada)) as heard:
        await kept(mira, uuid7(), ada)
    assert await heard() == []


async def test_the_latest_is_listed_first_and_an_empty_one_never(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact, statements: list[str]
):
    first, second, empty = uuid7(), uuid7(), uuid7()
    await kept(mira, second, ada)
    await kept(mira, first, ada)
    await run_as(mira, interactions.check_upload, empty, on(ada))
    await kept(mira, uuid7(), bob)
    await staged(mira, second, ada, await make_file(mira))
    statements.clear()
    assert [draft.uuid for draft in await run_as(mira, interactions.list_drafts, on(ada))] == [second, first]
    assert len(statements) == 3  # one of them reads who asks


async def test_somebody_elses_draft_is_not_there(mira: accounts.User, owner: accounts.User, ada: crm.Contact):
    key, file = uuid7(), await make_file(owner)
    await kept(mira, key, ada, {"body": "Mine"})
    assert await draft_of(owner, key) is None
    assert await run_as(owner, interactions.list_drafts, on(ada)) == []
    for forged in (
        kept(owner, key, ada, {"body": "Forged"}),
        staged(owner, key, ada, file),
        run_as(owner, interactions.unstage_file, key, file),
        run_as(owner, interactions.discard_draft, key),
        run_as(owner, interactions.resume_draft, key, on(ada)),
        run_as(owner, interactions.save_interaction, key, on(ada), {"subject": "Forged"}),
    ):
        assert await outcome(forged) == "not_found"
    draft = await draft_of(mira, key)
    assert draft is not None and (draft.form, draft.files) == ({"body": "Mine"}, [])


async def test_a_draft_does_not_move_to_another_record(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    key = uuid7()
    await kept(mira, key, ada)
    for forged in (
        kept(mira, key, bob),
        staged(mira, key, bob, await make_file(mira)),
        run_as(mira, interactions.save_interaction, key, on(bob), {}),
    ):
        assert await outcome(forged) == "not_found"


async def test_a_viewer_writes_no_drafts(victor: accounts.User, ada: crm.Contact):
    with pytest.raises(Forbidden):
        await kept(victor, uuid7(), ada)


async def test_the_system_writes_no_drafts(ada: crm.Contact):
    with pytest.raises(Forbidden):
        await run(interactions.save_draft, uuid7(), on(ada), {})


async def test_what_cannot_be_stored_does_not_lose_the_rest(mira: accounts.User, ada: crm.Contact):
    odd = {"body": "a\0b\ud800c", "n": float("nan"), "list": [1, None, True, {"x": "\0"}], "\0key": "kept"}
    draft = await kept(mira, uuid7(), ada, odd)
    assert (draft.form["body"], draft.form["key"]) == ("abc", "kept")
    assert (draft.form["n"], draft.form["list"]) == (None, [1, None, True, {"x": ""}])


async def test_more_text_than_anybody_types_is_refused(mira: accounts.User, ada: crm.Contact):
    with pytest.raises(ValidationFailed):
        await kept(mira, uuid7(), ada, {"body": "b" * 500_000})


async def test_it_survives_the_record_it_is_about(mira: accounts.User, engines: crm.Company):
    key, file = uuid7(), await make_file(mira, "offer.txt")
    await kept(mira, key, engines, {"body": "Long"})
    await staged(mira, key, engines, file)
    await deleted(engines)
    draft = await draft_of(mira, key)
    assert draft is not None and draft.form == {"body": "Long"}
    assert [(each.name, each.state) for each in draft.files] == [("offer.txt", "ready")]
    assert (await kept(mira, key, engines, {"body": "Longer"})).form == {"body": "Longer"}


async def test_the_same_file_waits_once(mira: accounts.User, ada: crm.Contact):
    key, file = uuid7(), await make_file(mira)
    assert await staged(mira, key, ada, file)
    assert not await staged(mira, key, ada, file)
    assert len(await names_of(mira, key)) == 1


async def test_the_eleventh_file_is_refused(mira: accounts.User, ada: crm.Contact):
    key = uuid7()
    for n in range(10):
        await staged(mira, key, ada, await make_file(mira, f"{n}.txt"))
    with pytest.raises(TooManyFiles):
        await staged(mira, key, ada, await make_file(mira))
    assert len(await names_of(mira, key)) == 10


async def test_one_that_is_taken_away_makes_room_and_can_be_put_back(mira: accounts.User, ada: crm.Contact):
    key = uuid7()
    files = [await make_file(mira, f"{n}.txt") for n in range(3)]
    for file in files:
        await staged(mira, key, ada, file)
    assert await run_as(mira, interactions.unstage_file, key, files[0])
    assert not await run_as(mira, interactions.unstage_file, key, files[0])
    assert await names_of(mira, key) == ["1.txt", "2.txt"]
    assert await staged(mira, key, ada, files[0])
    assert await names_of(mira, key) == ["1.txt", "2.txt", "0.txt"]


async def test_a_picked_file_stays_where_it_lives(mira: accounts.User, ada: crm.Contact):
    home = await make_folder("Offers")
    file = await make_file(mira, home=home)
    await staged(mira, uuid7(), ada, file)
    assert await home_of(file) == home


async def test_a_trashed_file_is_not_staged(mira: accounts.User, ada: crm.Contact):
    file = await make_file(mira)
    await trash_by_hand(file)
    with pytest.raises(FileTrashed):
        await staged(mira, uuid7(), ada, file)


async def test_a_file_that_is_gone_is_not_staged(mira: accounts.User, ada: crm.Contact):
    with pytest.raises(NotFound):
        await staged(mira, uuid7(), ada, uuid7())


async def test_somebody_elses_file_that_lies_nowhere_is_not_staged(
    mira: accounts.User, owner: accounts.User, ada: crm.Contact
):
    with pytest.raises(NotFound):
        await staged(mira, uuid7(), ada, await make_file(owner))


@pytest.mark.parametrize(
    ("permissions", "folder", "expected"),
    [
        ({"crm.edit", "crm.view"}, "crm-contact-1", "ok"),
        ({"crm.edit", "crm.view"}, "staff-person-1", "not_found"),
        ({"crm.edit", "crm.view", "media.view"}, "staff-person-1", "ok"),
        ({"crm.edit"}, "crm-contact-1", "not_found"),
    ],
    ids=["of a contact", "of a colleague", "from the library", "without looking"],
)
async def test_only_a_file_that_one_may_see_is_staged(
    mira: accounts.User,
    owner: accounts.User,
    ada: crm.Contact,
    permissions: set[str],
    folder: str,
    expected: str,
):
    file = await make_file(owner, home=await make_folder("Below", await make_folder(folder)))

    async def call() -> None:
        async with open_scope(mira, frozenset(permissions)) as scope:
            await interactions.stage_file(scope, uuid7(), on(ada), file)

    assert await outcome(call()) == expected


async def test_what_became_of_its_files_is_told_by_their_names(mira: accounts.User, ada: crm.Contact):
    key = uuid7()
    ready, lost, gone = [await make_file(mira, f"{name}.txt") for name in ("ready", "lost", "gone")]
    for file in (ready, lost, gone):
        await staged(mira, key, ada, file)
    await trash_by_hand(lost)
    await run(storage.delete_file_completely, gone)
    draft = await draft_of(mira, key)
    assert draft is not None
    assert [(file.name, file.state) for file in draft.files] == [
        ("ready.txt", "ready"),
        ("lost.txt", "trashed"),
        ("gone.txt", "gone"),
    ]


async def test_one_that_is_thrown_away_is_gone_and_can_be_taken_up_again(
    mira: accounts.User, ada: crm.Contact
):
    key, file = uuid7(), await make_file(mira, "offer.txt")
    await kept(mira, key, ada, {"body": "Half"})
    await staged(mira, key, ada, file)
    await run_as(mira, interactions.discard_draft, key)
    assert await draft_of(mira, key) is None
    assert await run_as(mira, interactions.list_drafts, on(ada)) == []
    back = await run_as(mira, interactions.resume_draft, key, on(ada))
    assert (back.form, [each.name for each in back.files]) == ({"body": "Half"}, ["offer.txt"])
    assert await draft_of(mira, key) is not None


async def test_what_comes_late_does_not_bring_it_back(mira: accounts.User, ada: crm.Contact):
    key, file = uuid7(), await make_file(mira)
    await kept(mira, key, ada)
    await run_as(mira, interactions.discard_draft, key)
    for late in (kept(mira, key, ada), staged(mira, key, ada, file)):
        with pytest.raises(DraftSaved):
            await late
    with pytest.raises(DraftSaved):
        await run_as(mira, interactions.save_interaction, key, on(ada), {})
    with pytest.raises(NotFound):
        await run_as(mira, interactions.discard_draft, key)


async def test_a_draft_is_not_made_of_an_interaction_that_is_there(mira: accounts.User, ada: crm.Contact):
    written = await note(mira, ada)
    with pytest.raises(DraftSaved):
        await kept(mira, written.uuid, ada)
    assert await rows(interactions.InteractionDraft) == []
