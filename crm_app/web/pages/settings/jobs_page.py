"""`/settings/jobs`: what the app does by itself, whether it went well, and what to do where it did not."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import Session, page
from crm_app.web.pages.settings.jobs_state import JobRow, JobsState, PlannedRow
from crm_app.web.ui.badges import badge
from crm_app.web.ui.banners import banner
from crm_app.web.ui.buttons import button
from crm_app.web.ui.cards import card
from crm_app.web.ui.empty import empty
from crm_app.web.ui.shell import shell
from crm_app.web.ui.skeleton import bone
from crm_app.web.ui.times import ago

may_run = Session.permissions.contains("settings.edit")


@page("/settings/jobs", "settings.view", title=t("Jobs"), on_load=JobsState.load)
def jobs() -> rx.Component:
    """What failed comes first; then what runs, what is planned, and what went well."""
    return shell(
        rx.el.div(
            _nobody_works(),
            rx.cond(JobsState.failed.length() > 0, _failed()),
            _open(),
            _planned(),
            _done(),
            class_name="settings jobs",
        ),
        trail=[(t("Settings"), "/settings"), (t("Jobs"), None)],
        skeleton=bone("100%"),
        ready=JobsState.ready,
    )


def _nobody_works() -> rx.Component:
    told = t("No process is doing jobs at the moment. They wait until one does.")
    return rx.cond(JobsState.workers == 0, banner(told, kind="warning", icon="clock-alert"))


def _failed() -> rx.Component:
    rows = rx.foreach(JobsState.failed, lambda job: _job(job, _again(job)))
    return card(
        rx.el.ul(rows, class_name="job-list"),
        title=t("Failed"),
        icon="triangle-alert",
        count=JobsState.failed.length(),
    )


def _open() -> rx.Component:
    rows = rx.el.ul(rx.foreach(JobsState.open, lambda job: _job(job)), class_name="job-list")
    nothing = rx.el.p(t("Nothing is running or waiting."), class_name="quiet")
    return card(rx.cond(JobsState.open.length() > 0, rows, nothing), title=t("Running and waiting"))


def _planned() -> rx.Component:
    return card(
        rx.el.ul(rx.foreach(JobsState.planned, _task), class_name="job-list"),
        title=t("Planned"),
        icon="calendar-clock",
    )


def _done() -> rx.Component:
    rows = rx.el.ul(rx.foreach(JobsState.done, lambda job: _job(job)), class_name="job-list")
    nothing = empty("list-checks", t("Nothing has run yet"), compact=True)
    return card(rx.cond(JobsState.done.length() > 0, rows, nothing), title=t("Done"), icon="list-checks")


def _job(job: rx.Var[JobRow], action: rx.Component | None = None) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.div(job["title"], class_name="cut"),
            rx.cond(job["detail"], rx.el.div(job["detail"], class_name="job-said quiet small")),
            class_name="grow",
        ),
        _status(job["status"]),
        ago(job["at"], class_name="quiet small numbers"),
        *([action] if action else []),
        key=job["id"],
    )


def _again(job: rx.Var[JobRow]) -> rx.Component:
    label = t("Try again")
    again = button(label, icon="rotate-cw", small=True, on_click=JobsState.run_again(job["id"]), title=label)
    return rx.cond(may_run, again)


def _task(task: rx.Var[PlannedRow]) -> rx.Component:
    last = rx.fragment(_status(task["status"]), ago(task["at"], class_name="quiet small numbers"))
    run = button(
        t("Run now"),
        small=True,
        on_click=JobsState.run_now(task["name"]),
        aria_label=t("Run now") + ": " + task["title"],
    )
    return rx.el.li(
        rx.el.div(
            rx.el.div(task["title"], class_name="cut"),
            rx.el.div(task["about"], " ", task["when"], ".", class_name="quiet small"),
            rx.cond(task["said"], rx.el.div(task["said"], class_name="job-said quiet small")),
            class_name="grow",
        ),
        rx.cond(task["status"], last),
        rx.cond(may_run, run),
        key=task["name"],
    )


def _status(status: rx.Var[str]) -> rx.Component:
    return rx.match(
        status,
        ("running", badge(t("Running"), "info")),
        ("waiting", badge(t("Waiting"))),
        ("succeeded", badge(t("Done"), "success")),
        ("failed", badge(t("Failed"), "danger")),
        rx.fragment(),
    )
