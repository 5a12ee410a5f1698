"""Comments are written, changed and deleted by whom they belong to, on records that are there."""

import asyncio

import pytest
from sqlmodel import select

from crm_app import accounts, comments, crm, staff
from crm_app.core.audit import Activity
from crm_app.core.errors import AlreadyTrashed
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from tests.comments.conftest import ON, Say, said
from tests.factories import outcome, run, run_as
from tests.live import told
from tests.waiting import begun_and_waiting


async def entries(action: str) -> list[Activity]:
    async with system_scope() as scope:
        return list(await scope.session.exec(select(Activity).where(Activity.action == action)))


async def mentioned(contact: crm.Contact) -> list[str]:
    (row,) = (await run(comments.comments_page, ON, contact.uuid)).rows
    return [mention.name for mention in row.mentions]


class TestAdding:
    async def test_a_comment_keeps_who_wrote_it(self, say: Say, mira: accounts.User):
        comment = await say(mira, "  Called back.\r\nShe is interested. ")
        assert (comment.author_uuid, comment.author_name) == (mira.uuid, "Mira from sales")
        assert comment.body == "Called back.\nShe is interested."

    @pytest.mark.parametrize(
        "body", ["", " \n ", "x" * 10_001, "a\0b", "a\ud800b", "e" + "\u0301" * 101], ids=range(6)
    )
    async def test_what_cannot_be_kept_is_refused_at_the_field(
        self, say: Say, ada: crm.Contact, mira: accounts.User, body: str
    ):
        assert await outcome(say(mira, body)) == "validation_failed"
        assert await said(ada) == []

    async def test_the_longest_text_fits(self, say: Say, mira: accounts.User):
        assert len((await say(mira, "ü" * 10_000)).body) == 10_000

    async def test_a_viewer_only_reads(self, say: Say, ada: crm.Contact, victor: accounts.User):
        assert await outcome(say(victor, "Hello")) == "forbidden"
        assert (await run_as(victor, comments.comments_page, ON, ada.uuid)).rows == []

    async def test_nothing_is_said_about_who_lies_in_the_trash(
        self, say: Say, ada: crm.Contact, mira: accounts.User
    ):
        comment = await say(mira, "Before")
        await run(crm.trash_contact, ada.uuid)
        assert await outcome(say(mira, "After")) == "record_trashed"
        edit = run_as(mira, comments.edit_comment, ON, ada.uuid, comment.uuid, "Changed")
        delete = run_as(mira, comments.delete_comment, ON, ada.uuid, comment.uuid)
        assert (await outcome(edit), await outcome(delete)) == ("record_trashed", "record_trashed")
        assert await said(ada) == ["Before"]

    async def test_nothing_is_said_about_who_is_not_there(self, mira: accounts.User):
        nowhere = run_as(mira, comments.add_comment, ON, uuid7(), "Hello")
        assert await outcome(nowhere) == "not_found"

    async def test_the_same_comment_sent_twice_is_one(self, say: Say, ada: crm.Contact, mira: accounts.User):
        key = uuid7()
        both = await asyncio.gather(say(mira, "Once", uuid=key), say(mira, "Once", uuid=key))
        assert [comment.uuid for comment in both] == [key, key]
        assert await said(ada) == ["Once"]
        assert len(await entries("crm.contact_comment_added")) == 1

    async def test_a_uuid_that_is_taken_is_no_way_to_other_words(
        self, say: Say, ada: crm.Contact, mira: accounts.User, owner: accounts.User
    ):
        key = (await say(mira, "Mine")).uuid
        assert await outcome(say(owner, "Mine", uuid=key)) == "conflict"
        assert await outcome(say(mira, "Other words", uuid=key)) == "conflict"
        assert await said(ada) == ["Mine"]

    async def test_the_trail_says_who_but_never_what(self, say: Say, ada: crm.Contact, mira: accounts.User):
        comment = await say(mira, "A secret for ada@example.com")
        (entry,) = await entries("crm.contact_comment_added")
        assert (entry.resource_type, entry.resource_uuid) == ("crm_contact", ada.uuid)
        assert entry.details == {"comment_uuid": str(comment.uuid)}

    async def test_the_comments_and_the_page_are_told(self, say: Say, ada: crm.Contact, mira: accounts.User):
        topic = comments.topics.comments("crm_contact", ada.uuid)
        async with told(topic) as on_comments, told(f"contact:{ada.uuid}") as on_page:
            comment = await say(mira, "Hello")
        (change,) = await on_comments()
        assert (change.kind, change.uuids) == ("comment_added", (comment.uuid,))
        assert [each.kind for each in await on_page()] == ["comment_added"]

    async def test_whoever_trashes_the_record_waits_for_what_is_being_said(
        self, ada: crm.Contact, mira: accounts.User
    ):
        async with accounts.scope_for(mira.uuid) as scope:
            await comments.add_comment(scope, ON, ada.uuid, "Wait")
            trashing = await begun_and_waiting(run(crm.trash_contact, ada.uuid))
            assert not trashing.done()
        await trashing
        assert await outcome(run(crm.trash_contact, ada.uuid)) == AlreadyTrashed.code
        assert await said(ada) == ["Wait"]


