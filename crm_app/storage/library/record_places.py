"""The folders of records, as the library shows them: in a place of their own, under the record's name.

Storage knows no records. A context says how its own are called, as SQL that answers many at once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from crm_app.core.past_the_orm import past_the_orm
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.storage.library.views import Place
from crm_app.storage.record_names import keep_names, record_in

UUID_LENGTH = 36


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """The place of one type of record, whose folders are called `<folder>-<uuid>`.

    `names` is a SELECT of `uuid`, `name`, `sort` (what it is found in order by) and `url` (its page) of all
    records of the type, `gone` what the folder of one that is no longer there is called, `view` the
    permission that opens the place.
    """

    place: Place
    kind: str
    folder: str
    view: str
    names: str
    gone: str


class RecordName(NamedTuple):
    """How the record of a folder is called, where its page is (None: it has none), and what it is."""

    name: str
    url: str | None
    kind: str
    place: Place


_known: dict[str, RecordPlace] = {}


def known_place(record_place: RecordPlace) -> None:
    """The library shows the folders of these records from now on. The same one twice is known once."""
    _known[record_place.folder] = record_place
    keep_names(record_place.folder)


def record_places() -> list[RecordPlace]:
    """All places of records that there are."""
    return list(_known.values())


def place_named(place: Place) -> RecordPlace | None:
    """The place of records that has this name; None for one where people's own folders are."""
    return next((known for known in _known.values() if known.place == place), None)


def record_of(folder_name: str) -> tuple[RecordPlace, UUID] | None:
    """The record that a folder of this name belongs to."""
    found = record_in(folder_name)
    known = _known.get(found[0]) if found else None
    return (known, found[1]) if found and known else None


def is_of(record_place: RecordPlace, column: str = "folder.name") -> str:
    """SQL: a folder of this name belongs to such a record. Quick, for tens of thousands of them."""
    start = f"{record_place.folder}-"
    return f"(starts_with({column}, '{start}') AND length({column}) = {len(start) + UUID_LENGTH})"


def is_of_any(column: str = "folder.name") -> str:
    """SQL: a folder of this name belongs to some record."""
    return f"({' OR '.join(is_of(known, column) for known in record_places()) or 'false'})"


def folder_names(record_place: RecordPlace) -> str:
    """SQL: the records with the names of their folders."""
    return (
        f"(SELECT '{record_place.folder}-' || named.uuid AS folder_name, named.* "
        f"FROM ({record_place.names}) AS named)"
    )


def read_record_names(scope: Scope, connection: Connection, names: Iterable[str]) -> Mapping[str, RecordName]:
    """How the folders of these names are called, by name; only those of records. One statement, or none.

    Of records that the caller may not see only what they are is told.
    """
    wanted: dict[str, list[UUID]] = defaultdict(list)
    found: dict[str, RecordName] = {}
    for name in names:
        if record := record_of(name):
            place, uuid = record
            wanted[place.folder].append(uuid)
            gone = t(place.gone) if scope.can(place.view) else t("A record")
            found[name] = RecordName(gone, None, place.kind, place.place)
    return found | _ask(
        connection, {key: uuids for key, uuids in wanted.items() if scope.can(_known[key].view)}
    )


async def read_labels(scope: Scope, names: Collection[str]) -> dict[str, str]:
    """What people read for each folder name: the name of the record where it belongs to one."""
    found = await past_the_orm(scope, lambda connection: read_record_names(scope, connection, names))
    return {name: found[name].name if name in found else name for name in names}


def _ask(connection: Connection, wanted: Mapping[str, list[UUID]]) -> dict[str, RecordName]:
    if not wanted:
        return {}
    asked = [
        f"SELECT '{key}' AS folder, named.uuid, named.name, named.url FROM ({_known[key].names}) AS named "
        f"WHERE named.uuid = ANY(:of{index})"
        for index, key in enumerate(wanted)
    ]
    values = {f"of{index}": uuids for index, uuids in enumerate(wanted.values())}
    rows = connection.execute(text(" UNION ALL ".join(asked)), values)
    return {
        f"{folder}-{uuid}": RecordName(name, url, _known[folder].kind, _known[folder].place)
        for folder, uuid, name, url in rows
    }
