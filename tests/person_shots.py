"""Pictures of the screens of one person on staff, for `tests.screenshots`: people of the demo's company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm_app.demo.employees import Employee, employees

if TYPE_CHECKING:
    from tests.screenshots import Visit


def _named(name: str) -> Employee:
    return next(each for each in employees() if each.name == name)


DESIGNER, NEWCOMER = _named("Ingrid Solheim"), _named("Lucía Romero")
TRASHED = next(each for each in employees() if each.status == "trashed")


def _open(visit: Visit, person: Employee, shows: str, rest: str = "") -> None:
    visit.open(f"/staff/people/{person.uuid}{rest}", shows)


def person(visit: Visit) -> None:
    _open(visit, DESIGNER, f"text={DESIGNER.phone}")


def person_in_trash(visit: Visit) -> None:
    _open(visit, TRASHED, "text=in the trash")


def person_teams(visit: Visit) -> None:
    person(visit)
    visit.page.get_by_role("button", name="Add to a team").click()
    visit.page.get_by_role("option").first.wait_for()


def person_invited(visit: Visit) -> None:
    _open(visit, NEWCOMER, "text=Not claimed yet")
    visit.page.get_by_role("button", name="Invite").click()
    visit.page.get_by_role("button", name="Create link").click()
    visit.page.get_by_role("button", name="Copy").wait_for()


def claim(visit: Visit) -> None:
    person_invited(visit)
    visit.page.goto(visit.page.get_by_label("Link of the invitation").input_value())
    visit.page.get_by_role("button", name="Take over this account").wait_for()


def claim_refused(visit: Visit) -> None:
    visit.open("/claim/nonsense", "text=does not work any more")


def employment(visit: Visit) -> None:
    _open(visit, DESIGNER, f"text={DESIGNER.title}", "?tab=employment")


def employment_form(visit: Visit) -> None:
    _open(visit, DESIGNER, "text=Carried over", "?tab=employment&form=new")


def person_events(visit: Visit) -> None:
    _open(visit, DESIGNER, ".event", "?tab=events")


def new_person(visit: Visit) -> None:
    visit.open("/staff/people/new", "text=Create person")


def edit_person(visit: Visit) -> None:
    _open(visit, DESIGNER, ".staged-skill", "/edit")


def edit_person_skills(visit: Visit) -> None:
    _open(visit, DESIGNER, ".staged-skill", "/edit#skills")
    visit.page.get_by_role("searchbox", name="Search skills to add").fill("o")
    visit.page.locator(".form-actions").scroll_into_view_if_needed()


def person_with_errors(visit: Visit) -> None:
    new_person(visit)
    visit.page.get_by_label("E-mail", exact=True).fill("nobody at nowhere")
    visit.page.get_by_label("Date of birth").fill("2999-01-01")
    visit.page.keyboard.press("Control+Enter")
    visit.page.get_by_text("cannot be in the future").wait_for()


AS_OWNER = (
    *(person, person_in_trash, person_teams, person_invited, claim, employment, employment_form),
    *(person_events, new_person, edit_person, edit_person_skills, person_with_errors),
)
AS_NOBODY = (claim_refused,)