class TestMentions:
    async def test_who_is_mentioned_is_named_as_they_are_called_now(
        self, say: Say, ada: crm.Contact, mira: accounts.User, owner: accounts.User
    ):
        await say(mira, "@Olga Owner, please call", owner.uuid, owner.uuid)
        assert await mentioned(ada) == ["Olga Owner"]

    async def test_who_cannot_be_mentioned_is_passed_over(
        self, say: Say, ada: crm.Contact, mira: accounts.User, victor: accounts.User
    ):
        await run(accounts.deactivate_user, victor.uuid)
        await say(mira, "@Victor", victor.uuid, uuid7())
        assert await mentioned(ada) == []

    async def test_other_words_mention_others(
        self, say: Say, ada: crm.Contact, mira: accounts.User, owner: accounts.User
    ):
        comment = await say(mira, "@Olga Owner", owner.uuid)
        again = comments.edit_comment
        await run_as(mira, again, ON, ada.uuid, comment.uuid, "@Mira from sales", [mira.uuid])
        assert await mentioned(ada) == ["Mira from sales"]

    @pytest.mark.parametrize(
        ("search", "found"),
        [
            ("", ["Mira from sales", "Olga Owner", "Victor the viewer"]),
            ("ol", ["Olga Owner"]),
            ("OWN", ["Olga Owner"]),
            ("sales", ["Mira from sales"]),
            ("ales", []),
            ("%", []),
            ("\0", ["Mira from sales", "Olga Owner", "Victor the viewer"]),
        ],
        ids=["all", "first", "last", "word", "inside", "wildcard", "nul"],
    )
    async def test_people_are_found_by_how_a_word_of_their_name_begins(
        self, mira: accounts.User, owner: accounts.User, victor: accounts.User, search: str, found: list[str]
    ):
        people = await run_as(mira, comments.mentionable_users, ON, search)
        assert [person.name for person in people] == found

    async def test_who_cannot_sign_in_is_not_offered(self, mira: accounts.User, victor: accounts.User):
        await run(accounts.deactivate_user, victor.uuid)
        people = await run_as(mira, comments.mentionable_users, ON)
        assert [person.name for person in people] == ["Mira from sales"]

    async def test_who_has_not_taken_the_account_over_yet_is_not_offered(
        self, mira: accounts.User, pia: staff.Person
    ):
        people = await run_as(mira, comments.mentionable_users, ON)
        assert [person.name for person in people] == ["Mira from sales"]

    async def test_who_may_not_write_hears_of_nobody(self, victor: accounts.User):
        assert await outcome(run_as(victor, comments.mentionable_users, ON)) == "forbidden"


