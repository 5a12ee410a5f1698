"""What the form of a person does: fills itself, says what an address means, checks, saves all at once."""

from contextlib import suppress
from dataclasses import asdict
from typing import Any, ClassVar, TypedDict
from uuid import UUID

import reflex as rx

from crm_app import accounts, staff
from crm_app.core.errors import EditConflict, NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web import live
from crm_app.web.access import handler, scope_of
from crm_app.web.kept_forms import KeptFormState, Saved, Values, first_messages
from crm_app.web.notices import notify, notify_now
from crm_app.web.pages.staff.addresses import person_in
from crm_app.web.pages.staff.employment_rows import team_options
from crm_app.web.pages.staff.person_state import not_found
from crm_app.web.presence import look
from crm_app.web.ui.scripts import Choice, Conflict
from crm_app.web.ui.skills_picker import SkillChoice

LABELS = {
    "email": t("E-mail"),
    "name": t("Full name"),
    "status": t("Status"),
    "team_uuid": t("Team"),
    "work_phone": t("Work phone"),
    "personal_phone": t("Personal phone"),
    "date_of_birth": t("Date of birth"),
    "personal_email": t("Personal e-mail"),
    "bio": t("About"),
    "emergency_contact_name": t("Name"),
    "emergency_contact_relationship": t("Relationship"),
    "emergency_contact_phone": t("Phone"),
    "skills": t("Skills"),
}
STATUSES = {"active": t("Active"), "inactive": t("Inactive")}
NEW_HINTS = {
    "empty": t(
        "Accounts that exist are suggested. A new address makes an account that its person takes over later."
    ),
    "invalid": t("This is not an e-mail address yet."),
    "has_profile": t("This user already has a staff profile."),
    "existing": t("This account exists, and the profile will be linked to it."),
    "new": t("A new account will be made, which its person can take over by an invitation."),
}
EDIT_HINTS = NEW_HINTS | {
    "empty": t("Nobody has taken this account over yet, so its address can still be corrected."),
    "existing": t("Another account has this address already."),
    "new": t("The account gets this address. An invitation that was sent before stops working."),
}
SUGGESTED = 20


class UserOption(TypedDict):
    """An account that a profile could be for."""

    email: str
    name: str


