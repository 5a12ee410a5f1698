"""What the addresses of the contact screens say."""

from collections.abc import Mapping
from typing import Literal, get_args

from crm_app.web.record.addresses import ListAddress, list_address, one_of
from crm_app.web.record.addresses import record_in as contact_in

__all__ = ["ListAddress", "contact_in", "list_address", "tab_in"]

Tab = Literal["overview", "interactions", "files", "images", "comments", "events"]
TABS: tuple[Tab, ...] = get_args(Tab)


def tab_in(query: Mapping[str, str]) -> Tab:
    """The tab that the query asks for; anything unknown is the overview."""
    return one_of(TABS, query)
