"""Which drafts wait with a file: told where a file's uses are asked for."""

from uuid import UUID

from sqlmodel import col, select

from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.crm.interactions.models import InteractionDraft, InteractionDraftFile
from crm_app.crm.naming import company_names, contact_names
from crm_app.storage.library import Use, when_asked_where_used


async def drafts_with(scope: Scope, file_uuid: UUID) -> list[Use]:
    """What is being written with this file, named after whom it is about; nothing without `crm.view`."""
    if not scope.can("crm.view"):
        return []
    anchor = (col(InteractionDraft.anchor_type), col(InteractionDraft.anchor_uuid))
    waiting = col(InteractionDraftFile.file_uuid) == file_uuid
    query = select(*anchor).join(InteractionDraftFile).where(waiting).distinct()
    anchors = (await scope.session.exec(query)).all()
    contacts = await contact_names(scope, [uuid for kind, uuid in anchors if kind == "contact"])
    companies = await company_names(scope, [uuid for kind, uuid in anchors if kind == "company"])
    names = contacts | companies
    return [_use(kind, uuid, names.get(uuid)) for kind, uuid in anchors]


def _use(kind: str, uuid: UUID, name: str | None) -> Use:
    place = "contacts" if kind == "contact" else "companies"
    return Use("draft", name or t("Deleted"), f"/{place}/{uuid}?tab=interactions" if name else None)


when_asked_where_used(drafts_with)
