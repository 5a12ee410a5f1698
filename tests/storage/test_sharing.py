"""What one has uploaded, and what lies where one may look, may be put elsewhere too; nothing else."""

from uuid import UUID

import pytest

from crm_app import accounts, storage
from crm_app.core.scope import open_scope, system_scope
from tests.factories import make_file, make_folder, run

RULES = {"crm-": "crm.view", "staff-person-": "staff.view"}


async def may(who: accounts.User, file: UUID, *permissions: str) -> bool:
    async with open_scope(who, frozenset(permissions)) as scope:
        files = [await scope.session.get_one(storage.File, file)]
        return await storage.may_share(scope, files, RULES) == {file}


async def test_ones_own_file_may_be_shared_wherever_it_lies(mira: accounts.User):
    assert await may(mira, await make_file(mira))
    assert await may(mira, await make_file(mira, home=await make_folder("Secret")))


async def test_somebody_elses_that_lies_nowhere_may_not(mira: accounts.User, owner: accounts.User):
    assert not await may(mira, await make_file(owner), "media.view", "crm.view")


@pytest.mark.parametrize(
    ("permissions", "allowed"),
    [((), False), (("staff.view",), False), (("crm.view",), True), (("media.view",), True)],
    ids=["none", "another", "the folder's", "all of them"],
)
async def test_one_in_a_folder_takes_its_permission(
    mira: accounts.User, owner: accounts.User, permissions: tuple[str, ...], allowed: bool
):
    below = await make_folder("Below", await make_folder("crm-contact-1"))
    assert await may(mira, await make_file(owner, home=below), *permissions) is allowed
    linked = await make_file(owner, home=await make_folder("Else"), links=[below])
    assert await may(mira, linked, *permissions) is allowed


async def test_one_in_a_trashed_folder_may_not(mira: accounts.User, owner: accounts.User):
    folder = await make_folder("crm-contact-1")
    file = await make_file(owner, home=folder)
    await run(storage.trash_folder, folder)
    assert not await may(mira, file, "media.view", "crm.view")


async def test_the_system_may_share_everything(owner: accounts.User):
    file = await make_file(owner)
    async with system_scope() as scope:
        files = [await scope.session.get_one(storage.File, file)]
        assert await storage.may_share(scope, files, {}) == {file}
