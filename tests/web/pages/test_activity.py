"""The activity log over a real socket: narrowed by its address, read on, followed, seen as far as one may."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from crm_app import accounts, activity, crm, staff
from crm_app.activity import Wanted
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.web.activity.addresses import about_record, by_person, wanted_by
from crm_app.web.activity.rows import activity_items
from crm_app.web.pages.activity.record_search import RecordSearch
from crm_app.web.pages.activity.state import ActivityLog
from tests.factories import run, run_as
from tests.web.conftest import OpenTab
from tests.web.tabs import Tab

pytestmark = pytest.mark.xdist_group("web")

SOMEBODY = UUID("018f0000-0000-7000-8000-000000000001")


@pytest.fixture
async def ada(database: str) -> crm.Contact:
    return await run(crm.create_contact, {"name": "Ada Lovelace"})


def lines(tab: Tab) -> list[tuple[str, str]]:
    """What the rows say: label and record, without the making of the tests' own users."""
    rows = [row for row in tab.rows(ActivityLog) if row["noun"] != "Account"]
    return [(row["label"], row["record"]) for row in rows]


async def narrowed(open_tab: OpenTab, user: accounts.User, query: str = "") -> Tab:
    return await open_tab(user, f"/activity?{query}")


class TestAddresses:
    @pytest.mark.parametrize(
        ("query", "wanted"),
        [
            ({}, Wanted()),
            ({"person": str(SOMEBODY)}, Wanted(actor=SOMEBODY)),
            ({"person": "system"}, Wanted(by_system=True)),
            ({"record": f"crm_contact:{SOMEBODY}"}, Wanted(record=("crm_contact", SOMEBODY))),
            ({"action": "crm.contact_created"}, Wanted(action="crm.contact_created")),
            ({"from": "2026-11-01"}, Wanted(since=datetime(2026, 11, 1, tzinfo=UTC))),
            ({"to": "2026-11-01"}, Wanted(until=datetime(2026, 11, 2, tzinfo=UTC))),
            (
                {"from": "2026-07-01", "zone": "Europe/Berlin"},
                Wanted(since=datetime(2026, 6, 30, 22, tzinfo=UTC)),
            ),
        ],
        ids=["all", "person", "system", "record", "action", "from", "to", "zone"],
    )
    def test_each_part_narrows(self, query: dict[str, str], wanted: Wanted):
        assert wanted_by(query) == wanted

    @pytest.mark.parametrize(
        "query",
        [
            {"person": "nobody"},
            {"record": "crm_contact"},
            {"record": f"drop table:{SOMEBODY}"},
            {"record": f"crm_contact:{SOMEBODY}x"},
            {"action": "nonsense"},
            {"action": "a.b; --"},
            {"action": "\0.x"},
            {"from": "yesterday"},
            {"from": "2026-02-30"},
            {"to": "9999-12-31"},
            {"from": "0001-01-01", "zone": "Asia/Tokyo"},
            {"zone": "../../etc/passwd"},
        ],
        ids=str,
    )
    def test_nonsense_counts_as_not_said(self, query: dict[str, str]):
        assert wanted_by(query) == Wanted()

    def test_addresses_lead_where_they_say(self):
        def query(address: str) -> dict[str, str]:
            name, _, value = address.partition("?")[2].partition("=")
            return {name: value}

        assert wanted_by(query(about_record("team", SOMEBODY))) == Wanted(record=("team", SOMEBODY))
        assert wanted_by(query(by_person(SOMEBODY))) == Wanted(actor=SOMEBODY)
        assert wanted_by(query(by_person(None))) == Wanted(by_system=True)


