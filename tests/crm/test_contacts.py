"""Contacts: written once, changed field by field, trashed and restored from the current row."""

import asyncio
from uuid import UUID

import pytest
from sqlmodel import select

from crm_app import accounts, crm
from crm_app.core.audit import Activity
from crm_app.core.errors import Conflict, Forbidden, NotFound, ValidationFailed
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope


async def ada(**attributes: str) -> crm.Contact:
    async with system_scope() as scope:
        return await crm.create_contact(scope, {"name": "Ada Lovelace", **attributes})


async def form_of(uuid: UUID) -> crm.ContactForm:
    async with system_scope() as scope:
        return await crm.contact_form(scope, uuid)


async def status_of(uuid: UUID) -> str:
    async with system_scope() as scope:
        return (await crm.require_contact(scope, uuid)).status


async def actions() -> list[str]:
    async with system_scope() as scope:
        return list(await scope.session.exec(select(Activity.action).order_by(Activity.inserted_at)))


async def test_a_member_creates_a_contact_with_all_its_fields(mira: accounts.User):
    fields = {
        "name": "Ada Lovelace",
        "email": "ada@example.com",
        "phone": "+44 20 1",
        "company": "Analytical Engines",
        "role_in_company": "Author",
        "notes": "Likes\nnumbers",
        "status": "inactive",
    }
    async with accounts.scope_for(mira.uuid) as scope:
        contact = await crm.create_contact(scope, fields)
    assert await form_of(contact.uuid) == crm.ContactForm(**fields)


async def test_a_viewer_creates_nothing(victor: accounts.User):
    with pytest.raises(Forbidden):
        async with accounts.scope_for(victor.uuid) as scope:
            await crm.create_contact(scope, {"name": "Ada"})


async def test_creating_is_in_the_audit_trail_without_addresses(database: str):
    await ada(email="ada@example.com")
    async with system_scope() as scope:
        (entry,) = await scope.session.exec(select(Activity))
    assert entry.action == "crm.contact_created"
    assert "ada@example.com" not in str(entry.model_dump())


async def created(user: accounts.User, key: UUID, **attributes: str) -> crm.Contact:
    async with accounts.scope_for(user.uuid) as scope:
        return await crm.create_contact(scope, {"name": "Ada", **attributes}, uuid=key)


async def test_the_same_click_twice_writes_one_contact(mira: accounts.User):
    key = uuid7()
    first, second = await created(mira, key), await created(mira, key)
    assert (first.uuid, second.uuid, second.updated_at) == (key, key, first.updated_at)
    assert (await actions()).count("crm.contact_created") == 1


async def test_the_same_click_many_times_at_once_writes_one_contact(mira: accounts.User):
    key = uuid7()
    await asyncio.gather(*(created(mira, key) for _ in range(8)))
    assert (await actions()).count("crm.contact_created") == 1


async def test_a_correction_after_a_lost_answer_is_written(mira: accounts.User):
    key = uuid7()
    await created(mira, key, phone="1")
    assert (await created(mira, key, phone="2")).phone == "2"


async def test_somebody_elses_uuid_tells_and_changes_nothing(mira: accounts.User, owner: accounts.User):
    key = uuid7()
    await created(owner, key, phone="1")
    with pytest.raises(Conflict):
        await created(mira, key, phone="2")
    assert (await form_of(key)).phone == "1"


async def test_a_megabyte_of_marks_is_refused_at_once(database: str):
    with pytest.raises(ValidationFailed) as refused:
        await ada(notes="a" + "\u0300\u0316" * 500_000, name="b" + "\u0300\u0316" * 60)
    assert set(refused.value.fields) == {"notes", "name"}


async def test_a_search_for_a_megabyte_of_marks_finds_nothing_at_once(database: str):
    await ada(company="Analytical Engines")
    async with system_scope() as scope:
        assert await crm.suggest_companies(scope, "x" + "\ufdfa" * 300_000) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "   "),
        ("name", "x" * 256),
        ("name", "nul\0"),
        ("name", "half \ud800 pair"),
        ("email", "not an address"),
        ("email", "a" * 250 + "@example.com"),
        ("phone", "1" * 51),
        ("status", "trashed"),
        ("status", "asleep"),
        ("company", "c" * 256),
    ],
)
async def test_a_field_that_breaks_a_rule_is_named_and_nothing_is_written(
    database: str, field: str, value: str
):
    with pytest.raises(ValidationFailed) as refused:
        await ada(**{field: value})
    assert list(refused.value.fields) == [field]
    assert await actions() == []


