"""What the composer asks for over HTTP: drafts, saving them, and who can be named."""

from typing import Any
from uuid import UUID

import httpx
import pytest

from crm_app import accounts, crm, staff
from crm_app.core.ids import uuid7
from crm_app.crm import interactions
from crm_app.crm.interactions import Party
from tests.factories import file_now, make_file, run, run_as, trash_by_hand
from tests.staff.organisation import a_person
from tests.web.http.conftest import Browser

DRAFTS = "/interactions/drafts"


@pytest.fixture
async def as_olga(browser_of: Any, owner: accounts.User) -> Browser:
    """Another colleague's browser."""
    return await browser_of(owner)


@pytest.fixture
async def as_victor(browser_of: Any, victor: accounts.User) -> Browser:
    """The browser of somebody who may only look."""
    return await browser_of(victor)


def of(contact: UUID) -> str:
    return f"contact:{contact}"


def typed(**fields: Any) -> dict[str, Any]:
    """A form as the composer sends it."""
    blank = {"interaction_type": "note", "occurred_at": "2026-11-21T14:30", "time_zone": "Europe/Berlin"}
    return {**blank, "subject": "", "body": "", "parties": [], **fields}


async def keep(browser: Browser, uuid: object, anchor: str, **more: Any) -> httpx.Response:
    return await browser.put(
        f"{DRAFTS}/{uuid}", json={"anchor": anchor, "form": typed(subject="An offer"), **more}
    )


async def save(browser: Browser, uuid: object, anchor: str, **more: Any) -> httpx.Response:
    content = {"anchor": anchor, "form": typed(subject="An offer"), **more}
    return await browser.post(f"{DRAFTS}/{uuid}/save", json=content)


async def drop(
    browser: Browser, uuid: object, anchor: str, name: str = "offer.txt", content: bytes = b"hello"
) -> str:
    """The uuid of a file that was dropped on a draft."""
    query = {"resource": "draft", "record": str(uuid), "anchor": anchor, "name": name}
    return (await browser.post("/uploads", params=query, content=content)).json()["file"]["uuid"]


async def drafts(browser: Browser, anchor: str, **more: str) -> list[dict[str, Any]]:
    return (await browser.get(DRAFTS, params={"anchor": anchor, **more})).json()["drafts"]