class TestShowing:
    async def test_rows_say_what_happened_to_which_record(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User
    ):
        await run_as(mira, crm.update_contact, ada.uuid, {"phone": "1"})
        tab = await narrowed(open_tab, mira)
        assert lines(tab) == [("Contact updated", "Ada Lovelace"), ("Contact created", "Ada Lovelace")]
        row = tab.rows(ActivityLog)[0]
        assert (row["actor"], row["by_href"]) == ("Mira from sales", f"/activity?person={mira.uuid}")
        assert row["record_href"] == f"/contacts/{ada.uuid}"
        assert row["about_href"] == f"/activity?record=crm_contact:{ada.uuid}"

    async def test_a_record_that_is_gone_has_no_link(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User
    ):
        await run(crm.trash_contact, ada.uuid)
        await run(crm.delete_contact, ada.uuid)
        tab = await narrowed(open_tab, mira)
        assert {(row["record"], row["record_href"]) for row in tab.rows(ActivityLog)} == {("", "")}

    async def test_a_department_that_is_gone_keeps_the_name_it_had(
        self, open_tab: OpenTab, mira: accounts.User
    ):
        department = await run(staff.create_department, {"name": "Sales"})
        await run(staff.delete_department, department.uuid)
        tab = await narrowed(open_tab, mira, "action=staff.department_deleted")
        assert lines(tab) == [("Department deleted", "Sales")]

    async def test_every_type_of_record_is_named_and_leads_to_its_page(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User
    ):
        company = await run(crm.create_company, {"name": "Engines"})
        person, _ = await run(staff.create_person_with_user, "pia@example.com", {"name": "Pia Person"})
        department = await run(staff.create_department, {"name": "Sales"})
        team = await run(staff.create_team, {"name": "North", "department_uuid": str(department.uuid)})
        skill = await run(staff.create_skill, {"name": "Python"})
        tab = await narrowed(open_tab, mira)
        assert {(row["noun"], row["record"], row["record_href"]) for row in tab.rows(ActivityLog)} == {
            ("Contact", "Ada Lovelace", f"/contacts/{ada.uuid}"),
            ("Company", "Engines", f"/companies/{company.uuid}"),
            ("Person", "Pia Person", f"/staff/people/{person.uuid}"),
            ("Department", "Sales", f"/staff/departments/{department.uuid}"),
            ("Team", "North", f"/staff/teams/{team.uuid}"),
            ("Skill", "Python", f"/staff/skills/{skill.uuid}"),
        }

    async def test_what_was_done_to_many_or_to_nothing_leads_nowhere(
        self, open_tab: OpenTab, owner: accounts.User
    ):
        person, _ = await run(staff.create_person_with_user, "pia@example.com", {"name": "Pia Person"})
        await run(staff.bulk_trash, [person.uuid])
        async with system_scope() as scope:
            scope.record("demo.filled", ("demo", SOMEBODY))
        tab = await narrowed(open_tab, owner)
        rows = {row["label"]: row for row in tab.rows(ActivityLog)}
        for label in ("Demonstration data filled in", "People moved to trash"):
            row = rows[label]
            assert (row["noun"], row["record"], row["record_href"], row["about_href"]) == ("", "", "", "")

    async def test_the_address_narrows_the_list(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User
    ):
        grace = await run(crm.create_contact, {"name": "Grace Hopper"})
        await run_as(mira, crm.update_contact, ada.uuid, {"phone": "1"})
        by_record = await narrowed(open_tab, mira, f"record=crm_contact:{grace.uuid}")
        assert lines(by_record) == [("Contact created", "Grace Hopper")]
        assert by_record.value("record", ActivityLog) == "Grace Hopper"
        by_mira = await narrowed(open_tab, mira, f"person={mira.uuid}")
        assert lines(by_mira) == [("Contact updated", "Ada Lovelace")]
        assert by_mira.value("narrowed", ActivityLog) is True

    async def test_what_can_be_chosen_is_what_there_is(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User
    ):
        await run_as(mira, crm.update_contact, ada.uuid, {"phone": "1"})
        tab = await narrowed(open_tab, mira, f"person={SOMEBODY}&action=crm.contact_trashed")
        people = [choice["label"] for choice in tab.value("people", ActivityLog)]
        assert people == ["Mira from sales", "Somebody else", "System"]
        actions = [(choice["group"], choice["label"]) for choice in tab.value("actions", ActivityLog)]
        assert actions == [
            ("Contacts", "Contact created"),
            ("Contacts", "Contact updated"),
            ("Contacts", "Moved to trash"),
        ]

    async def test_older_entries_are_read_on(self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User):
        async with system_scope() as scope:
            for _ in range(70):
                scope.record("crm.contact_updated", ("crm_contact", ada.uuid))
        tab = await narrowed(open_tab, mira)
        assert (len(lines(tab)), tab.value("more", ActivityLog)) == (50, True)
        await tab.send(ActivityLog.read_on)
        await tab.until(lambda: len(lines(tab)) == 71)
        assert tab.value("more", ActivityLog) is False


