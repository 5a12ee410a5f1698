"""What a context offers for one kind of record (contacts, companies), as their shared screens use it."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from crm_app import crm
from crm_app.core.scope import Scope
from crm_app.core.texts import t, tn
from crm_app.storage.record_media import RecordType

Item = Mapping[str, Any]
OneRecord = Callable[[Scope, UUID], Awaitable[Any]]


class Pages(Protocol):
    """`crm.list_contacts` and its like."""

    def __call__(
        self,
        scope: Scope,
        *,
        status: crm.Status,
        search: str,
        sort: crm.Sort,
        after: crm.Cursor | None,
        limit: int,
    ) -> Awaitable[crm.Page[Any]]: ...


class Matching(Protocol):
    """`crm.matching_contacts` and its like."""

    def __call__(
        self, scope: Scope, uuids: Collection[UUID], *, status: crm.Status, search: str
    ) -> Awaitable[Sequence[Any]]: ...


class Count(Protocol):
    """`crm.count_contacts` and its like."""

    def __call__(self, scope: Scope, *, status: crm.Status, search: str = "") -> Awaitable[int]: ...


class Uuids(Protocol):
    """`crm.contact_uuids` and its like."""

    def __call__(self, scope: Scope, *, status: crm.Status, search: str) -> Awaitable[list[UUID]]: ...


@dataclass(frozen=True, slots=True)
class BulkWords:
    """What is said after something was done with many: each takes how many they are."""

    trashed: Callable[[int], str]
    restored: Callable[[int], str]
    active: Callable[[int], str]
    inactive: Callable[[int], str]
    deleted: Callable[[int], str]
    delete_question: Callable[[int], str]


def counted(one: str, many: str, more: str) -> Callable[[int, bool], str]:
    """Says how many there are, up to as many as are counted; in the trash they have no name."""

    def said(number: int, in_trash: bool) -> str:
        if in_trash:
            return t("{count} in the trash", count=f"{number:,}")
        if number >= crm.COUNTED:
            return t(more, count=f"{crm.COUNTED:,}")
        return tn(one, many, number)

    return said


@dataclass(frozen=True, eq=False, slots=True)
class RecordKind:
    """One kind of record. `home` is the address of its list; `items` makes rows for the browser.

    `missing` is said where an address leads to no such record, `counted` how many there are: it gets the
    number, and whether that is of the trash.
    """

    resource: crm.topics.Resource

    of: RecordType[Any]
    home: str
    missing: str
    page: Pages
    matching: Matching
    count: Count
    uuids: Uuids
    items: Callable[[Scope, Sequence[Any]], Awaitable[list[Any]]]
    counted: Callable[[int, bool], str]
    require: OneRecord
    trash: OneRecord
    restore: OneRecord
    delete: OneRecord
    many: BulkWords


@dataclass(frozen=True, eq=False, slots=True)
class FormKind:
    """The form of one kind of record. `of_attributes` fills it without checking it, `errors` checks it."""

    blank: Any
    title: str
    read: OneRecord
    create: Callable[..., Awaitable[Any]]
    update: Callable[..., Awaitable[Any]]
    of_attributes: Callable[[Mapping[str, object]], Any]
    errors: Callable[[Any], dict[str, list[str]]]
