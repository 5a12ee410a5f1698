"""The timeline of a record over a real socket: what tabs are told, and what forged events get."""

from typing import Any

import pytest

from crm_app import accounts, crm, staff
from crm_app.crm import interactions
from crm_app.crm.interactions import NotAnchoredHere, Party
from crm_app.web.pages.companies.interactions_state import CompanyInteractionsState
from crm_app.web.pages.contacts.interactions_state import InteractionsState
from crm_app.web.presence import Presence
from tests.crm.interactions.notes import note, subjects_of
from tests.factories import make_file, run, run_as
from tests.staff.organisation import a_person
from tests.web.conftest import OpenTab
from tests.web.pages.interactions.conftest import OpenNotes
from tests.web.tabs import Tab

pytestmark = pytest.mark.xdist_group("web")

GONE = "This could not be found. It may have been deleted."
FORBIDDEN = "You do not have permission to do that."


def rows(tab: Tab, of: Any = InteractionsState) -> list[dict[str, Any]]:
    return tab.rows(of)


def subjects(tab: Tab, of: Any = InteractionsState) -> list[str]:
    return [row["subject"] for row in rows(tab, of)]


class TestShowing:
    async def test_the_newest_stands_first(
        self, open_notes: OpenNotes, ada: crm.Contact, mira: accounts.User
    ):
        await note(mira, ada, "old", occurred_at="2026-01-01T10:00")
        await note(mira, ada, "new", occurred_at="2026-02-01T10:00")
        tab = await open_notes(mira, ada)
        assert subjects(tab) == ["new", "old"]
        assert tab.value("count", InteractionsState) == 2

    async def test_a_row_says_who_took_part_and_leads_to_them(
        self, open_notes: OpenNotes, ada: crm.Contact, bob: crm.Contact, mira: accounts.User
    ):
        person = await a_person("Grace")
        people = [
            Party(bob.name, contact_uuid=bob.uuid),
            Party("Grace", staff_person_uuid=person.uuid),
            Party("the captain"),
        ]
        await note(mira, ada, "talk", people)
        (row,) = rows(await open_notes(mira, ada))
        assert [party["href"] for party in row["parties"]] == [
            f"/contacts/{bob.uuid}",
            f"/staff/people/{person.uuid}",
            "",
        ]
        assert (row["owner"], row["here"], row["place"]) == ("Mira from sales", True, "")

    async def test_files_come_with_their_rows(
        self, open_notes: OpenNotes, ada: crm.Contact, mira: accounts.User
    ):
        await note(mira, ada, "offer", files=[await make_file(mira, "offer.txt")])
        (row,) = rows(await open_notes(mira, ada))
        assert [file["name"] for file in row["files"]] == ["offer.txt"]

    async def test_what_one_took_part_in_leads_to_where_it_belongs(
        self, open_notes: OpenNotes, ada: crm.Contact, bob: crm.Contact, mira: accounts.User
    ):
        await note(mira, ada, "talk", [Party(bob.name, contact_uuid=bob.uuid)])
        (row,) = rows(await open_notes(mira, bob))
        assert not row["here"]
        assert (row["place"], row["place_href"]) == (ada.name, f"/contacts/{ada.uuid}?tab=interactions")

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("&type=call", ["call"]),
            ("&type=dance", ["note", "call"]),
            ("&who=nonsense", ["note", "call"]),
            ("&only=members", ["note", "call"]),
        ],
        ids=["a_type", "no_type", "nobody", "of_companies_only"],
    )
    async def test_the_address_filters(
        self, open_notes: OpenNotes, ada: crm.Contact, mira: accounts.User, query: str, shown: list[str]
    ):
        await note(mira, ada, "call", interaction_type="call", occurred_at="2026-01-01T10:00")
        await note(mira, ada, "note", occurred_at="2026-02-01T10:00")
        tab = await open_notes(mira, ada, query)
        assert subjects(tab) == shown
        assert tab.value("count", InteractionsState) == 2

    async def test_a_person_can_be_asked_for_by_name(
        self, open_notes: OpenNotes, ada: crm.Contact, bob: crm.Contact, mira: accounts.User
    ):
        await note(mira, ada, "with Bob", [Party(bob.name, contact_uuid=bob.uuid)])
        await note(mira, ada, "without")
        tab = await open_notes(mira, ada, f"&who={bob.uuid}")
        assert subjects(tab) == ["with Bob"]
        assert tab.value("who", InteractionsState) == bob.name

    async def test_a_colleague_can_be_asked_for_by_name(
        self, open_notes: OpenNotes, ada: crm.Contact, mira: accounts.User
    ):
        person = await a_person("Grace")
        name = (await run(staff.person_row, person.uuid)).name  # type: ignore[union-attr]
        await note(mira, ada, "with Grace", [Party(name, staff_person_uuid=person.uuid)])
        tab = await open_notes(mira, ada, f"&who={person.uuid}")
        assert (subjects(tab), tab.value("who", InteractionsState)) == (["with Grace"], name)

    async def test_a_long_timeline_is_read_on(
        self, open_notes: OpenNotes, ada: crm.Contact, mira: accounts.User
    ):
        for day in range(1, 29):
            await note(mira, ada, f"{day}", occurred_at=f"2026-01-{day:02}T10:00")
        tab = await open_notes(mira, ada)
        assert (len(rows(tab)), tab.value("more", InteractionsState)) == (25, True)
        await tab.send(InteractionsState.read_on)
        await tab.settle()
        assert subjects(tab) == [f"{day}" for day in range(28, 0, -1)]
        assert tab.value("more", InteractionsState) is False

    async def test_a_company_shows_its_peoples_and_can_be_narrowed(
        self, open_notes: OpenNotes, ada: crm.Contact, engines: crm.Company, mira: accounts.User
    ):
        await run(crm.add_member, engines.uuid, ada.uuid)
        await note(mira, ada, "hers", occurred_at="2026-01-01T10:00")
        await note(mira, engines, "its own", occurred_at="2026-02-01T10:00")
        shown = {}
        for only in ("all", "company", "members"):
            tab = await open_notes(mira, engines, f"&only={only}")
            shown[only] = subjects(tab, CompanyInteractionsState)
        assert shown == {"all": ["its own", "hers"], "company": ["its own"], "members": ["hers"]}

    async def test_nobody_without_the_permission_gets_a_row(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User
    ):
        await note(mira, ada, "secret")
        tab = await open_tab(None, f"/contacts/{ada.uuid}?tab=interactions")
        assert rows(tab) == []


