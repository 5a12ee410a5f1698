"""Gives a contact of the demo a past: what was entered in a second becomes a history of weeks.

The one place that writes rows by hand, because no service lets anybody change when something happened.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from sqlalchemy import ColumnElement, Update, func, update
from sqlmodel import col, select

from crm_app import crm
from crm_app.core.audit import Activity
from crm_app.core.clock import now
from crm_app.core.scope import Scope, system_scope
from crm_app.core.tables import ChangingRow, Row
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


async def set_companies_back(uuids: Iterable[UUID]) -> None:
    """Each is as old as the first of its contacts, and so is what its trail tells of."""
    for uuid in uuids:
        async with system_scope() as scope:
            if first := await _first_member(scope, uuid):
                await scope.session.execute(_dated(crm.Company, col(crm.Company.uuid) == uuid, first))
                await scope.session.execute(_dated(Activity, col(Activity.resource_uuid) == uuid, first))


async def _first_member(scope: Scope, company_uuid: UUID) -> datetime | None:
    place = crm.CompanyMembership
    oldest = select(func.min(crm.Contact.inserted_at)).join(
        place, col(place.contact_uuid) == col(crm.Contact.uuid)
    )
    return (await scope.session.execute(oldest.where(place.company_uuid == company_uuid))).scalar()


def _dated(model: type[Row], which: ColumnElement[bool], moment: datetime) -> Update:
    times = {"inserted_at": moment} | ({"updated_at": moment} if issubclass(model, ChangingRow) else {})
    return update(model).where(which).values(**times)


async def set_entry_back(scope: Scope, key: str, uuid: UUID, moment: datetime) -> None:
    """Dates what the trail tells of the interaction or comment that its details name under `key`."""
    await scope.session.flush()
    named = col(Activity.details)[key].astext == str(uuid)
    for entry in await scope.session.exec(select(Activity).where(named)):
        entry.inserted_at = moment


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
