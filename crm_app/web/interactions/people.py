"""Who can be named in an interaction: contacts and colleagues, searched together."""

from collections.abc import Iterable, Sequence
from typing import TypedDict
from uuid import UUID

from crm_app import crm, staff
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.core.sorting import sort_key
from crm_app.web.ui.avatars import initials, tint

MOST = 60


class PartyOption(TypedDict):
    """Somebody who can be picked; `kind` is "contact", "person" (on staff), or "name" for nobody we know."""

    kind: str
    uuid: str
    name: str
    detail: str
    image: str
    letters: str
    tint: str


class Found(TypedDict):
    """The first of those who were found, whether there are more, and the one who asks."""

    options: list[PartyOption]
    more: bool
    me: PartyOption


async def find_parties(scope: Scope, search: str, *, limit: int, without: UUID | None = None) -> Found:
    """Contacts and, where one may see them, colleagues whose names or addresses contain the text, by name.

    `without` is the contact whose page it is. Needs `crm.view`.
    """
    wanted = max(1, min(limit, MOST))
    people = [*await _contacts(scope, search, wanted + 2), *await _colleagues(scope, search, wanted + 1)]
    found = sorted(people, key=lambda each: (sort_key(each["name"]), each["uuid"]))
    options = [each for each in found if each["uuid"] != str(without)]
    return Found(options=options[:wanted], more=len(options) > wanted, me=await _oneself(scope))


async def _contacts(scope: Scope, search: str, limit: int) -> list[PartyOption]:
    page = await crm.list_contacts(scope, search=search, limit=limit)
    pictures = _pictures((row.uuid, row.avatar_uuid) for row in page.rows)
    images = await crm.attachments.avatar_urls(scope, pictures.values())
    return [
        _option(
            "contact", row.uuid, row.name, row.company or row.email or "", images.get(_of(pictures, row.uuid))
        )
        for row in page.rows
    ]


async def _colleagues(scope: Scope, search: str, limit: int) -> list[PartyOption]:
    if not scope.can("staff.view"):
        return []
    page = await staff.people_page(scope, staff.PeopleFilter(search=search), limit=limit)
    return await _people(scope, page.rows)


async def _people(scope: Scope, rows: Sequence[staff.PersonRow]) -> list[PartyOption]:
    pictures = _pictures((row.uuid, row.avatar_uuid) for row in rows)
    images = await staff.media.avatar_urls(scope, pictures.values()) if pictures else {}
    return [
        _option("person", row.uuid, row.name, row.job_title or row.email, images.get(_of(pictures, row.uuid)))
        for row in rows
    ]


async def _oneself(scope: Scope) -> PartyOption:
    """The colleague that the signed-in person is; a name alone for who is not on staff."""
    person = None
    if scope.actor_uuid is not None and scope.can("staff.view"):
        person = await staff.get_person_by_user_uuid(scope, scope.actor_uuid)
    row = await staff.person_row(scope, person.uuid) if person else None
    if row is not None and row.status != "trashed":
        return (await _people(scope, [row]))[0]
    return _option("name", "", scope.actor.name if scope.actor else "", "", None)


def _option(kind: str, uuid: object, name: str, detail: str, image: str | None) -> PartyOption:
    return PartyOption(
        kind=kind,
        uuid=str(uuid),
        name=name,
        detail=detail,
        image=image or "",
        letters=initials(name),
        tint=tint(str(uuid)),
    )


def _pictures(rows: Iterable[tuple[UUID, str | None]]) -> dict[UUID, UUID]:
    return {row: picture for row, avatar in rows if (picture := parse_uuid(avatar))}


def _of(pictures: dict[UUID, UUID], row: UUID) -> UUID:
    return pictures.get(row, UUID(int=0))