async def test_what_is_not_text_is_refused_like_nothing(database: str):
    with pytest.raises(ValidationFailed) as refused:
        async with system_scope() as scope:
            await crm.create_contact(scope, {"name": {"a": 1}})
    assert "name" in refused.value.fields


async def test_a_name_of_exactly_255_characters_is_accepted(database: str):
    contact = await ada(name="n" * 255)
    assert len(contact.name) == 255


async def test_a_company_is_found_again_by_its_name_whatever_the_capitals(database: str):
    await ada(company="Analytical Engines")
    await ada(company="analytical ENGINES")
    async with system_scope() as scope:
        assert len(list(await scope.session.exec(select(crm.Company)))) == 1


async def test_two_who_name_a_new_company_at_once_make_one(database: str):
    await asyncio.gather(*(ada(company="Analytical Engines") for _ in range(8)))
    async with system_scope() as scope:
        assert len(list(await scope.session.exec(select(crm.Company)))) == 1


async def test_a_blank_company_leaves_the_contact_without_one(database: str):
    contact = await ada(company="Analytical Engines")
    async with system_scope() as scope:
        await crm.update_contact(scope, contact.uuid, {"company": ""})
    assert (await form_of(contact.uuid)).company == ""


async def test_a_field_that_is_not_given_stays(database: str):
    contact = await ada(phone="123")
    async with system_scope() as scope:
        await crm.update_contact(scope, contact.uuid, {"name": "Ada King"})
    form = await form_of(contact.uuid)
    assert (form.name, form.phone) == ("Ada King", "123")


async def test_an_update_that_changes_nothing_leaves_no_trace(database: str):
    contact = await ada()
    async with system_scope() as scope:
        after = await crm.update_contact(scope, contact.uuid, {"name": "Ada Lovelace"})
    assert after.updated_at == contact.updated_at
    assert await actions() == ["crm.contact_created"]


async def test_two_people_who_change_different_fields_both_win(database: str):
    contact = await ada(phone="1", email="a@example.com")
    seen = {"phone": "1", "email": "a@example.com"}
    async with system_scope() as scope:
        await crm.update_contact(scope, contact.uuid, {**seen, "phone": "2"}, seen=seen)
    async with system_scope() as scope:
        await crm.update_contact(scope, contact.uuid, {**seen, "email": "b@example.com"}, seen=seen)
    form = await form_of(contact.uuid)
    assert (form.phone, form.email) == ("2", "b@example.com")


async def test_the_second_of_two_who_change_one_field_is_shown_both_values(database: str):
    contact = await ada(phone="1")
    async with system_scope() as scope:
        await crm.update_contact(scope, contact.uuid, {"phone": "2"}, seen={"phone": "1"})
    with pytest.raises(crm.EditConflict) as told:
        async with system_scope() as scope:
            await crm.update_contact(scope, contact.uuid, {"phone": "3"}, seen={"phone": "1"})
    assert told.value.differences == [crm.Difference("phone", theirs="2", yours="3")]
    assert (await form_of(contact.uuid)).phone == "2"


async def test_two_who_make_the_same_change_agree(database: str):
    contact = await ada(phone="1")
    for _ in range(2):
        async with system_scope() as scope:
            await crm.update_contact(scope, contact.uuid, {"phone": "2"}, seen={"phone": "1"})
    assert (await form_of(contact.uuid)).phone == "2"


async def test_a_form_cannot_touch_what_belongs_to_the_server(database: str):
    contact = await ada(details='{"avatar_uuid": "x"}', uuid=str(uuid7()))
    async with system_scope() as scope:
        changed = await crm.update_contact(scope, contact.uuid, {"details": {"avatar_uuid": "x"}})
    assert changed.details == {}


async def test_a_viewer_changes_nothing(victor: accounts.User):
    contact = await ada()
    with pytest.raises(Forbidden):
        async with accounts.scope_for(victor.uuid) as scope:
            await crm.update_contact(scope, contact.uuid, {"name": "Eve"})
    assert (await form_of(contact.uuid)).name == "Ada Lovelace"


