"""The whole trail: narrowed, read page by page, seen as far as one may, told live."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from crm_app import accounts, activity, staff
from crm_app.activity import Wanted
from crm_app.core.audit import Activity
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from tests.factories import outcome, run, run_as
from tests.live import told

ADA, GRACE = uuid7(), uuid7()
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


async def happened(
    action: str,
    resource: tuple[str, UUID] = ("crm_contact", ADA),
    *,
    by: accounts.User | None = None,
    at: datetime = NOON,
    **details: object,
) -> UUID:
    """An entry of that time."""
    kind, uuid = resource
    entry = Activity(
        action=action,
        resource_type=kind,
        resource_uuid=uuid,
        actor_uuid=by.uuid if by else None,
        actor_name=by.name if by else None,
        details=details,
        inserted_at=at,
    )
    async with system_scope() as scope:
        scope.session.add(entry)
    return entry.uuid


EVERYTHING = Wanted()


async def actions(wanted: Wanted = EVERYTHING, user: accounts.User | None = None) -> list[str]:
    """What is listed, without the making of the tests' own users."""
    page = await (
        run_as(user, activity.list_activity, wanted) if user else run(activity.list_activity, wanted)
    )
    return [entry.action for entry in page.entries if entry.action != "account.created"]


class TestNarrowing:
    async def test_the_newest_come_first(self, database: str):
        for minutes, action in (
            (1, "crm.contact_updated"),
            (2, "crm.contact_trashed"),
            (0, "crm.contact_created"),
        ):
            await happened(action, at=NOON + timedelta(minutes=minutes))
        assert await actions() == ["crm.contact_trashed", "crm.contact_updated", "crm.contact_created"]

    async def test_by_person_and_by_the_system(self, mira: accounts.User, owner: accounts.User):
        await happened("crm.contact_created", by=mira)
        await happened("crm.contact_updated", by=owner)
        await happened("crm.contact_trashed")
        assert await actions(Wanted(actor=mira.uuid)) == ["crm.contact_created"]
        assert await actions(Wanted(by_system=True)) == ["crm.contact_trashed"]

    async def test_by_record(self, database: str):
        await happened("crm.contact_created")
        await happened("crm.contact_updated", ("crm_contact", GRACE))
        await happened("crm.company_updated", ("crm_company", ADA))
        assert await actions(Wanted(record=("crm_contact", ADA))) == ["crm.contact_created"]

    async def test_a_person_on_staff_with_what_names_them(self, database: str):
        await happened("staff.person_updated", ("staff_person", ADA))
        await happened("staff.team_person_added", ("team", uuid7()), person_uuid=str(ADA))
        await happened("staff.team_person_added", ("team", uuid7()), person_uuid=str(GRACE))
        found = await actions(Wanted(record=("staff_person", ADA)))
        assert sorted(found) == ["staff.person_updated", "staff.team_person_added"]

    async def test_by_action(self, database: str):
        await happened("crm.contact_created")
        await happened("crm.contact_trashed")
        assert await actions(Wanted(action="crm.contact_trashed")) == ["crm.contact_trashed"]

    async def test_by_time_from_the_first_moment_to_before_the_last(self, database: str):
        for hours, action in (
            (0, "crm.contact_created"),
            (1, "crm.contact_updated"),
            (2, "crm.contact_trashed"),
        ):
            await happened(action, at=NOON + timedelta(hours=hours))
        between = Wanted(since=NOON + timedelta(hours=1), until=NOON + timedelta(hours=2))
        assert await actions(between) == ["crm.contact_updated"]

    async def test_everything_at_once(self, mira: accounts.User):
        await happened("crm.contact_updated", by=mira)
        await happened("crm.contact_updated")
        wanted = Wanted(
            actor=mira.uuid,
            record=("crm_contact", ADA),
            action="crm.contact_updated",
            since=NOON,
            until=NOON + timedelta(seconds=1),
        )
        assert await actions(wanted) == ["crm.contact_updated"]


