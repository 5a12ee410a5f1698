"""Types of record with media: whose folder is whose is told by its name, and no two types share one."""

from dataclasses import replace

import pytest

from crm_app import crm, staff
from crm_app.core.ids import uuid7
from crm_app.storage import record_media
from crm_app.storage.record_media.folders import Owner, owner_of
from tests.factories import make_folder, run

CONTACT, PERSON = crm.attachments.CONTACT, staff.media.PERSON


def test_all_names_of_a_type_follow_from_its_area_and_its_own():
    uuid = uuid7()
    assert record_media.root_folder_name(PERSON, uuid) == f"staff-person-{uuid}"
    assert (PERSON.view, PERSON.edit, PERSON.delete) == ("staff.view", "staff.edit", "staff.delete")
    assert PERSON.action("file_added") == "staff.person_file_added"
    assert PERSON.resource(uuid) == ("staff_person", uuid)


def test_two_types_never_share_their_folders():
    with pytest.raises(ValueError, match="staff-person"):
        record_media.known(replace(PERSON))


@pytest.mark.parametrize("of", [CONTACT, crm.attachments.COMPANY, PERSON], ids=lambda of: of.name)
async def test_a_folder_names_its_owner(database: str, of: record_media.RecordType):
    uuid = uuid7()
    root = await run(record_media.ensure_folder, of, uuid, "files")
    images = await run(record_media.ensure_folder, of, uuid, "images")
    assert await run(owner_of, root) == Owner(of, uuid, "files")
    assert await run(owner_of, images) == Owner(of, uuid, "images")


@pytest.mark.parametrize(
    "name",
    [
        "Images",
        "staff-person-",
        "staff-person-nonsense",
        f"staff-person-{uuid7()}-old",
        f"old-staff-person-{uuid7()}",
        f"staff-animal-{uuid7()}",
        f"STAFF-PERSON-{uuid7()}",
    ],
    ids=range(7),
)
async def test_any_other_folder_belongs_to_nobody(database: str, name: str):
    assert await run(owner_of, await make_folder(name)) is None


async def test_a_folder_inside_a_records_folder_belongs_to_nobody_but_for_its_images(database: str):
    root = await run(record_media.ensure_folder, PERSON, uuid7(), "files")
    assert await run(owner_of, await make_folder("Contracts", root)) is None
    assert await run(owner_of, uuid7()) is None
