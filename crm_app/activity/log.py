"""The whole trail: entries of everything, newest first, narrowed to what one asks for and may see."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, tuple_
from sqlmodel import col, select

from crm_app.activity.details import detail_of
from crm_app.activity.events import about
from crm_app.activity.labels import Label, label_of
from crm_app.core.audit import Activity
from crm_app.core.scope import Scope

PAGE = 50
VIEW = "activity.view"
_AREAS = {"crm": "crm.view", "media": "media.view", "staff": "staff.view"}
ALL = "settings.view"
"""Who may this sees what happened to accounts, too."""
Areas = frozenset[str] | None
"""The areas whose entries somebody may see; None for all."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one asks for. `record` is a resource type and a uuid; times are from `since` to before `until`."""

    actor: UUID | None = None
    by_system: bool = False
    record: tuple[str, UUID] | None = None
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `actor` is the name the person had then, None for the system.

    `called` is what a record was called then, where the entry says it; "" elsewhere.
    """

    uuid: UUID
    action: str
    label: Label
    detail: str
    actor_uuid: UUID | None
    actor: str | None
    resource_type: str
    resource_uuid: UUID
    called: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: the next one begins behind this entry, whatever came meanwhile."""

    at: datetime
    uuid: UUID


@dataclass(frozen=True, slots=True)
class LogPage:
    """Entries, the newest first, and the cursor of the older ones if there are any."""

    entries: list[Entry]
    next: Cursor | None


def areas_of(scope: Scope) -> Areas:
    """What of the trail the scope may see."""
    if scope.can(ALL):
        return None
    return frozenset(area for area, permission in _AREAS.items() if scope.can(permission))


async def list_activity(
    scope: Scope,
    wanted: Wanted,
    *,
    areas: Areas = None,
    after: Cursor | None = None,
    limit: int = PAGE,
) -> LogPage:
    """One page in one statement. `areas` narrow further than the scope does. Needs `activity.view`."""
    scope.require(VIEW)
    behind = [_behind(after)] if after else []
    rules = [*_rules(wanted), *_within(areas_of(scope)), *_within(areas), *behind]
    newest = (col(Activity.inserted_at).desc(), col(Activity.uuid).desc())
    query = select(Activity).where(*rules).order_by(*newest).limit(limit + 1)
    rows = list((await scope.session.exec(query)).all())
    last = rows[limit - 1] if len(rows) > limit else None
    entries = [_entry(row) for row in rows[:limit]]
    return LogPage(entries, Cursor(last.inserted_at, last.uuid) if last else None)


async def these_entries(
    scope: Scope, wanted: Wanted, uuids: Collection[UUID], *, areas: Areas = None
) -> list[Entry]:
    """Those of the entries that one asks for, in no order. Needs `activity.view`."""
    scope.require(VIEW)
    rules = [*_rules(wanted), *_within(areas_of(scope)), *_within(areas)]
    query = select(Activity).where(col(Activity.uuid).in_(uuids), *rules)
    return [_entry(row) for row in await scope.session.exec(query)]


def _rules(wanted: Wanted) -> list[ColumnElement[bool]]:
    rules: list[ColumnElement[bool]] = []
    if wanted.by_system or wanted.actor:
        rules.append(col(Activity.actor_uuid).is_not_distinct_from(wanted.actor))
    if wanted.record:
        rules.append(about(wanted.record, wanted.record[1] if wanted.record[0] == "staff_person" else None))
    if wanted.action:
        rules.append(col(Activity.action) == wanted.action)
    if wanted.since:
        rules.append(col(Activity.inserted_at) >= wanted.since)
    if wanted.until:
        rules.append(col(Activity.inserted_at) < wanted.until)
    return rules


def _within(areas: Areas) -> list[ColumnElement[bool]]:
    if areas is None:
        return []
    return [or_(False, *(col(Activity.action).startswith(f"{area}.") for area in sorted(areas)))]


def _behind(after: Cursor) -> ColumnElement[bool]:
    here: Any = tuple_(col(Activity.inserted_at), col(Activity.uuid))
    return here < tuple_(after.at, after.uuid)


def _entry(row: Activity) -> Entry:
    name = row.details.get("name") if row.resource_type in ("department", "team", "skill") else ""
    return Entry(
        uuid=row.uuid,
        action=row.action,
        label=label_of(row.action),
        detail=detail_of(row.action, row.details),
        actor_uuid=row.actor_uuid,
        actor=row.actor_name,
        resource_type=row.resource_type,
        resource_uuid=row.resource_uuid,
        called=name if isinstance(name, str) else "",
        at=row.inserted_at,
    )
