"""Storage: folders, files, links, bytes, thumbnails, trash; and the rules of a record's folder.

This is the only door. Functions that people use from the library ask for `media.*` permissions;
those that a record's context uses for the record's own folder ask for none, because that context
has already asked for its own (`crm.edit`, ...): their modules say so in their first lines.
"""

from crm_app.storage import library, topics
from crm_app.storage.beside import Taken
from crm_app.storage.deletion import delete_file_completely, empty_trash, prune_trash
from crm_app.storage.errors import (
    AlreadyLinked,
    BelongsToRecord,
    FileTrashed,
    FolderCycle,
    FolderUnavailable,
    NameTaken,
    NotHeld,
    NotTrashed,
    OtherKind,
    OutOfScope,
)
from crm_app.storage.file_moves import (
    attach_file_to_folder,
    create_folder_link,
    delete_folder_link,
    move_file_between_folders,
    move_file_to_folder,
    remove_file_from_folder,
)
from crm_app.storage.file_trash import (
    count_trashed_files,
    list_trashed_files,
    restore_file,
    restore_file_into,
    trash_file,
)
from crm_app.storage.files import FileFilter, Sort, get_file, list_files_in_scope
from crm_app.storage.folder_paths import FolderPath, path_in
from crm_app.storage.folder_removal import delete_folder, delete_folder_completely, purge_named
from crm_app.storage.folder_trash import (
    count_trashed_folders,
    list_trashed_folders,
    restore_folder,
    trash_folder,
)
from crm_app.storage.folder_tree import (
    FolderNode,
    ancestor_of,
    count_folder_contents,
    folder_breadcrumbs,
    folder_subtree_uuids,
    list_folder_tree,
    list_folders,
    search_folders,
    within_scope,
)
from crm_app.storage.folder_uploads import (
    check_folder_upload,
    make_folders,
    names_taken,
    place_in_folder,
)
from crm_app.storage.folders import create_folder, get_folder, update_folder
from crm_app.storage.models import (
    Blob,
    BlobState,
    File,
    FileInstance,
    FileStatus,
    FileType,
    Folder,
    FolderLink,
    InstanceStatus,
)
from crm_app.storage.names import disposition, extension
from crm_app.storage.pictures_made import when_pictures_are_made
from crm_app.storage.placement import Attached, Detached, Placed, attach, detach, place_stored, restore_into
from crm_app.storage.placing_many import attach_all, lock_files
from crm_app.storage.pointers import (
    Pointer,
    clear_pointer_if,
    point_at,
    pointed_file,
    pointer_value,
    write_pointer,
)
from crm_app.storage.queries import Not, Only
from crm_app.storage.ranges import NotSatisfiable, parse_range
from crm_app.storage.record_files import count_by_folder, files_by_folder, holds_file, list_files, live_files
from crm_app.storage.record_folders import ensure, find_named, find_named_all, find_under, get_record_folder
from crm_app.storage.refusals import (
    BelongsInFiles,
    BelongsInImages,
    BytesMissing,
    DiskFull,
    EmptyFile,
    Incomplete,
    StoreNotOurs,
    StoreUnavailable,
    TooLarge,
)
from crm_app.storage.runtime import check_health, recover, runtime, start, stop
from crm_app.storage.serving import (
    Served,
    download_url,
    file_url,
    find_readable,
    has_pictures,
    read,
    serving_headers,
    thumb_url,
)
from crm_app.storage.sharing import may_share
from crm_app.storage.shown_files import ShownFile, read_shown_files, shown_files_in
from crm_app.storage.sniffing import Sniffed
from crm_app.storage.stored import StoredFile
from crm_app.storage.stores.faults import FaultyFile, faults
from crm_app.storage.uploads import Upload, take_in
from crm_app.storage.verifying import verified_files

__all__ = [
    "AlreadyLinked",
    "Attached",
    "BelongsInFiles",
    "BelongsInImages",
    "BelongsToRecord",
    "Blob",
    "BlobState",
    "BytesMissing",
    "Detached",
    "DiskFull",
    "EmptyFile",
    "FaultyFile",
    "File",
    "FileFilter",
    "FileInstance",
    "FileStatus",
    "FileTrashed",
    "FileType",
    "Folder",
    "FolderCycle",
    "FolderLink",
    "FolderNode",
    "FolderPath",
    "FolderUnavailable",
    "Incomplete",
    "InstanceStatus",
    "NameTaken",
    "Not",
    "NotHeld",
    "NotSatisfiable",
    "NotTrashed",
    "Only",
    "OtherKind",
    "OutOfScope",
    "Placed",
    "Pointer",
    "Served",
    "ShownFile",
    "Sniffed",
    "Sort",
    "StoreNotOurs",
    "StoreUnavailable",
    "StoredFile",
    "Taken",
    "TooLarge",
    "Upload",
    "ancestor_of",
    "attach",
    "attach_all",
    "attach_file_to_folder",
    "check_folder_upload",
    "check_health",
    "clear_pointer_if",
    "count_by_folder",
    "count_folder_contents",
    "count_trashed_files",
    "count_trashed_folders",
    "create_folder",
    "create_folder_link",
    "delete_file_completely",
    "delete_folder",
    "delete_folder_completely",
    "delete_folder_link",
    "detach",
    "disposition",
    "download_url",
    "empty_trash",
    "ensure",
    "extension",
    "faults",
    "file_url",
    "files_by_folder",
    "find_named",
    "find_named_all",
    "find_readable",
    "find_under",
    "folder_breadcrumbs",
    "folder_subtree_uuids",
    "get_file",
    "get_folder",
    "get_record_folder",
    "has_pictures",
    "holds_file",
    "library",
    "list_files",
    "list_files_in_scope",
    "list_folder_tree",
    "list_folders",
    "list_trashed_files",
    "list_trashed_folders",
    "live_files",
    "lock_files",
    "make_folders",
    "may_share",
    "move_file_between_folders",
    "move_file_to_folder",
    "names_taken",
    "parse_range",
    "path_in",
    "place_in_folder",
    "place_stored",
    "point_at",
    "pointed_file",
    "pointer_value",
    "prune_trash",
    "purge_named",
    "read",
    "read_shown_files",
    "recover",
    "remove_file_from_folder",
    "restore_file",
    "restore_file_into",
    "restore_folder",
    "restore_into",
    "runtime",
    "search_folders",
    "serving_headers",
    "shown_files_in",
    "start",
    "stop",
    "take_in",
    "thumb_url",
    "topics",
    "trash_file",
    "trash_folder",
    "update_folder",
    "verified_files",
    "when_pictures_are_made",
    "within_scope",
    "write_pointer",
]