class TestKeeping:
    async def test_what_is_typed_and_dropped_is_there_again(self, as_mira: Browser, anna: UUID):
        draft = uuid7()
        assert (await keep(as_mira, draft, of(anna))).status_code == 200
        file = await drop(as_mira, draft, of(anna))
        (found,) = await drafts(as_mira, of(anna))
        assert (found["uuid"], found["form"]["subject"], found["interaction"]) == (str(draft), "An offer", "")
        assert [(each["uuid"], each["name"], each["size"], each["state"]) for each in found["files"]] == [
            (file, "offer.txt", "5 B", "ready")
        ]
        assert (await as_mira.get(f"{DRAFTS}/{draft}")).json() == found

    async def test_the_latest_stands_first_and_one_that_edits_does_not_stand_there(
        self, as_mira: Browser, anna: UUID, mira: accounts.User
    ):
        written = await run_as(mira, interactions.create_interaction, {"contact_uuid": anna})
        first, second, edits = uuid7(), uuid7(), uuid7()
        await keep(as_mira, first, of(anna))
        await keep(as_mira, second, of(anna))
        await keep(as_mira, edits, of(anna), interaction=str(written.uuid))
        assert [each["uuid"] for each in await drafts(as_mira, of(anna))] == [str(second), str(first)]
        (found,) = await drafts(as_mira, of(anna), interaction=str(written.uuid))
        assert (found["uuid"], found["interaction"]) == (str(edits), str(written.uuid))

    async def test_somebody_elses_draft_is_not_found_by_any_way(
        self, as_mira: Browser, as_olga: Browser, anna: UUID
    ):
        draft = uuid7()
        await keep(as_mira, draft, of(anna))
        file = await drop(as_mira, draft, of(anna))
        answers = [
            await as_olga.get(f"{DRAFTS}/{draft}"),
            await keep(as_olga, draft, of(anna)),
            await save(as_olga, draft, of(anna)),
            await as_olga.delete(f"{DRAFTS}/{draft}"),
            await as_olga.delete(f"{DRAFTS}/{draft}/files/{file}"),
        ]
        assert [answer.status_code for answer in answers] == [404] * 5
        assert await drafts(as_olga, of(anna)) == []
        (found,) = await drafts(as_mira, of(anna))
        assert len(found["files"]) == 1

    async def test_what_is_thrown_away_is_gone(self, as_mira: Browser, anna: UUID):
        draft = uuid7()
        await keep(as_mira, draft, of(anna))
        assert (await as_mira.delete(f"{DRAFTS}/{draft}")).status_code == 200
        assert await drafts(as_mira, of(anna)) == []

    async def test_a_file_is_taken_off_and_stays_where_it_is(self, as_mira: Browser, anna: UUID):
        draft = uuid7()
        await keep(as_mira, draft, of(anna))
        file = await drop(as_mira, draft, of(anna))
        assert (await as_mira.delete(f"{DRAFTS}/{draft}/files/{file}")).status_code == 200
        (found,) = await drafts(as_mira, of(anna))
        assert found["files"] == []
        assert await file_now(UUID(file)) is not None

    async def test_a_file_that_the_record_has_is_put_on_the_draft(
        self, as_mira: Browser, mira: accounts.User, anna: UUID
    ):
        folder = await run(crm.attachments.ensure_folder, "contact", anna, "files")
        file = await make_file(mira, "contract.txt", home=folder)
        draft = uuid7()
        put = await as_mira.put(f"{DRAFTS}/{draft}/files/{file}", params={"anchor": of(anna)})
        assert put.status_code == 200
        assert (await save(as_mira, draft, of(anna))).status_code == 200
        files = await run_as(mira, crm.attachments.list_interaction_files, draft)
        assert [each.uuid for each in files] == [file]

    async def test_a_file_that_nobody_may_share_is_not_put_on_a_draft(
        self, as_mira: Browser, as_olga: Browser, anna: UUID
    ):
        private = await drop(as_olga, uuid7(), of(anna))
        answer = await as_mira.put(f"{DRAFTS}/{uuid7()}/files/{private}", params={"anchor": of(anna)})
        assert answer.status_code == 404

    async def test_a_viewer_puts_nothing_on_a_draft(
        self, as_victor: Browser, mira: accounts.User, anna: UUID
    ):
        folder = await run(crm.attachments.ensure_folder, "contact", anna, "files")
        file = await make_file(mira, home=folder)
        answer = await as_victor.put(f"{DRAFTS}/{uuid7()}/files/{file}", params={"anchor": of(anna)})
        assert answer.status_code == 403

    async def test_a_viewer_keeps_nothing(self, as_victor: Browser, anna: UUID):
        assert (await keep(as_victor, uuid7(), of(anna))).status_code == 403

    async def test_another_sites_page_keeps_nothing(self, as_mira: Browser, anna: UUID):
        content = {"anchor": of(anna), "form": typed()}
        headers = {"Origin": "https://evil.example"}
        answer = await as_mira.put(f"{DRAFTS}/{uuid7()}", json=content, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")

    @pytest.mark.parametrize(
        "content",
        [b"", b"nonsense", b"[]", b'{"form": 1}', b"\xff"],
        ids=["none", "text", "list", "no_form", "bytes"],
    )
    async def test_what_is_no_form_is_refused(self, as_mira: Browser, content: bytes):
        answer = await as_mira.put(f"{DRAFTS}/{uuid7()}", content=content)
        assert answer.status_code in (404, 422)

    async def test_more_than_anybody_types_is_refused_before_it_is_read(self, as_mira: Browser, anna: UUID):
        answer = await keep(as_mira, uuid7(), of(anna), form=typed(body="x" * 1_000_001))
        assert (answer.status_code, answer.json()["code"]) == (413, "form_too_large")

    @pytest.mark.parametrize("anchor", ["", "contact", "contact:x", f"person:{UUID(int=1)}", "\0"])
    async def test_an_anchor_that_is_none_is_not_found(self, as_mira: Browser, anchor: str):
        assert (await keep(as_mira, uuid7(), anchor)).status_code == 404

    async def test_a_draft_stays_with_its_record(self, as_mira: Browser, anna: UUID):
        draft, other = uuid7(), (await run(crm.create_contact, {"name": "Bob"})).uuid
        await keep(as_mira, draft, of(anna))
        assert (await keep(as_mira, draft, of(other))).status_code == 404
        assert (await save(as_mira, draft, of(other))).status_code == 404


class TestSaving:
    async def test_the_draft_becomes_an_interaction_with_its_files(
        self, as_mira: Browser, anna: UUID, mira: accounts.User
    ):
        draft = uuid7()
        await keep(as_mira, draft, of(anna))
        file = await drop(as_mira, draft, of(anna))
        party = {"name": "the captain", "contact_uuid": "", "staff_person_uuid": ""}
        answer = await save(
            as_mira, draft, of(anna), form=typed(subject="An offer", parties=[party]), files=[file]
        )
        assert (answer.status_code, answer.json()) == (200, {"uuid": str(draft)})
        (row,) = (await run(interactions.timeline, ("contact", anna))).rows
        assert (row.interaction.subject, row.interaction.owner_uuid) == ("An offer", mira.uuid)
        assert row.interaction.occurred_at.isoformat() == "2026-11-21T13:30:00+00:00"
        assert [party.raw_name for party in row.parties] == ["the captain"]
        assert [str(each.uuid) for each in row.files] == [file]
        assert await drafts(as_mira, of(anna)) == []

    async def test_pressing_twice_saves_once(self, as_mira: Browser, anna: UUID):
        draft = uuid7()
        answers = [await save(as_mira, draft, of(anna)) for _ in range(2)]
        assert [answer.json() for answer in answers] == [{"uuid": str(draft)}] * 2
        assert len((await run(interactions.timeline, ("contact", anna))).rows) == 1

    async def test_what_comes_late_does_not_bring_it_back(self, as_mira: Browser, anna: UUID):
        draft = uuid7()
        await save(as_mira, draft, of(anna))
        assert (await keep(as_mira, draft, of(anna))).status_code == 409
        assert await drafts(as_mira, of(anna)) == []

    async def test_bad_input_is_told_by_field_and_all_is_kept(self, as_mira: Browser, anna: UUID):
        draft = uuid7()
        await keep(as_mira, draft, of(anna))
        await drop(as_mira, draft, of(anna))
        form = typed(interaction_type="dance", occurred_at="yesterday", parties=[{"name": "x" * 300}])
        answer = await save(as_mira, draft, of(anna), form=form)
        fields = answer.json()["fields"]
        assert answer.status_code == 422
        assert fields["occurred_at"] == ["The time could not be read."]
        (found,) = await drafts(as_mira, of(anna))
        assert len(found["files"]) == 1

    async def test_a_name_that_is_too_long_is_told(self, as_mira: Browser, anna: UUID):
        answer = await save(as_mira, uuid7(), of(anna), form=typed(parties=[{"name": "x" * 300}]))
        assert (answer.status_code, list(answer.json()["fields"])) == (422, ["parties"])

    async def test_a_file_that_was_trashed_meanwhile_is_named_and_nothing_is_written(
        self, as_mira: Browser, anna: UUID
    ):
        draft = uuid7()
        file = await drop(as_mira, draft, of(anna))
        await trash_by_hand(UUID(file))
        answer = await save(as_mira, draft, of(anna))
        assert (answer.status_code, answer.json()["names"]) == (409, ["offer.txt"])
        assert (await run(interactions.timeline, ("contact", anna))).rows == []
        (shown,) = (await as_mira.get(f"{DRAFTS}/{draft}")).json()["files"]
        assert shown["state"] == "trashed"

    async def test_somebody_elses_file_is_not_attached(
        self, as_mira: Browser, anna: UUID, owner: accounts.User
    ):
        file = await make_file(owner, "secret.txt")
        answer = await save(as_mira, uuid7(), of(anna), files=[str(file)])
        assert (answer.status_code, answer.json()["names"]) == (409, [])
        assert (await run(interactions.timeline, ("contact", anna))).rows == []

    async def test_another_anchor_in_the_form_is_not_smuggled_in(self, as_mira: Browser, anna: UUID):
        other = (await run(crm.create_contact, {"name": "Bob"})).uuid
        await save(as_mira, uuid7(), of(anna), form=typed(contact_uuid=str(other), company_uuid=str(uuid7())))
        assert len((await run(interactions.timeline, ("contact", anna))).rows) == 1
        assert (await run(interactions.timeline, ("contact", other))).rows == []

    async def test_a_record_that_is_gone_is_told_and_the_draft_stays(self, as_mira: Browser, anna: UUID):
        draft = uuid7()
        await keep(as_mira, draft, of(anna))
        await run(crm.trash_contact, anna)
        assert (await save(as_mira, draft, of(anna))).json()["code"] == "record_trashed"
        await run(crm.delete_contact, anna)
        assert (await save(as_mira, draft, of(anna))).json()["code"] == "not_found"
        assert (await as_mira.get(f"{DRAFTS}/{draft}")).json()["form"]["subject"] == "An offer"

    async def test_a_viewer_saves_nothing(self, as_victor: Browser, anna: UUID):
        assert (await save(as_victor, uuid7(), of(anna))).status_code == 403

    async def test_an_interaction_is_changed_and_loses_a_file(
        self, as_mira: Browser, anna: UUID, mira: accounts.User
    ):
        file, said = await make_file(mira, "old.txt"), {"contact_uuid": anna, "subject": "first"}
        written = await run_as(mira, interactions.create_interaction, said, [Party("Bo")], [file])
        draft = uuid7()
        await keep(as_mira, draft, of(anna), interaction=str(written.uuid))
        await drop(as_mira, draft, of(anna), "new.txt")
        form = typed(subject="second", remove_files=[str(file)], seen=typed(subject="first"))
        answer = await save(as_mira, draft, of(anna), form=form, interaction=str(written.uuid))
        assert answer.json() == {"uuid": str(written.uuid)}
        (row,) = (await run(interactions.timeline, ("contact", anna))).rows
        assert (row.interaction.subject, row.parties) == ("second", [])
        assert [each.original_file_name for each in row.files] == ["new.txt"]

    async def test_two_who_change_the_same_are_told_of_each_other(
        self, as_mira: Browser, anna: UUID, mira: accounts.User
    ):
        said = {"contact_uuid": anna, "subject": "first"}
        written = await run_as(mira, interactions.create_interaction, said)
        await run(interactions.update_interaction, written.uuid, {"subject": "theirs"})
        form = {"subject": "mine", "parties": [], "seen": {"subject": "first"}}
        answer = await save(as_mira, uuid7(), of(anna), form=form, interaction=str(written.uuid))
        assert answer.status_code == 409
        assert answer.json()["differences"] == [{"field": "subject", "theirs": "theirs", "yours": "mine"}]

    async def test_an_interaction_of_another_page_is_not_changed_from_here(
        self, as_mira: Browser, anna: UUID, mira: accounts.User
    ):
        other = (await run(crm.create_contact, {"name": "Bob"})).uuid
        written = await run_as(
            mira, interactions.create_interaction, {"contact_uuid": other, "subject": "first"}
        )
        answer = await save(as_mira, uuid7(), of(anna), interaction=str(written.uuid))
        assert (answer.status_code, answer.json()["code"]) == (403, "not_anchored_here")


class TestNaming:
    async def test_contacts_and_colleagues_are_found_together_by_name(self, as_mira: Browser, database: str):
        await run(crm.create_contact, {"name": "Grace Hopper", "email": "grace@example.com"})
        person = await a_person("Grace Kelly")
        found = (await as_mira.get("/interactions/parties", params={"search": "grace"})).json()
        assert [(each["kind"], each["name"]) for each in found["options"]] == [
            ("contact", "Grace Hopper"),
            ("person", "Grace Kelly"),
        ]
        assert found["options"][1]["uuid"] == str(person.uuid)
        assert found["more"] is False

    async def test_eight_are_enough_until_more_are_asked_for(self, as_mira: Browser, database: str):
        for number in range(70):
            await run(crm.create_contact, {"name": f"Ada {number:02}"})
        few = (await as_mira.get("/interactions/parties", params={"search": "ada"})).json()
        many = (await as_mira.get("/interactions/parties", params={"search": "ada", "limit": "999"})).json()
        assert (len(few["options"]), few["more"]) == (8, True)
        assert (len(many["options"]), many["more"]) == (60, True)

    async def test_the_pages_own_contact_is_left_out(self, as_mira: Browser, anna: UUID):
        found = (await as_mira.get("/interactions/parties", params={"without": str(anna)})).json()
        assert str(anna) not in [each["uuid"] for each in found["options"]]

    async def test_one_is_oneself_by_name_or_as_a_colleague(self, as_mira: Browser, mira: accounts.User):
        before = (await as_mira.get("/interactions/parties")).json()["me"]
        assert (before["kind"], before["name"]) == ("name", "Mira from sales")
        person = await run(staff.create_person, {"user_uuid": mira.uuid})
        after = (await as_mira.get("/interactions/parties")).json()["me"]
        assert (after["kind"], after["uuid"]) == ("person", str(person.uuid))

    @pytest.mark.parametrize("limit", ["", "x", "-1", "٣", "9" * 30])
    async def test_a_limit_that_is_none_is_eight(self, as_mira: Browser, database: str, limit: str):
        assert (await as_mira.get("/interactions/parties", params={"limit": limit})).status_code == 200

    async def test_wildcards_and_nul_find_nobody(self, as_mira: Browser, anna: UUID):
        for search in ("%", "_", "\\", "\0%"):
            found = (await as_mira.get("/interactions/parties", params={"search": search})).json()
            assert found["options"] == []
