"""A company as one row of the list: everything is worked out here, the browser only shows."""

from collections.abc import Sequence
from typing import TypedDict

from crm_app import crm
from crm_app.core.scope import Scope
from crm_app.core.texts import tn
from crm_app.web.record.pictures import pictures_of
from crm_app.web.ui.avatars import initials, tint


class CompanyItem(TypedDict):
    """Texts are empty where there is nothing to show; `members` is 0 then, and `people` says it in words."""

    uuid: str
    href: str
    name: str
    industry: str
    website: str
    website_href: str
    email: str
    phone: str
    members: int
    people: str
    status: str
    image: str
    letters: str
    tint: str
    updated_at: str


async def company_items(scope: Scope, rows: Sequence[crm.CompanyRow]) -> list[CompanyItem]:
    """The rows with their logos, which are looked up together."""
    images = await pictures_of(scope, rows)
    return [_item(row, images.get(row.uuid, "")) for row in rows]


def _item(row: crm.CompanyRow, image: str) -> CompanyItem:
    website = row.website or ""
    return CompanyItem(
        uuid=str(row.uuid),
        href=f"/companies/{row.uuid}",
        name=row.name,
        industry=row.industry or "",
        website=website,
        website_href=website_href(website),
        email=row.email or "",
        phone=row.phone or "",
        members=row.members,
        people=tn("{count} member", "{count} members", row.members) if row.members else "",
        status=row.status,
        image=image,
        letters=initials(row.name),
        tint=tint(str(row.uuid)),
        updated_at=row.updated_at.isoformat(),
    )


def website_href(website: str) -> str:
    """Where the website's link leads; what was written without `https://` is meant with it."""
    if not website or website.lower().startswith(("http://", "https://")):
        return website
    return f"https://{website}"
