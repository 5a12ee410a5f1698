"""What the log can be narrowed to, as options: who has done something, and what was done."""

from crm_app import activity
from crm_app.activity import Wanted
from crm_app.core.scope import Scope
from crm_app.core.sorting import sort_key
from crm_app.core.texts import t
from crm_app.web.activity.addresses import SYSTEM
from crm_app.web.ui.scripts import Choice

_GROUPS = {
    "crm.contact": "Contacts",
    "crm.company": "Companies",
    "crm.interaction": "Interactions",
    "staff.person": "People",
    "staff.people": "People",
    "staff.department": "Departments",
    "staff.team": "Teams",
    "staff.skill": "Skills",
    "account.": "Accounts",
}
_ORDER = tuple(dict.fromkeys(_GROUPS.values()))


async def people_choices(scope: Scope, wanted: Wanted) -> list[Choice]:
    """Everybody who has done something, by name; whoever is asked for, also before they have."""
    names = await activity.actors_seen(scope)
    if wanted.actor and wanted.actor not in names:
        names |= {wanted.actor: t("Somebody else")}
    people = sorted(names.items(), key=lambda each: (sort_key(each[1]), each[0]))
    return [
        *(Choice(value=str(uuid), label=name) for uuid, name in people),
        Choice(value=SYSTEM, label=t("System")),
    ]


async def action_choices(scope: Scope, wanted: Wanted) -> list[Choice]:
    """Everything that was done, by what it was done to; what is asked for, also before it was."""
    actions = await activity.actions_seen(scope)
    if wanted.action and wanted.action not in actions:
        actions.append(wanted.action)
    choices = [
        Choice(value=action, label=activity.label_of(action).text, group=t(_group(action)))
        for action in actions
    ]
    return sorted(choices, key=lambda choice: (_place(choice), choice["label"]))


def _group(action: str) -> str:
    return next((group for start, group in _GROUPS.items() if action.startswith(start)), "Other")


def _place(choice: Choice) -> int:
    places = [t(group) for group in _ORDER]
    return places.index(choice["group"]) if choice.get("group") in places else len(places)
