"""The details of one file or folder, in a panel beside the list. They follow what happens."""

from typing import Any, TypedDict
from uuid import UUID

import reflex as rx

from crm_app import storage
from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.storage import library, record_media
from crm_app.storage.library import split_keys
from crm_app.web import live
from crm_app.web.access import handler, scope_of
from crm_app.web.library.rows import LibraryItem, library_items
from crm_app.web.notices import notify


class UseItem(TypedDict):
    """Something that uses the file, `kind` names it; `url` is "" where it cannot be opened."""

    kind: str
    name: str
    url: str


class VersionItem(TypedDict):
    """One content of the file."""

    number: int
    size: str
    at: str
    by: str
    present: bool
    url: str


class DetailsItem(TypedDict):
    """What the panel shows. `row` is None while nothing is shown, `fault` is about the bytes."""

    key: str
    row: LibraryItem | None
    path: str
    uses: list[UseItem]
    versions: list[VersionItem]
    fault: str


NOTHING = DetailsItem(key="", row=None, path="", uses=[], versions=[], fault="")


class LibraryDetails(rx.State):
    """What the panel shows; a `key` without a row is on its way, or gone."""

    details: DetailsItem = NOTHING

    @rx.var
    def file_uuid(self) -> str:
        """The file that the panel is about; "" for a folder and for nothing."""
        return self.details["key"].removeprefix("file:") if self.details["key"].startswith("file:") else ""

    @rx.var
    def name(self) -> str:
        """What it is called."""
        row = self.details["row"]
        return str(row["label"] or row["name"]) if row else ""

    @rx.var
    def folder_uuid(self) -> str:
        """The folder that the panel is about."""
        key = self.details["key"]
        return key.removeprefix("folder:") if key.startswith("folder:") else ""

    @handler("media.view")
    async def show(self, key: str) -> None:
        """Shows what `key` names."""
        live.follow(self, {storage.topics.FILES: LibraryDetails.look_again}, layer="details")
        async with scope_of(self) as scope:
            self.details = await _read(scope, key)

    @handler("media.view")
    async def look_again(self, kinds: list[str]) -> None:
        """It may be about what is shown."""
        if self.details["key"]:
            async with scope_of(self) as scope:
                self.details = await _read(scope, self.details["key"])

    @handler("media.view")
    async def close(self) -> None:
        """Shows nothing and hears of nothing any more."""
        live.follow(self, {}, layer="details")
        self.details = NOTHING

    @handler("media.edit")
    async def describe(self, key: str, text: str) -> None:
        """Says what it is about; blank for nothing."""
        folders, files = split_keys([key])
        async with scope_of(self) as scope:
            for folder in folders:
                await library.describe_folder(scope, folder, text)
            for file in files:
                await library.describe_file(scope, file, text)
        await self.look_again([])

    @handler("media.edit")
    async def restore_version(self, number: int) -> Any:
        """Makes a former content the present one; the notice takes it back."""
        uuid = _known(self.file_uuid)
        async with scope_of(self) as scope:
            before = await library.library_file(scope, uuid)
            await library.restore_version(scope, uuid, number)
        await self.look_again([])
        undo = LibraryDetails.undo_version(str(uuid), before.version) if before else None
        return notify(t("Version {number} is back.", number=number), kind="success", undo=undo)

    @handler("media.edit")
    async def undo_version(self, file: str, number: int) -> Any:
        """Takes that back, whatever the panel shows by now."""
        async with scope_of(self) as scope:
            await library.restore_version(scope, _known(file), number)
        return notify(t("Version {number} is back.", number=number), kind="success")


async def _read(scope: Scope, key: str) -> DetailsItem:
    folders, files = split_keys([key])
    if files:
        return await _file(scope, key, files[0])
    rows = await library.library_rows(scope, [key]) if folders else []
    if not rows:
        return {**NOTHING, "key": key}
    (item,) = library_items(rows, searched=True, in_trash=rows[0].trashed_at is not None)
    return {**NOTHING, "key": key, "row": item, "path": rows[0].from_path}


async def _file(scope: Scope, key: str, uuid: UUID) -> DetailsItem:
    try:
        found = await library.file_details(scope, uuid)
    except NotFound:
        return {**NOTHING, "key": key}
    (item,) = library_items([found.row], searched=True, in_trash=found.row.trashed_at is not None)
    return DetailsItem(
        key=key,
        row=item,
        path=" / ".join(found.path),
        uses=[UseItem(kind=use.kind, name=use.name, url=use.url or "") for use in found.where_used],
        versions=[_version(version) for version in found.versions],
        fault=_fault(found.fault),
    )


def _version(version: library.Version) -> VersionItem:
    return VersionItem(
        number=version.number,
        size=record_media.format_file_size(version.size),
        at=version.at.isoformat(),
        by=version.by,
        present=version.present,
        url=f"{version.url}&dl=1",
    )


def _fault(fault: str | None) -> str:
    if fault == "missing":
        return t("The content of this file is missing in the store.")
    if fault == "changed":
        return t("The content of this file was changed in the store.")
    return t("The content of this file could not be read at the last check.") if fault else ""


def _known(text: str) -> UUID:
    uuid = parse_uuid(text)
    if uuid is None:
        raise NotFound()
    return uuid
