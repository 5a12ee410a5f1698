"""The media of a record, whatever its type: one set of rules for contacts, companies and people on staff.

Each record owns a folder `<area>-<name>-<uuid>` with a nested `Images`; folders are found by name at every
read, so that nothing that happens in the media library can strand an id. Viewing never creates a folder.
A context describes its types of record (`RecordType`) and gives these functions its own names; every
function asks for the permission of the record's area, every change tells the record's page and writes the
audit trail in the same transaction. Locks are taken in one order: record, tree, folder name, file, blob.
"""

from crm_app.storage.pictures_made import when_pictures_are_made
from crm_app.storage.record_media.avatars import (
    avatar_file,
    avatar_urls,
    avatar_uuid,
    clear_avatar,
    is_avatar_candidate,
    set_avatar,
    tell_picture_made,
)
from crm_app.storage.record_media.choosing import Added, add_existing
from crm_app.storage.record_media.files import (
    attach,
    count_files,
    detach,
    list_files,
    purge_media,
    purge_media_of,
    reattach,
)
from crm_app.storage.record_media.folders import (
    ensure_folder,
    ensure_root,
    find_root,
    folder_uuid,
    owner_of,
    root_folder_name,
)
from crm_app.storage.record_media.record_types import Kind, Only, RecordType, known
from crm_app.storage.record_media.records import is_trashed, require_record
from crm_app.storage.record_media.showing import file_icon, format_file_size
from crm_app.storage.record_media.staging import pictures_among, release_staged, stage_stored
from crm_app.storage.record_media.uploading import check_takes, check_upload, place_upload
from crm_app.storage.references import refer_to_files

when_pictures_are_made(tell_picture_made)
refer_to_files("pictures of records", pictures_among)

__all__ = [
    "Added",
    "Kind",
    "Only",
    "RecordType",
    "add_existing",
    "attach",
    "avatar_file",
    "avatar_urls",
    "avatar_uuid",
    "check_takes",
    "check_upload",
    "clear_avatar",
    "count_files",
    "detach",
    "ensure_folder",
    "ensure_root",
    "file_icon",
    "find_root",
    "folder_uuid",
    "format_file_size",
    "is_avatar_candidate",
    "is_trashed",
    "known",
    "list_files",
    "owner_of",
    "place_upload",
    "purge_media",
    "purge_media_of",
    "reattach",
    "release_staged",
    "require_record",
    "root_folder_name",
    "set_avatar",
    "stage_stored",
]
