"""The set-up page: the first visitor makes the owner account."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import PUBLIC, page
from crm_app.web.pages.setup.state import SetupState
from crm_app.web.pages.sign_in.page import form_problem
from crm_app.web.pages.sign_in.plain_form import new_password_field, own_name_field, plain_form, typed_field
from crm_app.web.ui.buttons import button
from crm_app.web.ui.shell import plain_page


@page("/setup", PUBLIC, title=t("Set up"), on_load=SetupState.load)
def setup() -> rx.Component:
    """Name, e-mail address and password of the owner."""
    return plain_page(
        form_problem(SetupState.error),
        _form(),
        title=t("Welcome to your CRM"),
        text=t("Create the owner account: the first one, which may do everything."),
    )


def _form() -> rx.Component:
    problem = SetupState.problems
    return plain_form(
        "/auth/setup",
        own_name_field(SetupState.name, problem.get("name", "")),
        typed_field(
            "email",
            t("E-mail address"),
            SetupState.email,
            error=problem.get("email", ""),
            required=True,
            type="email",
            auto_complete="username",
        ),
        new_password_field("password", t("Password"), problem.get("password", "")),
        button(t("Create the owner account"), kind="primary", type="submit"),
    )
