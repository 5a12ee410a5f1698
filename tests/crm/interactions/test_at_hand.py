"""Files that a record has already can be hung on an interaction."""

import pytest

from crm_app import accounts, crm
from crm_app.core.errors import Forbidden
from crm_app.core.scope import open_scope
from crm_app.crm import attachments, interactions
from tests.crm.interactions.notes import on
from tests.factories import make_file, run, run_as, trash_by_hand


async def at_hand(who: accounts.User, record: crm.Record, **wanted: object) -> list[str]:
    found = await run_as(who, interactions.files_at_hand, on(record), **wanted)
    return [file.original_file_name for file in found]


async def on_record(
    who: accounts.User, record: crm.Record, name: str, kind: attachments.Kind = "files"
) -> None:
    folder = await run(attachments.ensure_folder, *on(record), kind)
    picture = {"mime_type": "image/png", "file_type": "image"} if kind == "images" else {}
    await make_file(who, name, home=folder, **picture)


async def test_files_and_images_of_the_record_are_at_hand_newest_first(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    await on_record(mira, ada, "offer.txt")
    await on_record(mira, ada, "lamp.png", "images")
    await on_record(mira, bob, "bobs.txt")
    assert await at_hand(mira, ada) == ["lamp.png", "offer.txt"]


async def test_they_are_found_by_a_part_of_their_names(mira: accounts.User, engines: crm.Company):
    await on_record(mira, engines, "Offer 7.txt")
    await on_record(mira, engines, "drawing.txt")
    assert await at_hand(mira, engines, search="oFFer") == ["Offer 7.txt"]


async def test_no_more_than_asked_for_and_none_from_the_trash(mira: accounts.User, ada: crm.Contact):
    folder = await run(attachments.ensure_folder, *on(ada), "files")
    lost, *_ = [await make_file(mira, f"{number}.txt", home=folder) for number in range(3)]
    assert await at_hand(mira, ada, limit=2) == ["2.txt", "1.txt"]
    await trash_by_hand(lost)
    assert await at_hand(mira, ada) == ["2.txt", "1.txt"]


async def test_a_record_without_files_has_none(mira: accounts.User, ada: crm.Contact):
    assert await at_hand(mira, ada) == []


async def test_who_may_not_look_is_refused(mira: accounts.User, ada: crm.Contact):
    with pytest.raises(Forbidden):
        async with open_scope(mira, frozenset()) as scope:
            await interactions.files_at_hand(scope, on(ada))
