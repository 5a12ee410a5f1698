"""What lies in the demo's library beside the records' own folders: brand, photos, data sheets, papers."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from random import Random
from uuid import UUID

from crm_app import accounts, storage
from crm_app.core.scope import Scope
from crm_app.demo import landscapes, photos
from crm_app.demo.canvas import Canvas
from crm_app.demo.goods import CATALOGUE
from crm_app.demo.sheets import data_sheet
from crm_app.demo.uploading import take_in
from crm_app.demo.wording import CLAUSES, DELIVERY, OFFER_TERMS

Path = tuple[str, ...]

FOLDERS: dict[Path, tuple[str, str]] = {
    ("Brand",): ("orange", "How we look: use these, and nothing older."),
    ("Brand", "Mood"): ("default", ""),
    ("Data sheets",): ("sky", "One page for every article of the catalogue."),
    ("Photos",): ("emerald", ""),
    ("Photos", "Pendants"): ("default", ""),
    ("Photos", "Table lamps"): ("default", ""),
    ("Photos", "In place"): ("default", ""),
    ("Papers",): ("violet", "Texts that offers and contracts are made of."),
}
"""Each folder's colour and description, parents first."""

PICTURES: dict[Path, dict[str, Callable[[Random], Canvas]]] = {
    ("Brand", "Mood"): {"coast": landscapes.coast, "mountains": landscapes.mountains},
    ("Photos", "Pendants"): {"alba": photos.pendant},
    ("Photos", "Table lamps"): {"boreal": photos.table_lamp},
    ("Photos", "In place"): {"facade": photos.facade, "room": photos.room},
}
OF_EACH = 3


@dataclass(frozen=True, slots=True)
class Shelved:
    """A file and the folder it lies in. `make` takes a moment and belongs in a thread."""

    path: Path
    make: Callable[[], tuple[str, bytes]]


async def fill_library(user_uuid: UUID) -> None:
    """Folders and files, as this user puts them there. It may be repeated."""
    async with accounts.scope_for(user_uuid) as scope:
        folders = await _folders(scope)
    for shelved in shelves():
        name, content = await asyncio.to_thread(shelved.make)
        await take_in(name, content, user_uuid, partial(_shelve, folders[shelved.path]))


async def _folders(scope: Scope) -> dict[Path, UUID]:
    made: dict[Path, UUID] = {}
    for path, (color, description) in FOLDERS.items():
        parent_uuid = made.get(path[:-1])
        folder = await storage.find_under(scope, path[-1], parent_uuid) or await storage.create_folder(
            scope, name=path[-1], parent_uuid=parent_uuid, color=color, description=description or None
        )
        made[path] = folder.uuid
    return made


async def _shelve(folder_uuid: UUID, scope: Scope, stored: storage.StoredFile) -> None:
    await storage.place_stored(scope, stored, folder_uuid)


def shelves() -> Iterator[Shelved]:
    """Every file of the library, in the order in which they come in."""
    for path, pictures in PICTURES.items():
        for word, draw in pictures.items():
            for number in range(1, OF_EACH + 1):
                yield Shelved(path, partial(_photo, f"{word}-{number}.jpg", draw))
    for article in CATALOGUE:
        yield Shelved(("Data sheets",), partial(data_sheet, article))
    for name, text in _texts().items():
        yield Shelved(("Papers",), partial(_text, name, text))


def _photo(name: str, draw: Callable[[Random], Canvas]) -> tuple[str, bytes]:
    return name, draw(Random(f"library {name}")).jpeg()  # noqa: S311 - chance for pictures, not for secrets


def _texts() -> dict[str, str]:
    clauses = "\n\n".join(f"{name}\n{text}" for name, text in CLAUSES)
    return {
        "Terms of offers.txt": "\n\n".join(OFFER_TERMS),
        "Delivery.txt": DELIVERY,
        "Clauses of framework agreements.txt": clauses,
    }


def _text(name: str, text: str) -> tuple[str, bytes]:
    return name, f"{text}\n".encode()
