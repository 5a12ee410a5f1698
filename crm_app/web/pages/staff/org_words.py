"""What departments, teams and skills are called on their screens. Their lists, forms and pages are alike."""

from collections.abc import Callable
from dataclasses import dataclass

from crm_app.core.texts import t, tn
from crm_app.web.pages.staff.sections import Section


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one kind of record. `{name}` and `{search}` are filled in the browser."""

    section: Section
    path: str
    icon: str
    many: str
    one: str
    counted: Callable[[int], str]
    new: str
    create: str
    search: str
    nothing_found: str
    none_yet: str
    what_for: str
    not_found: str
    delete: str
    delete_question: str
    changed_note: str
    conflict_note: str
    deleted_note: str


DEPARTMENTS = Words(
    section="departments",
    path="/staff/departments",
    icon="building-2",
    many=t("Departments"),
    one=t("Department"),
    counted=lambda number: tn("{count} department", "{count} departments", number),
    new=t("New department"),
    create=t("Create department"),
    search=t("Search departments"),
    nothing_found=t("No name or description of a department contains “{search}”."),
    none_yet=t("No departments yet"),
    what_for=t("Departments are the parts of your organisation. Teams and people belong to them."),
    not_found=t("Department not found"),
    delete=t("Delete department"),
    delete_question=t("Delete the department {name}?"),
    changed_note=t("Somebody has just changed this department. Saving keeps their changes."),
    conflict_note=t("Somebody has saved this department meanwhile. Choose what stays, then save again."),
    deleted_note=t("This department was deleted. What you typed is still here, but cannot be saved."),
)

TEAMS = Words(
    section="teams",
    path="/staff/teams",
    icon="users-round",
    many=t("Teams"),
    one=t("Team"),
    counted=lambda number: tn("{count} team", "{count} teams", number),
    new=t("New team"),
    create=t("Create team"),
    search=t("Search teams"),
    nothing_found=t("No name, description or department of a team contains “{search}”."),
    none_yet=t("No teams yet"),
    what_for=t("Teams are the people who work together. Each team belongs to one department."),
    not_found=t("Team not found"),
    delete=t("Delete team"),
    delete_question=t("Delete the team {name}?"),
    changed_note=t("Somebody has just changed this team. Saving keeps their changes."),
    conflict_note=t("Somebody has saved this team meanwhile. Choose what stays, then save again."),
    deleted_note=t("This team was deleted. What you typed is still here, but cannot be saved."),
)

SKILLS = Words(
    section="skills",
    path="/staff/skills",
    icon="graduation-cap",
    many=t("Skills"),
    one=t("Skill"),
    counted=lambda number: tn("{count} skill", "{count} skills", number),
    new=t("New skill"),
    create=t("Create skill"),
    search=t("Search skills"),
    nothing_found=t("No name, description or level of a skill contains “{search}”."),
    none_yet=t("No skills yet"),
    what_for=t("Skills say what people can do, and how well. One finds them on the pages of people."),
    not_found=t("Skill not found"),
    delete=t("Delete skill"),
    delete_question=t("Delete the skill {name}?"),
    changed_note=t("Somebody has just changed this skill. Saving keeps their changes."),
    conflict_note=t("Somebody has saved this skill meanwhile. Choose what stays, then save again."),
    deleted_note=t("This skill was deleted. What you typed is still here, but cannot be saved."),
)
