"""Comments are read page by page, the newest first, in a constant number of statements."""

import pytest

from crm_app import accounts, comments, crm, staff
from crm_app.core.errors import NotFound
from tests.comments.conftest import ON, Say
from tests.factories import outcome, run, run_as


async def read(contact: crm.Contact, limit: int) -> list[list[str]]:
    """Every page with its texts."""
    pages: list[list[str]] = []
    after: comments.Cursor | None = None
    while after or not pages:
        page = await run(comments.comments_page, ON, contact.uuid, after=after, limit=limit)
        pages.append([row.comment.body for row in page.rows])
        after = page.next
        if after is None:
            break
    return pages


async def test_pages_follow_one_another_without_gap_or_double(
    say: Say, ada: crm.Contact, mira: accounts.User
):
    for number in range(5):
        await say(mira, str(number))
    assert await read(ada, 2) == [["4", "3"], ["2", "1"], ["0"]]


async def test_a_page_that_is_just_full_is_the_last(say: Say, ada: crm.Contact, mira: accounts.User):
    await say(mira, "one")
    await say(mira, "two")
    assert await read(ada, 2) == [["two", "one"]]


async def test_what_is_deleted_meanwhile_costs_nobody_a_comment(
    say: Say, ada: crm.Contact, mira: accounts.User
):
    written = [await say(mira, str(number)) for number in range(4)]
    page = await run(comments.comments_page, ON, ada.uuid, limit=2)
    await run(comments.delete_comment, ON, ada.uuid, written[2].uuid)
    rest = await run(comments.comments_page, ON, ada.uuid, after=page.next, limit=2)
    assert [row.comment.body for row in rest.rows] == ["1", "0"]


async def test_a_page_takes_two_statements_however_long(
    say: Say, ada: crm.Contact, mira: accounts.User, statements: list[str]
):
    for number in range(6):
        await say(mira, f"@Mira from sales {number}", mira.uuid)
    counts = []
    for limit in (1, 6):
        statements.clear()
        await run(comments.comments_page, ON, ada.uuid, limit=limit)
        counts.append(len(statements))
    assert counts == [2, 2]


async def test_comments_of_other_records_stay_there(say: Say, mira: accounts.User, pia: staff.Person):
    comment = await say(mira, "About Ada")
    on = staff.commenting.PERSON
    assert (await run(comments.comments_page, on, pia.uuid)).rows == []
    assert await run(comments.these_comments, on, pia.uuid, [comment.uuid]) == []


async def test_only_those_that_are_there_are_read_again(say: Say, ada: crm.Contact, mira: accounts.User):
    kept, gone = await say(mira, "Kept"), await say(mira, "Gone")
    await run(comments.delete_comment, ON, ada.uuid, gone.uuid)
    rows = await run(comments.these_comments, ON, ada.uuid, [kept.uuid, gone.uuid])
    assert [row.comment.body for row in rows] == ["Kept"]
    assert await run(comments.count_comments, ON, ada.uuid) == 1


async def test_who_may_not_see_the_record_reads_nothing(ada: crm.Contact, mira: accounts.User):
    async with accounts.scope_for(mira.uuid) as scope:
        scope.act_as(mira, frozenset({"staff.view"}))
        assert await outcome(comments.comments_page(scope, ON, ada.uuid)) == "forbidden"
        assert await outcome(comments.count_comments(scope, ON, ada.uuid)) == "forbidden"
        assert await outcome(comments.these_comments(scope, ON, ada.uuid, [])) == "forbidden"


def test_only_types_that_say_so_take_comments():
    assert comments.commentable_of("crm_contact") is ON
    with pytest.raises(NotFound):
        comments.commentable_of("skill")
    with pytest.raises(ValueError, match="crm_contact"):
        comments.known(ON)


async def test_the_trash_hides_no_comment(
    say: Say, ada: crm.Contact, victor: accounts.User, mira: accounts.User
):
    await say(mira, "Still here")
    await run(crm.trash_contact, ada.uuid)
    page = await run_as(victor, comments.comments_page, ON, ada.uuid)
    assert [row.comment.body for row in page.rows] == ["Still here"]
