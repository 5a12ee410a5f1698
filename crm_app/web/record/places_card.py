"""The places of a record: a card with its lines, the search for more, and the form of one of them."""

from collections.abc import Callable
from dataclasses import dataclass

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import may
from crm_app.web.kept_form_view import Fields, form_of
from crm_app.web.patches import Live, live_fact, live_members, live_row
from crm_app.web.record.place_form_state import PlaceFormState
from crm_app.web.record.places import PlaceItem
from crm_app.web.record.places_state import RecordPlacesState
from crm_app.web.ui.avatars import avatar
from crm_app.web.ui.badges import status_badge
from crm_app.web.ui.buttons import icon_button
from crm_app.web.ui.cards import card
from crm_app.web.ui.empty import empty, failed
from crm_app.web.ui.icons import icon
from crm_app.web.ui.kept_forms import changed_note, gone_note
from crm_app.web.ui.links import link
from crm_app.web.ui.menus import menu_item, menu_line, row_menu
from crm_app.web.ui.phrases import phrase
from crm_app.web.ui.pickers import Picker
from crm_app.web.ui.skeleton import bone

Place = rx.Var[PlaceItem]
CHANGED = "Somebody has just changed this. Saving keeps their changes where you made none."
CONFLICT = "Somebody has saved this meanwhile. Choose what stays, then save again."


@dataclass(frozen=True, slots=True)
class PlacesShown:
    """What the card of one side shows and says. `on_page` is the uuid of the record on the page by now,
    `trashed` whether it lies in the trash, `href` leads to the form of a place. `primary` is said where a
    company is the primary one, `star` and `unstar` by the buttons that change it, with the name of the line.
    """

    state: type[RecordPlacesState]
    form: type[PlaceFormState]
    on_page: rx.Var[str]
    trashed: rx.Var[bool]
    title: str
    icon: str
    nothing: str
    remove: str
    primary: str
    star: str
    unstar: str
    new_title: str
    add_title: str
    edit_title: str
    href: Callable[[Place], rx.Var[str]]
    texts: dict[str, str]


def places_card(shown: PlacesShown, line: Callable[..., rx.Component]) -> rx.Component:
    """The open form, and the places below it. `line` is a memo around `place_line` that gets `read`, `live`
    and `key`: of a long list only the lines that changed are drawn again.
    """
    return rx.el.div(
        rx.cond(_may_change(shown) & (shown.form.form != ""), _form_card(shown)),
        card(
            rx.cond(
                shown.state.problem,
                failed(shown.state.problem, shown.state.load),
                rx.cond(_here(shown), _places(shown, line), _waiting()),
            ),
            title=shown.title,
            icon=shown.icon,
            count=_total(shown),
            action=rx.cond(_may_change(shown) & (shown.form.form == ""), _picker(shown)),
            inset=False,
        ),
        class_name="stack",
    )


def places_total(shown: PlacesShown) -> rx.Var[int]:
    """How many there are now; -1 while nobody knows."""
    return rx.cond(_here(shown), _total(shown), -1)


def _here(shown: PlacesShown) -> rx.Var[bool]:
    return shown.state.loaded & (shown.state.record == shown.on_page)


def _total(shown: PlacesShown) -> rx.Var[int]:
    return live_fact(shown.state.places_live, "total", shown.state.total)


def _may_change(shown: PlacesShown) -> rx.Var[bool]:
    return may("crm.edit") & ~shown.trashed


def _places(shown: PlacesShown, line: Callable[..., rx.Component]) -> rx.Component:
    live = shown.state.places_live
    rows = live_members(live, shown.state.places)
    lines = rx.foreach(rows, lambda read: line(read=read, live=live, key=read["uuid"]))
    listed = rx.el.ul(lines, class_name="places")
    rest = rx.el.p(t("Only the first are shown."), class_name="media-cut quiet small")
    none = empty(shown.icon, shown.nothing, compact=True)
    more = rx.cond(_total(shown) > rows.length(), rest)
    return rx.cond(rows.length() > 0, rx.fragment(listed, more), none)