class PersonFormState(KeptFormState, rx.State):
    """The form of a person, with what it offers: accounts, teams, skills.

    `placeholder`: the address may be written; else `email` is shown, and only its owner can change it.
    """

    placeholder: bool = True
    trashed: bool = False
    email: str = ""
    hint: str = ""
    users: list[UserOption] = []
    teams: list[Choice] = []
    skills: list[SkillChoice] = []
    _area: ClassVar[str] = "staff"
    _labels: ClassVar[dict[str, str]] = LABELS

    @handler("staff.edit")
    async def open_new(self) -> None:
        """An empty form. `?team=<uuid>` chooses the team."""
        topics = (staff.topics.SKILLS, staff.topics.TEAMS)
        live.follow(self, dict.fromkeys(topics, PersonFormState.note_change))
        async with scope_of(self) as scope:
            await self._read_offers(scope, None)
            await self._read_users(scope, "", None)
        values = dict.fromkeys(LABELS, "") | asdict(staff.PersonForm()) | {"skills": staff.staged_text({})}
        team = self.router.url.query_parameters.get("team", "")
        values["team_uuid"] = team if any(each["value"] == team for each in self.teams) else ""
        self.placeholder, self.trashed, self.email, self.hint = True, False, "", NEW_HINTS["empty"]
        self._open("/staff/people/new", back="/staff", title=t("New person"), values=values)

    @handler("staff.edit")
    async def open_edit(self) -> Any:
        """The form of the person that the address names; back where there is none, or one in the trash."""
        uuid = person_in(self.router.url.path)
        try:
            await self._open_person(uuid)
        except NotFound:
            return await not_found(self)
        if not self.trashed:
            return None
        await notify_now(self, t("Restore this person before you edit them."), "error")
        return rx.redirect(self.back, replace=True)

    @handler("staff.edit")
    async def note_change(self, kinds: list[str]) -> None:
        """Somebody changed the person, or what their form offers, while it is open."""
        record = parse_uuid(self._record)
        async with scope_of(self) as scope:
            person = await staff.get_person(scope, record) if record else None
            self.trashed = person is not None and person.status == "trashed"
            with suppress(NotFound):  # deleted in this very moment: what follows says so, once
                await self._read_offers(scope, record)
        await self._note_change()

    @handler("staff.edit", supersedes=True)
    async def note_email(self, text: str) -> None:
        """Says what the address that somebody is typing means, and suggests accounts that match it."""
        record = parse_uuid(self._record)
        async with scope_of(self) as scope:
            meaning = await staff.email_hint(scope, text, person_uuid=record)
            await self._read_users(scope, text, record)
        self.hint = (EDIT_HINTS if record else NEW_HINTS)[meaning]

    @handler("staff.edit")
    async def save(self, values: dict[str, str], seen: dict[str, str]) -> Any:
        """Writes the form; the same form twice is one person."""
        try:
            return await self._save(values, seen)
        except staff.TrashedPersonExists as there:
            self.saved = f"/staff/people/{there.person.uuid}"
            return notify(there.message, kind="warning")

    @handler("staff.delete")
    async def restore(self) -> rx.event.EventSpec:
        """Takes the person out of the trash, where somebody has put them while the form was open."""
        uuid = parse_uuid(self._record)
        if uuid is None:
            raise NotFound()
        async with scope_of(self) as scope:
            await staff.restore_person(scope, uuid)
        self.trashed = False
        return notify(t("{name} is back.", name=self.title), kind="success")

    async def _open_person(self, uuid: UUID | None) -> None:
        if uuid is None:
            raise NotFound()
        topics = (
            staff.topics.person(uuid),
            staff.topics.EVERY_PERSON,
            staff.topics.SKILLS,
            staff.topics.TEAMS,
        )
        live.follow(self, dict.fromkeys(topics, PersonFormState.note_change))
        async with scope_of(self) as scope:
            row, whole = await staff.person_row(scope, uuid), await staff.whole_person(scope, uuid)
            await self._read_offers(scope, uuid)
        if row is None:
            raise NotFound()
        self.placeholder, self.trashed, self.email = whole.placeholder, whole.trashed, whole.email
        self.hint, self.users = EDIT_HINTS["empty"], []
        back = f"/staff/people/{uuid}"
        self._open(f"{back}/edit", back=back, title=row.name, values=_shown(whole), record=uuid)
        await look(self, staff.topics.person(uuid), self._area, editing=True)

    async def _read_offers(self, scope: Scope, record: UUID | None) -> None:
        skills, teams = await staff.list_skills(scope), await team_options(scope)
        joined = {str(team.team_uuid) for team in await _teams_of(scope, record)}
        self.skills = [
            SkillChoice(uuid=str(each.uuid), name=each.name, levels=each.levels) for each in skills
        ]
        self.teams = [team for team in teams if team["value"] not in joined]

    async def _read_users(self, scope: Scope, text: str, record: UUID | None) -> None:
        if record is None:
            found = await staff.eligible_users(scope, search=text, limit=SUGGESTED)
            self.users = [UserOption(email=user.email, name=user.name) for user in found]

    async def _stored(self, uuid: UUID) -> Values:
        async with scope_of(self) as scope:
            return _shown(await staff.whole_person(scope, uuid))

    def _problem(self, name: str, value: str) -> str:
        if name == "email":
            return "" if accounts.is_valid_email(accounts.clean_email(value)) else _no_email(value)
        return first_messages(staff.validate_person({name: value}).errors).get(name, "")

    async def _conflicts(self, error: EditConflict, values: Values) -> list[Conflict]:
        """Of the skills only those that both have changed are in dispute, not all that are stored."""
        return [self._conflict(each.field, each.theirs, each.yours) for each in error.differences]

    def _said(self, name: str, value: str) -> str:
        if name == "skills":
            return self._skills_said(value)
        return STATUSES.get(value, value) if name == "status" else value

    def _skills_said(self, value: str) -> str:
        staged = staff.staged_of(value)
        return "; ".join(
            _skill_said(each, staged[each["uuid"]]) for each in self.skills if each["uuid"] in staged
        )

    async def _write(self, record: UUID | None, values: Values, seen: Values) -> Saved:
        written = {name: values[name] for name in LABELS if name in values}
        async with scope_of(self) as scope:
            if record is None:
                person, _ = await staff.add_person(scope, written, uuid=parse_uuid(values.get("uuid")))
            else:
                person = await staff.save_person(scope, record, written, seen=seen)
            row = await staff.person_row(scope, person.uuid)
        return Saved(f"/staff/people/{person.uuid}", row.name if row else "")


async def _teams_of(scope: Scope, record: UUID | None) -> list[staff.TeamOfPerson]:
    """The teams of the person; none for one who is not there (any more)."""
    if record is None or await staff.get_person(scope, record) is None:
        return []
    return await staff.teams_of(scope, record)


def _shown(whole: staff.WholePerson) -> Values:
    """What stands in the form; a team is only ever added, so none stands there."""
    return asdict(whole.form) | {
        "email": whole.email,
        "team_uuid": "",
        "skills": staff.staged_text(whole.skills),
    }


def _no_email(value: str) -> str:
    return t("Enter a valid e-mail address.") if value.strip() else t("An e-mail address is needed.")


def _skill_said(skill: SkillChoice, ids: list[str]) -> str:
    options = [option for group in skill["levels"] for option in group["options"]]
    names = [option["name"] for option in options if option["id"] in ids]
    return f"{skill['name']} ({', '.join(names)})" if names else skill["name"]
