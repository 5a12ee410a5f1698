"""Who is in the demo: the colleagues who use it, and the contacts of `people.csv`. All of them invented."""

import csv
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from crm_app.accounts import Role

SOURCE = Path(__file__).with_name("people.csv")
NAMESPACE = uuid5(NAMESPACE_URL, "larkspur-lighting.example")


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works with the app. `email` None: the address of the owner account."""

    key: str
    name: str
    role: Role
    email: str | None = None


COLLEAGUES = (
    Colleague("owner", "Robin Falk", "owner"),
    Colleague("mira", "Mira Adeyemi", "member", "mira@example.com"),
    Colleague("tomas", "Tomás Ferreira", "member", "tomas@example.com"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """A row of `people.csv`. `by` is the colleague who knows them, `files` what hangs on them."""

    name: str
    company: str
    role: str
    email: str
    phone: str
    status: str
    by: str
    look: str
    files: str
    notes: str

    @property
    def uuid(self) -> UUID:
        """The same at every filling, so that none is made twice."""
        return uuid5(NAMESPACE, self.name)

    def form(self) -> dict[str, str]:
        """The fields of the contact; one for the trash has to be made alive first."""
        status = "active" if self.status == "trashed" else self.status
        own = {name: getattr(self, name) for name in ("name", "email", "phone", "company", "notes")}
        return own | {"status": status, "role_in_company": self.role if self.company else ""}


def people() -> list[Person]:
    """Everybody, in the order of the file."""
    with SOURCE.open(encoding="utf-8", newline="") as rows:
        return [Person(**row) for row in csv.DictReader(rows)]
