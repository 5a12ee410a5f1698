"""The files, the images and the logo of a company."""

from typing import ClassVar
from uuid import UUID

import reflex as rx

from crm_app import crm
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web.media.picture_words import LOGO
from crm_app.web.pages.companies.addresses import company_in
from crm_app.web.pages.companies.company_state import CompanyState
from crm_app.web.record import media_tabs
from crm_app.web.record.media_state import RecordMediaState


class CompanyMediaState(RecordMediaState, rx.State):
    """The media of the company on the screen."""

    _of: ClassVar = crm.attachments.COMPANY
    _words: ClassVar = LOGO

    def _record_in(self, path: str) -> UUID | None:
        return company_in(path)

    async def _name_of(self, scope: Scope, uuid: UUID) -> str:
        return (await crm.require_company(scope, uuid)).name


SHELF = media_tabs.Shelf(
    CompanyMediaState,
    on_page=CompanyState.company["uuid"],
    in_trash=t(
        "What is attached can be opened and downloaded. Restore the company to add or remove something."
    ),
    nothing=t("Nothing has been added to this company."),
)


def files_tab() -> rx.Component:
    """Everything that is no image."""
    return media_tabs.files_tab(SHELF)


def images_tab() -> rx.Component:
    """The images; a star makes one the company's logo."""
    return media_tabs.images_tab(SHELF)


def logo_menu(picture: rx.Component) -> rx.Component:
    """The company's logo as a button with what can be done about it."""
    return media_tabs.photo_menu(CompanyMediaState, picture)
