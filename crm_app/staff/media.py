"""The files and the picture of a person on staff: names over the rules of `storage.record_media`.

Each person owns a folder `staff-person-<uuid>` with a nested `Images`. Every function asks for `staff.view`,
every change for `staff.edit`, purging for `staff.delete`. Errors are `PersonTrashed` and `NotPersonImage`
beside those of storage. A uuid may be text; one that is malformed is not found.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlmodel import col, select

from crm_app import storage
from crm_app.core.errors import NotFound
from crm_app.core.ids import uuid_of
from crm_app.core.scope import Scope
from crm_app.staff import topics
from crm_app.staff.errors import NotPersonImage, PersonTrashed
from crm_app.staff.models import Person
from crm_app.storage import Attached, Detached, File, Placed, StoredFile, record_media
from crm_app.storage.library import RecordPlace, known_place
from crm_app.storage.record_media import Kind, Only

PERSON = record_media.known(
    record_media.RecordType(
        area="staff",
        name="person",
        model=Person,
        page=topics.person,
        lists=topics.PEOPLE,
        trashed=PersonTrashed,
        not_image=NotPersonImage,
    )
)
known_place(
    RecordPlace(
        place="people",
        kind=PERSON.name,
        folder=PERSON.folder,
        view=PERSON.view,
        names="""
        SELECT person.uuid, coalesce(person.name, users.name) AS name, person.sort_name AS sort,
          '/staff/people/' || person.uuid AS url
        FROM staff_people AS person JOIN users ON users.uuid = person.user_uuid
        """,
        gone="Deleted person",
    )
)


async def folder_uuid(scope: Scope, person_uuid: UUID | str, kind: Kind) -> UUID | None:
    """The person's folder for this kind, or None while there is none. Never creates."""
    scope.require("staff.view")
    uuid = uuid_of(person_uuid)
    return await record_media.folder_uuid(scope, PERSON, uuid, kind) if uuid else None


async def ensure_folder(scope: Scope, person_uuid: UUID | str, kind: Kind) -> UUID:
    """The person's folder for this kind, made when there is none; of N at once all get the same.

    Raises `FolderUnavailable` where it cannot be made.
    """
    return await record_media.ensure_folder(scope, PERSON, _known(person_uuid), kind)


async def list_files(scope: Scope, folder_uuid: UUID | None, *, only: Only = "all") -> list[File]:
    """Live files at home in or linked into the folder, newest first, at most 200. No folder: none."""
    return await record_media.list_files(scope, PERSON, folder_uuid, only=only)


async def count_files(scope: Scope, folder_uuid: UUID | None, *, only: Only = "all") -> int:
    """How many files `list_files` would answer if it answered all."""
    return await record_media.count_files(scope, PERSON, folder_uuid, only=only)


async def attach(scope: Scope, file_uuid: UUID | str, folder_uuid: UUID) -> Attached:
    """Puts a file into a person's folder: `already_attached`, `adopted` as its home, or `linked`.

    Raises `NotFound`, `FileTrashed`, `FolderUnavailable`, `PersonTrashed`.
    """
    scope.require("staff.edit")
    return await record_media.attach(scope, _known(file_uuid), folder_uuid)


async def reattach(scope: Scope, file_uuid: UUID | str, folder_uuid: UUID) -> None:
    """Undoes a `detach`: takes the file out of the trash if it went there, and attaches it again.

    Raises what `attach` raises; the trash of a file that is held elsewhere is not touched.
    """
    scope.require("staff.edit")
    await record_media.reattach(scope, _known(file_uuid), folder_uuid)


async def detach(scope: Scope, file_uuid: UUID | str, folder_uuid: UUID | None) -> Detached:
    """Takes a file out of a person's folder: `absent`, `unlinked`, `rehomed` or `trashed`.

    Never destroys anything. A picture that is taken out stops being the person's picture.
    """
    scope.require("staff.edit")
    return await record_media.detach(scope, _known(file_uuid), folder_uuid)


