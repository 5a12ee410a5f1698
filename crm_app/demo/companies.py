"""The companies of the demo, from `companies.csv`, and who belongs to a second one. All of them invented."""

import csv
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID, uuid5

from crm_app import accounts, crm
from crm_app.core.scope import Scope
from crm_app.demo.people import NAMESPACE

SOURCE = Path(__file__).with_name("companies.csv")
SECOND_PLACES = (
    ("Åse Brekke", "Lumen Optik", "Adviser", "Board"),
    ("Callum Rowe", "Blue Spruce Libraries", "Architect", "New buildings"),
)


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """A row of `companies.csv`; lines of the address are separated by `|`."""

    name: str
    industry: str
    website: str
    email: str
    phone: str
    status: str
    address: str
    notes: str

    @property
    def uuid(self) -> UUID:
        """The same at every filling, so that none is made twice."""
        return uuid5(NAMESPACE, f"company {self.name}")

    def form(self) -> dict[str, str]:
        """The fields of the company; one for the trash has to be made alive first."""
        status = "active" if self.status == "trashed" else self.status
        return asdict(self) | {"status": status, "address": self.address.replace("|", "\n")}


def companies() -> list[DemoCompany]:
    """All of them, in the order of the file."""
    with SOURCE.open(encoding="utf-8", newline="") as rows:
        return [DemoCompany(**row) for row in csv.DictReader(rows)]


async def fill_companies(by: UUID) -> None:
    """Makes them before the contacts, who then belong to them by their names."""
    async with accounts.scope_for(by) as scope:
        for company in companies():
            made = await crm.get_company(scope, company.uuid)
            if made is None:
                await crm.create_company(scope, company.form(), uuid=company.uuid)
            if made is None and company.status == "trashed":
                await crm.trash_company(scope, company.uuid)


async def join_second(scope: Scope, contact: UUID, name: str) -> None:
    """Puts those who are meant for it into one more company."""
    uuids = {company.name: company.uuid for company in companies()}
    belongs = {place.uuid for place in await crm.companies_of(scope, contact)}
    for who, company, role, department in SECOND_PLACES:
        if who == name and uuids[company] not in belongs:
            await crm.add_member(scope, uuids[company], contact, role, department)
