"""Interactions are written whole, with parties and files, or not at all."""

from crm_app import accounts, crm
from tests.crm.interactions.notes import note, on, timeline_of
from tests.factories import make_file


async def test_a_member_writes_down_a_call(mira: accounts.User, ada: crm.Contact):
    fields = {"interaction_type": "call", "occurred_at": "2026-11-21T14:30", "time_zone": "Europe/Berlin"}
    written = await note(mira, ada, "About the offer", body="She wants\nthree.", **fields)
    (row,) = await timeline_of(ada)
    assert row.interaction.uuid == written.uuid
    assert (row.interaction.interaction_type, row.interaction.body) == ("call", "She wants\nthree.")
    assert row.interaction.occurred_at.isoformat() == "2026-11-21T13:30:00+00:00"
    assert (row.interaction.time_zone, row.interaction.owner_name) == ("Europe/Berlin", mira.name)
    assert (row.anchor_name, row.anchor, row.mine_to_change) == ("Ada Lovelace", on(ada), True)


async def test_its_files_come_with_it(mira: accounts.User, ada: crm.Contact):
    files = [await make_file(mira, f"{n}.txt") for n in range(3)]
    await note(mira, ada, files=files)
    (row,) = await timeline_of(ada)
    assert {file.uuid for file in row.files} == set(files)
