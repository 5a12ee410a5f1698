"""The Interactions tab as a person handles it, for browser tests."""

import os
from collections.abc import Sequence
from pathlib import Path
from secrets import token_hex
from uuid import UUID

from playwright.sync_api import Locator, Page, expect
from sqlmodel import col, select

from crm_app import accounts, crm, storage
from crm_app.core.scope import system_scope
from crm_app.crm.interactions import ACCEPTED, Party
from tests.browsing import Person
from tests.e2e.people import in_database
from tests.e2e.pictures import a_document, a_picture
from tests.factories import make_file
from tests.serving import Server

LARGEST = 3_000_000


def ten_files(folder: Path) -> list[Path]:
    """Ten files that interactions take: of those that REAL_DATA holds, else made here."""
    real = os.environ.get("REAL_DATA")
    if not real:
        pictures = [a_picture(folder / f"photo-{number}.jpg") for number in range(4)]
        return [*pictures, *(a_document(folder / f"offer-{number}.txt") for number in range(6))]
    found = sorted(path for path in Path(real).rglob("*") if _taken(path))
    kinds = {path.suffix.lower(): path for path in reversed(found)}
    chosen = [*kinds.values(), *(path for path in found if path not in kinds.values())]
    return list({path.name: path for path in chosen}.values())[:10]


def _taken(path: Path) -> bool:
    accepted = path.suffix.lower().removeprefix(".") in ACCEPTED
    return accepted and "invalid" not in path.parts and 0 < path.stat().st_size < LARGEST


def records(server: Server) -> tuple[str, str]:
    """A contact and the company that they belong to; both have names of their own."""
    contact, company = f"Ada {token_hex(3)}", f"Engines {token_hex(3)}"

    async def make() -> tuple[str, str]:
        async with system_scope() as scope:
            ada = await crm.create_contact(scope, {"name": contact, "company": company})
            found = await crm.company_named(scope, company)
            assert found is not None, company
            return str(ada.uuid), str(found.uuid)

    return in_database(server, make)


def with_a_file(server: Server, contact: str, name: str) -> None:
    """The contact has a file of this name."""

    async def make() -> None:
        async with system_scope() as scope:
            folder = await crm.attachments.ensure_folder(scope, "contact", UUID(contact), "files")
            owner = (await accounts.list_users(scope))[0]
        await make_file(owner, name, home=folder)

    in_database(server, make)


def written(server: Server, contact: str, subject: str, parties: Sequence[Party] = ()) -> str:
    """The uuid of an interaction that is there already."""

    async def make() -> str:
        async with system_scope() as scope:
            said = {"contact_uuid": contact, "subject": subject, "occurred_at": "2026-01-02T10:00"}
            return str((await crm.interactions.create_interaction(scope, said, parties)).uuid)

    return in_database(server, make)


def in_trash(server: Server, name: str) -> None:
    """Somebody moves the file of this name to the trash, elsewhere."""

    async def trash() -> None:
        async with system_scope() as scope:
            query = select(col(storage.File.uuid)).where(col(storage.File.original_file_name) == name)
            await storage.trash_file(scope, (await scope.session.exec(query)).one())

    in_database(server, trash)


def open_notes(person: Person, record: str, of: str = "contacts", query: str = "") -> Page:
    """The Interactions of a record, ready."""
    page = person.open(f"/{of}/{record}?tab=interactions{query}")
    expect(page.locator(".note-composer")).to_be_visible()
    return page


def composer(page: Page) -> Locator:
    """Where a new interaction is written, unfolded."""
    form, folded = page.locator(".note-composer form").first, page.locator(".note-folded")
    expect(folded.or_(form).first).to_be_enabled()
    if folded.is_visible():
        folded.click()
    expect(form).to_be_visible()
    return form


def write(page: Page, body: str, subject: str = "") -> Locator:
    """Types into the composer."""
    form = composer(page)
    form.get_by_label("What was discussed?").fill(body)
    if subject:
        form.get_by_label("Subject").fill(subject)
    return form


def attach(page: Page, *paths: Path) -> None:
    """Chooses files and waits until all have arrived."""
    form = composer(page)
    before = form.locator("[data-staged]").count()
    form.get_by_test_id("note-files").set_input_files(list(paths))
    expect(form.locator("[data-staged]")).to_have_count(before + len(paths))
    expect(form.locator("[data-upload]")).to_have_count(0)


def staged(page: Page, name: str) -> Locator:
    """A file in the composer."""
    return page.locator(f"[data-staged='{name}']")


def kept(page: Page) -> None:
    """Waits until the server has the draft."""
    expect(page.locator(".note-status[data-status=kept]").first).to_be_attached()


def save(page: Page) -> None:
    """Saves, and waits until the composer is empty again."""
    page.get_by_role("button", name="Save interaction").click()
    expect(page.locator(".note-folded")).to_be_visible()


def note(page: Page, subject: str) -> Locator:
    """A row of the timeline."""
    return page.locator(".note").filter(has_text=subject)


def files_of(row: Locator) -> Locator:
    """The files that hang on a row."""
    return row.locator("[data-file]")


def delete_for_good(server: Server, company: str) -> None:
    """Somebody deletes the company, elsewhere."""

    async def work() -> None:
        async with system_scope() as scope:
            await crm.trash_company(scope, UUID(company))
            await crm.delete_company(scope, UUID(company))

    in_database(server, work)
