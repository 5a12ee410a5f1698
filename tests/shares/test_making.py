"""Who may make links to what, list them, and take them back."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from crm_app import accounts, shares, storage
from crm_app.core.clock import now
from crm_app.core.errors import Conflict, Forbidden, NotFound, ValidationFailed
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.shares import Shared, ShareGone, Target
from crm_app.shares.links import fits, make_key, share_in
from tests.factories import make_file, make_folder, run, run_as

NOBODYS = "01a1fd0a-e592-70cd-9ffe-d9e338828a7f"
DAY = timedelta(days=1)


async def shared(who: accounts.User, target: Target, **wanted: Any) -> Shared:
    return await run_as(who, shares.share, target, **({"expires_at": now() + DAY} | wanted))


async def opened(made: Shared) -> shares.Opened:
    return await run(shares.find_share, made.path.removeprefix("/s/"))


async def test_a_link_leads_to_its_file(mira: accounts.User) -> None:
    file = await make_file(mira, "offer.txt")
    found = await opened(await shared(mira, ("file", file)))
    assert (found.kind, found.target_uuid, found.name) == ("file", file, "offer.txt")
    assert not found.needs_password("")


async def test_links_are_listed_newest_first_with_who_made_them(
    mira: accounts.User, owner: accounts.User
) -> None:
    target: Target = ("folder", await make_folder("Offers"))
    first = await shared(mira, target)
    second = await shared(owner, target, password="open sesame")
    listed = await run_as(mira, shares.list_shares, target)
    assert [(each.uuid, each.made_by, each.has_password) for each in listed] == [
        (second.uuid, owner.name, True),
        (first.uuid, mira.name, False),
    ]


async def test_a_link_that_is_taken_back_works_no_more(mira: accounts.User) -> None:
    target: Target = ("file", await make_file(mira))
    made = await shared(mira, target)
    await run_as(mira, shares.revoke, made.uuid)
    assert await run_as(mira, shares.list_shares, target) == []
    with pytest.raises(ShareGone):
        await opened(made)
    with pytest.raises(NotFound):
        await run_as(mira, shares.revoke, made.uuid)


async def test_what_is_taken_back_works_again_where_that_is_undone(mira: accounts.User) -> None:
    target: Target = ("file", await make_file(mira))
    made = await shared(mira, target, password="open sesame")
    await run_as(mira, shares.revoke, made.uuid)
    await run_as(mira, shares.give_back, made.uuid)
    assert (await opened(made)).needs_password("")
    assert [each.path for each in await run_as(mira, shares.list_shares, target)] == [made.path]
    with pytest.raises(NotFound):
        await run_as(mira, shares.give_back, made.uuid)


async def test_what_was_taken_back_a_while_ago_stays_so(mira: accounts.User) -> None:
    made = await shared(mira, ("file", await make_file(mira)))
    await run_as(mira, shares.revoke, made.uuid)
    async with system_scope() as scope:
        row = await scope.session.get_one(shares.making.Share, made.uuid)
        row.revoked_at = now() - shares.making.UNDONE_WITHIN
    with pytest.raises(NotFound):
        await run_as(mira, shares.give_back, made.uuid)
    with pytest.raises(ShareGone):
        await opened(made)


async def test_who_may_not_edit_neither_makes_nor_takes_back_links(
    mira: accounts.User, victor: accounts.User
) -> None:
    target: Target = ("file", await make_file(mira))
    made = await shared(mira, target)
    for call in ((shares.revoke, made.uuid), (shares.give_back, made.uuid)):
        with pytest.raises(Forbidden):
            await run_as(victor, *call)
    with pytest.raises(Forbidden):
        await shared(victor, target)


@pytest.mark.parametrize("state", ["unknown", "trashed", "staged"])
@pytest.mark.parametrize("kind", ["file", "folder"])
async def test_what_is_not_there_cannot_be_shared(mira: accounts.User, kind: Any, state: str) -> None:
    uuid = await _in_state(mira, kind, state)
    with pytest.raises(NotFound):
        await shared(mira, (kind, uuid))


async def _in_state(mira: accounts.User, kind: str, state: str) -> UUID:
    if state == "unknown" or (kind, state) == ("folder", "staged"):
        return uuid7()
    if kind == "folder":
        folder = await make_folder("Gone")
        await run_as(mira, storage.trash_folder, folder)
        return folder
    file = await make_file(mira, meta={"staged": True} if state == "staged" else {})
    if state == "trashed":
        await run_as(mira, storage.trash_file, file)
    return file


@pytest.mark.parametrize("after", [timedelta(0), -DAY, timedelta(days=400)])
async def test_a_link_ends_within_a_year(mira: accounts.User, after: timedelta) -> None:
    with pytest.raises(ValidationFailed) as refused:
        await shared(mira, ("file", await make_file(mira)), expires_at=now() + after)
    assert list(refused.value.fields) == ["expires_at"]


@pytest.mark.parametrize("password", ["short", "long" * 60])
async def test_a_password_of_no_use_is_refused(mira: accounts.User, password: str) -> None:
    with pytest.raises(ValidationFailed) as refused:
        await shared(mira, ("file", await make_file(mira)), password=password)
    assert list(refused.value.fields) == ["password"]


async def test_a_link_runs_out(mira: accounts.User) -> None:
    made = await shared(mira, ("file", await make_file(mira)))
    async with system_scope() as scope:
        row = await scope.session.get(shares.making.Share, made.uuid)
        assert row
        row.expires_at = now()
    with pytest.raises(ShareGone):
        await opened(made)


async def test_a_link_to_what_is_trashed_works_again_when_it_is_back(mira: accounts.User) -> None:
    file = await make_file(mira)
    made = await shared(mira, ("file", file))
    await run_as(mira, storage.trash_file, file)
    with pytest.raises(ShareGone):
        await opened(made)
    await run_as(mira, storage.restore_file, file)
    assert (await opened(made)).target_uuid == file


async def test_deleting_a_file_deletes_its_links(mira: accounts.User) -> None:
    file = await make_file(mira)
    made = await shared(mira, ("file", file))
    await run_as(mira, storage.delete_file_completely, file)
    with pytest.raises(ShareGone):
        await opened(made)


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "x",
        NOBODYS,
        f"{NOBODYS}.",
        f"{NOBODYS}.abc",
        "\u00fc.\u00fc",
        "\ud800.\ud800",
        "." * 999,
    ],
)
def test_a_token_that_we_have_not_signed_leads_nowhere(token: str) -> None:
    assert share_in(token) is None


def test_a_signature_belongs_to_its_share() -> None:
    mine, other = uuid7(), uuid7()
    signature = shares.path_of(mine).partition(".")[2]
    assert share_in(f"{mine}.{signature}") == mine
    assert share_in(f"{other}.{signature}") is None


def test_a_key_opens_its_share_until_it_ends() -> None:
    mine, until = uuid7(), now() + DAY
    key = make_key(mine, "hash", until)
    assert fits(key, mine, "hash", now())
    assert not fits(key, mine, "hash", until + DAY)
    assert not fits(key, mine, "another password", now())
    assert not fits(key, uuid7(), "hash", now())
    later = str(int((until + DAY).timestamp()))
    assert not fits(f"{later}.{key.partition('.')[2]}", mine, "hash", now())


async def test_a_form_that_is_sent_twice_makes_one_link(mira: accounts.User) -> None:
    target, uuid = ("file", await make_file(mira, original_file_name="a.txt")), uuid7()
    first, second = await asyncio.gather(*(shared(mira, target, uuid=uuid) for _ in range(2)))
    assert first.path == second.path
    assert len(await run_as(mira, shares.list_shares, target)) == 1


async def test_the_uuid_of_another_link_is_refused(mira: accounts.User) -> None:
    uuid = uuid7()
    await shared(mira, ("file", await make_file(mira)), uuid=uuid)
    with pytest.raises(Conflict):
        await shared(mira, ("file", await make_file(mira)), uuid=uuid)
