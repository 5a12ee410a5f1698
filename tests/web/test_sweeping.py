"""What nobody takes up again is swept when a process starts, and again and again while it runs."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlmodel import select

from crm_app import accounts, crm
from crm_app.core.errors import Unavailable
from crm_app.core.ids import uuid7
from crm_app.crm import interactions
from crm_app.web import sweeping
from tests.factories import run, run_as


@pytest.fixture
def swept_after_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every draft is old enough."""
    monkeypatch.setattr(interactions.sweep_drafts, "__defaults__", (timedelta(),))


async def a_draft(mira: accounts.User) -> None:
    ada = await run(crm.create_contact, {"name": "Ada"})
    await run_as(mira, interactions.save_draft, uuid7(), ("contact", ada.uuid), {"body": "Half"})


async def is_swept(mira: accounts.User) -> bool:
    async with accounts.scope_for(mira.uuid) as scope:
        return not (await scope.session.exec(select(interactions.InteractionDraft))).all()


async def until_swept(mira: accounts.User) -> None:
    while not await is_swept(mira):
        pass  # asking lets the task run


async def test_it_is_swept_at_once_and_again_after_a_while(mira: accounts.User, swept_after_no_time: None):
    await a_draft(mira)
    task = asyncio.create_task(sweeping.sweep_hourly(every=0))
    for _ in range(2):
        await until_swept(mira)
        await a_draft(mira)
    await until_swept(mira)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_a_sweep_that_fails_is_tried_again(
    mira: accounts.User, swept_after_no_time: None, monkeypatch: pytest.MonkeyPatch
):
    await a_draft(mira)
    failed: list[bool] = []
    sweep = sweeping.sweep_all

    async def fails_once() -> int:
        if not failed:
            failed.append(True)
            raise Unavailable()
        return await sweep()

    monkeypatch.setattr(sweeping, "sweep_all", fails_once)
    task = asyncio.create_task(sweeping.sweep_hourly(every=0))
    await until_swept(mira)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert failed
