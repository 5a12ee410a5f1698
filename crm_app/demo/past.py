"""Gives a contact of the demo a past: what was entered in a second becomes a history of weeks.

The one place that writes rows by hand, because no service lets anybody change when something happened.
"""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from sqlmodel import col, select

from crm_app import crm
from crm_app.core.audit import Activity
from crm_app.core.clock import now
from crm_app.core.scope import Scope
from crm_app.crm import attachments
from crm_app.storage import File

ADDED = ("crm.contact_file_added", "crm.contact_image_added")


async def set_back(scope: Scope, contact_uuid: UUID) -> None:
    """Spreads the contact's entries over its past, in their order, and dates it and its files by them."""
    about = (col(Activity.resource_uuid) == contact_uuid, col(Activity.resource_type) == "crm_contact")
    oldest = (col(Activity.inserted_at), col(Activity.uuid))
    entries = (await scope.session.exec(select(Activity).where(*about).order_by(*oldest))).all()
    for entry, moment in zip(entries, _moments(contact_uuid, len(entries)), strict=True):
        entry.inserted_at = moment
    contact = await crm.require_contact(scope, contact_uuid)
    contact.inserted_at, contact.updated_at = entries[0].inserted_at, entries[-1].inserted_at
    added = [entry for entry in entries if entry.action in ADDED]
    for entry, file in zip(added, await _files(scope, contact_uuid), strict=False):
        file.inserted_at = entry.inserted_at


async def _files(scope: Scope, contact_uuid: UUID) -> list[File]:
    """Files and images together, oldest first."""
    found: list[File] = []
    for kind in ("files", "images"):
        folder = await attachments.folder_uuid(scope, "contact", contact_uuid, kind)
        found += await attachments.list_files(scope, folder)
    return sorted(found, key=lambda file: (file.inserted_at, file.uuid))


def _moments(contact_uuid: UUID, count: int) -> list[datetime]:
    """Moments in office hours, growing, the last one within the last weeks."""
    chance = Random(contact_uuid.bytes)  # noqa: S311 - chance for pictures, not for secrets
    first, last = chance.uniform(25, 210), chance.uniform(0.6, 20)
    days = [first - (first - last) * step / max(1, count - 1) for step in range(count)]
    today = now().replace(hour=0, minute=0, second=0, microsecond=0)
    return sorted(
        today - timedelta(days=int(day) + 1) + timedelta(minutes=chance.uniform(510, 1050)) for day in days
    )
