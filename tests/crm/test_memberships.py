"""The places of contacts in companies: each once, at most one of them primary, told to both sides."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest
from sqlmodel import select

from crm_app import accounts, crm
from crm_app.core.audit import TOPIC, Activity
from crm_app.core.errors import AppError, Forbidden, NotFound, ValidationFailed
from crm_app.core.ids import uuid7
from crm_app.core.live.changes import Change
from crm_app.core.scope import Scope, system_scope


@pytest.fixture
async def looms(database: str) -> crm.Company:
    """Another company."""
    async with system_scope() as scope:
        return await crm.create_company(scope, "Jacquard Looms")


async def add(company: crm.Company, contact: crm.Contact, *place: object) -> None:
    async with system_scope() as scope:
        await crm.add_member(scope, company.uuid, contact.uuid, *place)  # type: ignore[arg-type]


async def places(contact: crm.Contact) -> list[tuple[str, str | None, str | None, bool]]:
    async with system_scope() as scope:
        rows = await crm.companies_of(scope, contact.uuid)
    return [(row.name, row.role_in_company, row.department, row.is_primary) for row in rows]


async def members(company: crm.Company) -> list[str]:
    async with system_scope() as scope:
        return [row.name for row in await crm.members_of(scope, company.uuid)]


async def primary(contact: crm.Contact, company: crm.Company | None) -> None:
    async with system_scope() as scope:
        await crm.set_primary_company(scope, contact.uuid, company.uuid if company else None)


async def told(act: Callable[[Scope], Awaitable[object]]) -> set[tuple[str, str, UUID]]:
    """What a transaction publishes, by topic, kind and uuid; the trail of everything left out."""
    heard: list[Change] = []
    async with system_scope() as scope:
        publish = scope.publish

        def note(topic: str, kind: str, *uuids: UUID) -> None:
            heard.append(Change(topic, kind, uuids))
            publish(topic, kind, *uuids)

        scope.publish = note  # type: ignore[method-assign]
        await act(scope)
    ours = [change for change in heard if change.topic != TOPIC]
    return {(change.topic, change.kind, uuid) for change in ours for uuid in change.uuids}


async def test_a_contact_belongs_to_several_companies_the_primary_one_first(
    engines: crm.Company, looms: crm.Company, ada: crm.Contact
):
    await add(engines, ada, "Author", "Notes")
    await add(looms, ada, "Adviser")
    await primary(ada, looms)
    assert await places(ada) == [
        ("Jacquard Looms", "Adviser", None, True),
        ("Analytical Engines", "Author", "Notes", False),
    ]


async def test_the_first_company_of_a_contact_is_primary_by_itself_and_a_further_one_is_not(
    engines: crm.Company, looms: crm.Company, ada: crm.Contact
):
    await add(engines, ada)
    await add(looms, ada)
    assert [place[3] for place in await places(ada)] == [True, False]


@pytest.mark.parametrize("wanted", [True, False])
async def test_who_adds_can_say_whether_it_is_primary(
    engines: crm.Company, looms: crm.Company, ada: crm.Contact, wanted: bool
):
    await add(engines, ada)
    await add(looms, ada, "", "", wanted)
    assert {name: star for name, *_, star in await places(ada)}["Jacquard Looms"] is wanted
    assert [place[3] for place in await places(ada)].count(True) == 1


async def test_a_member_is_added_once(engines: crm.Company, ada: crm.Contact):
    await add(engines, ada, "Author")
    with pytest.raises(crm.AlreadyMember):
        await add(engines, ada, "Poet")
    assert await places(ada) == [("Analytical Engines", "Author", None, True)]


async def test_of_many_who_add_the_same_member_at_once_one_wins_and_the_others_are_told(
    engines: crm.Company, ada: crm.Contact
):
    async def attempt() -> str:
        try:
            await add(engines, ada)
        except crm.AlreadyMember:
            return "told"
        return "won"

    assert sorted(await asyncio.gather(*(attempt() for _ in range(8)))) == ["told"] * 7 + ["won"]
    assert await members(engines) == ["Ada Lovelace"]


async def test_of_many_who_set_a_primary_company_at_once_one_stays(
    engines: crm.Company, looms: crm.Company, ada: crm.Contact
):
    await add(engines, ada)
    await add(looms, ada)
    await asyncio.gather(*(primary(ada, company) for company in [engines, looms] * 4))
    assert [place[3] for place in await places(ada)] == [True, False]


async def test_joining_leaving_and_deleting_at_once_never_break(
    engines: crm.Company, looms: crm.Company, ada: crm.Contact
):
    await add(looms, ada)
    async with system_scope() as scope:
        await crm.trash_company(scope, looms.uuid)

    async def quietly(act: Callable[[Scope], Awaitable[object]]) -> None:
        try:
            async with system_scope() as scope:
                await act(scope)
        except AppError:
            pass  # told, and that is right: which of them is first is not known

    await asyncio.gather(
        quietly(lambda scope: crm.delete_company(scope, looms.uuid)),
        quietly(lambda scope: crm.add_member(scope, engines.uuid, ada.uuid, primary=True)),
        quietly(lambda scope: crm.set_primary_company(scope, ada.uuid, None)),
        quietly(lambda scope: crm.update_contact(scope, ada.uuid, {"company": "Analytical Engines"})),
        quietly(lambda scope: crm.remove_member(scope, engines.uuid, ada.uuid)),
    )
    async with system_scope() as scope:
        assert await crm.get_company(scope, looms.uuid) is None
    assert [place[3] for place in await places(ada)].count(True) <= 1


async def test_a_role_is_changed_and_what_is_not_given_stays(engines: crm.Company, ada: crm.Contact):
    await add(engines, ada, "Author", "Notes")
    async with system_scope() as scope:
        await crm.change_member(scope, engines.uuid, ada.uuid, {"role_in_company": " Editor "})
    assert await places(ada) == [("Analytical Engines", "Editor", "Notes", True)]


async def test_two_who_change_one_role_are_shown_both(engines: crm.Company, ada: crm.Contact):
    await add(engines, ada, "Author")
    seen = {"role_in_company": "Author", "department": ""}
    async with system_scope() as scope:
        await crm.change_member(scope, engines.uuid, ada.uuid, {"role_in_company": "Editor"}, seen=seen)
    with pytest.raises(crm.EditConflict) as conflict:
        async with system_scope() as scope:
            await crm.change_member(scope, engines.uuid, ada.uuid, {"role_in_company": "Poet"}, seen=seen)
    assert conflict.value.differences == [crm.Difference("role_in_company", "Editor", "Poet")]


async def test_a_change_that_changes_nothing_tells_nobody(engines: crm.Company, ada: crm.Contact):
    await add(engines, ada, "Author")
    same = {"role_in_company": "Author"}
    assert await told(lambda scope: crm.change_member(scope, engines.uuid, ada.uuid, same)) == set()
    assert await told(lambda scope: crm.set_primary_company(scope, ada.uuid, engines.uuid)) == set()


@pytest.mark.parametrize("field", ["role_in_company", "department"])
@pytest.mark.parametrize("value", ["x" * 256, "nul\0", "half \ud800 pair"])
async def test_a_text_that_breaks_a_rule_is_named(
    engines: crm.Company, ada: crm.Contact, field: str, value: str
):
    with pytest.raises(ValidationFailed) as refused:
        await add(engines, ada, *([value, ""] if field == "role_in_company" else ["", value]))
    assert list(refused.value.fields) == [field]
    await add(engines, ada)
    with pytest.raises(ValidationFailed):
        async with system_scope() as scope:
            await crm.change_member(scope, engines.uuid, ada.uuid, {field: value})


async def test_who_leaves_the_primary_company_has_none(
    engines: crm.Company, looms: crm.Company, ada: crm.Contact
):
    await add(engines, ada)
    await add(looms, ada)
    async with system_scope() as scope:
        await crm.remove_member(scope, engines.uuid, ada.uuid)
    assert await places(ada) == [("Jacquard Looms", None, None, False)]


async def test_a_contact_can_do_without_a_primary_company(engines: crm.Company, ada: crm.Contact):
    await add(engines, ada)
    await primary(ada, None)
    assert [place[3] for place in await places(ada)] == [False]


WRITERS: dict[str, Callable[[Scope, UUID, UUID], Awaitable[object]]] = {
    "add": lambda scope, company, contact: crm.add_member(scope, company, contact),
    "change": lambda scope, company, contact: crm.change_member(
        scope, company, contact, {"role_in_company": "x"}
    ),
    "remove": lambda scope, company, contact: crm.remove_member(scope, company, contact),
    "star": lambda scope, company, contact: crm.set_primary_company(scope, contact, company),
}


@pytest.mark.parametrize("what", WRITERS)
async def test_a_viewer_changes_no_place(
    victor: accounts.User, engines: crm.Company, ada: crm.Contact, what: str
):
    with pytest.raises(Forbidden):
        async with accounts.scope_for(victor.uuid) as scope:
            await WRITERS[what](scope, engines.uuid, ada.uuid)


async def test_a_member_of_the_team_changes_places(
    mira: accounts.User, engines: crm.Company, ada: crm.Contact
):
    for what in ("add", "change", "star", "remove"):
        async with accounts.scope_for(mira.uuid) as scope:
            await WRITERS[what](scope, engines.uuid, ada.uuid)
    assert await members(engines) == []


async def test_a_viewer_reads_both_sides(victor: accounts.User, engines: crm.Company, ada: crm.Contact):
    await add(engines, ada)
    async with accounts.scope_for(victor.uuid) as scope:
        assert len(await crm.members_of(scope, engines.uuid)) == 1
        assert len(await crm.companies_of(scope, ada.uuid)) == 1
        assert (await crm.member_form(scope, engines.uuid, ada.uuid)).department == ""


@pytest.mark.parametrize("what", WRITERS)
@pytest.mark.parametrize("missing", ["company", "contact"])
async def test_an_unknown_company_or_contact_is_not_found(
    engines: crm.Company, ada: crm.Contact, what: str, missing: str
):
    company = uuid7() if missing == "company" else engines.uuid
    contact = uuid7() if missing == "contact" else ada.uuid
    with pytest.raises(NotFound):
        async with system_scope() as scope:
            await WRITERS[what](scope, company, contact)


@pytest.mark.parametrize("what", ["change", "remove", "star"])
async def test_who_is_no_member_is_not_found(engines: crm.Company, ada: crm.Contact, what: str):
    with pytest.raises(NotFound):
        async with system_scope() as scope:
            await WRITERS[what](scope, engines.uuid, ada.uuid)


@pytest.mark.parametrize("what", WRITERS)
@pytest.mark.parametrize("trashed", ["company", "contact"])
async def test_nothing_is_written_about_a_place_of_something_in_the_trash(
    engines: crm.Company, looms: crm.Company, ada: crm.Contact, what: str, trashed: str
):
    if what != "add":
        await add(engines, ada)
    async with system_scope() as scope:
        if trashed == "company":
            await crm.trash_company(scope, engines.uuid)
        else:
            await crm.trash_contact(scope, ada.uuid)
    with pytest.raises(crm.RecordTrashed):
        async with system_scope() as scope:
            await WRITERS[what](scope, engines.uuid, ada.uuid)


async def test_what_is_in_the_trash_is_on_no_roster_and_comes_back_to_its_place(
    engines: crm.Company, ada: crm.Contact
):
    await add(engines, ada, "Author")
    async with system_scope() as scope:
        await crm.trash_contact(scope, ada.uuid)
    assert await members(engines) == []
    async with system_scope() as scope:
        await crm.restore_contact(scope, ada.uuid)
        await crm.trash_company(scope, engines.uuid)
    assert (await members(engines), await places(ada)) == (["Ada Lovelace"], [])
    async with system_scope() as scope:
        await crm.restore_company(scope, engines.uuid)
    assert await places(ada) == [("Analytical Engines", "Author", None, True)]


async def test_the_form_of_a_contact_replaces_the_primary_company_only(
    engines: crm.Company, looms: crm.Company, ada: crm.Contact
):
    await add(engines, ada, "Author", "Notes")
    await add(looms, ada, "Adviser", "Board")
    async with system_scope() as scope:
        await crm.update_contact(scope, ada.uuid, {"company": "Steam Works", "role_in_company": "Engineer"})
    assert await places(ada) == [
        ("Steam Works", "Engineer", None, True),
        ("Jacquard Looms", "Adviser", "Board", False),
    ]


async def test_the_form_of_a_contact_can_name_another_of_its_companies(
    engines: crm.Company, looms: crm.Company, ada: crm.Contact
):
    await add(engines, ada, "Author")
    await add(looms, ada, "Adviser", "Board")
    async with system_scope() as scope:
        await crm.update_contact(scope, ada.uuid, {"company": "jacquard LOOMS", "role_in_company": "Chair"})
    assert await places(ada) == [("Jacquard Looms", "Chair", "Board", True)]


async def test_a_new_role_in_the_form_of_a_contact_keeps_the_department(
    engines: crm.Company, ada: crm.Contact
):
    await add(engines, ada, "Author", "Notes")
    async with system_scope() as scope:
        await crm.update_contact(scope, ada.uuid, {"role_in_company": "Editor"})
    assert await places(ada) == [("Analytical Engines", "Editor", "Notes", True)]


async def test_a_blank_company_in_the_form_of_a_contact_leaves_the_others(
    engines: crm.Company, looms: crm.Company, ada: crm.Contact
):
    await add(engines, ada)
    await add(looms, ada)
    async with system_scope() as scope:
        await crm.update_contact(scope, ada.uuid, {"company": ""})
    assert await places(ada) == [("Jacquard Looms", None, None, False)]


@pytest.mark.parametrize(
    ("what", "kind"),
    [("add", "member_joined"), ("change", "member_changed"), ("remove", "member_left")],
)
async def test_both_pages_and_both_lists_hear_of_a_change(
    engines: crm.Company, ada: crm.Contact, what: str, kind: str
):
    if what != "add":
        await add(engines, ada)
    heard = await told(lambda scope: WRITERS[what](scope, engines.uuid, ada.uuid))
    both = {
        (f"company:{engines.uuid}", kind, ada.uuid),
        (f"contact:{ada.uuid}", "company_changed", engines.uuid),
        ("contacts", "company_changed", ada.uuid),
    }
    counted = set() if what == "change" else {("companies", kind, engines.uuid)}
    assert heard == both | counted


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (crm.trash_contact, "member_left"),
        (lambda scope, uuid: crm.update_contact(scope, uuid, {"name": "Ada King"}), "member_changed"),
    ],
    ids=["trashed", "renamed"],
)
async def test_the_company_hears_what_becomes_of_its_members(
    engines: crm.Company, ada: crm.Contact, act: Callable[[Scope, UUID], Awaitable[object]], kind: str
):
    await add(engines, ada)
    heard = await told(lambda scope: act(scope, ada.uuid))
    assert (f"company:{engines.uuid}", kind, ada.uuid) in heard


@pytest.mark.parametrize(
    "act",
    [crm.trash_company, lambda scope, uuid: crm.update_company(scope, uuid, {"name": "Engines Ltd"})],
    ids=["trashed", "renamed"],
)
async def test_the_members_hear_what_becomes_of_their_company(
    engines: crm.Company, ada: crm.Contact, act: Callable[[Scope, UUID], Awaitable[object]]
):
    await add(engines, ada)
    heard = await told(lambda scope: act(scope, engines.uuid))
    assert (f"contact:{ada.uuid}", "company_changed", engines.uuid) in heard
    assert ("contacts", "company_changed", ada.uuid) in heard


async def test_both_trails_tell_who_came_and_went(engines: crm.Company, ada: crm.Contact):
    await add(engines, ada)
    async with system_scope() as scope:
        await crm.remove_member(scope, engines.uuid, ada.uuid)
    async with system_scope() as scope:
        of_company = [e.label.text for e in (await crm.company_events(scope, engines.uuid)).events]
        of_contact = [(e.label.text, e.detail) for e in (await crm.contact_events(scope, ada.uuid)).events]
    assert of_company == ["Member removed", "Member added", "Company created"]
    assert of_contact == [
        ("Company removed", "Analytical Engines"),
        ("Company added", "Analytical Engines"),
        ("Contact created", ""),
    ]


async def test_the_form_of_a_contact_is_one_entry_in_its_trail(ada: crm.Contact):
    async with system_scope() as scope:
        await crm.update_contact(scope, ada.uuid, {"company": "Engines"})
    async with system_scope() as scope:
        mine = select(Activity.action).where(Activity.resource_uuid == ada.uuid)
        actions = list(await scope.session.exec(mine.order_by(Activity.inserted_at)))
    assert actions == ["crm.contact_created", "crm.contact_updated"]


async def test_whom_one_can_add_are_the_live_ones_that_are_not_there(
    engines: crm.Company, looms: crm.Company, ada: crm.Contact, bob: crm.Contact
):
    await add(engines, ada)
    async with system_scope() as scope:
        assert [c.name for c in await crm.contacts_to_add(scope, engines.uuid)] == ["Bob Builder"]
        assert await crm.contacts_to_add(scope, engines.uuid, "%") == []
        assert [c.name for c in await crm.companies_to_add(scope, ada.uuid)] == ["Jacquard Looms"]
        assert [c.name for c in await crm.companies_to_add(scope, bob.uuid, "LOOM")] == ["Jacquard Looms"]
    async with system_scope() as scope:
        await crm.trash_contact(scope, bob.uuid)
        await crm.trash_company(scope, looms.uuid)
    async with system_scope() as scope:
        assert await crm.contacts_to_add(scope, engines.uuid) == []
        assert await crm.companies_to_add(scope, ada.uuid) == []
