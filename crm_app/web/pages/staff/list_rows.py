"""A person as one row of the list: everything is worked out here, the browser only shows."""

from collections.abc import Sequence
from typing import TypedDict

from crm_app import staff
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.web.ui.avatars import initials, tint

TEAMS_SHOWN = 2


class PersonItem(TypedDict):
    """Texts are empty where there is nothing to show. `teams` are the first of `all_teams`."""

    uuid: str
    name: str
    email: str
    title: str
    department: str
    teams: list[str]
    more_teams: str
    all_teams: str
    status: str
    placeholder: bool
    image: str
    letters: str
    tint: str


async def person_items(scope: Scope, rows: Sequence[staff.PersonRow]) -> list[PersonItem]:
    """The rows with their pictures, which are looked up together."""
    pictures = {row.uuid: picture for row in rows if (picture := parse_uuid(row.avatar_uuid))}
    addresses = await staff.media.avatar_urls(scope, pictures.values())
    images = {row: addresses.get(picture, "") for row, picture in pictures.items()}
    return [_item(row, images.get(row.uuid, "")) for row in rows]


def _item(row: staff.PersonRow, image: str) -> PersonItem:
    more = len(row.teams) - TEAMS_SHOWN
    return PersonItem(
        uuid=str(row.uuid),
        name=row.name,
        email=row.email,
        title=row.job_title or "",
        department=row.department or "",
        teams=row.teams[:TEAMS_SHOWN],
        more_teams=f"+{more}" if more > 0 else "",
        all_teams=", ".join(row.teams),
        status=row.status,
        placeholder=row.placeholder,
        image=image,
        letters=initials(row.name),
        tint=tint(str(row.uuid)),
    )
