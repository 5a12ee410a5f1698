"""Companies: the same rules as contacts, and what their members see of them."""

import asyncio
from uuid import UUID

import pytest
from sqlmodel import select

from crm_app import accounts, crm
from crm_app.core.audit import Activity
from crm_app.core.errors import Conflict, Forbidden, NotFound, ValidationFailed
from crm_app.core.ids import uuid7
from crm_app.core.scope import open_scope, system_scope
from crm_app.crm import attachments
from tests.crm.conftest import a_file, attach, folder_of

FIELDS = {
    "name": "Analytical Engines",
    "status": "inactive",
    "website": "https://engines.example.com/about?x=1",
    "email": "office@engines.example.com",
    "phone": "+44 20 1",
    "industry": "Computing",
    "address": "1 Dorset Street\nLondon",
    "notes": "Wants\nsteam",
}


async def company(**attributes: str) -> crm.Company:
    async with system_scope() as scope:
        return await crm.create_company(scope, {"name": "Analytical Engines", **attributes})


async def form_of(uuid: UUID) -> crm.CompanyForm:
    async with system_scope() as scope:
        return await crm.company_form(scope, uuid)


async def actions() -> list[str]:
    async with system_scope() as scope:
        return list(await scope.session.exec(select(Activity.action).order_by(Activity.inserted_at)))


async def names(**options: object) -> list[str]:
    async with system_scope() as scope:
        return [row.name for row in (await crm.list_companies(scope, **options)).rows]  # type: ignore[arg-type]


async def test_a_member_creates_a_company_with_all_its_fields(mira: accounts.User):
    async with accounts.scope_for(mira.uuid) as scope:
        made = await crm.create_company(scope, FIELDS)
    assert await form_of(made.uuid) == crm.CompanyForm(**FIELDS)


async def test_a_text_is_the_name_of_a_new_company(database: str):
    async with system_scope() as scope:
        made = await crm.create_company(scope, "Looms")
    assert await form_of(made.uuid) == crm.CompanyForm(name="Looms")


@pytest.mark.parametrize(
    "website",
    [
        "example.com",
        "EXAMPLE.com/a?b#c",
        "http://example.com:8080/",
        "https://münchen.example",
        "a.b.example",
    ],
)
async def test_a_website_is_kept_as_it_was_written(database: str, website: str):
    assert (await form_of((await company(website=website)).uuid)).website == website


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 256),
        ("name", "nul\0"),
        ("website", "javascript:alert(1)"),
        ("website", "JAVASCRIPT://example.com/%0aalert(1)"),
        ("website", "data:text/html,x"),
        ("website", "not a website"),
        ("website", "localhost"),
        ("website", "https://user:secret@example.com"),
        ("website", "w" * 250 + ".example"),
        ("email", "not an address"),
        ("phone", "1" * 51),
        ("industry", "i" * 256),
        ("address", "a" * 2_001),
        ("status", "trashed"),
    ],
)
async def test_a_field_that_breaks_a_rule_is_named_and_nothing_is_written(
    database: str, field: str, value: str
):
    with pytest.raises(ValidationFailed) as refused:
        await company(**{field: value})
    assert list(refused.value.fields) == [field]
    assert await actions() == []


async def test_the_same_click_many_times_at_once_writes_one_company(mira: accounts.User):
    key = uuid7()

    async def create() -> None:
        async with accounts.scope_for(mira.uuid) as scope:
            await crm.create_company(scope, {"name": "Engines"}, uuid=key)

    await asyncio.gather(*(create() for _ in range(8)))
    assert (await actions()).count("crm.company_created") == 1


async def test_somebody_elses_uuid_tells_and_changes_nothing(mira: accounts.User, owner: accounts.User):
    key = uuid7()
    async with accounts.scope_for(owner.uuid) as scope:
        await crm.create_company(scope, {"name": "Engines"}, uuid=key)
    with pytest.raises(Conflict):
        async with accounts.scope_for(mira.uuid) as scope:
            await crm.create_company(scope, {"name": "Looms"}, uuid=key)
    assert (await form_of(key)).name == "Engines"


