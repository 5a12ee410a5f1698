"""What was said with the demo's contacts and beside them: `interactions.csv` and `comments.csv`.

`with` and `on` name a contact, or a company behind `@`; a party behind `+` is a colleague on staff.
"""

import asyncio
import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from uuid import UUID, uuid5

from sqlmodel import col, select

from crm_app import accounts, comments, crm, staff, storage
from crm_app.core.clock import now
from crm_app.core.scope import Scope
from crm_app.crm import interactions
from crm_app.crm.interactions import Anchor, Party
from crm_app.demo.files import PAPERS, PICTURES
from crm_app.demo.past import set_entry_back
from crm_app.demo.people import COLLEAGUES, NAMESPACE, Person, people
from crm_app.demo.uploading import take_in

HERE = Path(__file__).parent
ZONE = "Europe/Berlin"


@dataclass(frozen=True, slots=True)
class Told:
    """A row of `interactions.csv`; `days` ago, at `time` on the clocks of the office."""

    about: str
    type: str
    days: int
    time: str
    by: str
    subject: str
    parties: str
    files: str
    body: str

    @property
    def uuid(self) -> UUID:
        """The same at every filling, so that none is told twice."""
        return uuid5(NAMESPACE, f"{self.about} {self.type} {self.days} {self.time}")


def told() -> list[Told]:
    """All interactions, in the order of the file."""
    with (HERE / "interactions.csv").open(encoding="utf-8", newline="") as rows:
        return [Told(row.pop("with"), days=int(row.pop("days")), **row) for row in csv.DictReader(rows)]


async def fill_conversations(users: dict[str, UUID]) -> None:
    """Interactions with their files, then comments; what is there already stays as it is."""
    for each in told():
        await _tell(each, users[each.by])
    with (HERE / "comments.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            await _comment(row, users)


async def _tell(each: Told, user_uuid: UUID) -> None:
    async with accounts.scope_for(user_uuid) as scope:
        anchor = await _anchor(scope, each.about)
        if anchor is None or await interactions.get_interaction(scope, each.uuid):
            return
    files = [await _upload(each, word, number, user_uuid) for number, word in enumerate(each.files.split())]
    attributes = {
        f"{anchor[0]}_uuid": anchor[1],
        "interaction_type": each.type,
        "occurred_at": f"{(now() - timedelta(days=each.days)).date()}T{each.time}",
        "time_zone": ZONE,
        "subject": each.subject,
        "body": each.body,
    }
    async with accounts.scope_for(user_uuid) as scope:
        parties = [await _party(scope, name) for name in each.parties.split("|") if name]
        written = await interactions.create_interaction(scope, attributes, parties, files, uuid=each.uuid)
        await set_entry_back(scope, "interaction_uuid", each.uuid, written.occurred_at)


async def _anchor(scope: Scope, name: str) -> Anchor | None:
    """Who it is about; None when they are not there (any more) or in the trash."""
    if name.startswith("@"):
        company = await crm.get_company(scope, uuid5(NAMESPACE, f"company {name[1:]}"))
        return ("company", company.uuid) if company and not crm.is_trashed(company) else None
    contact = await crm.get_contact(scope, uuid5(NAMESPACE, name))
    return ("contact", contact.uuid) if contact and not crm.is_trashed(contact) else None


async def _party(scope: Scope, name: str) -> Party:
    if name.startswith("+"):
        found = await staff.list_people(scope, search=name[1:], limit=1)
        return Party(name[1:], staff_person_uuid=found[0].uuid if found else None)
    contact = await crm.get_contact(scope, uuid5(NAMESPACE, name))
    return Party(name, contact_uuid=contact.uuid if contact else None)


async def _upload(each: Told, word: str, number: int, user_uuid: UUID) -> UUID:
    """The file that the word means, stored without a folder until it is attached."""
    stored: list[UUID] = []

    async def keep(scope: Scope, taken: storage.StoredFile) -> None:
        stored.append(taken.file.uuid)

    name, content = await asyncio.to_thread(_maker(each, word, number))
    await take_in(name, content, user_uuid, keep)
    return stored[0]


def _maker(each: Told, word: str, number: int) -> Callable[[], tuple[str, bytes]]:
    chance = Random(f"{each.uuid} {word} {number}")  # noqa: S311 - chance for pictures, not for secrets
    if word in PAPERS:
        return partial(PAPERS[word], _named(each.about), chance)
    return lambda: (f"{word.replace('_', '-')} {number + 1}.jpg", PICTURES[word](chance).jpeg())


def _named(about: str) -> Person:
    """Whom a paper is written to: the contact, or the first of the company."""
    return next(person for person in people() if about in (person.name, f"@{person.company}"))


async def _comment(row: dict[str, str], users: dict[str, UUID]) -> None:
    uuid = uuid5(NAMESPACE, f"{row['on']} {row['body']}")
    mentioned = [users[each.key] for each in COLLEAGUES if f"@{each.name}" in row["body"]]
    async with accounts.scope_for(users[row["by"]]) as scope:
        anchor = await _anchor(scope, row["on"])
        if anchor is None or await _said(scope, uuid):
            return
        on = crm.commenting.TYPES[anchor[0]]
        comment = await comments.add_comment(scope, on, anchor[1], row["body"], mentioned, uuid=uuid)
        comment.inserted_at = now() - timedelta(days=int(row["days"]))
        await set_entry_back(scope, "comment_uuid", uuid, comment.inserted_at)


async def _said(scope: Scope, uuid: UUID) -> bool:
    query = select(comments.Comment.uuid).where(col(comments.Comment.uuid) == uuid)
    return (await scope.session.exec(query)).first() is not None
