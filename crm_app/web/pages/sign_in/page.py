"""The sign-in page: a plain form, so that it works before any script does and password managers know it."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import PUBLIC, page
from crm_app.web.pages.sign_in.plain_form import plain_form, typed_field
from crm_app.web.pages.sign_in.state import SignInState
from crm_app.web.ui.banners import banner
from crm_app.web.ui.buttons import button
from crm_app.web.ui.fields import hidden_field, text_field
from crm_app.web.ui.shell import plain_page


@page("/login", PUBLIC, title=t("Sign in"), on_load=SignInState.load)
def sign_in() -> rx.Component:
    """E-mail address, password, and what went wrong the last time."""
    return plain_page(form_problem(SignInState.error), _form(), title=t("Sign in to CRM"))


def form_problem(text: rx.Var[str]) -> rx.Component:
    """The one message over a form; nothing while there is none."""
    return rx.el.div(rx.cond(text, banner(text, kind="danger", icon="circle-alert")), role="alert")


def _form() -> rx.Component:
    return plain_form(
        "/auth/login",
        typed_field(
            "email",
            t("E-mail address"),
            SignInState.email,
            required=True,
            type="email",
            auto_complete="username",
            auto_focus=True,
            input_mode="email",
            auto_capitalize="none",
            spell_check=False,
        ),
        text_field(
            "password", t("Password"), required=True, type="password", auto_complete="current-password"
        ),
        hidden_field("next", SignInState.following),
        button(t("Sign in"), kind="primary", type="submit"),
    )
