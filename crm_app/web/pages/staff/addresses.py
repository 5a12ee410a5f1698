"""What the addresses of the staff screens say: whom the list shows in which order, which person and tab."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args
from uuid import UUID

from crm_app import staff
from crm_app.core.ids import parse_uuid

LONGEST_SEARCH = 200
STATUSES: tuple[staff.Status, ...] = get_args(staff.Status)
SORTS: tuple[staff.Sort, ...] = get_args(staff.Sort)
PersonTab = Literal["overview", "employment", "files", "images", "comments", "events"]
PERSON_TABS: tuple[PersonTab, ...] = get_args(PersonTab)


@dataclass(frozen=True, slots=True)
class PeopleAddress:
    """What `/staff?q=&status=&department=&team=&sort=` asks for; what makes no sense counts as not said."""

    wanted: staff.PeopleFilter
    sort: staff.Sort

    @property
    def in_trash(self) -> bool:
        """Whether the trash is shown."""
        return self.wanted.status == "trashed"

    @property
    def narrowed(self) -> bool:
        """Whether something beside the trash keeps people out of the list."""
        wanted = self.wanted
        asked = wanted.search or wanted.department or wanted.team
        return bool(asked) or wanted.status in ("active", "inactive")

    @property
    def name(self) -> str:
        """Names the people in the list: the same for the same people, in whatever order."""
        wanted = self.wanted
        return f"{wanted.status} {wanted.department or ''} {wanted.team or ''} {wanted.search}"


def people_address(query: Mapping[str, str]) -> PeopleAddress:
    """The list that the query asks for."""
    wanted = staff.PeopleFilter(
        status=next((status for status in STATUSES if status == query.get("status")), "live"),
        search=query.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH],
        department=_uuid(query, "department"),
        team=_uuid(query, "team"),
    )
    return PeopleAddress(wanted, next((sort for sort in SORTS if sort == query.get("sort")), "name"))


def person_in(path: str) -> UUID | None:
    """The person that `/staff/people/<uuid>/...` is about; None where that is no uuid."""
    parts = path.strip("/").split("/")
    return parse_uuid(parts[2]) if len(parts) > 2 and parts[:2] == ["staff", "people"] else None


def person_tab_in(query: Mapping[str, str]) -> PersonTab:
    """The tab of a person that the query asks for; anything unknown is the overview."""
    return next((tab for tab in PERSON_TABS if tab == query.get("tab")), "overview")


def _uuid(query: Mapping[str, str], name: str) -> UUID | None:
    return parse_uuid(query.get(name, ""))
