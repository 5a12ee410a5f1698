"""The files, the images and the picture of a person on staff."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

import reflex as rx

from crm_app import staff
from crm_app.core.errors import NotFound
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web.pages.staff.addresses import person_in
from crm_app.web.record import media_tabs
from crm_app.web.record.media_state import RecordMediaState

IN_TRASH = t("What is attached can be opened and downloaded. Restore this person to add or remove something.")
NOTHING = t("Nothing has been added to this person.")


class PersonMediaState(RecordMediaState, rx.State):
    """The media of the person on the screen."""

    _of: ClassVar = staff.media.PERSON

    def _record_in(self, path: str) -> UUID | None:
        return person_in(path)

    async def _name_of(self, scope: Scope, uuid: UUID) -> str:
        row = await staff.person_row(scope, uuid)
        if row is None:
            raise NotFound()
        return row.name

    def _topics(self, uuid: UUID) -> Iterable[str]:
        return (staff.topics.person(uuid), staff.topics.EVERY_PERSON)


def files_tab(on_page: rx.Var[str]) -> rx.Component:
    """Everything that is no image. `on_page` is the uuid of the person that the page is about by now."""
    return media_tabs.files_tab(_shelf(on_page))


def images_tab(on_page: rx.Var[str]) -> rx.Component:
    """The images; a star makes one the person's picture."""
    return media_tabs.images_tab(_shelf(on_page))


def photo_menu(picture: rx.Component) -> rx.Component:
    """The person's `picture` as a button with what can be done about it."""
    return media_tabs.photo_menu(PersonMediaState, picture)


def _shelf(on_page: rx.Var[str]) -> media_tabs.Shelf:
    return media_tabs.Shelf(PersonMediaState, on_page=on_page, in_trash=IN_TRASH, nothing=NOTHING)