class TestChanging:
    async def test_ones_own_words_can_be_changed(self, say: Say, ada: crm.Contact, mira: accounts.User):
        comment = await say(mira, "Frist")
        changed = await run_as(mira, comments.edit_comment, ON, ada.uuid, comment.uuid, "First")
        assert changed.body == "First"
        assert changed.edited_at is not None
        assert len(await entries("crm.contact_comment_edited")) == 1

    async def test_the_same_words_again_change_nothing(self, say: Say, ada: crm.Contact, mira: accounts.User):
        comment = await say(mira, "First")
        same = await run_as(mira, comments.edit_comment, ON, ada.uuid, comment.uuid, " First ")
        assert same.edited_at is None
        assert await entries("crm.contact_comment_edited") == []

    async def test_nobody_changes_what_others_said(
        self, say: Say, ada: crm.Contact, mira: accounts.User, owner: accounts.User
    ):
        comment = await say(mira, "First")
        forged = run_as(owner, comments.edit_comment, ON, ada.uuid, comment.uuid, "Forged")
        assert await outcome(forged) == "not_your_comment"
        assert await said(ada) == ["First"]

    async def test_a_comment_is_only_reached_through_its_own_record(
        self, say: Say, ada: crm.Contact, mira: accounts.User
    ):
        comment = await say(mira, "First")
        other = await run(crm.create_contact, {"name": "Grace Hopper"})
        for call in (
            run_as(mira, comments.edit_comment, ON, other.uuid, comment.uuid, "Forged"),
            run_as(mira, comments.delete_comment, ON, other.uuid, comment.uuid),
        ):
            assert await outcome(call) == "not_found"
        assert await said(ada) == ["First"]


class TestDeleting:
    async def test_ones_own_words_can_be_deleted(self, say: Say, ada: crm.Contact, mira: accounts.User):
        comment = await say(mira, "Oops", mira.uuid)
        await run_as(mira, comments.delete_comment, ON, ada.uuid, comment.uuid)
        assert await said(ada) == []
        assert len(await entries("crm.contact_comment_deleted")) == 1

    async def test_deleting_twice_is_not_found(self, say: Say, ada: crm.Contact, mira: accounts.User):
        comment = await say(mira, "Oops")
        calls = [run_as(mira, comments.delete_comment, ON, ada.uuid, comment.uuid) for _ in range(2)]
        assert sorted(await asyncio.gather(*map(outcome, calls))) == ["not_found", "ok"]

    async def test_who_may_delete_records_may_delete_what_others_said(
        self, say: Say, ada: crm.Contact, mira: accounts.User, owner: accounts.User
    ):
        comment = await say(mira, "Rude")
        await run_as(owner, comments.delete_comment, ON, ada.uuid, comment.uuid)
        assert await said(ada) == []

    async def test_a_viewer_deletes_nothing(
        self, say: Say, ada: crm.Contact, mira: accounts.User, victor: accounts.User
    ):
        comment = await say(mira, "Here")
        forged = run_as(victor, comments.delete_comment, ON, ada.uuid, comment.uuid)
        assert await outcome(forged) == "forbidden"

    async def test_comments_go_with_the_contact(self, say: Say, ada: crm.Contact, mira: accounts.User):
        await say(mira, "Gone with her")
        await run(crm.trash_contact, ada.uuid)
        assert await said(ada) == ["Gone with her"]
        await run(crm.delete_contact, ada.uuid)
        assert await said(ada) == []

    @pytest.mark.parametrize("how", ["alone", "among many"])
    async def test_comments_go_with_the_person(self, pia: staff.Person, mira: accounts.User, how: str):
        on = staff.commenting.PERSON
        await run_as(mira, comments.add_comment, on, pia.uuid, "Gone with her")
        await run(staff.trash_person, pia.uuid)
        if how == "alone":
            await run(staff.delete_person, pia.uuid)
        else:
            await run(staff.bulk_delete, [pia.uuid])
        assert await run(comments.count_comments, on, pia.uuid) == 0