class TestPages:
    async def test_they_follow_one_another_though_many_entries_have_one_time(self, database: str):
        written = {await happened("crm.contact_updated") for _ in range(5)}
        read: list[UUID] = []
        after: activity.Cursor | None = None
        while after or not read:
            page = await run(activity.list_activity, Wanted(), after=after, limit=2)
            read += [entry.uuid for entry in page.entries]
            after = page.next
        assert len(read) == 5
        assert set(read) == written

    async def test_one_page_is_one_statement(self, database: str, statements: list[str]):
        for _ in range(3):
            await happened("crm.contact_updated")
        statements.clear()
        await run(activity.list_activity, Wanted(record=("crm_contact", ADA)), limit=2)
        assert len(statements) == 1

    async def test_some_entries_are_read_again_if_they_are_asked_for(self, database: str):
        mine, other = await happened("crm.contact_updated"), await happened("crm.contact_trashed")
        found = await run(
            activity.these_entries, Wanted(action="crm.contact_trashed"), [mine, other, uuid7()]
        )
        assert [entry.uuid for entry in found] == [other]


class TestSeeing:
    async def test_members_see_what_happened_to_records_but_not_to_accounts(
        self, mira: accounts.User, owner: accounts.User
    ):
        await happened("account.signed_in", ("user", owner.uuid), by=owner)
        await happened("crm.contact_updated")
        await happened("staff.person_updated", ("staff_person", GRACE))
        await happened("demo.filled", ("demo", GRACE))
        assert sorted(await actions(user=mira)) == ["crm.contact_updated", "staff.person_updated"]
        assert len(await actions(user=owner)) == 4

    async def test_a_viewer_sees_nothing(self, victor: accounts.User):
        for call in (activity.list_activity, activity.actions_seen, activity.actors_seen):
            arguments = [Wanted()] if call is activity.list_activity else []
            assert await outcome(run_as(victor, call, *arguments)) == "forbidden"
        assert await outcome(run_as(victor, activity.these_entries, Wanted(), [])) == "forbidden"

    async def test_a_narrower_view_stays_narrow_for_the_system(self, database: str):
        await happened("account.signed_in", ("user", ADA))
        await happened("crm.contact_updated")
        page = await run(activity.list_activity, Wanted(), areas=frozenset({"crm"}))
        assert [entry.action for entry in page.entries] == ["crm.contact_updated"]
        page = await run(activity.list_activity, Wanted(), areas=frozenset())
        assert page.entries == []


class TestChoices:
    async def test_each_action_is_offered_once_as_far_as_one_may_see(
        self, mira: accounts.User, owner: accounts.User
    ):
        for action in (
            "crm.contact_updated",
            "crm.contact_updated",
            "account.signed_in",
            "staff.team_created",
        ):
            await happened(action)
        assert await run_as(mira, activity.actions_seen) == ["crm.contact_updated", "staff.team_created"]
        assert "account.signed_in" in await run_as(owner, activity.actions_seen)

    async def test_everybody_is_offered_with_their_latest_name(
        self, mira: accounts.User, owner: accounts.User
    ):
        await happened("crm.contact_created", by=mira)
        renamed = accounts.User(uuid=mira.uuid, name="Mira Jones", email="x", role="member")
        await happened("crm.contact_updated", by=renamed, at=NOON + timedelta(hours=1))
        await happened("crm.contact_trashed", by=owner)
        await happened("crm.contact_restored")
        found = await run(activity.actors_seen)
        assert found == {mira.uuid: "Mira Jones", owner.uuid: "Olga Owner"}

    async def test_an_empty_trail_offers_nothing(self, database: str):
        assert await run(activity.actions_seen) == []
        assert await run(activity.actors_seen) == {}


class TestTelling:
    async def test_whoever_follows_the_trail_hears_of_each_entry(self, database: str):
        async with told(activity.TOPIC) as heard, system_scope() as scope:
            scope.record("crm.contact_updated", ("crm_contact", ADA))
            scope.record("crm.contact_trashed", ("crm_contact", ADA))
        (change,) = await heard()
        page = await run(activity.list_activity, Wanted())
        assert set(change.uuids) == {entry.uuid for entry in page.entries}

    async def test_a_bulk_action_is_one_entry(self, owner: accounts.User):
        people = [
            (await run(staff.create_person_with_user, f"p{each}@example.com", {"name": f"P {each}"}))[0].uuid
            for each in range(3)
        ]
        async with told(activity.TOPIC) as heard:
            await run(staff.bulk_trash, people)
        (change,) = await heard()
        assert len(change.uuids) == 1
