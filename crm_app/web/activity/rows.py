"""An entry of the trail as a row: everything is worked out here, the browser only shows."""

from collections.abc import Sequence
from typing import TypedDict

from crm_app.activity import Entry
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web.activity.addresses import about_record, by_person
from crm_app.web.activity.records import Names, names_of, noun_of, page_of


class ActivityItem(TypedDict):
    """Texts are empty where there is nothing to show. `record_href` is "" for a record that is gone.

    `by_href` and `about_href` narrow the list to this person or record.
    """

    uuid: str
    label: str
    detail: str
    icon: str
    tone: str
    noun: str
    record: str
    record_href: str
    about_href: str
    actor: str
    by_href: str
    at: str


async def activity_items(scope: Scope, entries: Sequence[Entry]) -> list[ActivityItem]:
    """The rows with the names of their records, which are looked up together."""
    names = await names_of(scope, [(entry.resource_type, entry.resource_uuid) for entry in entries])
    return [_item(entry, names) for entry in entries]


def _item(entry: Entry, names: Names) -> ActivityItem:
    record = (entry.resource_type, entry.resource_uuid)
    name = names.get(record, "")
    noun = noun_of(entry.resource_type) if entry.resource_uuid.int else ""  # 0 stands for many
    return ActivityItem(
        uuid=str(entry.uuid),
        label=entry.label.text,
        detail=entry.detail,
        icon=entry.label.icon,
        tone=entry.label.tone,
        noun=noun,
        record=name or entry.called,
        record_href=page_of(*record) if name else "",
        about_href=about_record(*record) if noun else "",
        actor=entry.actor or t("System"),
        by_href=by_person(entry.actor_uuid),
        at=entry.at.isoformat(),
    )
