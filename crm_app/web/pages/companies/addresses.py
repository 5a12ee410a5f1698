"""What the addresses of the company screens say."""

from collections.abc import Mapping
from typing import Literal, get_args

from crm_app.web.record.addresses import one_of
from crm_app.web.record.addresses import record_in as company_in

__all__ = ["company_in", "tab_in"]

Tab = Literal["overview", "members", "interactions", "files", "images", "comments", "events"]
TABS: tuple[Tab, ...] = get_args(Tab)


def tab_in(query: Mapping[str, str]) -> Tab:
    """The tab that the query asks for; anything unknown is the overview."""
    return one_of(TABS, query)
