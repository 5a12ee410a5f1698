"""The list of people: sorted, searched and filtered, page by page, always in one statement."""

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_app import accounts, staff
from crm_app.core.scope import open_scope, system_scope
from tests.factories import run, run_as
from tests.staff.roster import account, hired, trashed, written
from tests.staff_filling import fill_staff

SORTS: tuple[staff.Sort, ...] = get_args(staff.Sort)


async def names(sort: staff.Sort = "name", **wanted: object) -> list[str]:
    page = await run(staff.people_page, staff.PeopleFilter(**wanted), sort=sort)  # type: ignore[arg-type]
    return [row.name for row in page.rows]


async def department(name: str) -> staff.Department:
    return await run(staff.create_department, {"name": name})


async def team(name: str, of: staff.Department, *people: staff.Person) -> staff.Team:
    made = await run(staff.create_team, {"name": name, "department_uuid": of.uuid})
    for person in people:
        await run(staff.add_team_person, made.uuid, person.uuid)
    return made


async def test_a_row_tells_what_a_list_shows(mira: accounts.User):
    engines = await department("Engines")
    person = await hired(status="inactive")
    await team("Zeta", engines, person)
    await team("Älpha", engines, person)
    await written(
        person.uuid,
        job_title="Author",
        primary_department_uuid=engines.uuid,
        details={"avatar_uuid": "a picture"},
    )
    (row,) = (await run_as(mira, staff.people_page, staff.PeopleFilter(search="ada"))).rows
    assert row == staff.PersonRow(
        uuid=person.uuid,
        user_uuid=person.user_uuid,
        name="Ada Lovelace",
        email="ada.lovelace@example.com",
        status="inactive",
        job_title="Author",
        department_uuid=engines.uuid,
        department="Engines",
        teams=["Älpha", "Zeta"],
        avatar_uuid="a picture",
        placeholder=False,
        updated_at=row.updated_at,
    )
    assert await run_as(mira, staff.person_row, str(person.uuid)) == row


async def test_a_row_of_somebody_with_nothing_is_empty(database: str):
    user = await account("Grace Hopper")
    person = await run(staff.create_person, {"user_uuid": user.uuid})
    row = await run(staff.person_row, person.uuid)
    assert row is not None
    assert (row.name, row.job_title, row.department, row.teams, row.avatar_uuid) == (
        "Grace Hopper",
        None,
        None,
        [],
        None,
    )


async def test_a_placeholder_is_told_from_an_account_of_somebodys_own(database: str):
    made, _ = await run(staff.create_person_with_user, "ada@example.com", {"name": "Ada"})
    own = await hired("Grace")
    placeholders = [await run(staff.person_row, person.uuid) for person in (made, own)]
    assert [row and row.placeholder for row in placeholders] == [True, False]


async def test_names_are_sorted_without_regard_to_capitals_and_accents(database: str):
    for name in ("zoe", "Émile", "adam", "Bob", "Ömer", "eva"):
        await hired(name)
    assert await names() == ["adam", "Bob", "Émile", "eva", "Ömer", "zoe"]
    assert await names("-name") == ["zoe", "Ömer", "eva", "Émile", "Bob", "adam"]


async def test_people_are_sorted_by_when_they_were_added(database: str):
    for name in ("Zoe", "Adam", "Bob"):
        await hired(name)
    assert await names("added") == ["Zoe", "Adam", "Bob"]
    assert await names("-added") == ["Bob", "Adam", "Zoe"]


async def test_who_has_no_title_comes_last_both_ways_and_equals_by_name(database: str):
    for name, title in (
        ("Z", "engineer"),
        ("Y", None),
        ("X", "Author"),
        ("W", "Écrivain"),
        ("V", "ENGINEER"),
    ):
        await written((await hired(name)).uuid, job_title=title)
    assert await names("title") == ["X", "W", "V", "Z", "Y"]
    assert await names("-title") == ["V", "Z", "W", "X", "Y"]


async def test_who_has_no_department_comes_last_both_ways_and_equals_by_name(database: str):
    engines, cards = await department("engines"), await department("Cards")
    for name, of in (("Z", engines), ("Y", None), ("X", cards), ("W", engines)):
        await written((await hired(name)).uuid, primary_department_uuid=of and of.uuid)
    assert await names("department") == ["X", "W", "Z", "Y"]
    assert await names("-department") == ["W", "Z", "X", "Y"]


