"""A view one of whose tabs takes nothing: the network beside it is played, the rest is real."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from crm_app.core.clock import now
from crm_app.core.live import Hub, View
from crm_app.web import nudging
from crm_app.web.nudging import MOST_WAITING
from crm_app.web.patches import delivering
from crm_app.web.patches.looking import Looking
from tests.waiting import PATIENCE


class FullLine:
    """A line whose browser has not taken what waits in it."""

    waiting = MOST_WAITING


@pytest.fixture
async def view(monkeypatch: pytest.MonkeyPatch) -> Any:
    line: Any = FullLine()
    source: Any = None
    view: View[Looking] = View("k", source, Hub(), delivering.deliver)
    view.members["deaf"] = Looking("deaf", "", "staff.view", print, line, now() + timedelta(hours=1))
    monkeypatch.setattr(nudging, "line_of", lambda tab: line)
    yield view
    for reading in list(delivering._reading):
        reading.cancel()
    await asyncio.gather(*delivering._reading, return_exceptions=True)


async def test_nobody_waits_for_it_when_all_have_to_read_again(view: View[Looking]):
    async with asyncio.timeout(PATIENCE):
        await delivering.deliver(view, None, 1)
    assert view.members["deaf"].behind


async def test_it_will_read_once_however_much_it_was_not_sent(view: View[Looking]):
    for _ in range(30):
        await delivering.deliver(view, None, 1)
        await asyncio.sleep(0)
        assert len(delivering._reading) == 1
    assert view.members["deaf"].behind