async def test_a_trashed_contact_is_not_changed(database: str):
    contact = await ada()
    async with system_scope() as scope:
        await crm.trash_contact(scope, contact.uuid)
    with pytest.raises(crm.RecordTrashed):
        async with system_scope() as scope:
            await crm.update_contact(scope, contact.uuid, {"name": "Eve"})


async def test_restoring_brings_back_the_earlier_status(database: str):
    contact = await ada(status="inactive")
    async with system_scope() as scope:
        trashed = await crm.trash_contact(scope, contact.uuid)
    assert trashed.status == "trashed"
    async with system_scope() as scope:
        restored = await crm.restore_contact(scope, contact.uuid)
    assert (restored.status, restored.details) == ("inactive", {})
    assert restored.updated_at > contact.updated_at


async def test_trashing_twice_is_told_and_keeps_the_remembered_status(database: str):
    contact = await ada(status="inactive")
    async with system_scope() as scope:
        await crm.trash_contact(scope, contact.uuid)
    with pytest.raises(crm.AlreadyTrashed):
        async with system_scope() as scope:
            await crm.trash_contact(scope, contact.uuid)
    async with system_scope() as scope:
        assert (await crm.restore_contact(scope, contact.uuid)).status == "inactive"


async def test_of_many_who_trash_at_once_one_wins_and_the_others_are_told(database: str):
    contact = await ada()

    async def trash() -> str:
        try:
            async with system_scope() as scope:
                await crm.trash_contact(scope, contact.uuid)
        except crm.AlreadyTrashed:
            return "told"
        return "won"

    outcomes = await asyncio.gather(*(trash() for _ in range(8)))
    assert sorted(outcomes) == ["told"] * 7 + ["won"]
    assert (await actions()).count("crm.contact_trashed") == 1


async def test_a_live_contact_cannot_be_restored(database: str):
    contact = await ada()
    with pytest.raises(crm.NotTrashed):
        async with system_scope() as scope:
            await crm.restore_contact(scope, contact.uuid)


async def test_a_live_contact_cannot_be_deleted_for_good(database: str):
    contact = await ada()
    with pytest.raises(crm.NotTrashed):
        async with system_scope() as scope:
            await crm.delete_contact(scope, contact.uuid)
    assert await status_of(contact.uuid) == "active"


async def test_deleting_for_good_leaves_the_audit_entry_only(database: str):
    contact = await ada(company="Analytical Engines")
    async with system_scope() as scope:
        await crm.trash_contact(scope, contact.uuid)
    async with system_scope() as scope:
        await crm.delete_contact(scope, contact.uuid)
    async with system_scope() as scope:
        assert await crm.get_contact(scope, contact.uuid) is None
        assert list(await scope.session.exec(select(crm.CompanyMembership))) == []
    assert (await actions())[-1] == "crm.contact_deleted"


@pytest.mark.parametrize(
    "what", [crm.trash_contact, crm.restore_contact, crm.delete_contact, crm.require_contact]
)
async def test_an_unknown_contact_is_not_found(database: str, what):
    with pytest.raises(NotFound):
        async with system_scope() as scope:
            await what(scope, uuid7())


async def test_updating_an_unknown_contact_is_not_found(database: str):
    with pytest.raises(NotFound):
        async with system_scope() as scope:
            await crm.update_contact(scope, uuid7(), {"name": "Nobody"})


@pytest.mark.parametrize("what", [crm.trash_contact, crm.restore_contact, crm.delete_contact])
async def test_a_viewer_neither_trashes_nor_restores_nor_deletes(victor: accounts.User, what):
    contact = await ada()
    with pytest.raises(Forbidden):
        async with accounts.scope_for(victor.uuid) as scope:
            await what(scope, contact.uuid)


async def test_a_viewer_reads_a_contact(victor: accounts.User):
    contact = await ada()
    async with accounts.scope_for(victor.uuid) as scope:
        assert (await crm.get_contact(scope, contact.uuid)) is not None


async def test_company_names_are_suggested_without_wildcards(database: str):
    await ada(company="100% Linen")
    await ada(company="Analytical Engines")
    async with system_scope() as scope:
        assert await crm.suggest_companies(scope, "%") == ["100% Linen"]
        assert await crm.suggest_companies(scope, "ENGINE") == ["Analytical Engines"]
