"""`/claim/<token>`: whoever was invited gives their name and a password, and the account is theirs."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import PUBLIC, page
from crm_app.web.pages.claim.state import ClaimState
from crm_app.web.pages.sign_in.page import form_problem
from crm_app.web.pages.sign_in.plain_form import new_password_field, own_name_field, plain_form, typed_field
from crm_app.web.ui.banners import banner
from crm_app.web.ui.buttons import button, link_button
from crm_app.web.ui.empty import failed
from crm_app.web.ui.fields import hidden_field
from crm_app.web.ui.phrases import phrase
from crm_app.web.ui.shell import plain_page
from crm_app.web.ui.skeleton import bone, waiting

USED = t(
    "It has been used already, a newer one has taken its place, or it is older than seven days. "
    "Ask for a new one. If the account is yours already, sign in."
)
ELSEWHERE = t("You are signed in as {email}. Taking this account over signs you out there.")


@page("/claim/[claim_token]", PUBLIC, title=t("Your invitation"), on_load=ClaimState.load)
def claim() -> rx.Component:
    """The form, or that the link does not work."""
    return rx.cond(
        ClaimState.trouble,
        plain_page(failed(ClaimState.trouble, ClaimState.load), title=t("Your invitation")),
        rx.cond(ClaimState.checked, rx.cond(ClaimState.valid, _invited(), _too_late()), _waiting()),
    )


def _invited() -> rx.Component:
    elsewhere = banner(phrase(ELSEWHERE, email=ClaimState.signed_in_as), icon="info")
    return plain_page(
        form_problem(ClaimState.error),
        rx.cond(ClaimState.signed_in_as, elsewhere),
        _form(),
        title=t("Welcome to your CRM"),
        text=t("An account has been made for you. Choose a password, and it is yours."),
    )


def _form() -> rx.Component:
    problem = ClaimState.problems
    return plain_form(
        "/auth/claim",
        hidden_field("token", ClaimState.token),
        typed_field(
            "email",
            t("E-mail address"),
            ClaimState.email,
            hint=t("You sign in with this address."),
            type="email",
            read_only=True,
            auto_complete="username",
        ),
        own_name_field(ClaimState.name, problem.get("name", "")),
        new_password_field("password", t("Password"), problem.get("password", "")),
        button(t("Take over this account"), kind="primary", type="submit"),
    )


def _too_late() -> rx.Component:
    return plain_page(
        link_button(t("Sign in"), "/login", kind="primary"),
        title=t("This link does not work any more"),
        text=USED,
    )


def _waiting() -> rx.Component:
    field = rx.el.div(bone("96px"), bone("100%", "36px"), class_name="waiting-field")
    return plain_page(waiting(field, field, field, class_name="plain-form"), title=t("Your invitation"))
