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

    Nothing is sent while it is `doubted`: something about the user or the session has changed, and it is not
    known yet what. `behind` says that a patch was not sent, so that the list has to be read again.
    """

    tab: str
    token: str
    permission: str
    refresh: Refresh
    line: Line
    until: datetime
    behind: bool = False
    doubts: int = 0
    answered: int = 0

    def doubt(self) -> None:
        """Nothing more until a `recheck` that begins from now on has answered."""
        self.doubts += 1

    @property
    def doubted(self) -> bool:
        """Whether it is not known if the list may still be seen."""
        return self.doubts != self.answered

    @property
    def may_see(self) -> bool:
        """Whether a patch may be sent now."""
        return not self.doubted and now() < self.until

    async def recheck(self) -> bool:
        """Asks the database; False when the list must not be seen any more."""
        doubts, current = self.doubts, await accounts.session_user(self.token)
        if current is None or not current.user.can(self.permission):
            return False
        self.until, self.answered = current.expires_at, doubts
        return True
