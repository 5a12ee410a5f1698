"""`/companies`: all companies."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import page
from crm_app.web.pages.companies.list_rows import CompanyItem
from crm_app.web.pages.companies.list_state import CompanyList
from crm_app.web.patches import Live, live_row
from crm_app.web.record.list_choosing import chooser
from crm_app.web.record.list_page import ListScreen, line_menu, record_list
from crm_app.web.ui.avatars import avatar
from crm_app.web.ui.badges import status_badge
from crm_app.web.ui.list_controls import sort_heading
from crm_app.web.ui.scripts import glow
from crm_app.web.ui.tables import cell, row, row_link
from crm_app.web.ui.times import ago

COLUMNS = [
    sort_heading(t("Name"), "name"),
    (t("Industry"), "18%"),
    (t("Website"), "20%"),
    (t("Phone"), "15%"),
    (t("Members"), "112px"),
    sort_heading(t("Updated"), "updated", width="132px"),
    ("", "56px"),
]


@rx.memo
def company_line(read: rx.Var[CompanyItem], live: rx.Var[Live], rest: rx.RestProp) -> rx.Component:
    """One company. It is a memo: of a long list only the rows that changed are drawn again."""
    item = live_row(live, read)
    return row(
        chooser(item),
        cell(_which(item)),
        cell(item["industry"], card="line"),
        cell(item["website"], card="hidden"),
        cell(item["phone"], card="hidden", class_name="cut numbers"),
        cell(item["people"], card="line", class_name="cut numbers"),
        cell(
            ago(item["updated_at"]), glow(item["updated_at"]), card="hidden", class_name="cut quiet numbers"
        ),
        cell(line_menu(CompanyList, item), card="actions", class_name="row-actions"),
        rest,
    )


def _which(item: rx.Var[CompanyItem]) -> rx.Component:
    return row_link(
        avatar(image=item["image"], letters=item["letters"], colour=item["tint"]),
        rx.el.span(item["name"], class_name="cut"),
        rx.cond(item["status"] == "inactive", status_badge(item["status"])),
        href=item["href"],
    )


SCREEN = ListScreen(
    state=CompanyList,
    home="/companies",
    title=t("Companies"),
    icon="building-2",
    columns=COLUMNS,
    line=company_line,
    search=t("Search companies"),
    placeholder=t("Search name, industry, website"),
    no_match="No name, industry, website or e-mail address contains “{search}”.",
    nothing=t("No companies yet"),
    what=t("Companies are the organisations you deal with, with the contacts who belong to them."),
    none_of_these=t("No companies with this status"),
    all=t("Show all companies"),
    back=t("Back to the companies"),
    trash=t("Companies that are moved to the trash wait here until somebody restores or deletes them."),
    new=t("New company"),
    deletes="{name} will be deleted, with all files and images that no other record holds. Its members stay, "
    "without this company. This cannot be undone.",
    deletes_many=t(
        "They will be deleted, with all files and images that no other record holds. This cannot be undone."
    ),
    selected=t("Selected companies"),
    select_all=t("Select all companies"),
)


@page("/companies", "crm.view", t("Companies"), on_load=CompanyList.load)
def companies_page() -> rx.Component:
    """The list."""
    return record_list(SCREEN)
