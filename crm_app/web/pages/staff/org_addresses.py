"""What the addresses of departments, teams and skills say: which record, or which rows in which order."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from crm_app.core.ids import parse_uuid
from crm_app.web.pages.staff.addresses import LONGEST_SEARCH
from crm_app.web.pages.staff.org_words import Words

BY_NAME = "name"


@dataclass(frozen=True, slots=True)
class OrgAddress:
    """What `?q=&sort=` asks for; what makes no sense counts as not said. `sort` is a column or "-column"."""

    search: str = ""
    sort: str = BY_NAME


def org_address(query: Mapping[str, str], columns: Collection[str]) -> OrgAddress:
    """The list that the query asks for; `columns` are those that sort."""
    sort = query.get("sort", "")
    known = sort.removeprefix("-") in columns
    return OrgAddress(
        query.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH], sort if known else BY_NAME
    )


def record_in(path: str, words: Words) -> UUID | None:
    """The record that `/staff/<kind>/<uuid>/...` is about; None where that is no uuid."""
    rest = path.rstrip("/").removeprefix(words.path + "/")
    return parse_uuid(rest.split("/")[0])
