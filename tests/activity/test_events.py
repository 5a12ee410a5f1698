"""The audit trail in words, page by page."""

from uuid import UUID

import pytest

from crm_app import activity
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope


async def happened(contact: UUID, times: int, action: str = "crm.contact_updated", **details: object) -> None:
    async with system_scope() as scope:
        for _ in range(times):
            scope.record(action, ("crm_contact", contact), **details)


async def page_of(contact: UUID, page: int = 1) -> activity.EventPage:
    async with system_scope() as scope:
        return await activity.list_events(scope, ("crm_contact", contact), page)


async def test_a_record_without_a_past_has_one_empty_page(database: str):
    page = await page_of(uuid7())
    assert (page.events, page.total, page.page, page.pages) == ([], 0, 1, 1)


async def test_twenty_make_a_page_and_the_newest_come_first(database: str):
    ada = uuid7()
    await happened(ada, 21)
    await happened(ada, 1, "crm.contact_trashed")
    first, second = await page_of(ada, 1), await page_of(ada, 2)
    assert (len(first.events), len(second.events), first.total, first.pages) == (20, 2, 22, 2)
    assert first.events[0].label.text == "Moved to trash"
    assert first.events[-1].at >= second.events[0].at


@pytest.mark.parametrize(("asked", "answered"), [(0, 1), (-5, 1), (3, 2), (10**9, 2)])
async def test_a_page_out_of_range_is_the_nearest_one(database: str, asked: int, answered: int):
    ada = uuid7()
    await happened(ada, 21)
    assert (await page_of(ada, asked)).page == answered


async def test_what_happened_to_others_is_not_shown(database: str):
    await happened(uuid7(), 3)
    assert (await page_of(uuid7())).total == 0


@pytest.mark.parametrize(
    ("action", "count", "detail"),
    [
        ("crm.contact_file_added", 1, "1 file"),
        ("crm.contact_file_added", 3, "3 files"),
        ("crm.contact_image_added", 2, "2 images"),
        ("crm.contact_image_added", 0, ""),
        ("crm.contact_image_added", "many", ""),
    ],
)
async def test_counted_entries_say_how_many(database: str, action: str, count: object, detail: str):
    ada = uuid7()
    await happened(ada, 1, action, count=count)
    assert [event.detail for event in (await page_of(ada)).events] == [detail]


@pytest.mark.parametrize(
    ("action", "text", "icon", "tone"),
    [
        ("crm.contact_created", "Contact created", "user-plus", "success"),
        ("crm.company_deleted", "Permanently deleted", "circle-x", "danger"),
        ("crm.contact_updated", "Contact updated", "pencil", "warning"),
        ("crm.company_avatar_set", "Logo updated", "image", "neutral"),
        ("crm.contact_file_removed", "File removed", "file-minus", "neutral"),
        ("crm.something_unheard_of", "Something unheard of", "zap", "neutral"),
        ("", "Something happened", "zap", "neutral"),
    ],
)
def test_every_action_has_a_label(action: str, text: str, icon: str, tone: str):
    assert activity.label_of(action) == activity.Label(text, icon, tone)  # type: ignore[arg-type]
