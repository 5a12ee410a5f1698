"""The comments on a contact over a real socket: what tabs are told, and what forged events get."""

import asyncio
from uuid import UUID

import pytest

from crm_app import accounts, comments, crm, staff
from crm_app.core.ids import uuid7
from crm_app.web.pages.contacts.comments_state import CommentsState
from crm_app.web.pages.staff.person_comments import PersonCommentsState
from tests.factories import run, run_as
from tests.web.conftest import OpenTab
from tests.web.tabs import Tab

pytestmark = pytest.mark.xdist_group("web")

ON = crm.commenting.CONTACT


async def said(contact: crm.Contact, user: accounts.User, body: str) -> UUID:
    return (await run_as(user, comments.add_comment, ON, contact.uuid, body)).uuid


async def opened(open_tab: OpenTab, user: accounts.User, contact: crm.Contact) -> Tab:
    return await open_tab(user, f"/contacts/{contact.uuid}?tab=comments")


def bodies(tab: Tab, of: type = CommentsState) -> list[str]:
    return [row["body"] for row in tab.rows(of)]


def count(tab: Tab) -> int:
    return tab.fact("count", CommentsState, "live")


async def writes(tab: Tab, contact: crm.Contact, body: str, key: UUID | None = None, *who: UUID) -> str:
    """What the tab is answered; "" when the comment was saved."""
    key = key or uuid7()
    people = [str(uuid) for uuid in who]
    await tab.send(CommentsState.send, record=str(contact.uuid), uuid=str(key), body=body, mentions=people)
    await tab.until(lambda: (tab.value("answer", CommentsState) or {}).get("uuid") == str(key))
    return tab.value("answer", CommentsState)["problem"]


class TestShowing:
    async def test_comments_stand_there_newest_first_with_their_number(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User
    ):
        await said(ada, mira, "first")
        await said(ada, mira, "second")
        tab = await opened(open_tab, mira, ada)
        assert (bodies(tab), count(tab)) == (["second", "first"], 2)
        assert tab.value("me", CommentsState)["uuid"] == str(mira.uuid)

    async def test_older_ones_are_read_on(self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User):
        for number in range(30):
            await said(ada, mira, str(number))
        tab = await opened(open_tab, mira, ada)
        assert (len(bodies(tab)), tab.value("more", CommentsState)) == (25, True)
        await tab.send(CommentsState.read_on)
        await tab.settle()
        assert bodies(tab) == [str(number) for number in reversed(range(30))]
        assert tab.value("more", CommentsState) is False

    async def test_what_colleagues_do_comes_as_patches(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User, owner: accounts.User
    ):
        kept, gone = await said(ada, mira, "kept"), await said(ada, mira, "gone")
        tab = await opened(open_tab, owner, ada)
        reads = len(tab.values("items", CommentsState))
        await said(ada, mira, "new")
        await tab.until(lambda: bodies(tab) == ["new", "gone", "kept"])
        await run_as(mira, comments.edit_comment, ON, ada.uuid, kept, "changed")
        await tab.until(lambda: bodies(tab)[-1] == "changed")
        await run_as(mira, comments.delete_comment, ON, ada.uuid, gone)
        await tab.until(lambda: bodies(tab) == ["new", "changed"] and count(tab) == 2)
        assert len(tab.values("items", CommentsState)) == reads

    async def test_what_is_said_about_others_is_not_mixed_in(
        self, open_tab: OpenTab, ada: crm.Contact, grace: crm.Contact, mira: accounts.User
    ):
        tab = await opened(open_tab, mira, ada)
        await said(grace, mira, "about Grace")
        await said(ada, mira, "about Ada")
        await tab.until(lambda: bodies(tab) == ["about Ada"])

    async def test_in_the_trash_comments_are_only_read(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User
    ):
        await said(ada, mira, "before")
        tab = await opened(open_tab, mira, ada)
        assert tab.value("can_edit", CommentsState) is True
        await run(crm.trash_contact, ada.uuid)
        await tab.until(lambda: tab.value("is_trashed", CommentsState) is True)
        assert tab.value("can_edit", CommentsState) is False
        assert bodies(tab) == ["before"]

    async def test_a_viewer_reads_and_may_not_write(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User, victor: accounts.User
    ):
        await said(ada, mira, "for all")
        tab = await opened(open_tab, victor, ada)
        assert bodies(tab) == ["for all"]
        assert not tab.value("can_edit", CommentsState)
        forged = {"record": str(ada.uuid), "uuid": str(uuid7()), "body": "forged", "mentions": []}
        await tab.send(CommentsState.send, **forged)
        await tab.settle()
        assert await run(comments.count_comments, ON, ada.uuid) == 1