@pytest.mark.parametrize("sort", SORTS)
async def test_pages_hold_everybody_once_and_in_order(database: str, sort: staff.Sort):
    departments = [await department("A"), await department("B"), None]
    for number in range(17):
        person = await hired(f"Person {number}", name=f"Person {number % 3}")
        of = departments[number % 3]
        title = [None, "", "Äuthor", "boss"][number % 4]
        await written(person.uuid, job_title=title, primary_department_uuid=of and of.uuid)
    whole = (await run(staff.people_page, staff.PeopleFilter(), sort=sort)).rows
    seen, after = [], None
    while len(seen) < 17:
        page = await run(staff.people_page, staff.PeopleFilter(), sort=sort, after=after, limit=4)
        seen, after = seen + page.rows, page.next
        assert (after is None) == (len(seen) == 17)
    assert seen == whole
    assert len({row.uuid for row in seen}) == 17


@pytest.mark.parametrize("sort", SORTS)
async def test_a_list_knows_how_many_it_reads_again_to_end_where_it_did(database: str, sort: staff.Sort):
    engines = await department("Engines")
    for number in range(7):
        person = await hired(f"Person {number}")
        if number % 3:
            await written(person.uuid, job_title="Boss", primary_department_uuid=engines.uuid)
    everybody = staff.PeopleFilter(search="person")
    for limit in range(1, 8):
        page = await run(staff.people_page, everybody, sort=sort, limit=limit)
        assert page.last is not None
        assert await run(staff.count_until, everybody, page.last, sort=sort) == limit
    last = (await run(staff.people_page, everybody, sort=sort, limit=3)).last
    assert last is not None
    others = [(await hired(f"{letter} person")).uuid for letter in "az"]
    grown = await run(staff.count_until, everybody, last, sort=sort)
    again = (await run(staff.people_page, everybody, sort=sort, limit=grown)).rows
    assert again[-1].uuid == last.uuid
    await run(staff.bulk_trash, [row.uuid for row in again if row.uuid not in others])
    assert await run(staff.count_until, everybody, last, sort=sort) == grown - 3
    assert await run(staff.count_until, everybody, last, sort=sort, upto=0) == 0


async def test_a_page_of_nobody_ends_nowhere(database: str):
    page = await run(staff.people_page, staff.PeopleFilter())
    assert (page.rows, page.next, page.last) == ([], None, None)


async def test_a_person_that_goes_between_two_pages_hides_nobody(database: str):
    first, *_ = [await hired(name) for name in "abcd"]
    async with system_scope() as scope:
        page = await staff.people_page(scope, staff.PeopleFilter(), limit=2)
        await staff.trash_person(scope, first.uuid)
        rest = await staff.people_page(scope, staff.PeopleFilter(), after=page.next, limit=2)
    assert [row.name for row in rest.rows] == ["c", "d"]
    assert rest.next is None


@pytest.mark.parametrize(
    ("status", "expected"),
    [("live", ["A", "B"]), ("active", ["A"]), ("inactive", ["B"]), ("trashed", ["C"])],
)
async def test_a_status_narrows_the_list(database: str, status: str, expected: list[str]):
    await hired("A")
    await hired("B", status="inactive")
    await trashed("C")
    assert await names(status=status) == expected


@pytest.mark.parametrize(
    "odd", ["TRASHED", "", "x' OR 'a' = 'a", "--"], ids=["capitals", "none", "quote", "dash"]
)
async def test_a_status_or_an_order_that_does_not_exist_counts_as_none(database: str, odd: str):
    await hired("B")
    await hired("A", status="inactive")
    await trashed("C")
    assert await names(odd, status=odd) == ["A", "B"]  # type: ignore[arg-type]
    wanted = staff.PeopleFilter(status=odd)  # type: ignore[arg-type]
    assert await run(staff.count_matching, wanted) == len(await run(staff.matching_uuids, wanted)) == 2


