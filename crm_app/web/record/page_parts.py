"""What stands around the tabs of a record's page: menu, trash banner, question, skeleton."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import may
from crm_app.web.record.page_state import RecordPageState
from crm_app.web.ui.banners import banner
from crm_app.web.ui.buttons import button, icon_button
from crm_app.web.ui.dialogs import confirm
from crm_app.web.ui.kept_forms import gone_note
from crm_app.web.ui.menus import menu, menu_item
from crm_app.web.ui.phrases import phrase
from crm_app.web.ui.skeleton import bone, waiting, waiting_card
from crm_app.web.ui.tabs import tab

State = type[RecordPageState]


def record_menu(state: State, trashed: rx.Var[bool]) -> rx.Component:
    """To the trash, or out of it for good."""
    trash = menu_item(t("Move to trash"), icon="trash-2", danger=True, on_select=state.trash)
    delete = menu_item(t("Delete permanently…"), icon="circle-x", danger=True, on_select=state.ask_to_delete)
    more = icon_button("ellipsis", t("More actions"))
    return rx.cond(may("crm.delete"), menu(more, rx.cond(trashed, delete, trash)))


def record_tab(
    state: State, href: rx.Var[str], name: str, label: str, count: rx.Var[int] | None = None
) -> rx.Component:
    """One of the record's tabs; `href` is the address of the record."""
    address = href if name == "overview" else href + f"?tab={name}"
    return tab(label, address, current=state.tab == name, count=count)


def trash_banner(state: State, text: str) -> rx.Component:
    """Says that the record is in the trash, and brings it back."""
    restore = button(t("Restore"), icon="undo-2", small=True, on_click=state.restore)
    return banner(text, kind="danger", icon="trash-2", action=rx.cond(may("crm.delete"), restore))


def lost_banner(state: State, text: str, way_out: str, home: str) -> rx.Component:
    """Says that the record was deleted while somebody was writing about it here."""
    return gone_note(state.gone, text, way_out, home)


def delete_question(state: State, text: str, name: rx.Var[str]) -> rx.Component:
    """Asks before the record is deleted for good."""
    return confirm(
        open=state.asked,
        title=t("Delete permanently?"),
        text=phrase(text, name=name),
        confirm_label=t("Delete permanently"),
        on_confirm=state.delete,
        on_cancel=state.keep,
    )


def waiting_record(*, meta: str = "120px", lines: int = 6) -> rx.Component:
    """The page while its record is on the way.

    `meta` is the width of what stands below the name, `lines` the length of the first card.
    """
    return waiting(
        rx.el.div(
            bone("64px", "64px", round=True),
            rx.el.div(bone("180px", "20px"), rx.el.div(bone(meta), class_name="meta"), class_name="who"),
            class_name="record-head",
        ),
        rx.el.div(class_name="tabs waiting-tabs"),
        rx.el.div(
            rx.el.div(waiting_card(lines), waiting_card(3), class_name="overview"), class_name="page-inset"
        ),
    )