async def test_two_people_who_change_different_fields_both_win(database: str):
    made = await company(phone="1", industry="Computing")
    seen = {"phone": "1", "industry": "Computing"}
    async with system_scope() as scope:
        await crm.update_company(scope, made.uuid, {**seen, "phone": "2"}, seen=seen)
    async with system_scope() as scope:
        await crm.update_company(scope, made.uuid, {**seen, "industry": "Steam"}, seen=seen)
    form = await form_of(made.uuid)
    assert (form.phone, form.industry) == ("2", "Steam")


async def test_the_second_of_two_who_change_one_field_is_shown_both_values(database: str):
    made = await company(phone="1")
    async with system_scope() as scope:
        await crm.update_company(scope, made.uuid, {"phone": "2"}, seen={"phone": "1"})
    with pytest.raises(crm.EditConflict) as told:
        async with system_scope() as scope:
            await crm.update_company(scope, made.uuid, {"phone": "3"}, seen={"phone": "1"})
    assert told.value.differences == [crm.Difference("phone", theirs="2", yours="3")]
    assert (await form_of(made.uuid)).phone == "2"


async def test_an_update_that_changes_nothing_leaves_no_trace(database: str):
    made = await company()
    async with system_scope() as scope:
        after = await crm.update_company(scope, made.uuid, {"name": made.name, "details": {"x": 1}})
    assert (after.updated_at, after.details) == (made.updated_at, {})
    assert await actions() == ["crm.company_created"]


async def test_a_trashed_company_is_not_changed(database: str):
    made = await company()
    async with system_scope() as scope:
        await crm.trash_company(scope, made.uuid)
    with pytest.raises(crm.RecordTrashed):
        async with system_scope() as scope:
            await crm.update_company(scope, made.uuid, {"name": "Looms"})


async def test_restoring_brings_back_the_earlier_status(database: str):
    made = await company(status="inactive")
    async with system_scope() as scope:
        assert (await crm.trash_company(scope, made.uuid)).status == "trashed"
    async with system_scope() as scope:
        assert (await crm.restore_company(scope, made.uuid)).status == "inactive"


async def test_trashing_twice_and_restoring_twice_is_told(database: str):
    made = await company()
    async with system_scope() as scope:
        await crm.trash_company(scope, made.uuid)
    with pytest.raises(crm.AlreadyTrashed):
        async with system_scope() as scope:
            await crm.trash_company(scope, made.uuid)
    async with system_scope() as scope:
        await crm.restore_company(scope, made.uuid)
    with pytest.raises(crm.NotTrashed):
        async with system_scope() as scope:
            await crm.restore_company(scope, made.uuid)


async def test_a_live_company_cannot_be_deleted_for_good(database: str):
    made = await company()
    with pytest.raises(crm.NotTrashed):
        async with system_scope() as scope:
            await crm.delete_company(scope, made.uuid)
    assert await names() == ["Analytical Engines"]


async def test_of_many_who_delete_at_once_one_wins_and_the_others_are_told(database: str):
    made = await company()
    async with system_scope() as scope:
        await crm.trash_company(scope, made.uuid)

    async def delete() -> str:
        try:
            async with system_scope() as scope:
                await crm.delete_company(scope, made.uuid)
        except NotFound:
            return "told"
        return "won"

    outcomes = await asyncio.gather(*(delete() for _ in range(8)))
    assert sorted(outcomes) == ["told"] * 7 + ["won"]
    assert (await actions()).count("crm.company_deleted") == 1


async def test_deleting_for_good_takes_files_and_places_and_leaves_the_contacts(
    owner: accounts.User, ada: crm.Contact
):
    made, file = await company(), await a_file(owner)
    folder = await folder_of(made)
    await attach(file, folder)
    async with system_scope() as scope:
        await crm.add_member(scope, made.uuid, ada.uuid)
    async with system_scope() as scope:
        await crm.trash_company(scope, made.uuid)
    async with system_scope() as scope:
        await crm.delete_company(scope, made.uuid)
    async with system_scope() as scope:
        assert await crm.get_company(scope, made.uuid) is None
        assert await attachments.get_file(scope, file.uuid) is None
        assert list(await scope.session.exec(select(crm.CompanyMembership))) == []
        assert await crm.get_contact(scope, ada.uuid) is not None