async def test_a_department_narrows_to_those_whose_primary_one_it_is(database: str):
    engines, cards = await department("Engines"), await department("Cards")
    for name, of in (("A", engines), ("B", cards), ("C", None)):
        await written((await hired(name)).uuid, primary_department_uuid=of and of.uuid)
    assert await names(department=engines.uuid) == ["A"]
    assert await names(department=engines.uuid, search="b") == []


async def test_a_team_narrows_to_who_is_on_it(database: str):
    engines = await department("Engines")
    ada, grace = await hired("Ada"), await hired("Grace")
    one, other = await team("One", engines, ada, grace), await team("Other", engines, grace)
    assert await names(team=one.uuid) == ["Ada", "Grace"]
    assert await names(team=other.uuid) == ["Grace"]
    assert await names(team=other.uuid, search="ada") == []


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("LOVELACE", ["Ada Lovelace"]),
        ("  ada  ", ["Ada Lovelace"]),
        ("borel", ["Émile Borel"]),
        ("EMILE", ["Émile Borel"]),
        ("é", ["Ada Lovelace", "Émile Borel"]),  # the accent does not count: e
        ("ada.lovelace@", ["Ada Lovelace"]),
        ("countess", ["Ada Lovelace"]),
        ("analytics", ["Émile Borel"]),
        ("ânalytics", ["Émile Borel"]),
        ("nobody", []),
        ("", ["Ada Lovelace", "Émile Borel"]),
    ],
)
async def test_people_are_found_by_name_address_title_and_team(database: str, search: str, found: list[str]):
    ada, emile = await hired("Ada Lovelace"), await hired("Émile Borel")
    await written(ada.uuid, job_title="Countess")
    await team("Analytics", await department("Numbers"), emile)
    assert await names(search=search) == found


@pytest.mark.parametrize(
    ("search", "found"), [("%", ["100%"]), ("_", ["a_b"]), ("\\", ["a\\b"])], ids=["%", "_", "b"]
)
async def test_wildcards_stand_for_themselves(database: str, search: str, found: list[str]):
    for number, name in enumerate(("100%", "a_b", "a\\b", "plain")):
        await hired(f"Nr {number}", name=name)
    assert await names(search=search) == found


async def test_a_name_of_the_profile_is_found_instead_of_the_users(database: str):
    await hired("Augusta Byron", name="Ada")
    assert await names(search="ada") == ["Ada"]
    assert await names(search="augusta b") == []


@settings(deadline=None)
@given(search=st.text(max_size=30))
async def test_no_search_breaks_the_list(running_database: str, search: str):
    async with system_scope() as scope:
        wanted = staff.PeopleFilter(search=search)
        page = await staff.people_page(scope, wanted)
        assert len(page.rows) == await staff.count_matching(scope, wanted)


async def test_matches_are_counted_up_to_a_limit_and_named_in_order(database: str):
    people = [await hired(name) for name in "abc"]
    await trashed("d")
    everybody = staff.PeopleFilter()
    assert await run(staff.count_matching, everybody) == 3
    assert await run(staff.count_matching, everybody, upto=2) == 2
    assert await run(staff.matching_uuids, everybody) == [person.uuid for person in people]
    assert await run(staff.matching_uuids, everybody, limit=2) == [person.uuid for person in people[:2]]
    assert await run(staff.count_matching, staff.PeopleFilter(search="d@", status="trashed")) == 1


async def test_what_this_transaction_has_just_written_is_there(database: str):
    user = await account("Grace Hopper")
    async with system_scope() as scope:
        scope.session.add(staff.Person(user_uuid=user.uuid, sort_name="grace hopper"))
        assert await staff.count_matching(scope, staff.PeopleFilter()) == 1


@pytest.mark.parametrize("people", [0, 3, 1_000])
async def test_a_page_is_one_statement_however_many_there_are(
    database: str, statements: list[str], people: int
):
    if people:
        fill_staff(database, people)
    async with open_scope(None, None) as scope:
        statements.clear()
        for sort in SORTS:
            await staff.people_page(scope, staff.PeopleFilter(search="e"), sort=sort)
        await staff.count_matching(scope, staff.PeopleFilter(status="active"))
        assert len(statements) == len(SORTS) + 1
