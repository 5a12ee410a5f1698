"""The screens. One screen is a page module (what it shows) and a state module (what it does).

Importing this package registers every page.
"""

from importlib import import_module

PAGES = (
    "start.page",
    "sign_in.page",
    "setup.page",
    "claim.page",
    "settings.page",
    "settings.jobs_page",
    "contacts.list_page",
    "contacts.form_page",
    "contacts.contact_page",
    "companies.list_page",
    "companies.form_page",
    "companies.company_page",
    "media.page",
    "activity.page",
    "staff.list_page",
    "staff.chart_page",
    "staff.person_form_page",
    "staff.person_page",
    "staff.overview_page",
    "staff.departments_page",
    "staff.department_form_page",
    "staff.department_page",
    "staff.teams_page",
    "staff.team_form_page",
    "staff.team_page",
    "staff.skills_page",
    "staff.skill_form_page",
    "staff.skill_page",
)

for name in PAGES:
    import_module(f"{__name__}.{name}")