def place_line(shown: PlacesShown, read: Place, live: rx.Var[Live], rest: rx.RestProp) -> rx.Component:
    """One place."""
    place = live_row(live, read)
    picture = avatar(image=place["image"], letters=place["letters"], colour=place["tint"], size=40)
    return rx.el.li(
        picture,
        rx.el.div(
            rx.el.div(
                link(place["name"], href=place["href"], class_name="link cut"),
                rx.cond(place["status"] == "inactive", status_badge(place["status"])),
                class_name="name-line",
            ),
            rx.cond(place["part"], rx.el.span(place["part"], class_name="cut")),
            rx.cond(place["line"], rx.el.span(place["line"], class_name="cut quiet small")),
            class_name="place-text",
        ),
        _star(shown, place),
        rx.cond(_may_change(shown), _menu(shown, place)),
        rest,
        class_name="place",
        custom_attrs={"data-place": place["uuid"]},
    )


def _star(shown: PlacesShown, place: Place) -> rx.Component:
    """Who may change it sees a button, the others only where the star is."""
    mark = rx.el.span(
        icon("star", size=16),
        class_name="place-star",
        title=shown.primary,
        role="img",
        aria_label=shown.primary,
    )
    label = rx.cond(
        place["primary"], phrase(shown.unstar, name=place["name"]), phrase(shown.star, name=place["name"])
    )
    change = icon_button(
        "star",
        label,
        small=True,
        on_click=shown.state.star(place["uuid"], ~place["primary"]),
        aria_pressed=rx.cond(place["primary"], "true", "false"),
        custom_attrs={"data-star": ""},
    )
    return rx.cond(_may_change(shown), change, rx.cond(place["primary"], mark))


def _menu(shown: PlacesShown, place: Place) -> rx.Component:
    return row_menu(
        phrase(t("Actions for {name}"), name=place["name"]),
        menu_item(t("Open"), icon="arrow-up-right", on_select=rx.redirect(place["href"])),
        menu_item(t("Edit role"), icon="pencil", on_select=rx.redirect(shown.href(place))),
        menu_line(),
        menu_item(shown.remove, icon="x", danger=True, on_select=shown.state.remove(place["uuid"])),
    )


def _picker(shown: PlacesShown) -> rx.Component:
    state = shown.state
    return Picker.create(
        open=state.picking,
        options=state.candidates,
        answers=state.answers,
        none=state.none,
        groups=[],
        texts={"searching": t("Searching…"), **shown.texts},
        once=True,
        on_open=state.open_picker,
        on_close=state.close_picker,
        on_search=state.search,
        on_pick=state.pick,
        on_create=state.create,
    )


def _form_card(shown: PlacesShown) -> rx.Component:
    """It is drawn anew for each place, so that nothing of one stands in the form of another."""
    form = shown.form
    adding = phrase(shown.add_title, name=form.other)
    editing = phrase(shown.edit_title, name=form.other)
    return card(
        changed_note(form.changed_elsewhere, t(CHANGED)),
        gone_note(form.gone, t("This was deleted."), t("Close"), form.back),
        _form(form),
        title=rx.cond(form.form == "new", shown.new_title, rx.cond(form.adding, adding, editing)),
        icon=shown.icon,
        key=form.form,
    )


def _form(form: type[PlaceFormState]) -> rx.Component:
    new, fields = form.form == "new", Fields(form)
    return form_of(
        form,
        rx.cond(new, fields.text("name", required=True, auto_complete="off")),
        fields.text("role_in_company", auto_complete="off", auto_focus=True),
        fields.text("department", auto_complete="off"),
        draft=form.path,
        label=t("Place in the company"),
        conflict=t(CONFLICT),
        save=rx.cond(new | form.adding, t("Add"), t("Save")),
    )


def _waiting() -> rx.Component:
    line = rx.el.div(bone("40px", "40px", round=True), bone("32%"), class_name="place")
    return rx.el.div(line, line, line, aria_hidden=True)
