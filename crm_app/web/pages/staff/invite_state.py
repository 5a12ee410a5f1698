"""Inviting somebody to take over the account that was made for them: a link to send, shown once."""

import reflex as rx

from crm_app import accounts, staff
from crm_app.core.texts import t
from crm_app.settings import settings
from crm_app.web.access import handler, scope_of
from crm_app.web.notices import notify
from crm_app.web.pages.staff.addresses import person_in
from crm_app.web.pages.staff.person_state import on_screen


class InviteState(rx.State):
    """The dialog. `link` is empty until one is made, and forgotten when the dialog closes.

    Without BASE_URL it begins with a slash, and the browser completes it with the address it is at.
    """

    asked: bool = False
    link: str = ""
    _person: str = ""

    @handler("staff.view")
    async def load(self) -> None:
        """On the page of another person nothing stays of an invitation that is not theirs."""
        person = str(person_in(self.router.url.path) or "")
        if person != self._person:
            self.asked, self.link, self._person = False, "", person

    @handler("staff.edit")
    async def ask(self) -> None:
        """Opens the dialog; a link that was sent before still works."""
        self.asked, self.link = True, ""

    @handler("staff.edit")
    async def create(self) -> rx.event.EventSpec | None:
        """Makes a link; earlier ones do not work any more."""
        uuid = await on_screen(self)
        try:
            async with scope_of(self) as scope:
                person = await staff.require_person(scope, uuid)
                token = await accounts.invite(scope, person.user_uuid)
        except accounts.PlaceholderAlreadyClaimed:
            self.asked = False
            return notify(t("This person has taken their account over already."))
        self.link = f"{(settings().base_url or '').rstrip('/')}/claim/{token}"
        return None

    @handler("staff.view")
    async def close(self) -> None:
        """Closes the dialog and forgets the link."""
        self.asked, self.link = False, ""
