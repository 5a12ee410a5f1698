"""No entry of the trail holds what people wrote, or an e-mail address: walked over what the app can do."""

import ast
import re
from collections.abc import Mapping
from pathlib import Path

from sqlmodel import select

from crm_app import accounts, activity, comments, crm, staff
from crm_app.core.audit import Activity
from crm_app.core.scope import system_scope
from crm_app.crm import interactions
from tests.comments.conftest import ON
from tests.factories import run_as

SOURCES = Path(activity.__file__).parent.parent
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
SECRET = "only for our eyes"
TELLERS = re.compile(r"record|_?tell(?!_timelines)\w*|_note|_record")

SMALL_FACTS = {
    "after", "before", "comment_uuid", "company_uuid", "contact_uuid", "count", "department_uuid",
    "employment_type", "employment_uuid", "file_uuid", "folder_uuid", "former_department_uuid",
    "interaction_type", "interaction_uuid", "kind", "name", "person_skill_uuid", "person_uuid",
    "proficiency_levels", "renamed", "role", "sessions", "source", "status", "subject",
    "team_membership_uuid", "teams", "user_status", "user_uuid", "version",
}  # fmt: skip
"""What entries hold beside who, what and when. Whoever adds to these has thought about it."""


async def trail() -> list[Activity]:
    async with system_scope() as scope:
        return list(await scope.session.exec(select(Activity)))


def said(value: object) -> list[str]:
    """All texts in a value, keys too."""
    if isinstance(value, Mapping):
        return [text for key, each in value.items() for text in (str(key), *said(each))]
    if isinstance(value, list):
        return [text for each in value for text in said(each)]
    return [str(value)]


async def records_change(mira: accounts.User) -> None:
    """What people do with contacts and companies."""
    ada = await run_as(mira, crm.create_contact, {"name": "Ada", "email": "ada@example.com", "notes": SECRET})
    await run_as(mira, crm.update_contact, ada.uuid, {"email": "ada@example.org", "notes": SECRET * 2})
    company = await run_as(
        mira, crm.create_company, {"name": "Engines", "email": "info@example.com", "notes": SECRET}
    )
    await run_as(mira, crm.update_company, company.uuid, {"email": "new@example.com"})
    await run_as(mira, crm.add_member, company.uuid, ada.uuid, SECRET, SECRET)
    await run_as(mira, crm.change_member, company.uuid, ada.uuid, {"role_in_company": SECRET})
    await something_is_said(mira, ada)
    await run_as(mira, crm.remove_member, company.uuid, ada.uuid)
    await run_as(mira, crm.trash_contact, ada.uuid)
    await run_as(mira, crm.delete_contact, ada.uuid)


async def something_is_said(mira: accounts.User, ada: crm.Contact) -> None:
    """Comments and interactions."""
    text = f"{SECRET} ada@example.com"
    comment = await run_as(mira, comments.add_comment, ON, ada.uuid, text, [mira.uuid])
    await run_as(mira, comments.edit_comment, ON, ada.uuid, comment.uuid, text * 2)
    await run_as(mira, comments.delete_comment, ON, ada.uuid, comment.uuid)
    parties = [interactions.Party(name=f"Somebody {SECRET}")]
    attributes = {
        "contact_uuid": str(ada.uuid),
        "interaction_type": "call",
        "subject": "Prices",
        "body": text,
    }
    call = await run_as(mira, interactions.create_interaction, attributes, parties)
    await run_as(mira, interactions.update_interaction, call.uuid, {"body": text * 2})
    await run_as(mira, interactions.delete_interaction, call.uuid, on=("contact", ada.uuid))


async def staff_changes(owner: accounts.User) -> None:
    """What people do with staff and accounts."""
    facts = {"notes": SECRET, "personal_email": "home@example.com", "emergency_contact_name": SECRET}
    person, _ = await run_as(
        owner, staff.create_person_with_user, "pia@example.com", {"name": "Pia", **facts}
    )
    await run_as(owner, staff.update_person, person.uuid, {"notes": SECRET * 2, "location": SECRET})
    await run_as(owner, staff.rename_placeholder_email, person.user_uuid, "pia@example.org")
    await run_as(owner, accounts.invite, person.user_uuid)
    await run_as(
        owner, staff.create_employment, person.uuid, {"notes": SECRET, "employment_type": "full_time"}
    )
    department = await run_as(owner, staff.create_department, {"name": "Sales", "description": SECRET})
    team = await run_as(owner, staff.create_team, {"name": "North", "department_uuid": str(department.uuid)})
    await run_as(owner, staff.add_team_person, team.uuid, person.uuid)
    skill = await run_as(owner, staff.create_skill, {"name": "Python", "description": SECRET})
    await run_as(owner, staff.assign_skill, person.uuid, skill.uuid)
    await run_as(owner, accounts.change_role, person.user_uuid, "member")
    await run_as(owner, staff.bulk_trash, [person.uuid])


async def test_nothing_that_people_do_puts_words_or_addresses_into_the_trail(
    mira: accounts.User, owner: accounts.User
):
    await records_change(mira)
    await staff_changes(owner)
    entries = await trail()
    assert len({entry.action for entry in entries}) >= 25
    found = [(entry.action, text) for entry in entries for text in said(entry.details)]
    leaks = [(action, text) for action, text in found if SECRET in text or ADDRESS.search(text)]
    assert leaks == []
    assert [entry.action for entry in entries if not activity.is_known(entry.action)] == []


def test_only_small_facts_are_written_anywhere():
    """Every call that writes the trail, found in the sources."""
    odd: list[str] = []
    for path in SOURCES.rglob("*.py"):
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if TELLERS.fullmatch(name) and "live/" not in str(path):
                given = {keyword.arg for keyword in call.keywords if keyword.arg}
                odd += [f"{path.name}:{call.lineno} {each}" for each in given - SMALL_FACTS]
    assert [each for each in odd if "demo/" not in each] == []
