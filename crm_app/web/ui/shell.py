"""The frame of every page: navigation, header with trail and primary action, content, notices.

Pages are static files. Content appears once the session is known and the page has read what it shows; until
then its skeleton stands there in the final shape, so nothing ever looks empty that is not.
"""

from collections.abc import Sequence

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import Session
from crm_app.web.media.uploads import upload_tray
from crm_app.web.ui.banners import offline_banner
from crm_app.web.ui.links import link
from crm_app.web.ui.navigation import brand_mark, sidebar
from crm_app.web.ui.notices_view import notices
from crm_app.web.ui.scripts import only_for, page_title
from crm_app.web.ui.skeleton import bone
from crm_app.web.ui.watchers import watchers

Text = str | rx.Var[str]
Crumb = tuple[Text, str | rx.Var[str] | None]


def shell(
    *content: rx.Component,
    trail: Sequence[Crumb],
    skeleton: rx.Component,
    ready: rx.Var[bool] | bool = True,
    path: rx.Var[str] | None = None,
    action: rx.Component | None = None,
    toolbar: rx.Component | None = None,
    steps: rx.Component | None = None,
) -> rx.Component:
    """A page. `trail` are pairs of label and address; the last is this page, and the title in the browser.
    A step above whose label is empty is left out.

    The content waits for `ready`; on the page of a record give the `path` that its state has read instead.
    The `toolbar` is there from the start, so that nobody's typing is lost when the content comes. `steps`
    is a list of its own that is shown instead of the trail, which then only names the browser's tab.
    """
    shown = rx.cond(Session.ready & ready, rx.fragment(*content), skeleton)
    return rx.fragment(
        rx.el.a(t("Skip to the content"), href="#main", class_name="skip-link"),
        rx.el.div(
            sidebar(),
            rx.el.div(
                offline_banner(),
                _header(trail, path, action, steps),
                rx.el.main(
                    *([toolbar] if toolbar else []),
                    _once(path, shown, skeleton),
                    id="main",
                    tab_index=-1,
                    class_name="page-body",
                ),
                class_name="page",
            ),
            class_name="shell",
        ),
        upload_tray(),
        notices(),
    )


def _once(path: rx.Var[str] | None, content: rx.Component, waiting: rx.Component) -> rx.Component:
    return content if path is None else only_for(path, content, waiting)


def plain_page(*content: rx.Component, title: str, text: str = "") -> rx.Component:
    """A page before sign-in: one card in the middle."""
    return rx.fragment(
        rx.el.main(
            rx.el.div(brand_mark(), class_name="plain-brand"),
            rx.el.h1(title),
            rx.el.p(text, class_name="quiet") if text else rx.fragment(),
            *content,
            id="main",
            class_name="plain-page",
        ),
        notices(),
    )


def _header(
    trail: Sequence[Crumb],
    path: rx.Var[str] | None,
    action: rx.Component | None,
    steps: rx.Component | None,
) -> rx.Component:
    *above, (here, _) = trail
    title = _once(path, rx.fragment(rx.el.h1(here), page_title(here)), bone("140px"))
    shown = rx.el.ol(*[_crumb(crumb, path) for crumb in above], rx.el.li(title, aria_current="page"))
    return rx.el.header(
        rx.el.nav(
            shown if steps is None else rx.fragment(steps, page_title(here)),
            class_name="trail",
            aria_label=t("Where you are"),
        ),
        rx.el.div(
            *([] if path is None else [watchers()]), *([action] if action else []), class_name="page-actions"
        ),
        class_name="page-header",
    )


def _crumb(crumb: Crumb, path: rx.Var[str] | None) -> rx.Component:
    label, href = crumb
    step = link(label, href="/" if href is None else href, class_name="cut")
    known = step if isinstance(label, str) else _once(path, step, bone("96px"))
    step = rx.el.li(known, rx.el.span("/", class_name="separator", aria_hidden=True))
    return rx.cond(label, step) if path is None and not isinstance(label, str) else step
