"""People as the organisation's screens show them: picture or initials, a name, and one line below it."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from crm_app import staff
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.web.ui.avatars import initials, tint
from crm_app.web.ui.pickers import PersonOption


class Seen(NamedTuple):
    """What is needed of a person."""

    uuid: UUID
    name: str
    title: str
    email: str
    avatar_uuid: str | None


def seen(row: Any) -> Seen:
    """A person of a team, a skill, the org tree or a picker."""
    uuid = getattr(row, "person_uuid", None) or row.uuid
    return Seen(uuid, row.name, getattr(row, "job_title", None) or "", row.email, row.avatar_uuid)


async def person_options(scope: Scope, rows: Iterable[Seen]) -> list[PersonOption]:
    """The people with their pictures, which are looked up together."""
    found = list(rows)
    pictures = {row.uuid: picture for row in found if (picture := parse_uuid(row.avatar_uuid))}
    addresses = await staff.media.avatar_urls(scope, pictures.values()) if pictures else {}
    images = {person: addresses.get(picture, "") for person, picture in pictures.items()}
    return [_option(row, images.get(row.uuid, "")) for row in found]


def _option(row: Seen, image: str) -> PersonOption:
    uuid = str(row.uuid)
    return PersonOption(
        uuid=uuid,
        href=f"/staff/people/{uuid}",
        name=row.name,
        title=row.title,
        email=row.email,
        image=image,
        letters=initials(row.name),
        tint=tint(uuid),
    )