class TestFollowing:
    async def test_what_happens_comes_as_a_patch(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User
    ):
        tab = await narrowed(open_tab, mira)
        reads = len(tab.values("items", ActivityLog))
        await run(crm.trash_contact, ada.uuid)
        await tab.until(lambda: lines(tab)[0] == ("Moved to trash", "Ada Lovelace"))
        await run(crm.restore_contact, ada.uuid)
        await run(crm.update_contact, ada.uuid, {"name": "Ada King"})
        await tab.until(lambda: {name for _, name in lines(tab)} == {"Ada King"})
        assert len(tab.values("items", ActivityLog)) == reads

    async def test_what_is_not_asked_for_does_not_come(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User
    ):
        tab = await narrowed(open_tab, mira, "action=crm.contact_trashed")
        await run(crm.update_contact, ada.uuid, {"phone": "1"})
        await run(crm.trash_contact, ada.uuid)
        await tab.until(lambda: lines(tab))
        assert lines(tab) == [("Moved to trash", "Ada Lovelace")]

    async def test_a_member_hears_nothing_of_accounts(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User, owner: accounts.User
    ):
        members, owners = await narrowed(open_tab, mira), await narrowed(open_tab, owner)
        async with system_scope() as scope:
            scope.record("account.signed_in", ("user", owner.uuid))
        await owners.until(lambda: owners.rows(ActivityLog)[0]["label"] == "Signed in")
        await run(crm.trash_contact, ada.uuid)
        await members.until(lambda: lines(members)[0][0] == "Moved to trash")
        assert [row["noun"] for row in members.rows(ActivityLog) if row["noun"] == "Account"] == []

    async def test_whoever_becomes_a_viewer_is_shown_nothing_more(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User
    ):
        tab = await narrowed(open_tab, mira)
        await run(accounts.change_role, mira.uuid, "viewer")
        await tab.until(lambda: tab.value("forbidden"))
        before = lines(tab)
        await run(crm.trash_contact, ada.uuid)
        await tab.settle()
        assert lines(tab) == before


async def test_a_page_of_any_records_takes_a_constant_number_of_statements(
    database: str, statements: list[str]
):

    async def statements_for(records: int) -> int:
        async with system_scope() as scope:
            for _ in range(records):
                scope.record("crm.contact_updated", ("crm_contact", uuid7()))
                scope.record("staff.person_updated", ("staff_person", uuid7()))
        statements.clear()
        async with system_scope() as scope:
            page = await activity.list_activity(scope, Wanted(), limit=2 * records)
            await activity_items(scope, page.entries)
        return len(statements)

    assert await statements_for(1) == await statements_for(40) == 3


class TestRecordSearch:
    async def test_records_of_all_types_are_found_by_name(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User
    ):
        await run(crm.create_company, {"name": "Ada Engines"})
        await run(staff.create_person_with_user, "pia@example.com", {"name": "Pia Adamson"})
        await run(crm.create_contact, {"name": "Grace Hopper"})
        tab = await narrowed(open_tab, mira)
        await tab.send(RecordSearch.find, text=" ada ")
        await tab.until(lambda: tab.value("answers", RecordSearch) == "ada")
        found = [(option["title"], option["name"]) for option in tab.value("found", RecordSearch)]
        assert found == [("Contact", "Ada Lovelace"), ("Company", "Ada Engines"), ("Person", "Pia Adamson")]

    async def test_what_is_picked_narrows_the_log_and_the_rest_stays(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User
    ):
        tab = await narrowed(open_tab, mira, "action=crm.contact_created")
        await tab.send(RecordSearch.pick, key=f"crm_contact:{ada.uuid}", levels=[])
        await tab.until(tab.redirects)
        assert tab.redirects() == [f"/activity?action=crm.contact_created&record=crm_contact%3A{ada.uuid}"]

    async def test_a_forged_pick_leads_nowhere(self, open_tab: OpenTab, mira: accounts.User):
        tab = await narrowed(open_tab, mira)
        await tab.send(RecordSearch.pick, key="//evil.example", levels=[])
        await tab.settle()
        assert tab.redirects() == []
