"""What is attached to contacts, companies and interactions: a thin naming layer over `storage.record_media`.

The rules are there, the same for every record with media. Every function asks for `crm.view`, every
change for `crm.edit`; every change tells the record's page and writes the trail in the same transaction.
"""

from crm_app.crm.attachments.avatars import (
    avatar_file,
    avatar_url,
    avatar_urls,
    avatar_uuid,
    clear_avatar,
    is_avatar_candidate,
    set_avatar,
)
from crm_app.crm.attachments.files import (
    attach,
    count_files,
    detach,
    get_file,
    is_image,
    list_files,
    purge_media,
    reattach,
)
from crm_app.crm.attachments.folders import (
    ensure_folder,
    ensure_interaction_folder,
    folder_uuid,
    interaction_folder_name,
    interaction_folder_uuid,
    root_folder_name,
)
from crm_app.crm.attachments.interactions import (
    list_files_by_interaction,
    list_interaction_files,
    purge_interaction_media,
)
from crm_app.crm.attachments.record_types import COMPANY, CONTACT
from crm_app.crm.attachments.uploading import check_upload, place_upload
from crm_app.crm.topics import Resource
from crm_app.storage import Attached, Detached, File, download_url, thumb_url
from crm_app.storage.record_media import Kind, Only, file_icon, format_file_size

__all__ = [
    "COMPANY",
    "CONTACT",
    "Attached",
    "Detached",
    "File",
    "Kind",
    "Only",
    "Resource",
    "attach",
    "avatar_file",
    "avatar_url",
    "avatar_urls",
    "avatar_uuid",
    "check_upload",
    "clear_avatar",
    "count_files",
    "detach",
    "download_url",
    "ensure_folder",
    "ensure_interaction_folder",
    "file_icon",
    "folder_uuid",
    "format_file_size",
    "get_file",
    "interaction_folder_name",
    "interaction_folder_uuid",
    "is_avatar_candidate",
    "is_image",
    "list_files",
    "list_files_by_interaction",
    "list_interaction_files",
    "place_upload",
    "purge_interaction_media",
    "purge_media",
    "reattach",
    "root_folder_name",
    "set_avatar",
    "thumb_url",
]
