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
            touched = [folder for text in (source, target) if (folder := _folder(text))]
            before = await library.lying(scope, wanted, touched)
            moved = await library.move_items(scope, wanted, _folder(target), source_uuid=_folder(source))
            into = await _name_of(scope, _folder(target))
        if not moved:
            return notify(t("That is here already."), kind="info")
        undo = _back({key: before[key] for key in moved if key in before}, target)
        text = tn("Moved to {folder}.", "{count} items moved to {folder}.", len(moved), folder=into)
        return notify(text, kind="success", undo=undo)

    @handler("media.edit")
    async def move_back(self, homes: dict[str, str], links: dict[str, list[str]], target: str) -> Any:
        """Undoes a move into `target`: `homes` says where each lay, `links` which folders linked it."""
        before = {key: _lay(homes[key], links.get(key, [])) for key in _keys(list(homes))}
        async with scope_of(self) as scope:
            await library.put_back(scope, before, _folder(target))
        return notify(t("Everything is back where it was."), kind="success")

    @handler("media.edit")
    async def copy(self, keys: list[str], target: str) -> Any:
        """Copies files into a folder; the notice throws the copies away again."""
        _, files = split_keys(_keys(keys))
        async with scope_of(self) as scope:
            copies = await library.copy_files(scope, files, _folder(target))
            into = await _name_of(scope, _folder(target))
        text = tn("Copied to {folder}.", "{count} files copied to {folder}.", len(copies), folder=into)
        undo = LibraryDoing.trash([f"file:{uuid}" for uuid in copies], "")
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
        undo = LibraryDoing.trash([f"file:{uuid}" for uuid in linked], target)
        return notify(text, kind="success", undo=undo)

    @handler("media.delete")
    async def trash(self, keys: list[str], source: str) -> Any:
        """Moves what is named to the trash, or out of `source` what that only links; the notice undoes it."""
        async with scope_of(self) as scope:
            gone = await library.remove_items(scope, _keys(keys), _folder(source))
            name = await _name_of(scope, _folder(source))
        if not (gone.trashed or gone.taken_out):
            return notify(t("That was removed already."), kind="info")
        undo = LibraryDoing.bring_back(gone.trashed, gone.taken_out, source)
        return notify(_removed(gone, name), kind="success", undo=undo)

    @handler("media.edit")
    async def bring_back(self, trashed: list[str], taken_out: list[str], folder: str) -> Any:
        """Undoes `trash`: out of the trash, and into the folder again."""
        async with scope_of(self) as scope:
            back = await library.restore_items(scope, _keys(trashed))
            if taken_out and (into := _folder(folder)):
                _, files = split_keys(_keys(taken_out))
                back += [f"file:{uuid}" for uuid in await library.link_files(scope, files, into)]
        return _told_back(back)

    @handler("media.delete")
    async def keep_one(self, key: str) -> Any:
        """Keeps one of several files with the same content; the notice brings the others back."""
        async with scope_of(self) as scope:
            done = await library.keep_one(scope, _file(key))
        stay = _staying(len(done.staying))
        if not done.merged:
            return notify(stay or t("It is the only one by now."), kind="info")
        told = tn(
            "{name} is kept, and shown where the other one was.",
            "{name} is kept, and shown where the {count} others were.",
            len(done.merged),
            name=done.kept.original_file_name,
        )
        merged = {str(uuid): [str(folder) for folder in folders] for uuid, folders in done.merged.items()}
        undo = LibraryDoing.part_again(key, merged)
        return notify(f"{told} {stay}".strip(), kind="success", undo=undo)

    @handler("media.edit")
    async def part_again(self, key: str, merged: dict[str, list[str]]) -> Any:
        """Undoes `keep_one`."""
        wanted = {
            uuid: [folder for text in folders if (folder := parse_uuid(text))]
            for name, folders in merged.items()
            if (uuid := parse_uuid(name))
        }
        async with scope_of(self) as scope:
            back = await library.part_again(scope, _file(key), wanted)
        return _told_back([f"file:{uuid}" for uuid in back])

    @handler("media.edit")
    async def restore(self, keys: list[str]) -> Any:
        """Brings what is named back to where it was."""
        async with scope_of(self) as scope:
            back = await library.restore_items(scope, _keys(keys))
        return _told_back(back)

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


def _back(before: dict[str, library.Lying], target: str) -> Any:
    """What takes a move back; nothing where all of it came out of the trash."""
    homes = {key: str(was.home or "") for key, was in before.items()}
    links = {key: [str(folder) for folder in was.links] for key, was in before.items() if was.links}
    return LibraryDoing.move_back(homes, links, target) if before else None


def _lay(home: object, links: object) -> library.Lying:
    """Where something lay, as a browser says it."""
    folders = [_folder(str(link)) for link in links] if isinstance(links, list) else []
    return library.Lying(_folder(str(home)), tuple(folder for folder in folders if folder))


def _removed(gone: library.Removed, folder: str) -> str:
    """What became of it, and that others have lost it with this."""
    if not gone.trashed:
        return tn(
            "Taken out of {folder}. The file stays where it lies.",
            "{count} files taken out of {folder}. They stay where they lie.",
            len(gone.taken_out),
            folder=folder,
        )
    text = tn("Moved to the trash.", "{count} items moved to the trash.", len(gone.trashed))
    if gone.taken_out:
        text = tn("Removed.", "{count} items removed.", len(gone.trashed) + len(gone.taken_out))
    told = tn("Gone from {count} other folder, too.", "Gone from {count} other folders, too.", gone.elsewhere)
    return f"{text} {told}" if gone.elsewhere else text


def _told_back(back: list[str]) -> Any:
    if not back:
        return notify(t("That is not in the trash any more."), kind="info")
    return notify(tn("It is back.", "{count} items are back.", len(back)), kind="success")


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


def _file(key: str) -> UUID:
    """The file that a key names; NotFound for anything else."""
    _, files = split_keys([key])
    if not files:
        raise NotFound()
    return files[0]


def _staying(count: int) -> str:
    """Why some were not put together, "" for none."""
    if not count:
        return ""
    return tn(
        "Another one stays: it is somebody's picture, in a draft, shared, or has former versions.",
        "{count} others stay: they are somebody's picture, in a draft, shared, or have former versions.",
        count,
    )


def _keys(keys: object) -> list[str]:
    given = keys if isinstance(keys, list) else []
    return [str(key) for key in given[:MOST_AT_ONCE]]