class TestFollowing:
    async def test_what_is_written_reaches_two_tabs_at_its_place(
        self, open_notes: OpenNotes, ada: crm.Contact, mira: accounts.User, victor: accounts.User
    ):
        await note(mira, ada, "old", occurred_at="2026-01-01T10:00")
        await note(mira, ada, "new", occurred_at="2026-03-01T10:00")
        tabs = [await open_notes(mira, ada), await open_notes(victor, ada)]
        await note(mira, ada, "between", occurred_at="2026-02-01T10:00")
        for tab in tabs:
            await tab.until(lambda tab=tab: subjects(tab) == ["new", "between", "old"])
            assert tab.fact("count", InteractionsState) == 3

    async def test_it_reaches_the_page_of_the_company_and_of_who_took_part(
        self,
        open_notes: OpenNotes,
        ada: crm.Contact,
        bob: crm.Contact,
        engines: crm.Company,
        mira: accounts.User,
    ):
        await run(crm.add_member, engines.uuid, ada.uuid)
        company, party = await open_notes(mira, engines), await open_notes(mira, bob)
        await note(mira, ada, "talk", [Party(bob.name, contact_uuid=bob.uuid)])
        await company.until(lambda: subjects(company, CompanyInteractionsState) == ["talk"])
        await party.until(lambda: subjects(party) == ["talk"])

    async def test_a_change_is_a_patch_of_what_has_changed(
        self, open_notes: OpenNotes, ada: crm.Contact, mira: accounts.User
    ):
        written = await note(mira, ada, "first", body="x" * 2_000)
        tab = await open_notes(mira, ada)
        await run_as(mira, interactions.update_interaction, written.uuid, {"subject": "second"})
        await tab.until(lambda: subjects(tab) == ["second"])
        assert "body" not in str(tab.patches)

    async def test_what_is_deleted_leaves(self, open_notes: OpenNotes, ada: crm.Contact, mira: accounts.User):
        written = await note(mira, ada, "first")
        tab = await open_notes(mira, ada)
        await run(interactions.delete_interaction, written.uuid, on=("contact", ada.uuid))
        await tab.until(lambda: subjects(tab) == [])
        assert tab.fact("count", InteractionsState) == 0

    async def test_what_the_filter_leaves_out_does_not_come(
        self, open_notes: OpenNotes, ada: crm.Contact, mira: accounts.User
    ):
        tab = await open_notes(mira, ada, "&type=call")
        await note(mira, ada, "a note")
        await note(mira, ada, "a call", interaction_type="call")
        await tab.until(lambda: subjects(tab) == ["a call"])

    async def test_who_may_not_look_any_more_gets_nothing_more(
        self, open_notes: OpenNotes, ada: crm.Contact, mira: accounts.User, victor: accounts.User
    ):
        tab, witness = await open_notes(victor, ada), await open_notes(mira, ada)
        await run(accounts.deactivate_user, victor.uuid)
        await tab.until(tab.sent_to_sign_in)
        await note(mira, ada, "secret")
        await witness.until(lambda: subjects(witness) == ["secret"])
        assert "secret" not in str(tab.patches)

    async def test_the_events_of_the_record_follow(
        self, open_notes: OpenNotes, ada: crm.Contact, mira: accounts.User
    ):
        tab = await open_notes(mira, ada)
        await note(mira, ada, "talk")
        await tab.until(lambda: "Interaction logged" in str(tab.updates))

    async def test_the_files_of_interactions_are_rolled_up_and_follow(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User
    ):
        from crm_app.web.interactions.attached import AttachedState

        await note(mira, ada, "one", files=[await make_file(mira, "one.txt")])
        tab = await open_tab(mira, f"/contacts/{ada.uuid}?tab=files")
        assert [row["name"] for row in rows(tab, AttachedState)] == ["one.txt"]
        await note(mira, ada, "two", files=[await make_file(mira, "two.txt")])
        await tab.until(lambda: tab.fact("count", AttachedState) == 2)
        assert {row["name"] for row in rows(tab, AttachedState)} == {"one.txt", "two.txt"}


