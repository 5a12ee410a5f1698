"""Drafts as the browser gets and sends them: plain JSON, checked before anything is asked of the context."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict
from uuid import UUID

from crm_app.core.errors import NotFound, ValidationFailed
from crm_app.core.ids import parse_uuid
from crm_app.crm.interactions import Anchor, Draft, Party, StagedFile
from crm_app.storage.record_media import format_file_size

Form = dict[str, Any]


class DraftFile(TypedDict):
    """A file that waits for its draft to be saved. `state` is "ready", "trashed" or "gone"."""

    uuid: str
    name: str
    size: str
    icon: str
    thumb_url: str
    pending: bool
    state: str


class DraftItem(TypedDict):
    """A draft of one's own; `interaction` is empty unless an existing one is edited."""

    uuid: str
    interaction: str
    form: Form
    files: list[DraftFile]


def draft_item(draft: Draft) -> DraftItem:
    """The draft as JSON."""
    return DraftItem(
        uuid=str(draft.uuid),
        interaction=str(draft.interaction_uuid or ""),
        form=dict(draft.form),
        files=[_file(file) for file in draft.files],
    )


def anchor_in(text: object) -> Anchor:
    """The record in `contact:<uuid>`; `NotFound` where that names none."""
    kind, _, rest = text.partition(":") if isinstance(text, str) else ("", "", "")
    uuid = parse_uuid(rest)
    if uuid is None:
        raise NotFound()
    if kind == "contact":
        return "contact", uuid
    if kind == "company":
        return "company", uuid
    raise NotFound()


def form_in(content: Mapping[str, Any]) -> Form:
    """What was typed; `ValidationFailed` where that is no form."""
    form = content.get("form")
    if not isinstance(form, dict):
        raise ValidationFailed({})
    return form


def parties_in(form: Form) -> list[Party]:
    """Who takes part, as the browser names them; what is no party is left out."""
    given = form.get("parties")
    return [_party(each) for each in given if isinstance(each, dict)] if isinstance(given, list) else []


def uuids_in(values: object) -> Sequence[UUID]:
    """The uuids in a list from the browser; what is none is left out."""
    given = values if isinstance(values, list) else []
    return [uuid for value in given if (uuid := parse_uuid(value))]


def _party(given: Mapping[str, object]) -> Party:
    name = given.get("name")
    return Party(
        name if isinstance(name, str) else "",
        contact_uuid=parse_uuid(given.get("contact_uuid")),
        staff_person_uuid=parse_uuid(given.get("staff_person_uuid")),
    )


def _file(file: StagedFile) -> DraftFile:
    return DraftFile(
        uuid=str(file.uuid),
        name=file.name,
        size=format_file_size(file.size) if file.size is not None else "",
        icon=_icon(file.mime_type or ""),
        thumb_url=file.thumb_url or "",
        pending=bool(file.mime_type and file.mime_type.startswith("image/")) and not file.thumb_url,
        state=file.state,
    )


def _icon(mime_type: str) -> str:
    kinds = {"image/": "image", "video/": "film", "audio/": "music", "text/": "file-text"}
    by_kind = next((icon for prefix, icon in kinds.items() if mime_type.startswith(prefix)), "")
    return by_kind or ("file-text" if mime_type == "application/pdf" else "file")
