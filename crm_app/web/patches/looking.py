"""Who looks at the views of this process: their lines, and whether they still may."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from crm_app import accounts
from crm_app.core.clock import now
from crm_app.core.live import Source
from crm_app.web.sockets import Line

Refresh = Callable[..., Any]


class ListSource(Source, Protocol):
    """A list that needs a permission to be seen."""

    @property
    def permission(self) -> str:
        """What its tabs must be allowed."""
        ...


@dataclass(slots=True)
class Looking:
    """One list in one tab. `refresh` is the tab's handler that reads it again.

    Nothing is sent while `doubted`: something about the user or the session has changed, and it is not known
    yet what. `behind` says that a patch was not sent, so that the list has to be read again.
    """

    tab: str
    token: str
    permission: str
    refresh: Refresh
    line: Line
    until: datetime
    doubted: bool = False
    behind: bool = False

    def doubt(self) -> None:
        """Nothing more until `recheck` has answered."""
        self.doubted = True

    @property
    def may_see(self) -> bool:
        """Whether a patch may be sent now."""
        return not self.doubted and now() < self.until

    async def recheck(self) -> bool:
        """Asks the database; False when the list must not be seen any more."""
        current = await accounts.session_user(self.token)
        if current is None or not current.user.can(self.permission):
            return False
        self.until, self.doubted = current.expires_at, False
        return True