class TestDeleting:
    async def test_it_is_gone_with_a_word_about_it(
        self, open_notes: OpenNotes, ada: crm.Contact, mira: accounts.User
    ):
        written = await note(mira, ada, "first")
        tab = await open_notes(mira, ada)
        await tab.send(InteractionsState.delete, uuid=str(written.uuid))
        await tab.settle()
        assert tab.notices() == ["The interaction was deleted."]
        assert await subjects_of(ada) == []

    async def test_a_row_that_is_only_shown_there_is_not_deleted_from_there(
        self, open_notes: OpenNotes, ada: crm.Contact, bob: crm.Contact, mira: accounts.User
    ):
        written = await note(mira, ada, "talk", [Party(bob.name, contact_uuid=bob.uuid)])
        tab = await open_notes(mira, bob)
        await tab.send(InteractionsState.delete, uuid=str(written.uuid))
        await tab.settle()
        assert tab.notices() == [NotAnchoredHere().message]
        assert await subjects_of(ada) == ["talk"]

    async def test_one_of_a_page_that_has_nothing_to_do_with_it_neither(
        self, open_notes: OpenNotes, ada: crm.Contact, engines: crm.Company, mira: accounts.User
    ):
        written = await note(mira, ada, "talk")
        tab = await open_notes(mira, engines)
        await tab.send(CompanyInteractionsState.delete, uuid=str(written.uuid))
        await tab.settle()
        assert len(tab.notices()) == 1
        assert await subjects_of(ada) == ["talk"]

    async def test_what_somebody_else_has_deleted_meanwhile_is_told(
        self, open_notes: OpenNotes, ada: crm.Contact, mira: accounts.User
    ):
        written = await note(mira, ada, "talk")
        tab = await open_notes(mira, ada)
        for _ in range(2):
            await tab.send(InteractionsState.delete, uuid=str(written.uuid))
            await tab.settle()
        assert tab.notices() == ["The interaction was deleted.", GONE]

    async def test_a_viewer_deletes_nothing(
        self, open_notes: OpenNotes, ada: crm.Contact, mira: accounts.User, victor: accounts.User
    ):
        written = await note(mira, ada, "talk")
        tab = await open_notes(victor, ada)
        await tab.send(InteractionsState.delete, uuid=str(written.uuid))
        await tab.settle()
        assert tab.notices() == [FORBIDDEN]
        assert await subjects_of(ada) == ["talk"]

    @pytest.mark.parametrize("uuid", ["", "nonsense", "\0" * 36], ids=["empty", "text", "nul"])
    async def test_a_malformed_uuid_gets_a_clear_message(
        self, open_notes: OpenNotes, ada: crm.Contact, mira: accounts.User, uuid: str
    ):
        tab = await open_notes(mira, ada)
        await tab.send(InteractionsState.delete, uuid=uuid)
        await tab.settle()
        assert tab.notices() == [GONE]


