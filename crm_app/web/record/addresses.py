"""What the addresses of contacts and companies say: which record, which tab, which part of the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from crm_app import crm
from crm_app.core.ids import parse_uuid

LONGEST_SEARCH = 200
Tab = TypeVar("Tab", bound=str)


@dataclass(frozen=True, slots=True)
class ListAddress:
    """What `/contacts?q=&status=&trash=1&sort=` asks for; what makes no sense counts as not said."""

    search: str
    status: crm.Status
    sort: crm.Sort = "name"

    @property
    def in_trash(self) -> bool:
        """Whether the trash is shown."""
        return self.status == "trashed"

    @property
    def name(self) -> str:
        """Names the records in the list: the same for the same records, in whatever order."""
        return f"{self.status} {self.search}"


def list_address(query: Mapping[str, str]) -> ListAddress:
    """The list that the query asks for."""
    search = query.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    return ListAddress(search, _status(query), _sort(query))


def _status(query: Mapping[str, str]) -> crm.Status:
    if query.get("trash") == "1":
        return "trashed"
    wanted = query.get("status", "")
    return "active" if wanted == "active" else "inactive" if wanted == "inactive" else "live"


def _sort(query: Mapping[str, str]) -> crm.Sort:
    return next((sort for sort in crm.SORTS if sort == query.get("sort")), "name")


def record_in(path: str) -> UUID | None:
    """The record that `/contacts/<uuid>/...` is about; None where that is no uuid."""
    parts = path.strip("/").split("/")
    return parse_uuid(parts[1]) if len(parts) > 1 else None


def one_of(tabs: Sequence[Tab], query: Mapping[str, str]) -> Tab:
    """The tab that the query asks for; anything unknown is the first."""
    return next((tab for tab in tabs if tab == query.get("tab")), tabs[0])
