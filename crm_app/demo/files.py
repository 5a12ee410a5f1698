"""What hangs on a contact: the words of `people.csv` turned into files."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from random import Random

from crm_app.crm.attachments import Kind
from crm_app.demo import landscapes, letters, lists, photos
from crm_app.demo.canvas import Canvas, as_jpeg
from crm_app.demo.people import Person
from crm_app.demo.portraits import Look, portrait

Paper = Callable[[Person, Random], tuple[str, bytes]]
Picture = Callable[[Random], Canvas]

PAPERS: dict[str, Paper] = {
    "offer": letters.offer,
    "contract": letters.contract,
    "prices": lists.prices,
    "notes": lists.notes,
}
PICTURES: dict[str, Picture] = {
    "mountains": landscapes.mountains,
    "coast": landscapes.coast,
    "town": landscapes.town,
    "pendant": photos.pendant,
    "table_lamp": photos.table_lamp,
    "facade": photos.facade,
    "room": photos.room,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A file to be made. `make` takes a moment and belongs in a thread; it answers name and bytes."""

    kind: Kind
    make: Callable[[], tuple[str, bytes]]
    is_portrait: bool = False


def drafts(person: Person) -> Iterator[Draft]:
    """All files of a contact, in the order in which they came in."""
    if person.look:
        yield Draft("images", partial(portrait_file, person.name, person.look), is_portrait=True)
    seen = Counter[str]()
    for word in person.files.split():
        seen[word] += 1
        chance = Random(f"{person.name} {word} {seen[word]}")  # noqa: S311 - chance for pictures, not for secrets
        if word in PAPERS:
            yield Draft("files", partial(PAPERS[word], person, chance))
        else:
            yield Draft("images", partial(_photo, word, seen[word], chance))


def portrait_file(name: str, look: str) -> tuple[str, bytes]:
    """The file's name and bytes of somebody's portrait."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return f"{plain.replace(' ', '-')}.jpg", as_jpeg(portrait(Look.parse(look), name))


def _photo(word: str, number: int, chance: Random) -> tuple[str, bytes]:
    name = word.replace("_", "-")
    return f"{name}-{number}.jpg", PICTURES[word](chance).jpeg()
