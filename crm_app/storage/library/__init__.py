"""The library: everything that is stored, as people look through it, change it and bring it back.

Functions ask for `media.view`, `media.edit` or `media.delete`. Rows are named by keys, `folder:<uuid>` and
`file:<uuid>`; what is done to several is done to all of them or to none.
"""

from crm_app.storage.library.changing import (
    add_folder,
    describe_file,
    describe_folder,
    free_file_name,
    recolor_folder,
    rename_file,
    rename_folder,
)
from crm_app.storage.library.details import FileDetails, Use, file_details, when_asked_where_used, where_used
from crm_app.storage.library.listing import (
    library_counts,
    library_file,
    library_page,
    library_rows,
    these_library_rows,
)
from crm_app.storage.library.merging import Merged, Merging, keep_one, part_again
from crm_app.storage.library.moving import copy_files, link_files, move_items
from crm_app.storage.library.numbering import free_name
from crm_app.storage.library.put_back import Lying, lying, put_back
from crm_app.storage.library.record_places import RecordPlace, known_place, read_labels
from crm_app.storage.library.removing import Removed, remove_items
from crm_app.storage.library.trashing import (
    delete_items,
    empty_library_trash,
    restore_items,
    trash_items,
)
from crm_app.storage.library.tree import Crumb, OpenPath, TreeNode, breadcrumbs, folder_children, open_path
from crm_app.storage.library.versions import Version, check_version, list_versions, restore_version
from crm_app.storage.library.views import (
    LibraryPage,
    LibraryRow,
    LibraryView,
    Place,
    key_of,
    split_keys,
)
from crm_app.storage.library.zip_plans import ZipEntry, ZipPlan, zip_plan
from crm_app.storage.library.zipping import stream_zip

__all__ = [
    "Crumb",
    "FileDetails",
    "LibraryPage",
    "LibraryRow",
    "LibraryView",
    "Lying",
    "Merged",
    "Merging",
    "OpenPath",
    "Place",
    "RecordPlace",
    "Removed",
    "TreeNode",
    "Use",
    "Version",
    "ZipEntry",
    "ZipPlan",
    "add_folder",
    "breadcrumbs",
    "check_version",
    "copy_files",
    "delete_items",
    "describe_file",
    "describe_folder",
    "empty_library_trash",
    "file_details",
    "folder_children",
    "free_file_name",
    "free_name",
    "keep_one",
    "key_of",
    "known_place",
    "library_counts",
    "library_file",
    "library_page",
    "library_rows",
    "link_files",
    "list_versions",
    "lying",
    "move_items",
    "open_path",
    "part_again",
    "put_back",
    "read_labels",
    "recolor_folder",
    "remove_items",
    "rename_file",
    "rename_folder",
    "restore_items",
    "restore_version",
    "split_keys",
    "stream_zip",
    "these_library_rows",
    "trash_items",
    "when_asked_where_used",
    "where_used",
    "zip_plan",
]
