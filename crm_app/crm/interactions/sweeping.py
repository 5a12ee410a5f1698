"""Drafts that nobody has touched for a day, and the files that they alone have kept."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, select

from crm_app.core.clock import now
from crm_app.core.scope import Scope
from crm_app.crm.interactions.models import InteractionDraft, InteractionDraftFile
from crm_app.storage import record_media

DAY = timedelta(hours=24)
AT_ONCE = 200
"""Drafts of one transaction."""


async def sweep_drafts(scope: Scope, older_than: timedelta = DAY) -> int:
    """Deletes drafts not touched for so long, up to `AT_ONCE`; how many. For the system.

    Files that were uploaded for them, and that nothing else refers to, go to the trash. A draft that somebody
    writes in at this moment is left alone.
    """
    scope.require("crm.delete")
    old = select(col(InteractionDraft.uuid)).where(col(InteractionDraft.updated_at) < now() - older_than)
    held = old.order_by(col(InteractionDraft.updated_at)).limit(AT_ONCE).with_for_update(skip_locked=True)
    drafts = list(await scope.session.exec(held))
    if not drafts:
        return 0
    files = select(col(InteractionDraftFile.file_uuid)).where(
        col(InteractionDraftFile.draft_uuid).in_(drafts)
    )
    kept = set(await scope.session.exec(files))
    await scope.session.execute(delete(InteractionDraft).where(col(InteractionDraft.uuid).in_(drafts)))
    await record_media.release_staged(scope, kept - await waiting_files(scope, kept))
    return len(drafts)


async def waiting_files(scope: Scope, file_uuids: Collection[UUID]) -> set[UUID]:
    """Those of the files that wait in a draft."""
    here = col(InteractionDraftFile.file_uuid).in_(file_uuids)
    return set(await scope.session.exec(select(col(InteractionDraftFile.file_uuid)).where(here)))
