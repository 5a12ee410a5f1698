"""The invitation that the address carries: whom it is for, or that it cannot be used any more."""

import reflex as rx

from crm_app import accounts
from crm_app.web.access import PUBLIC, handler, token_of
from crm_app.web.cookies import typed_in
from crm_app.web.pages.sign_in.messages import field_messages, message_for
from crm_app.web.problems import explain


class ClaimState(rx.State):
    """What the page of an invitation shows. The password never comes here: the form goes to its route."""

    checked: bool = False
    valid: bool = False
    token: str = ""
    email: str = ""
    name: str = ""
    expires_at: str = ""
    signed_in_as: str = ""
    error: str = ""
    problems: dict[str, str] = {}
    trouble: str = ""

    @handler(PUBLIC)
    async def load(self) -> None:
        """Looks the invitation up."""
        query = self.router.url.query_parameters
        self.error, self.problems = message_for(query), field_messages(query)
        self.token = invitation_in(self.router.url.path)
        try:
            await self._look_up()
        except Exception as error:  # noqa: BLE001 - the page itself says what is wrong, and offers to try again
            self.trouble = explain(error, handler="ClaimState.load").message

    async def _look_up(self) -> None:
        found = await accounts.invited(self.token)
        current = await accounts.session_user(token_of(self) or "")
        self.signed_in_as = current.user.email if current else ""
        self.checked, self.valid, self.trouble = True, found is not None, ""
        known, kept = found.name if found else "", self.name  # for longer than the cookie
        self.email, self.name = found.email if found else "", known
        if self.error or self.problems:
            self.name = typed_in(self.router.headers.cookie).get("name", kept or known)
        self.expires_at = found.expires_at.isoformat() if found else ""


def invitation_in(path: str) -> str:
    """The token in `/claim/<token>`."""
    parts = path.strip("/").split("/")
    return parts[1] if len(parts) == 2 and parts[0] == "claim" else ""
