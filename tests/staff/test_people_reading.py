"""Reading profiles: one, many, and how many, by whoever may."""

import pytest

from crm_app import accounts, staff
from crm_app.core.errors import NotFound
from crm_app.core.ids import uuid7
from crm_app.core.scope import open_scope
from tests.factories import outcome, run, run_as
from tests.staff.roster import account, create, hired, trashed

NOBODY = ["", "no uuid", "0" * 36, "'; --", str(uuid7())]


async def test_a_viewer_reads_people(victor: accounts.User):
    person = await hired()
    found = await run_as(victor, staff.get_person, person.uuid)
    assert found is not None
    assert found.name == "Ada Lovelace"


async def test_who_has_no_permission_reads_nothing(victor: accounts.User):
    person = await hired()
    readers = [
        lambda scope: staff.get_person(scope, person.uuid),
        lambda scope: staff.require_person(scope, person.uuid),
        lambda scope: staff.get_person_by_user_uuid(scope, person.user_uuid),
        lambda scope: staff.person_form(scope, person.uuid),
        lambda scope: staff.person_events(scope, person.uuid),
        lambda scope: staff.person_row(scope, person.uuid),
        lambda scope: staff.people_page(scope, staff.PeopleFilter()),
        lambda scope: staff.count_matching(scope, staff.PeopleFilter()),
        lambda scope: staff.matching_uuids(scope, staff.PeopleFilter()),
        staff.list_people,
        staff.count_people,
        staff.count_trashed,
    ]
    async with open_scope(victor, frozenset({"crm.view"})) as scope:
        assert [await outcome(read(scope)) for read in readers] == ["forbidden"] * len(readers)


async def test_a_person_is_found_by_their_user_also_in_the_trash(database: str):
    person = await trashed()
    found = await run(staff.get_person_by_user_uuid, str(person.user_uuid))
    assert found is not None
    assert (found.uuid, found.status) == (person.uuid, "trashed")
    assert await run(staff.get_person_by_user_uuid, uuid7()) is None


@pytest.mark.parametrize("uuid", NOBODY, ids=["empty", "odd", "zeros", "quote", "unknown"])
async def test_what_is_no_uuid_finds_nobody(database: str, uuid: str):
    assert await run(staff.get_person, uuid) is None
    assert await run(staff.get_person_by_user_uuid, uuid) is None
    assert await run(staff.person_row, uuid) is None


@pytest.mark.parametrize("uuid", NOBODY, ids=["empty", "odd", "zeros", "quote", "unknown"])
@pytest.mark.parametrize(
    "what",
    [
        staff.require_person,
        staff.person_form,
        staff.trash_person,
        staff.restore_person,
        staff.delete_person,
        lambda scope, uuid: staff.update_person(scope, uuid, {"name": "Eve"}),
    ],
    ids=["require", "form", "trash", "restore", "delete", "update"],
)
async def test_nobody_is_not_found(database: str, what, uuid: str):
    with pytest.raises(NotFound):
        await run(what, uuid)


async def test_people_are_listed_by_status_and_the_newest_first(database: str):
    await hired("A")
    await hired("B", status="inactive")
    await hired("C")
    await trashed("D")
    everybody = await run(staff.list_people, include_trashed=True)
    assert [person.name for person in everybody] == ["C", "A", "B", "D"]


@pytest.mark.parametrize(
    ("status", "names"),
    [
        (None, ["A", "B"]),
        ("", ["A", "B"]),
        ("TRASHED", ["A", "B"]),
        ("active", ["A"]),
        ("inactive", ["B"]),
        ("trashed", ["C"]),
    ],
)
async def test_a_status_narrows_and_an_unknown_one_does_not(
    database: str, status: str | None, names: list[str]
):
    await hired("A")
    await hired("B", status="inactive")
    await trashed("C")
    assert [person.name for person in await run(staff.list_people, status=status)] == names


async def test_a_list_is_read_piece_by_piece(database: str):
    for number in range(7):
        await hired(f"Person {number}", status="inactive" if number % 2 else "active")
    whole = await run(staff.list_people)
    pieces = await run(staff.list_people, limit=3)
    pieces += await run(staff.list_people, limit=3, after=pieces[-1])
    pieces += await run(staff.list_people, limit=3, after=pieces[-1])
    assert [person.uuid for person in pieces] == [person.uuid for person in whole]


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("lovelace", ["Ada Lovelace"]),
        ("HOPPER@", ["Grace"]),
        ("  ", ["Grace", "Ada Lovelace"]),
        ("%", []),
        ("_", []),
    ],
)
async def test_people_are_searched_by_name_and_address(database: str, search: str, names: list[str]):
    await hired()
    await create(await account("Hopper"), name="Grace")
    assert [person.name for person in await run(staff.list_people, search=search)] == names


async def test_people_and_trash_are_counted(database: str):
    await hired("A")
    await hired("B", status="inactive")
    await trashed("C")
    assert (await run(staff.count_people), await run(staff.count_trashed)) == (2, 1)


@pytest.mark.parametrize(
    ("person", "user", "name"),
    [("Ada", "Grace", "Ada"), (None, "Grace", "Grace"), ("", "", "ada@example.com"), (None, None, "Unnamed")],
)
def test_a_person_is_called_by_the_first_name_there_is(person: str | None, user: str | None, name: str):
    profile = staff.Person(user_uuid=uuid7(), name=person)
    behind = None if user is None else accounts.User(email="ada@example.com", name=user, role="viewer")
    assert staff.display_name(profile, behind) == name
