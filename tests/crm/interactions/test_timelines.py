"""Timelines: newest first, by pages, in three statements however long they are."""

from datetime import UTC, datetime, timedelta

import pytest

from crm_app import accounts, crm, staff
from crm_app.core.errors import Forbidden
from crm_app.core.ids import uuid7
from crm_app.core.scope import open_scope
from crm_app.crm import interactions
from crm_app.crm.interactions import Party, TimelineCursor
from tests.crm.interactions.notes import (
    note,
    on,
    restored,
    subjects_of,
    the_row,
    timeline_of,
    topic_of,
    trashed,
    with_,
)
from tests.factories import make_file, run, trash_by_hand
from tests.live import told
from tests.staff.organisation import a_person

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def at(minutes: int) -> str:
    return (NOON + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M")


async def many(about: crm.Record, count: int, **more: object) -> None:
    for n in range(count):
        await note(None, about, str(n), occurred_at=at(n), **more)


async def test_the_newest_comes_first_whatever_was_written_when(ada: crm.Contact):
    for minutes in (3, 1, 2):
        await note(None, ada, str(minutes), occurred_at=at(minutes))
    assert await subjects_of(ada) == ["3", "2", "1"]


async def test_at_the_same_time_the_last_written_comes_first(ada: crm.Contact):
    for n in range(4):
        await note(None, ada, str(n), occurred_at=at(0))
    assert await subjects_of(ada) == ["3", "2", "1", "0"]


async def test_pages_follow_each_other_without_a_gap_or_a_double(ada: crm.Contact, bob: crm.Contact):
    for n in range(11):
        about, other = (ada, bob) if n % 2 else (bob, ada)
        await note(None, about, str(n), parties=with_(other), occurred_at=at(n // 3))
    found: list[str | None] = []
    after: TimelineCursor | None = None
    while True:
        page = await run(interactions.timeline, on(ada), after=after, limit=3)
        found += [row.interaction.subject for row in page.rows]
        after = page.next
        if after is None:
            break
    assert found == await subjects_of(ada)
    assert sorted(map(int, filter(None, found))) == list(range(11))


async def test_what_comes_meanwhile_does_not_move_the_next_page(ada: crm.Contact):
    await many(ada, 6)
    first = await run(interactions.timeline, on(ada), limit=3)
    await note(None, ada, "New", occurred_at=at(99))
    second = await run(interactions.timeline, on(ada), after=first.next, limit=3)
    assert [row.interaction.subject for row in second.rows] == ["2", "1", "0"]
    assert second.next is None


async def test_a_page_that_ends_with_the_last_row_has_no_next(ada: crm.Contact):
    await many(ada, 3)
    assert (await run(interactions.timeline, on(ada), limit=3)).next is None
    assert (await run(interactions.timeline, on(ada), limit=2)).next is not None


async def test_who_took_part_sees_it_on_their_own_page(
    ada: crm.Contact, bob: crm.Contact, engines: crm.Company
):
    await note(None, ada, "Hers", parties=with_(bob), occurred_at=at(0))
    await note(None, engines, "Theirs", parties=with_(bob), occurred_at=at(1))
    await note(None, bob, "His own", occurred_at=at(2))
    rows = await timeline_of(bob)
    assert [row.interaction.subject for row in rows] == ["His own", "Theirs", "Hers"]
    assert [row.mine_to_change for row in rows] == [True, False, False]
    assert [row.anchor_name for row in rows] == ["Bob Builder", "Analytical Engines", "Ada Lovelace"]
    assert [row.anchor for row in rows] == [on(bob), on(engines), on(ada)]


async def test_an_anchor_who_is_a_party_too_sees_it_once(ada: crm.Contact):
    await note(None, ada, parties=with_(ada))
    assert await subjects_of(ada) == ["A note"]


async def test_a_company_sees_its_own_and_its_members(
    ada: crm.Contact, bob: crm.Contact, cleo: crm.Contact, engines: crm.Company
):
    for member in (ada, bob):
        await run(crm.add_member, engines.uuid, member.uuid)
    await note(None, engines, "Its own", occurred_at=at(0))
    await note(None, ada, "Ada's", occurred_at=at(1))
    await note(None, bob, "Bob's", occurred_at=at(2))
    await note(None, cleo, "Cleo's", parties=with_(ada), occurred_at=at(3))
    assert await subjects_of(engines) == ["Bob's", "Ada's", "Its own"]
    assert await subjects_of(engines, only="company") == ["Its own"]
    assert await subjects_of(engines, only="members") == ["Bob's", "Ada's"]


async def test_the_limit_holds_for_the_merged_timeline(
    ada: crm.Contact, bob: crm.Contact, engines: crm.Company
):
    for member in (ada, bob):
        await run(crm.add_member, engines.uuid, member.uuid)
    for n, about in enumerate((engines, ada, bob, engines, ada, bob)):
        await note(None, about, str(n), occurred_at=at(n))
    page = await run(interactions.timeline, on(engines), limit=4)
    assert [row.interaction.subject for row in page.rows] == ["5", "4", "3", "2"]
    rest = await run(interactions.timeline, on(engines), limit=4, after=page.next)
    assert [row.interaction.subject for row in rest.rows] == ["1", "0"]


async def test_one_who_has_left_takes_their_rows_along(ada: crm.Contact, engines: crm.Company):
    await run(crm.add_member, engines.uuid, ada.uuid)
    await note(None, ada)
    async with told(topic_of(engines)) as heard:
        await run(crm.remove_member, engines.uuid, ada.uuid)
    assert await subjects_of(engines) == []
    assert [(change.kind, change.uuids) for change in await heard()] == [("member_left", ())]


async def test_a_member_in_the_trash_is_not_on_the_companys_timeline(
    ada: crm.Contact, bob: crm.Contact, engines: crm.Company
):
    for member in (ada, bob):
        await run(crm.add_member, engines.uuid, member.uuid)
    await note(None, ada, "Ada's")
    await note(None, bob, "Bob's")
    await trashed(ada)
    assert await subjects_of(engines) == await subjects_of(engines, only="members") == ["Bob's"]
    await restored(ada)
    assert len(await timeline_of(engines)) == 2


async def test_what_belongs_to_a_company_in_the_trash_is_hidden_from_its_parties(
    ada: crm.Contact, engines: crm.Company
):
    await note(None, engines, "Theirs", parties=with_(ada))
    await note(None, ada, "Hers")
    await trashed(engines)
    assert await subjects_of(ada) == ["Hers"]
    assert await subjects_of(engines) == ["Theirs"]
    await restored(engines)
    assert len(await timeline_of(ada)) == 2


async def test_what_belongs_to_a_contact_in_the_trash_is_hidden_from_its_parties(
    ada: crm.Contact, bob: crm.Contact
):
    await note(None, ada, "Hers", parties=with_(bob))
    await trashed(ada)
    assert await subjects_of(bob) == []
    assert await subjects_of(ada) == ["Hers"]


async def test_parties_of_a_company_are_told_that_it_went_and_came_back(
    ada: crm.Contact, engines: crm.Company
):
    await note(None, engines, parties=with_(ada))
    async with told(topic_of(ada)) as heard:
        await trashed(engines)
        await restored(engines)
    assert [(change.kind, change.uuids) for change in await heard()] == [
        ("company_visibility_changed", ())
    ] * 2


async def test_companies_and_parties_of_a_contact_are_told_that_they_went(
    ada: crm.Contact, bob: crm.Contact, engines: crm.Company
):
    await run(crm.add_member, engines.uuid, ada.uuid)
    await note(None, ada, parties=with_(bob))
    async with told(topic_of(bob)) as bob_heard, told(topic_of(engines)) as engines_heard:
        await trashed(ada)
    assert len(await bob_heard()) == len(await engines_heard()) == 1


async def test_who_shows_a_name_is_told_of_another(ada: crm.Contact, bob: crm.Contact, engines: crm.Company):
    await note(None, ada, parties=with_(bob))
    await note(None, engines, parties=with_(bob))
    async with told(topic_of(bob)) as heard:
        await run(crm.update_contact, ada.uuid, {"name": "Countess Lovelace"})
        await run(crm.update_company, engines.uuid, {"name": "Engines & Sons"})
    assert {row.anchor_name for row in await timeline_of(bob)} == {"Countess Lovelace", "Engines & Sons"}
    assert [change.kind for change in await heard()] == ["renamed", "renamed"]


async def test_only_wanted_types_are_shown(ada: crm.Contact):
    for kind in interactions.TYPES:
        await note(None, ada, kind, interaction_type=kind)
    assert sorted(map(str, await subjects_of(ada, types=["call", "email"]))) == ["call", "email"]
    assert await subjects_of(ada, types=["nonsense"]) == []


async def test_only_what_somebody_took_part_in_is_shown(
    ada: crm.Contact, bob: crm.Contact, cleo: crm.Contact, engines: crm.Company
):
    await note(None, ada, "With Bob", parties=with_(bob))
    await note(None, ada, "With Cleo", parties=with_(cleo))
    await note(None, bob, "His own", parties=with_(ada))
    await note(None, engines, "Theirs", parties=with_(ada))
    assert await subjects_of(ada, who=bob.uuid) == ["His own", "With Bob"]
    assert await subjects_of(ada, who=engines.uuid) == ["Theirs"]
    assert await subjects_of(ada, who=uuid7()) == []


async def test_a_colleague_can_be_asked_for_too(ada: crm.Contact):
    interactions.when_staff_takes_part(staff.facts_of_people)
    grace = await a_person("Grace")
    await note(None, ada, "With Grace", parties=[Party("Grace", staff_person_uuid=grace.uuid)])
    await note(None, ada, "Without")
    assert await subjects_of(ada, who=grace.uuid) == ["With Grace"]


async def test_filters_go_together_and_with_pages(ada: crm.Contact, bob: crm.Contact):
    for n in range(6):
        kind = "call" if n % 2 else "email"
        await note(
            None, ada, str(n), interaction_type=kind, parties=with_(bob) if n > 1 else [], occurred_at=at(n)
        )
    wanted = {"types": ["call"], "who": bob.uuid}
    page = await run(interactions.timeline, on(ada), limit=1, **wanted)
    rest = await run(interactions.timeline, on(ada), after=page.next, **wanted)
    assert [row.interaction.subject for row in (*page.rows, *rest.rows)] == ["5", "3"]


async def test_files_come_with_their_rows_the_newest_first(mira: accounts.User, ada: crm.Contact):
    files = [await make_file(mira, f"{n}.txt") for n in range(3)]
    await note(mira, ada, files=files[:2])
    await note(mira, ada, files=files[2:])
    shown = [[file.original_file_name for file in row.files] for row in await timeline_of(ada)]
    assert shown == [["2.txt"], ["1.txt", "0.txt"]]


async def test_a_trashed_file_is_not_shown(mira: accounts.User, ada: crm.Contact):
    files = [await make_file(mira, f"{n}.txt") for n in range(2)]
    await note(mira, ada, files=files)
    await trash_by_hand(files[0])
    assert [file.uuid for file in (await the_row(ada)).files] == [files[1]]


async def test_what_is_shown_of_a_file_is_what_the_file_says(mira: accounts.User, ada: crm.Contact):
    await note(
        mira, ada, files=[await make_file(mira, "a.pdf", mime_type="application/pdf", width=3, height=4)]
    )
    row = await the_row(ada)
    (shown,) = row.files
    (file,) = await run(crm.attachments.list_interaction_files, row.interaction.uuid)
    assert shown._asdict() == {name: getattr(file, name) for name in shown._fields}
    assert crm.attachments.thumb_url(shown) == crm.attachments.thumb_url(file) is not None
    assert crm.attachments.file_icon(shown) == "file-text"


@pytest.mark.parametrize("count", [1, 25])
async def test_a_page_takes_three_statements_whatever_it_shows(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact, statements: list[str], count: int
):
    for n in range(count):
        await note(mira, ada, str(n), parties=with_(bob), files=[await make_file(mira)])
    statements.clear()
    assert len(await timeline_of(ada)) == count
    assert len(statements) == 3


async def test_an_empty_timeline_takes_one_statement(ada: crm.Contact, statements: list[str]):
    statements.clear()
    assert await timeline_of(ada) == []
    assert len(statements) == 1


async def test_changed_rows_are_looked_up_by_themselves(
    ada: crm.Contact, bob: crm.Contact, statements: list[str]
):
    written = [await note(None, ada, str(n), parties=with_(bob), occurred_at=at(n)) for n in range(4)]
    uuids = [each.uuid for each in written[1:3]]
    statements.clear()
    rows = await run(interactions.these_rows, on(bob), [*uuids, uuid7()])
    assert [row.interaction.subject for row in rows] == ["2", "1"]
    assert len(statements) == 3
    assert rows == (await timeline_of(bob))[1:3]


async def test_of_changed_rows_only_those_come_that_the_timeline_shows(
    ada: crm.Contact, bob: crm.Contact, engines: crm.Company
):
    await run(crm.add_member, engines.uuid, ada.uuid)
    mine = await note(None, ada, interaction_type="call")
    his = await note(None, bob)
    both = [mine.uuid, his.uuid]
    assert [row.interaction.uuid for row in await run(interactions.these_rows, on(engines), both)] == [
        mine.uuid
    ]
    assert await run(interactions.these_rows, on(engines), both, only="company") == []
    assert await run(interactions.these_rows, on(ada), both, types=["email"]) == []
    assert await run(interactions.these_rows, on(ada), []) == []


async def test_they_are_counted_up_to_a_number(ada: crm.Contact, bob: crm.Contact, engines: crm.Company):
    await run(crm.add_member, engines.uuid, ada.uuid)
    for n in range(3):
        await note(None, ada, parties=with_(bob), interaction_type="call" if n else "note")
    assert [await run(interactions.count_interactions, on(each)) for each in (ada, bob, engines)] == [3, 3, 3]
    assert await run(interactions.count_interactions, on(ada), types=["call"]) == 2
    assert await run(interactions.count_interactions, on(engines), only="company") == 0
    assert await run(interactions.count_interactions, on(ada), upto=2) == 2


async def test_a_malformed_uuid_has_no_timeline(ada: crm.Contact, engines: crm.Company):
    await note(None, ada)
    assert await run(interactions.list_involving, "nonsense") == []
    assert await run(interactions.list_for_company, "0" * 16) == []
    assert len(await run(interactions.list_involving, str(ada.uuid))) == 1
    assert await run(interactions.list_for_company, engines.uuid) == []


async def test_those_of_several_live_contacts_are_listed(
    ada: crm.Contact, bob: crm.Contact, cleo: crm.Contact
):
    for n, contact in enumerate((ada, bob, cleo)):
        await note(None, contact, contact.name, occurred_at=at(n))
    await trashed(cleo)
    listed = await run(interactions.list_for_contacts, [contact.uuid for contact in (ada, bob, cleo)])
    assert [row.interaction.subject for row in listed] == ["Bob Builder", "Ada Lovelace"]
    assert await run(interactions.list_for_contacts, []) == []
    assert len(await run(interactions.list_for_contacts, [ada.uuid, bob.uuid], limit=1)) == 1


async def test_the_recent_ones_leave_out_what_is_in_the_trash(ada: crm.Contact, engines: crm.Company):
    for n in range(8):
        await note(None, engines if n % 2 else ada, str(n), occurred_at=at(n))
    assert [row.interaction.subject for row in await run(interactions.list_recent)] == list("765432")
    await trashed(engines)
    assert [row.interaction.subject for row in await run(interactions.list_recent, limit=3)] == list("642")


async def test_the_files_tab_knows_whose_files_to_roll_up(ada: crm.Contact, bob: crm.Contact):
    first = await note(None, ada, occurred_at=at(0))
    second = await note(None, ada, occurred_at=at(1))
    await note(None, bob, parties=with_(ada), occurred_at=at(2))
    assert await run(interactions.interaction_uuids_for_contact, ada.uuid) == [second.uuid, first.uuid]


@pytest.mark.parametrize(
    "ask",
    [
        lambda scope, ada: interactions.timeline(scope, ada),
        lambda scope, ada: interactions.these_rows(scope, ada, [uuid7()]),
        lambda scope, ada: interactions.count_interactions(scope, ada),
        lambda scope, ada: interactions.list_involving(scope, ada[1]),
        lambda scope, ada: interactions.list_for_contacts(scope, [ada[1]]),
        lambda scope, ada: interactions.list_recent(scope),
        lambda scope, ada: interactions.get_interaction(scope, uuid7()),
        lambda scope, ada: interactions.interaction_uuids_for_contact(scope, ada[1]),
    ],
    ids=["timeline", "these", "count", "involving", "contacts", "recent", "one", "uuids"],
)
async def test_who_may_not_see_contacts_sees_no_interactions(mira: accounts.User, ada: crm.Contact, ask):
    with pytest.raises(Forbidden):
        async with open_scope(mira, frozenset({"staff.view", "media.view"})) as scope:
            await ask(scope, on(ada))
