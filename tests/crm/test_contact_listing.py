"""The list of contacts: in order, page by page, searched as people mean it, always in one statement."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_app import accounts, crm
from crm_app.core.errors import Forbidden
from crm_app.core.ids import uuid7
from crm_app.core.scope import open_scope, system_scope
from crm_app.core.sorting import sort_key


async def contacts(*names: str, **attributes: str) -> list[crm.Contact]:
    async with system_scope() as scope:
        return [await crm.create_contact(scope, {"name": name, **attributes}) for name in names]


async def names(**query: object) -> list[str]:
    async with system_scope() as scope:
        page = await crm.list_contacts(scope, **query)  # type: ignore[arg-type]
    return [row.name for row in page.rows]


async def test_names_are_sorted_without_regard_to_capitals_and_accents(database: str):
    await contacts("zoe", "Émile", "adam", "Bob", "Ömer", "eva")
    assert await names() == ["adam", "Bob", "Émile", "eva", "Ömer", "zoe"]


async def test_pages_hold_every_contact_once_and_in_order(database: str):
    await contacts(*(f"Person {number % 7}" for number in range(23)))
    seen, after = [], None
    for _ in range(5):
        async with system_scope() as scope:
            page = await crm.list_contacts(scope, after=after, limit=5)
        seen += page.rows
        after = page.next
    assert after is None
    assert len({row.uuid for row in seen}) == 23
    assert [row.name for row in seen] == sorted(row.name for row in seen)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("name", ["ada", "bob", "eva", "zoe"]),
        ("-name", ["zoe", "eva", "bob", "ada"]),
        ("added", ["zoe", "ada", "eva", "bob"]),
        ("-added", ["bob", "eva", "ada", "zoe"]),
        ("updated", ["zoe", "eva", "bob", "ada"]),
        ("-updated", ["ada", "bob", "eva", "zoe"]),
    ],
)
async def test_pages_follow_the_order_that_was_asked_for(database: str, sort: crm.Sort, expected: list[str]):
    made = await contacts("zoe", "ada", "eva", "bob")
    async with system_scope() as scope:
        await crm.update_contact(scope, made[1].uuid, {"phone": "1"})
    seen, after = [], None
    for _ in range(2):
        async with system_scope() as scope:
            page = await crm.list_contacts(scope, sort=sort, after=after, limit=2)
        seen += page.rows
        after = page.next
    assert [row.name for row in seen] == expected


async def test_a_contact_that_goes_between_two_pages_hides_nobody(database: str):
    first, *_ = await contacts("a", "b", "c", "d")
    async with system_scope() as scope:
        page = await crm.list_contacts(scope, limit=2)
        await crm.trash_contact(scope, first.uuid)
    assert await names(after=page.next) == ["c", "d"]


async def test_the_last_page_has_no_next_even_when_it_is_full(database: str):
    await contacts("a", "b")
    async with system_scope() as scope:
        assert (await crm.list_contacts(scope, limit=2)).next is None


async def test_search_looks_into_names_and_addresses_without_capitals_or_accents(database: str):
    await contacts("José Álvarez")
    await contacts("Bob", email="bob@jose.example")
    await contacts("Carla")
    assert await names(search="JOSE") == ["Bob", "José Álvarez"]


@pytest.mark.parametrize("text", ["%", "_", "\\", "100%", "a_b", "\\\\"])
async def test_a_wildcard_in_the_search_stands_for_itself(database: str, text: str):
    await contacts("plain", "axb", f"with {text} in it")
    assert await names(search=text) == [f"with {text} in it"]


@pytest.mark.parametrize("text", ["\0", "Ad\0a", "\ud800", "'; DROP TABLE contacts; --", "x" * 10_000])
async def test_no_search_text_breaks_the_list(database: str, text: str):
    await contacts("Ada")
    assert await names(search=text) in ([], ["Ada"])


async def test_each_status_shows_its_own(database: str):
    await contacts("Active")
    await contacts("Inactive", status="inactive")
    (gone,) = await contacts("Gone")
    async with system_scope() as scope:
        await crm.trash_contact(scope, gone.uuid)
    assert await names() == ["Active", "Inactive"]
    assert await names(status="active") == ["Active"]
    assert await names(status="inactive") == ["Inactive"]
    assert await names(status="trashed") == ["Gone"]


async def test_a_row_shows_the_company_and_the_role_in_it(database: str):
    (ada,) = await contacts("Ada", company="Engines", role_in_company="Author")
    async with system_scope() as scope:
        row = await crm.contact_row(scope, ada.uuid)
    assert row is not None
    assert (row.company, row.role_in_company, row.avatar_uuid) == ("Engines", "Author", None)


async def test_an_unknown_contact_has_no_row(database: str):
    async with system_scope() as scope:
        assert await crm.contact_row(scope, uuid7()) is None


async def test_a_trashed_company_is_not_shown(database: str):
    (ada,) = await contacts("Ada", company="Engines")
    async with system_scope() as scope:
        await crm.records.trash(scope, "company", (await crm.company_named(scope, "Engines")).uuid)
    async with system_scope() as scope:
        row = await crm.contact_row(scope, ada.uuid)
    assert row is not None
    assert row.company is None


@pytest.mark.parametrize("count", [1, 40])
async def test_a_page_is_one_statement_however_many_it_shows(
    database: str, statements: list[str], count: int
):
    await contacts(*(f"Person {number}" for number in range(count)), company="Engines")
    statements.clear()
    assert len(await names()) == count
    assert len(statements) == 1


async def test_what_the_same_transaction_has_changed_is_listed_already(database: str):
    async with system_scope() as scope:
        contact = await crm.create_contact(scope, {"name": "Ada"})
        contact.email = "ada@example.com"
        page = await crm.list_contacts(scope)
    assert [row.email for row in page.rows] == ["ada@example.com"]


async def test_counting_stops_where_nobody_reads_on(database: str):
    await contacts("a", "b", "c")
    async with system_scope() as scope:
        assert await crm.count_contacts(scope) == 3
        assert await crm.count_contacts(scope, search="b") == 1
        assert await crm.count_contacts(scope, upto=2) == 2


async def test_a_viewer_reads_the_list(victor: accounts.User):
    async with accounts.scope_for(victor.uuid) as scope:
        assert (await crm.list_contacts(scope)).rows == []


async def test_without_permission_there_is_no_list(victor: accounts.User):
    async with open_scope(victor, frozenset({"staff.view"})) as scope:
        for read in (crm.list_contacts, crm.count_contacts):
            with pytest.raises(Forbidden):
                await read(scope)
        for look in (crm.contact_row, crm.get_contact, crm.contact_events):
            with pytest.raises(Forbidden):
                await look(scope, uuid7())


@given(st.text())
def test_the_sort_key_of_a_sort_key_is_itself(name: str):
    assert sort_key(sort_key(name)) == sort_key(name)


@pytest.mark.parametrize(
    ("name", "key"), [("Émile", "emile"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("ﬁx", "fix")]
)
def test_names_that_people_take_for_the_same_have_one_key(name: str, key: str):
    assert sort_key(name) == key