class TestWriting:
    async def test_a_comment_is_saved_and_shown_at_once(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User, owner: accounts.User
    ):
        tab = await opened(open_tab, mira, ada)
        assert await writes(tab, ada, "@Olga Owner hello", None, owner.uuid) == ""
        assert bodies(tab) == ["@Olga Owner hello"]
        (row,) = tab.rows(CommentsState)
        assert [each["name"] for each in row["mentions"]] == ["Olga Owner"]
        assert row["author"] == str(mira.uuid)

    @pytest.mark.parametrize("body", ["", "x" * 10_001, "a\0"], ids=["empty", "long", "nul"])
    async def test_what_cannot_be_saved_is_told_beside_the_text(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User, body: str
    ):
        tab = await opened(open_tab, mira, ada)
        problem = await writes(tab, ada, body)
        assert problem
        assert "marked fields" not in problem
        assert bodies(tab) == []

    async def test_a_contact_in_the_trash_is_told_beside_the_text(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User
    ):
        tab = await opened(open_tab, mira, ada)
        await run(crm.trash_contact, ada.uuid)
        assert "trash" in await writes(tab, ada, "too late")

    async def test_a_contact_that_is_gone_is_told_beside_the_text(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User
    ):
        tab = await opened(open_tab, mira, ada)
        assert "could not be found" in await writes(tab, crm.Contact(uuid=uuid7(), name="Nobody"), "hello")

    async def test_the_same_comment_twice_is_one(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User
    ):
        tab, key = await opened(open_tab, mira, ada), uuid7()
        assert [await writes(tab, ada, "once", key) for _ in range(2)] == ["", ""]
        assert bodies(tab) == ["once"]

    async def test_a_comment_goes_to_whom_it_was_written_for(
        self, open_tab: OpenTab, ada: crm.Contact, grace: crm.Contact, mira: accounts.User
    ):
        tab = await opened(open_tab, mira, ada)
        assert await writes(tab, grace, "for Grace") == ""
        assert await run(comments.count_comments, ON, grace.uuid) == 1
        assert bodies(tab) == []

    async def test_ones_own_words_can_be_changed(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User
    ):
        key = await said(ada, mira, "frist")
        tab = await opened(open_tab, mira, ada)
        change = {"record": str(ada.uuid), "uuid": str(key), "body": "first", "mentions": []}
        await tab.send(CommentsState.change, **change)
        await tab.until(lambda: bodies(tab) == ["first"])
        assert tab.rows(CommentsState)[0]["edited_at"]

    async def test_a_forged_change_of_somebody_elses_words_is_refused(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User, owner: accounts.User
    ):
        key = await said(ada, owner, "hers")
        tab = await opened(open_tab, mira, ada)
        forged = {"record": str(ada.uuid), "uuid": str(key), "body": "forged", "mentions": []}
        await tab.send(CommentsState.change, **forged)
        await tab.until(lambda: tab.value("answer", CommentsState)["problem"])
        assert bodies(tab) == ["hers"]

    @pytest.mark.parametrize("bad", ["nonsense", "", "\0" * 36], ids=["text", "empty", "nul"])
    async def test_malformed_uuids_get_a_clear_message(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User, bad: str
    ):
        tab = await opened(open_tab, mira, ada)
        forged = {"record": str(ada.uuid), "uuid": bad, "body": "hello", "mentions": [bad]}
        await tab.send(CommentsState.send, **forged)
        await tab.until(lambda: tab.value("answer", CommentsState)["problem"])
        assert await run(comments.count_comments, ON, ada.uuid) == 0

    async def test_people_to_mention_are_answered_with_what_was_asked(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User, owner: accounts.User
    ):
        tab = await opened(open_tab, mira, ada)
        await tab.send(CommentsState.find_people, text=" olg ")
        await tab.until(lambda: tab.value("people_for", CommentsState) == "olg")
        assert [person["name"] for person in tab.value("people", CommentsState)] == ["Olga Owner"]


class TestDeleting:
    async def test_a_comment_is_deleted_after_a_question(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User
    ):
        key = await said(ada, mira, "oops")
        tab = await opened(open_tab, mira, ada)
        await tab.send(CommentsState.ask_to_delete, uuid=str(key))
        await tab.until(lambda: tab.value("doomed", CommentsState) == str(key))
        assert tab.value("doomed_mine", CommentsState) is True
        await tab.send(CommentsState.delete)
        await tab.until(lambda: bodies(tab) == [] and count(tab) == 0)
        await tab.settle()
        assert tab.notices() == ["The comment is deleted."]

    async def test_the_question_can_be_denied(self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User):
        key = await said(ada, mira, "stays")
        tab = await opened(open_tab, mira, ada)
        await tab.send(CommentsState.ask_to_delete, uuid=str(key))
        await tab.send(CommentsState.keep)
        await tab.settle()
        await tab.send(CommentsState.delete)
        await tab.settle()
        assert bodies(tab) == ["stays"]

    async def test_a_comment_that_is_gone_already_is_told(
        self, open_tab: OpenTab, ada: crm.Contact, mira: accounts.User
    ):
        tab = await opened(open_tab, mira, ada)
        await tab.send(CommentsState.ask_to_delete, uuid=str(uuid7()))
        await tab.settle()
        assert tab.notices() == ["This could not be found. It may have been deleted."]


async def test_two_who_write_at_once_both_see_both(
    open_tab: OpenTab, ada: crm.Contact, mira: accounts.User, owner: accounts.User
):
    here, there = await opened(open_tab, mira, ada), await opened(open_tab, owner, ada)
    await asyncio.gather(writes(here, ada, "from Mira"), writes(there, ada, "from Olga"))
    for tab in (here, there):
        await tab.until(lambda tab=tab: sorted(bodies(tab)) == ["from Mira", "from Olga"])


async def test_people_on_staff_take_comments_too(open_tab: OpenTab, mira: accounts.User):

    pia, _ = await run(staff.create_person_with_user, "pia@example.com", {"name": "Pia Person"})
    tab = await open_tab(mira, f"/staff/people/{pia.uuid}?tab=comments")
    sent = {"record": str(pia.uuid), "uuid": str(uuid7()), "body": "welcome", "mentions": []}
    await tab.send(PersonCommentsState.send, **sent)
    await tab.until(lambda: bodies(tab, PersonCommentsState) == ["welcome"])
