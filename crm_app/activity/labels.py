"""What an action is called, its icon, its tone. Unknown actions get a name made from their own."""

from dataclasses import dataclass
from typing import Literal

from crm_app.core.texts import t

Tone = Literal["success", "danger", "warning", "neutral"]

_KNOWN: dict[str, tuple[str, str]] = {
    "contact_created": ("Contact created", "user-plus"),
    "contact_updated": ("Contact updated", "pencil"),
    "company_created": ("Company created", "building-2"),
    "company_updated": ("Company updated", "pencil"),
    "company_member_joined": ("Member added", "user-plus"),
    "company_member_left": ("Member removed", "user-minus"),
    "company_member_changed": ("Member updated", "user-cog"),
    "contact_company_joined": ("Company added", "building-2"),
    "contact_company_left": ("Company removed", "building-2"),
    "contact_company_changed": ("Place in a company updated", "building-2"),
    "interaction_logged": ("Interaction logged", "message-circle-more"),
    "interaction_updated": ("Interaction updated", "message-circle-more"),
    "interaction_deleted": ("Interaction deleted", "message-circle-off"),
    "comment_added": ("Comment added", "message-square-text"),
    "comment_edited": ("Comment changed", "message-square-text"),
    "comment_deleted": ("Comment deleted", "message-square-off"),
    "trashed": ("Moved to trash", "trash-2"),
    "restored": ("Restored from trash", "undo-2"),
    "deleted": ("Permanently deleted", "circle-x"),
    "media.folder_created": ("Folder created", "folder-plus"),
    "media.folder_renamed": ("Folder renamed", "folder-pen"),
    "media.folder_updated": ("Folder updated", "folder-pen"),
    "media.folder_moved": ("Folder moved", "folder-input"),
    "media.folder_trashed": ("Folder moved to trash", "trash-2"),
    "media.folder_restored": ("Folder restored from trash", "undo-2"),
    "media.folder_deleted": ("Folder permanently deleted", "circle-x"),
    "media.file_renamed": ("File renamed", "pencil"),
    "media.file_updated": ("File updated", "pencil"),
    "media.file_moved": ("File moved", "folder-input"),
    "media.file_linked": ("File linked", "link"),
    "media.file_unlinked": ("File taken out of a folder", "unlink"),
    "media.file_copied": ("File copied", "copy"),
    "media.file_trashed": ("File moved to trash", "trash-2"),
    "media.file_restored": ("File restored from trash", "undo-2"),
    "media.file_deleted": ("File permanently deleted", "circle-x"),
    "media.file_version_added": ("New version of a file", "file-clock"),
    "media.file_version_restored": ("Version of a file restored", "file-clock"),
    "media.share_added": ("Link for others made", "share-2"),
    "media.share_revoked": ("Link for others taken back", "link-2-off"),
    "media.share_given_back": ("Link for others works again", "link-2"),
    "media.share_used": ("Link for others used", "eye"),
    "media.trash_emptied": ("Trash emptied", "trash-2"),
    "file_added": ("File added", "file-plus"),
    "file_removed": ("File removed", "file-minus"),
    "image_added": ("Image added", "image-plus"),
    "image_removed": ("Image removed", "image-minus"),
    "contact_avatar_set": ("Profile photo updated", "circle-user"),
    "contact_avatar_removed": ("Profile photo removed", "circle-user"),
    "company_avatar_set": ("Logo updated", "image"),
    "company_avatar_removed": ("Logo removed", "image"),
    "person_created": ("Profile created", "user-plus"),
    "person_updated": ("Profile updated", "pencil"),
    "person_deleted": ("Profile permanently deleted", "circle-x"),
    "person_avatar_set": ("Profile photo updated", "circle-user"),
    "person_avatar_removed": ("Profile photo removed", "circle-user"),
    "person_account_renamed": ("E-mail address changed", "at-sign"),
    "person_account_claimed": ("Account taken over", "user-check"),
    "person_employment_added": ("Employment added", "briefcase"),
    "person_employment_updated": ("Employment updated", "briefcase"),
    "person_employment_ended": ("Employment ended", "briefcase"),
    "person_employment_removed": ("Employment removed", "briefcase"),
    "person_skill_added": ("Skill added", "graduation-cap"),
    "person_skill_updated": ("Skill level changed", "graduation-cap"),
    "person_skill_removed": ("Skill removed", "graduation-cap"),
    "team_person_added": ("Added to a team", "users"),
    "team_person_removed": ("Removed from a team", "users"),
    "people_bulk_updated": ("People updated", "users"),
    "people_bulk_trashed": ("People moved to trash", "trash-2"),
    "people_bulk_restored": ("People restored from trash", "undo-2"),
    "people_bulk_deleted": ("People permanently deleted", "circle-x"),
    "department_created": ("Department created", "building-2"),
    "department_updated": ("Department updated", "pencil"),
    "department_deleted": ("Department deleted", "circle-x"),
    "team_created": ("Team created", "users"),
    "team_updated": ("Team updated", "pencil"),
    "team_deleted": ("Team deleted", "circle-x"),
    "skill_created": ("Skill created", "graduation-cap"),
    "skill_updated": ("Skill updated", "pencil"),
    "skill_deleted": ("Skill deleted", "circle-x"),
    "account.created": ("Account created", "user-plus"),
    "account.invited": ("Invited", "mail"),
    "account.claimed": ("Account taken over", "user-check"),
    "account.renamed": ("E-mail address changed", "at-sign"),
    "account.role_changed": ("Role changed", "shield"),
    "account.deactivated": ("Account deactivated", "user-x"),
    "account.password_changed": ("Password changed", "key-round"),
    "account.signed_in": ("Signed in", "log-in"),
    "account.signed_out": ("Signed out", "log-out"),
    "account.session_revoked": ("Signed out elsewhere", "log-out"),
    "demo.begun": ("Demonstration data begun", "sparkles"),
    "demo.filled": ("Demonstration data filled in", "sparkles"),
}
ICONS = tuple(dict.fromkeys(icon for _, icon in _KNOWN.values()))
"""Every icon that a known action has."""
_TONES: tuple[tuple[str, Tone], ...] = (
    ("created", "success"),
    ("deleted", "danger"),
    ("updated", "warning"),
    ("changed", "warning"),
)


@dataclass(frozen=True, slots=True)
class Label:
    """How an entry is shown: text, lucide icon, tone of its badge."""

    text: str
    icon: str
    tone: Tone


def label_of(action: str) -> Label:
    """The label of an action such as `crm.contact_created`."""
    name = action.rpartition(".")[2]
    known = _KNOWN.get(action) or _KNOWN.get(name) or _KNOWN.get(name.partition("_")[2])
    text, icon = known or (_humanised(name), "zap")
    return Label(t(text), icon, _tone(name))


def is_known(action: str) -> bool:
    """Whether the action has a label of its own, not one made from its name."""
    name = action.rpartition(".")[2]
    return any(key in _KNOWN for key in (action, name, name.partition("_")[2]))


def _tone(name: str) -> Tone:
    for part, tone in _TONES:
        if part in name:
            return tone
    return "neutral"


def _humanised(name: str) -> str:
    return name.replace("_", " ").capitalize() or "Something happened"
