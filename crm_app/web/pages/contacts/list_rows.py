"""A contact as one row of the list: everything is worked out here, the browser only shows."""

from collections.abc import Sequence
from typing import TypedDict

from crm_app import crm
from crm_app.core.scope import Scope
from crm_app.web.record.pictures import pictures_of
from crm_app.web.ui.avatars import initials, tint


class ContactItem(TypedDict):
    """Texts are empty where there is nothing to show."""

    uuid: str
    href: str
    name: str
    email: str
    phone: str
    company: str
    status: str
    image: str
    letters: str
    tint: str
    updated_at: str


async def contact_items(scope: Scope, rows: Sequence[crm.ContactRow]) -> list[ContactItem]:
    """The rows with their pictures, which are looked up together."""
    images = await pictures_of(scope, rows)
    return [_item(row, images.get(row.uuid, "")) for row in rows]


def _item(row: crm.ContactRow, image: str) -> ContactItem:
    return ContactItem(
        uuid=str(row.uuid),
        href=f"/contacts/{row.uuid}",
        name=row.name,
        email=row.email or "",
        phone=row.phone or "",
        company=row.company or "",
        status=row.status,
        image=image,
        letters=initials(row.name),
        tint=tint(str(row.uuid)),
        updated_at=row.updated_at.isoformat(),
    )
