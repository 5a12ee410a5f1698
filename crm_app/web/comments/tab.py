"""The Comments tab of a record: what was said, the newest first, and a field to say more."""

import reflex as rx

from crm_app import comments
from crm_app.core.texts import t
from crm_app.web.comments.state import RecordCommentsState
from crm_app.web.patches import live_fact, live_rows
from crm_app.web.ui.buttons import spinner
from crm_app.web.ui.cards import card
from crm_app.web.ui.comment_parts import CommentComposer, CommentEntry, CommentItem, comment_texts
from crm_app.web.ui.dialogs import confirm
from crm_app.web.ui.empty import empty, failed
from crm_app.web.ui.scripts import more_on_scroll
from crm_app.web.ui.skeleton import bone
from crm_app.web.ui.times import ago

State = type[RecordCommentsState]


def comments_tab(state: State, *, on_page: rx.Var[str]) -> rx.Component:
    """The tab, as soon as it is about the record that the page shows (`on_page` is its uuid)."""
    ready = state.loaded & (state.record == on_page)
    return rx.fragment(
        card(
            rx.cond(
                state.problem,
                failed(state.problem, state.load),
                rx.cond(ready, _said(state), _waiting()),
            ),
            title=t("Comments"),
            icon="message-square-text",
            count=comment_count(state),
            inset=False,
            class_name="card comments",
        ),
        _question(state),
    )


def comment_count(state: State) -> rx.Var[int]:
    """How many comments there are now."""
    return live_fact(state.live, "count", state.count)


def _said(state: State) -> rx.Component:
    rows = live_rows(state.live, state.items)
    listed = rx.el.div(
        rx.foreach(rows, lambda item: _comment(state, item)), class_name="comment-list", role="feed"
    )
    return rx.fragment(
        rx.cond(state.can_edit, _composer(state, rows), _why_not(state)),
        rx.cond(rows.length() > 0, rx.fragment(listed, _end(state, rows)), _nothing(state)),
    )


def _composer(state: State, rows: rx.Var[list[CommentItem]]) -> rx.Component:
    return CommentComposer.create(
        record=state.record,
        rows=rows,
        me=state.me,
        **_writing(state),
        on_send=lambda uuid, body, mentions: state.send(state.record, uuid, body, mentions),
    )


def _comment(state: State, item: rx.Var[CommentItem]) -> rx.Component:
    return CommentEntry.create(
        ago(item["at"], class_name="quiet small"),
        comment=item,
        mine=item["author"] == state.me["uuid"],
        can_edit=state.can_edit,
        can_delete=state.can_delete,
        me=state.me["uuid"],
        **_writing(state),
        on_change=lambda uuid, body, mentions: state.change(state.record, uuid, body, mentions),
        on_delete=state.ask_to_delete,
        key=item["uuid"],
    )


def _writing(state: State) -> dict[str, object]:
    return {
        "answer": state.answer,
        "people": state.people,
        "people_for": state.people_for,
        "longest": comments.LONGEST,
        "texts": comment_texts(),
        "on_search": state.find_people,
    }


def _why_not(state: State) -> rx.Component:
    in_trash = t("What was said can be read. Restore the record to say something.")
    return rx.cond(state.is_trashed, rx.el.p(in_trash, class_name="quiet comments-note"))


def _nothing(state: State) -> rx.Component:
    invited = t("Say what colleagues should know. Type @ to mention somebody.")
    return empty(
        "message-square-text",
        t("No comments yet"),
        rx.cond(state.can_edit, invited, t("Nobody has said anything here.")),
        compact=True,
    )


def _end(state: State, rows: rx.Var[list[CommentItem]]) -> rx.Component:
    reading_on = rx.fragment(more_on_scroll(rows.length(), state.read_on), spinner(), t("Loading more…"))
    return rx.cond(state.more, rx.el.div(reading_on, class_name="table-end", aria_live="polite"))


def _question(state: State) -> rx.Component:
    mine = t("Your comment will be gone for everybody. This cannot be undone.")
    others = t("Somebody else wrote this. It will be gone for everybody, and this cannot be undone.")
    return confirm(
        open=state.doomed != "",
        title=t("Delete this comment?"),
        text=rx.cond(state.doomed_mine, mine, others),
        confirm_label=t("Delete"),
        on_confirm=state.delete,
        on_cancel=state.keep,
    )


def _waiting() -> rx.Component:
    def line(width: str) -> rx.Component:
        said = rx.el.div(bone("120px"), bone(width), class_name="comment-said")
        return rx.el.div(bone("28px", "28px", round=True), said, class_name="comment")

    return rx.el.div(line("62%"), line("48%"), line("55%"), class_name="comment-list", aria_hidden=True)
