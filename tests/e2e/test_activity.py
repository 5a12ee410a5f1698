"""The activity log in browsers: followed live, narrowed by hand, exported, on desks and phones."""

import csv
import io
import re
from pathlib import Path
from uuid import UUID, uuid4

from playwright.sync_api import Locator, Page, expect

from crm_app import crm
from crm_app.core.scope import system_scope
from tests.browsing import Person
from tests.e2e.conftest import People
from tests.e2e.people import a_contact, in_database
from tests.e2e.test_accessibility import violations
from tests.e2e.test_live_contact import a_marker, never_reloaded
from tests.serving import Server


def named(server: Server, name: str) -> str:
    """A new contact with a name of its own: name and uuid."""
    return a_contact(server, name)


def a_name() -> str:
    return f"Ada {uuid4().hex[:8]}"


def lines(page: Page, name: str) -> Locator:
    """The rows about a record."""
    return page.locator(".activity tbody tr").filter(has_text=name)


def changes(server: Server, contact: str, **values: str) -> None:
    """A colleague elsewhere changes the contact."""

    async def change() -> None:
        async with system_scope() as scope:
            await crm.update_contact(scope, UUID(contact), values)

    in_database(server, change)


def test_what_a_colleague_does_appears_by_itself(olga: Person, mira: Person, server: Server):
    name = a_name()
    log = mira.open("/activity")
    expect(log.get_by_role("heading", level=1)).to_have_text("Activity")
    a_marker(log)
    contact = named(server, name)
    expect(lines(log, name)).to_have_count(1)
    page = olga.open(f"/contacts/{contact}?tab=comments")
    page.get_by_label("Write a comment").fill("Something said.")
    page.keyboard.press("Control+Enter")
    first = lines(log, name).first
    expect(first).to_contain_text("Comment added")
    expect(first).not_to_contain_text("Something said.")
    changes(server, contact, name=f"{name} King")
    expect(lines(log, f"{name} King")).to_have_count(3)
    assert never_reloaded(log)


def test_the_log_is_narrowed_by_hand_and_back_leads_out(olga: Person, server: Server):
    name, other = a_name(), a_name()
    contact = named(server, name)
    named(server, other)
    changes(server, contact, phone="1")
    page = olga.open("/activity")
    expect(lines(page, other)).to_have_count(1)
    row = lines(page, name).first
    row.hover()
    row.get_by_role("link", name=f"Only {name}").click()
    expect(lines(page, other)).to_have_count(0)
    expect(lines(page, name)).to_have_count(2)
    page.get_by_label("Action").select_option(label="Contact updated")
    expect(lines(page, name)).to_have_count(1)
    assert "record=" in page.url
    assert "action=crm.contact_updated" in page.url
    page.get_by_label("From").fill("2001-01-01")
    page.wait_for_url(re.compile("from=2001-01-01&zone="))
    expect(lines(page, name)).to_have_count(1)
    page.get_by_label("To").fill("2001-01-02")
    expect(page.get_by_text("Nothing happened like this")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Nothing happened like this")).to_be_visible()
    page.get_by_role("link", name="Clear filters").first.click()
    expect(lines(page, other)).to_have_count(1)
    page.go_back()
    expect(page.get_by_text("Nothing happened like this")).to_be_visible()


def test_a_name_leads_to_the_record_and_its_events_lead_back(olga: Person, server: Server):
    name = a_name()
    contact = named(server, name)
    page = olga.open("/activity")
    lines(page, name).get_by_role("link", name=name, exact=True).click()
    page.wait_for_url(f"**/contacts/{contact}")
    page.get_by_role("link", name=re.compile("^Events")).click()
    page.get_by_role("link", name="Open in Activity log").click()
    page.wait_for_url(f"**/activity?record=crm_contact:{contact}")
    expect(lines(page, name)).to_have_count(1)
    expect(page.locator(".activity tbody tr")).to_have_count(1)


def test_the_export_holds_what_the_page_shows(olga: Person, server: Server, files: Path):
    name = a_name()
    contact = named(server, name)
    page = olga.open(f"/activity?record=crm_contact:{contact}")
    expect(lines(page, name)).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("link", name="Export CSV").click()
    target = files / "activity.csv"
    download.value.save_as(target)
    rows = list(csv.DictReader(io.StringIO(target.read_bytes().decode("utf-8-sig"))))
    assert [(row["Record"], row["What happened"]) for row in rows] == [(name, "Contact created")]
    assert re.fullmatch(r"activity-\d{4}-\d\d-\d\d\.csv", download.value.suggested_filename)


def test_a_viewer_finds_no_way_to_the_log(people: People, server: Server):
    contact = named(server, a_name())
    victor = people("victor@example.com", "viewer")
    page = victor.open(f"/contacts/{contact}?tab=events")
    expect(page.get_by_text("Contact created")).to_be_visible()
    expect(page.get_by_role("link", name="Activity")).to_have_count(0)
    expect(page.get_by_role("link", name="Open in Activity log")).to_have_count(0)
    refused = victor.open("/activity")
    expect(refused.get_by_text("You may not see this page")).to_be_visible()


def test_on_a_phone_each_entry_is_a_card(people: People, server: Server):
    name = a_name()
    named(server, name)
    olga = people(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = olga.open("/activity")
    card = lines(page, name)
    expect(card).to_contain_text("System · just now")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    card.get_by_role("link", name=f"Only {name}").tap()
    expect(page.locator(".activity tbody tr")).to_have_count(1)


def test_the_log_shuts_nobody_out(people: People, server: Server):
    contact = named(server, a_name())
    for scheme in ("light", "dark"):
        for size in ({"width": 1440, "height": 900}, {"width": 390, "height": 844}):
            olga = people(color_scheme=scheme, viewport=size)
            for path in ("/activity", f"/activity?record=crm_contact:{contact}", "/activity?to=2001-01-01"):
                page = olga.open(path)
                expect(page.get_by_role("heading", level=1)).to_be_visible()
                expect(page.locator(".bone")).to_have_count(0)
                assert violations(page) == [], (scheme, size, path)


def test_a_record_is_searched_for_and_the_other_filters_stay(olga: Person, server: Server):
    name = a_name()
    contact = named(server, name)
    changes(server, contact, phone="1")
    page = olga.open("/activity?action=crm.contact_created")
    page.get_by_role("button", name="Record", exact=True).click()
    page.get_by_role("combobox", name="Search contacts, companies, people").fill(name)
    option = page.get_by_role("listbox").get_by_role("option")
    expect(option).to_have_count(1)
    expect(option).to_contain_text("Contact")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("record=crm_contact"))
    expect(page.get_by_role("link", name=f"{name} Show every record")).to_be_visible()
    expect(page.locator(".activity tbody tr")).to_have_count(1)
    expect(lines(page, name)).to_contain_text("Contact created")
    page.get_by_role("link", name="Show every record").click()
    expect(page.get_by_role("button", name="Record", exact=True)).to_be_visible()
    assert "action=crm.contact_created" in page.url
