"""What one does in the library: each handler is one call of the service, and a notice that takes it back."""

from typing import Any
from uuid import UUID

import reflex as rx

from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.core.texts import t, tn
from crm_app.storage import library
from crm_app.storage.library import split_keys
from crm_app.web.access import handler, scope_of
from crm_app.web.notices import notify
from crm_app.web.pages.media.state import LibraryState

MOST_AT_ONCE = 2_000


class LibraryDoing(rx.State):
    """`fresh` is the folder that was made last here: it gets its name at once."""

    fresh: str = ""

    @handler("media.edit")
    async def add_folder(self) -> None:
        """Makes an untitled folder where one is."""
        shown = await self.get_state(LibraryState)
        async with scope_of(self) as scope:
            folder = await library.add_folder(scope, _folder(shown.folder))
        self.fresh = str(folder.uuid)
        await shown.refresh([])

    @handler("media.edit")
    async def move(self, keys: list[str], target: str, source: str) -> Any:
        """Moves what is named from `source` into `target`; "" is the root."""
        wanted = _keys(keys)
        async with scope_of(self) as scope:
            homes = {} if source else await _homes(scope, wanted)
            moved = await library.move_items(scope, wanted, _folder(target), source_uuid=_folder(source))
            into = await _name_of(scope, _folder(target))
        if not moved:
            return notify(t("That is here already."), kind="info")
        undo = LibraryDoing.move(moved, source, target) if source else _back(moved, homes, target)
        text = tn("Moved to {folder}.", "{count} items moved to {folder}.", len(moved), folder=into)
        return notify(text, kind="success", undo=undo)

    @handler("media.edit")
    async def move_back(self, homes: dict[str, str], source: str) -> Any:
        """Undoes a move of what came from several places: `homes` says where each was."""
        by_home: dict[str, list[str]] = {}
        for key, home in list(homes.items())[:MOST_AT_ONCE]:
            by_home.setdefault(home, []).append(key)
        async with scope_of(self) as scope:
            for home, keys in sorted(by_home.items()):
                await library.move_items(scope, _keys(keys), _folder(home), source_uuid=_folder(source))
        return notify(t("Everything is back where it was."), kind="success")

    @handler("media.edit")
    async def copy(self, keys: list[str], target: str) -> Any:
        """Copies files into a folder; the notice throws the copies away again."""
        _, files = split_keys(_keys(keys))
        async with scope_of(self) as scope:
            copies = await library.copy_files(scope, files, _folder(target))
            into = await _name_of(scope, _folder(target))
        text = tn("Copied to {folder}.", "{count} files copied to {folder}.", len(copies), folder=into)
        undo = LibraryDoing.trash([f"file:{uuid}" for uuid in copies])
        return notify(text, kind="success", undo=undo if copies else None)

    @handler("media.edit")
    async def link(self, keys: list[str], target: str) -> Any:
        """Shows files in one more folder."""
        _, files = split_keys(_keys(keys))
        folder = _folder(target)
        if folder is None:
            raise NotFound()
        async with scope_of(self) as scope:
            linked = await library.link_files(scope, files, folder)
            into = await _name_of(scope, folder)
        if not linked:
            return notify(t("That is in {folder} already.", folder=into), kind="info")
        text = tn(
            "It is in {folder}, too, now.",
            "{count} files are in {folder}, too, now.",
            len(linked),
            folder=into,
        )
        return notify(text, kind="success")

    @handler("media.delete")
    async def trash(self, keys: list[str]) -> Any:
        """Moves what is named to the trash; the notice brings it back."""
        async with scope_of(self) as scope:
            gone = await library.trash_items(scope, _keys(keys))
        if not gone:
            return notify(t("That was removed already."), kind="info")
        text = tn("Moved to the trash.", "{count} items moved to the trash.", len(gone))
        return notify(text, kind="success", undo=LibraryDoing.restore(gone))

    @handler("media.edit")
    async def restore(self, keys: list[str]) -> Any:
        """Brings what is named back to where it was."""
        async with scope_of(self) as scope:
            back = await library.restore_items(scope, _keys(keys))
        if not back:
            return notify(t("That is not in the trash any more."), kind="info")
        return notify(tn("It is back.", "{count} items are back.", len(back)), kind="success")

    @handler("media.delete")
    async def delete(self, keys: list[str]) -> Any:
        """Deletes for good what is named."""
        async with scope_of(self) as scope:
            gone = await library.delete_items(scope, _keys(keys))
        text = tn("Permanently deleted.", "{count} items permanently deleted.", len(gone))
        return notify(text, kind="success")

    @handler("media.delete")
    async def empty_trash(self) -> Any:
        """Deletes for good all that lies in the trash."""
        async with scope_of(self) as scope:
            await library.empty_library_trash(scope)
        return notify(t("The trash is empty."), kind="success")

    @handler("media.edit")
    async def rename(self, key: str, name: str) -> Any:
        """Gives one thing another name; the notice gives it the old one again."""
        folders, files = split_keys([key])
        async with scope_of(self) as scope:
            before = await _row_name(scope, key)
            if folders:
                await library.rename_folder(scope, folders[0], name)
            for file in files:
                await library.rename_file(scope, file, name)
        if self.fresh and key == f"folder:{self.fresh}":
            self.fresh = ""
            return None
        text = t("Renamed to {name}.", name=name)
        return notify(text, kind="success", undo=LibraryDoing.rename(key, before))

    @handler("media.edit")
    async def recolour(self, key: str, colour: str) -> None:
        """Gives a folder another colour."""
        folders, _ = split_keys([key])
        async with scope_of(self) as scope:
            for folder in folders:
                await library.recolor_folder(scope, folder, colour)


def _back(moved: list[str], homes: dict[str, str], target: str) -> Any:
    return LibraryDoing.move_back({key: homes[key] for key in moved if key in homes}, target)


async def _homes(scope: Scope, keys: list[str]) -> dict[str, str]:
    """Where each lies now, by key; "" is the root."""
    rows = await library.library_rows(scope, keys)
    return {row.key: str(row.parent_uuid or "") for row in rows}


async def _name_of(scope: Scope, folder: UUID | None) -> str:
    crumbs = await library.breadcrumbs(scope, folder)
    return crumbs[-1].label if crumbs else t("Media")


async def _row_name(scope: Scope, key: str) -> str:
    rows = await library.library_rows(scope, [key])
    return rows[0].name if rows else ""


def _folder(text: str) -> UUID | None:
    """The folder that a browser names, "" is the root; NotFound for what is no uuid."""
    if not text:
        return None
    uuid = parse_uuid(text)
    if uuid is None:
        raise NotFound()
    return uuid


def _keys(keys: object) -> list[str]:
    given = keys if isinstance(keys, list) else []
    return [str(key) for key in given[:MOST_AT_ONCE]]
