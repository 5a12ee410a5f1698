"""Writing companies: create, change, trash, restore, delete for good; and finding one by its name."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from crm_app.core.errors import NotFound
from crm_app.core.ids import uuid7
from crm_app.core.scope import Scope
from crm_app.core.searching import contains
from crm_app.core.sorting import sort_key
from crm_app.crm import interactions, records, rosters, saving
from crm_app.crm.company_forms import COMPANY_RULES, CompanyForm
from crm_app.crm.models import Company
from crm_app.crm.record_forms import columns_of

SUGGESTIONS = 8
NULLABLE = ("website", "email", "phone", "industry", "address", "notes")


async def require_company(scope: Scope, uuid: UUID) -> Company:
    """The company, live or trashed, or `NotFound`. Needs `crm.view`."""
    scope.require("crm.view")
    return _company(await records.require(scope, "company", uuid))


async def create_company(
    scope: Scope, attributes: Mapping[str, object] | str, *, uuid: UUID | None = None
) -> Company:
    """A new company, even where another has the same name; a text is its name. Needs `crm.edit`.

    `uuid` as in `create_contact`. Raises `ValidationFailed` by field, `Conflict`.
    """
    scope.require("crm.edit")
    form = COMPANY_RULES.clean({"name": attributes} if isinstance(attributes, str) else attributes)
    key = uuid or uuid7()
    if await saving.insert(scope, "company", key, _columns(form, COMPANY_RULES.names)):
        records.tell(scope, "company", key, "created")
        return await require_company(scope, key)
    await saving.require_mine(scope, "company", key)
    return await update_company(scope, key, COMPANY_RULES.as_dict(form))


async def company_form(scope: Scope, uuid: UUID) -> CompanyForm:
    """What the form of this company shows, or `NotFound`. Needs `crm.view`."""
    company = await require_company(scope, uuid)
    return CompanyForm(**{name: getattr(company, name) or "" for name in COMPANY_RULES.names})


async def update_company(
    scope: Scope, uuid: UUID, attributes: Mapping[str, object], *, seen: Mapping[str, object] | None = None
) -> Company:
    """Writes the fields given; of `seen` (what the form showed first) only those that were changed.

    Raises `EditConflict`, `ValidationFailed` by field, `RecordTrashed`, `NotFound` as `update_contact` does.
    Needs `crm.edit`.
    """
    scope.require("crm.edit")
    await saving.lock_live(scope, "company", uuid)
    wanted, changed = COMPANY_RULES.edited(await company_form(scope, uuid), attributes, seen)
    if changed:
        await saving.write(scope, "company", uuid, _columns(wanted, changed))
        records.tell(scope, "company", uuid, "updated")
    if "name" in changed:
        await interactions.tell_timelines(scope, "company", uuid, what="renamed")
        await rosters.tell_contacts(scope, uuid)
    return await require_company(scope, uuid)


async def trash_company(scope: Scope, uuid: UUID) -> Company:
    """Into the trash; files and members stay. `AlreadyTrashed`, `NotFound`. Needs `crm.delete`."""
    scope.require("crm.delete")
    company = _company(await records.trash(scope, "company", uuid))
    await interactions.tell_timelines(scope, "company", uuid)
    await rosters.tell_contacts(scope, uuid)
    return company


async def restore_company(scope: Scope, uuid: UUID) -> Company:
    """Back from the trash with its earlier status. `NotTrashed`, `NotFound`. Needs `crm.delete`."""
    scope.require("crm.delete")
    company = _company(await records.restore(scope, "company", uuid))
    await interactions.tell_timelines(scope, "company", uuid)
    await rosters.tell_contacts(scope, uuid)
    return company


async def delete_company(scope: Scope, uuid: UUID) -> None:
    """For good, with its members' places in it, its folder and all files that are held nowhere else.

    Only from the trash: `NotTrashed` for a live one, `NotFound`. Needs `crm.delete`.
    """
    scope.require("crm.delete")
    await rosters.tell_contacts(scope, uuid)
    await saving.delete(scope, "company", uuid)


async def company_named(scope: Scope, name: str) -> Company:
    """The oldest live company of that name, whatever its capitals, or a new one.

    Two people who write the same new name at once get one company: the second waits for the first.
    """
    key = func.hashtextextended(func.lower(name), 0)
    await scope.session.execute(select(func.pg_advisory_xact_lock(key)))
    query = select(Company).where(func.lower(Company.name) == func.lower(name), Company.status != "trashed")
    found = (await scope.session.exec(query.order_by(col(Company.inserted_at)).limit(1))).first()
    return found or await create_company(scope, name)


async def suggest_companies(scope: Scope, search: str) -> list[str]:
    """Up to eight names of live companies that contain the text, in order. Needs `crm.view`."""
    scope.require("crm.view")
    query = select(col(Company.name)).where(
        Company.status != "trashed", contains(sort_key(search), Company.sort_name)
    )
    names = await scope.session.exec(query.distinct().order_by(col(Company.name)).limit(SUGGESTIONS))
    return list(names)


def _columns(form: CompanyForm, names: Iterable[str]) -> dict[str, str | None]:
    return columns_of(form, names, NULLABLE)


def _company(record: object) -> Company:
    if not isinstance(record, Company):
        raise NotFound()
    return record
