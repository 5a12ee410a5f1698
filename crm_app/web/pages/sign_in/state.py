"""Sign-in: says what went wrong, and leads whoever needs no sign-in to where they belong."""

from typing import Any

import reflex as rx

from crm_app.web.access import PUBLIC, handler
from crm_app.web.cookies import typed_in
from crm_app.web.http.requests import local_path
from crm_app.web.pages.sign_in.messages import message_for
from crm_app.web.pages.start.state import HOME, way_in


class SignInState(rx.State):
    """What the sign-in page shows. The password never comes here: the form goes straight to its route."""

    error: str = ""
    email: str = ""
    following: str = ""

    @handler(PUBLIC)
    async def load(self) -> Any:
        """Shows the form, unless the visitor is signed in already or the app is still empty."""
        query = self.router.url.query_parameters
        self.following = local_path(query.get("next", ""), "")
        self.error = message_for(query)
        kept = self.email if self.error else ""  # the cookie is gone when a lost connection is back
        self.email = typed_in(self.router.headers.cookie).get("email", kept)
        if elsewhere := await way_in(self, self.following or HOME):
            return rx.redirect(elsewhere, replace=True)
        return None