async def purge_media(scope: Scope, person_uuid: UUID | str) -> None:
    """Deletes every folder of this person for good, live or trashed; files held elsewhere survive there."""
    await record_media.purge_media(scope, PERSON, _known(person_uuid))


async def purge_media_of(scope: Scope, person_uuids: Iterable[UUID]) -> None:
    """`purge_media` for any number of people, in as many statements as for one; none for none.

    Call it after the people are deleted, before anything else of storage: it takes the tree of folders alone.
    """
    await record_media.purge_media_of(scope, PERSON, person_uuids)


async def check_upload(scope: Scope, person_uuid: UUID | str) -> None:
    """Raises `Forbidden`, `NotFound` or `PersonTrashed` where this person takes no files from the caller."""
    await record_media.check_upload(scope, PERSON, _known(person_uuid))


async def place_upload(scope: Scope, person_uuid: UUID | str, kind: Kind, stored: StoredFile) -> Placed:
    """Puts stored bytes into the person's folder, which is made when there is none.

    Checks again what `check_upload` did: meanwhile the person may have gone.
    """
    return await record_media.place_upload(scope, PERSON, _known(person_uuid), kind, stored)


def avatar_uuid(person: Person) -> UUID | None:
    """The uuid of the person's picture; None for anything that is not one."""
    return record_media.avatar_uuid(person)


async def avatar_file(scope: Scope, person: Person) -> File | None:
    """The picture's file; None if unset, missing or trashed."""
    return await record_media.avatar_file(scope, PERSON, person)


async def avatar_url(scope: Scope, person: Person) -> str | None:
    """The address of the picture's thumbnail, or None."""
    return storage.thumb_url(await avatar_file(scope, person))


async def avatar_urls(scope: Scope, uuids: Iterable[UUID]) -> dict[UUID, str]:
    """The addresses of many pictures' thumbnails by file, in one query; none for no uuids."""
    return await record_media.avatar_urls(scope, PERSON, uuids)


async def avatar_urls_of_users(scope: Scope, user_uuids: Collection[UUID]) -> dict[UUID, str]:
    """The addresses of the pictures that these users have as people on staff, by user, in two queries.

    Who has no picture, is in the trash or no person on staff is left out. Needs `staff.view`.
    """
    scope.require("staff.view")
    theirs = (col(Person.user_uuid).in_(user_uuids), col(Person.status) != "trashed")
    people = (await scope.session.exec(select(Person).where(*theirs))).all()
    pictures = {person.user_uuid: uuid for person in people if (uuid := avatar_uuid(person))}
    addresses = await avatar_urls(scope, pictures.values()) if pictures else {}
    return {user: addresses[uuid] for user, uuid in pictures.items() if uuid in addresses}


async def is_avatar_candidate(scope: Scope, person_uuid: UUID | str, file_uuid: UUID | str) -> bool:
    """Whether the file is a live image held by this person's own Images folder."""
    return await record_media.is_avatar_candidate(scope, PERSON, _known(person_uuid), _known(file_uuid))


async def set_avatar(scope: Scope, person_uuid: UUID | str, file_uuid: UUID | str) -> Person:
    """Makes one of the person's own images their picture and answers the person as they are now.

    Raises `PersonTrashed`, `NotPersonImage`, `NotFound`.
    """
    return await record_media.set_avatar(scope, PERSON, _known(person_uuid), _known(file_uuid))


async def clear_avatar(scope: Scope, person_uuid: UUID | str, *, file_uuid: UUID | None = None) -> Person:
    """Takes the picture away; with `file_uuid` only if the person still has that very one.

    A newer picture set by somebody else stays. Allowed in the trash. Raises `NotFound`.
    """
    return await record_media.clear_avatar(scope, PERSON, _known(person_uuid), file_uuid=file_uuid)


def _known(uuid: UUID | str) -> UUID:
    """The uuid, also of one that is written as text; `NotFound` for anything else."""
    known = uuid_of(uuid)
    if known is None:
        raise NotFound()
    return known