class TestWriting:
    async def test_the_others_see_who_writes_and_when_they_stop(
        self, open_notes: OpenNotes, ada: crm.Contact, mira: accounts.User, owner: accounts.User
    ):
        here, there = await open_notes(mira, ada), await open_notes(owner, ada)
        await here.send(InteractionsState.writing, on=True)
        await there.until(lambda: there.value("writers", Presence) == "Mira from sales is writing here too.")
        await here.send(InteractionsState.writing, on=False)
        await there.until(lambda: there.value("writers", Presence) == "")

    async def test_who_filters_while_writing_is_still_writing(
        self, open_notes: OpenNotes, ada: crm.Contact, mira: accounts.User, owner: accounts.User
    ):
        here, there = await open_notes(mira, ada), await open_notes(owner, ada)
        await here.send(InteractionsState.writing, on=True)
        await there.until(lambda: there.value("writers", Presence))
        here.path += "&type=call"
        await here.send(InteractionsState.load)
        await here.settle()
        await there.settle()
        assert there.value("writers", Presence) == "Mira from sales is writing here too."

    async def test_a_contact_that_is_deleted_does_not_take_the_page_of_who_writes_along(
        self, open_notes: OpenNotes, ada: crm.Contact, mira: accounts.User, owner: accounts.User
    ):
        from crm_app.web.pages.contacts.contact_state import ContactState

        writes, looks = await open_notes(mira, ada), await open_notes(owner, ada)
        await writes.send(InteractionsState.writing, on=True)
        await writes.settle()
        await run(crm.trash_contact, ada.uuid)
        await run(crm.delete_contact, ada.uuid)
        await looks.until(lambda: "/contacts" in looks.redirects())
        await writes.until(lambda: writes.value("gone", ContactState) is True)
        assert writes.redirects() == []

    async def test_what_is_saved_is_shown_though_a_filter_would_leave_it_out(
        self, open_notes: OpenNotes, ada: crm.Contact, engines: crm.Company, mira: accounts.User
    ):
        written = await note(mira, engines, "its own")
        tab = await open_notes(mira, engines, "&only=members")
        await tab.send(CompanyInteractionsState.saved, uuid=str(written.uuid))
        await tab.settle()
        assert tab.redirects() == [f"/companies/{engines.uuid}?tab=interactions"]

    async def test_what_is_saved_and_shown_changes_no_filter(
        self, open_notes: OpenNotes, engines: crm.Company, mira: accounts.User
    ):
        written = await note(mira, engines, "its own")
        tab = await open_notes(mira, engines, "&only=company")
        await tab.send(CompanyInteractionsState.saved, uuid=str(written.uuid))
        await tab.settle()
        assert tab.redirects() == []
