"""Interactions: what was said with whom, with its files; timelines; and what is still being written."""

from crm_app.crm.interactions.anchors import Anchor, anchor_of
from crm_app.crm.interactions.attaching import MOST_FILES
from crm_app.crm.interactions.cascades import Cascade, clean_up, collect, tell_timelines
from crm_app.crm.interactions.changing import update_interaction
from crm_app.crm.interactions.draft_files import StagedFile, stage_file, unstage_file
from crm_app.crm.interactions.draft_uses import drafts_with
from crm_app.crm.interactions.drafts import (
    Draft,
    discard_draft,
    get_draft,
    list_drafts,
    resume_draft,
    save_draft,
)
from crm_app.crm.interactions.errors import (
    AttachmentUnavailable,
    DraftSaved,
    NotAccepted,
    NotAnchoredHere,
    TooManyFiles,
)
from crm_app.crm.interactions.forms import (
    InteractionForm,
    Party,
    form_of,
)
from crm_app.crm.interactions.models import (
    TYPES,
    Interaction,
    InteractionDraft,
    InteractionDraftFile,
    InteractionParty,
)
from crm_app.crm.interactions.parties import parties_of, when_staff_takes_part
from crm_app.crm.interactions.pictures import tell_pictures_made
from crm_app.crm.interactions.saving import save_interaction
from crm_app.crm.interactions.sweeping import sweep_drafts, waiting_files
from crm_app.crm.interactions.timeline import (
    ShownInteraction,
    ShownParty,
    TimelineCursor,
    TimelinePage,
    TimelineRow,
    count_interactions,
    interaction_uuids_for_contact,
    list_for_company,
    list_for_contacts,
    list_involving,
    list_recent,
    these_rows,
    timeline,
)
from crm_app.crm.interactions.timeline_sql import Only
from crm_app.crm.interactions.uploading import (
    ACCEPTED,
    MOST_BYTES,
    accept_upload,
    check_upload,
    place_upload,
)
from crm_app.crm.interactions.writing import (
    create_interaction,
    delete_interaction,
    get_interaction,
    require_interaction,
)
from crm_app.storage import when_pictures_are_made
from crm_app.storage.references import refer_to_files

when_pictures_are_made(tell_pictures_made)
refer_to_files("drafts", waiting_files)

__all__ = [
    "ACCEPTED",
    "MOST_BYTES",
    "MOST_FILES",
    "TYPES",
    "Anchor",
    "AttachmentUnavailable",
    "Cascade",
    "Draft",
    "DraftSaved",
    "Interaction",
    "InteractionDraft",
    "InteractionDraftFile",
    "InteractionForm",
    "InteractionParty",
    "NotAccepted",
    "NotAnchoredHere",
    "Only",
    "Party",
    "ShownInteraction",
    "ShownParty",
    "StagedFile",
    "TimelineCursor",
    "TimelinePage",
    "TimelineRow",
    "TooManyFiles",
    "accept_upload",
    "anchor_of",
    "check_upload",
    "clean_up",
    "collect",
    "count_interactions",
    "create_interaction",
    "delete_interaction",
    "discard_draft",
    "drafts_with",
    "form_of",
    "get_draft",
    "get_interaction",
    "interaction_uuids_for_contact",
    "list_drafts",
    "list_for_company",
    "list_for_contacts",
    "list_involving",
    "list_recent",
    "parties_of",
    "place_upload",
    "require_interaction",
    "resume_draft",
    "save_draft",
    "save_interaction",
    "stage_file",
    "sweep_drafts",
    "tell_timelines",
    "these_rows",
    "timeline",
    "unstage_file",
    "update_interaction",
    "when_staff_takes_part",
]