@pytest.mark.parametrize(
    "what",
    [crm.trash_company, crm.restore_company, crm.delete_company, crm.require_company, crm.company_form],
)
async def test_an_unknown_company_is_not_found(database: str, what):
    with pytest.raises(NotFound):
        async with system_scope() as scope:
            await what(scope, uuid7())


@pytest.mark.parametrize("what", [crm.trash_company, crm.restore_company, crm.delete_company])
async def test_a_viewer_neither_trashes_nor_restores_nor_deletes(victor: accounts.User, what):
    made = await company()
    with pytest.raises(Forbidden):
        async with accounts.scope_for(victor.uuid) as scope:
            await what(scope, made.uuid)


async def test_a_viewer_creates_and_changes_nothing(victor: accounts.User):
    made = await company()
    with pytest.raises(Forbidden):
        async with accounts.scope_for(victor.uuid) as scope:
            await crm.create_company(scope, "Looms")
    with pytest.raises(Forbidden):
        async with accounts.scope_for(victor.uuid) as scope:
            await crm.update_company(scope, made.uuid, {"name": "Looms"})
    assert await names() == ["Analytical Engines"]


async def test_a_viewer_reads_companies(victor: accounts.User):
    made = await company()
    async with accounts.scope_for(victor.uuid) as scope:
        assert [row.uuid for row in (await crm.list_companies(scope)).rows] == [made.uuid]
        assert await crm.company_row(scope, made.uuid) is not None


async def test_without_permission_there_is_nothing_to_read(victor: accounts.User):
    async with open_scope(victor, frozenset({"staff.view"})) as scope:
        for read in (crm.list_companies, crm.count_companies):
            with pytest.raises(Forbidden):
                await read(scope)
        for look in (crm.company_row, crm.get_company, crm.company_events, crm.require_company):
            with pytest.raises(Forbidden):
                await look(scope, uuid7())


async def test_the_list_is_in_the_order_of_names_page_by_page(database: str):
    for name in ("Édison", "delta", "Charlie"):
        await company(name=name)
    async with system_scope() as scope:
        first = await crm.list_companies(scope, limit=2)
        rest = await crm.list_companies(scope, limit=2, after=first.next)
    assert [row.name for row in first.rows] == ["Charlie", "delta"]
    assert ([row.name for row in rest.rows], rest.next) == (["Édison"], None)


@pytest.mark.parametrize("search", ["ENGINES", "office@", "engines.example.com/about", "comput"])
async def test_a_search_looks_into_name_address_website_and_industry(database: str, search: str):
    await company(**FIELDS)
    await company(name="Looms")
    assert await names(search=search) == ["Analytical Engines"]


@pytest.mark.parametrize("search", ["%", "_", "\\", "\0zz", "Dorset"])
async def test_a_search_knows_no_wildcards_and_no_other_fields(database: str, search: str):
    await company(**FIELDS)
    assert await names(search=search) == []


async def test_a_status_narrows_the_list(database: str):
    await company(name="Active")
    await company(name="Inactive", status="inactive")
    gone = await company(name="Gone")
    async with system_scope() as scope:
        await crm.trash_company(scope, gone.uuid)
    assert await names() == ["Active", "Inactive"]
    assert await names(status="inactive") == ["Inactive"]
    assert await names(status="trashed") == ["Gone"]
    async with system_scope() as scope:
        assert await crm.count_companies(scope) == 2
        assert [row.name for row in await crm.matching_companies(scope, [gone.uuid])] == []


@pytest.mark.parametrize("count", [1, 30])
async def test_a_page_is_one_statement_however_many_it_shows(
    database: str, statements: list[str], count: int
):
    for number in range(count):
        await company(name=f"Company {number}")
    statements.clear()
    assert len(await names()) == count
    assert len(statements) == 1


async def test_members_are_counted_without_those_in_the_trash(
    database: str, ada: crm.Contact, bob: crm.Contact
):
    made = await company()
    async with system_scope() as scope:
        await crm.add_member(scope, made.uuid, ada.uuid)
        await crm.add_member(scope, made.uuid, bob.uuid)
    async with system_scope() as scope:
        await crm.trash_contact(scope, bob.uuid)
    async with system_scope() as scope:
        row = await crm.company_row(scope, made.uuid)
        assert row is not None
        assert (row.members, await crm.count_members(scope, made.uuid)) == (1, 1)
