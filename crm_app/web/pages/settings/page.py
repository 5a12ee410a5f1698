"""One's own settings: who one is, how the app looks, the password, and where one is signed in."""

import reflex as rx
from reflex.style import set_color_mode

from crm_app.core.texts import t
from crm_app.web.access import SIGNED_IN, Session, page
from crm_app.web.pages.settings.state import SessionRow, SettingsState
from crm_app.web.pages.sign_in.page import form_problem
from crm_app.web.pages.sign_in.plain_form import new_password_field, plain_form
from crm_app.web.ui.badges import tag
from crm_app.web.ui.banners import banner
from crm_app.web.ui.buttons import button, link_button
from crm_app.web.ui.cards import card, fact, facts
from crm_app.web.ui.fields import text_field
from crm_app.web.ui.shell import shell
from crm_app.web.ui.skeleton import bone
from crm_app.web.ui.times import ago


@page("/settings", SIGNED_IN, title=t("Settings"), on_load=SettingsState.load)
def settings() -> rx.Component:
    """Cards, one under the other."""
    return shell(
        rx.el.div(_account(), _appearance(), _password(), _sessions(), _jobs(), class_name="settings"),
        trail=[(t("Settings"), None)],
        skeleton=bone("100%"),
        ready=SettingsState.ready,
    )


def _account() -> rx.Component:
    sign_out = plain_form(
        "/auth/logout", button(t("Sign out"), icon="log-out", type="submit", small=True), class_name=""
    )
    return card(
        facts(
            fact(t("Name"), Session.name),
            fact(t("E-mail address"), Session.email),
            fact(t("Role"), _role()),
        ),
        title=t("Your account"),
        action=sign_out,
    )


def _role() -> rx.Component:
    names = (
        ("owner", t("Owner")),
        ("admin", t("Admin")),
        ("member", t("Member")),
        ("viewer", t("Viewer: may look, not change")),
    )
    return rx.el.span(rx.match(Session.role, *names, ""))


def _appearance() -> rx.Component:
    modes = (
        ("light", t("Light"), "sun"),
        ("dark", t("Dark"), "moon"),
        ("system", t("As the system"), "monitor"),
    )
    return card(
        rx.el.div(
            *[
                button(label, icon=icon, on_click=set_color_mode(mode), aria_pressed=rx.color_mode == mode)
                for mode, label, icon in modes
            ],
            class_name="button-row",
            role="group",
            aria_label=t("Appearance"),
        ),
        title=t("Appearance"),
    )


def _password() -> rx.Component:
    problem = SettingsState.problems
    return card(
        rx.cond(SettingsState.done, banner(t("Your password is changed. Other browsers are signed out."))),
        form_problem(SettingsState.error),
        plain_form(
            "/auth/password",
            rx.el.input(
                type="text",
                auto_complete="username",
                default_value=Session.email,
                read_only=True,
                hidden=True,
                aria_hidden=True,
            ),
            text_field(
                "current_password",
                t("Current password"),
                error=problem.get("current_password", ""),
                required=True,
                type="password",
                auto_complete="current-password",
            ),
            new_password_field("new_password", t("New password"), problem.get("new_password", "")),
            button(t("Change the password"), type="submit"),
        ),
        title=t("Password"),
    )


def _sessions() -> rx.Component:
    everywhere = rx.cond(
        SettingsState.others > 0,
        button(t("Sign out everywhere else"), small=True, on_click=SettingsState.revoke_others),
    )
    return card(
        rx.el.ul(rx.foreach(SettingsState.sessions, _session), class_name="session-list"),
        title=t("Where you are signed in"),
        action=everywhere,
    )


def _jobs() -> rx.Component:
    """Only for those who see how the app is set up."""
    told = rx.el.p(t("What the app does by itself: the trash, previews, words in files."), class_name="quiet")
    show = link_button(t("Show jobs"), "/settings/jobs", icon="list-checks", small=True)
    return rx.cond(Session.permissions.contains("settings.view"), card(told, title=t("Jobs"), action=show))


def _session(row: rx.Var[SessionRow]) -> rx.Component:
    end = button(
        t("Sign out"),
        small=True,
        on_click=SettingsState.revoke(row["uuid"]),
        aria_label=t("Sign out") + " " + row["browser"],
    )
    return rx.el.li(
        rx.el.div(
            rx.el.div(row["browser"], class_name="cut"),
            rx.el.div(row["address"], " · ", ago(row["seen"]), class_name="quiet small"),
            class_name="grow",
        ),
        rx.cond(row["here"], tag(t("This browser")), end),
        key=row["uuid"],
    )
