"""The texts of the library's components. They are templates: the browser puts numbers and names into them."""

from crm_app.core.texts import t
from crm_app.web.media.texts import shelf_texts


def library_texts() -> dict[str, str]:
    """What tiles, tree, trail, menu, bar and dialogs say."""
    return {
        **shelf_texts(),
        **_parts(),
        **_actions(),
        **_choosing(),
        **_questions(),
        **_details(),
        **_colours(),
    }


def _parts() -> dict[str, str]:
    return {
        "places": t("Folders and places"),
        "library": t("Media"),
        "contents": t("Folders and files"),
        "folders": t("Folders"),
        "files": t("Files"),
        "open_folder": t("Show the folders in {name}"),
        "close_folder": t("Hide the folders in {name}"),
        "further_up": t("Further up"),
        "select_one": t("Select {name}"),
        "actions_for": t("Actions for {name}"),
        "new_name_of": t("New name of {name}"),
        "just_now": t("just now"),
        "same_one": t("1 file of this content"),
        "same_many": t("{count} files of the same content"),
        "each": t("{size} each, stored once"),
        "items_one": t("1 item"),
        "items_many": t("{count} items"),
        "empty_folder": t("Empty"),
        "linked": t("Linked"),
        "from": t("from {path}"),
        "name": t("Name"),
        "added_by": t("Added by"),
        "changed_at": t("Added"),
        "size": t("Size"),
        "trashed_by": t("Deleted by"),
        "trashed_at": t("Deleted"),
        "goes_at": t("Gone for good"),
        "in_days_one": t("in 1 day"),
        "in_days_many": t("in {count} days"),
        "view": t("View"),
        "view_grid": t("Grid"),
        "view_list": t("List"),
    }


def _actions() -> dict[str, str]:
    return {
        "open": t("Open"),
        "details": t("Details"),
        "rename": t("Rename"),
        "colour": t("Colour"),
        "move": t("Move…"),
        "copy": t("Copy…"),
        "link": t("Show in another folder…"),
        "trash": t("Move to trash"),
        "take_out": t("Take out of this folder"),
        "select": t("Select"),
        "select_all": t("Select all"),
        "most_at_once": t("the most at once"),
        "keep_this": t("Keep this, link the others"),
        "keep_one": t("Keep one, link the others"),
        "move_short": t("Move"),
        "copy_short": t("Copy"),
        "trash_short": t("Trash"),
        "take_out_short": t("Take out"),
        "delete_short": t("Delete"),
        "restore": t("Restore"),
        "delete_forever": t("Delete permanently…"),
        "clear": t("Clear"),
        "cancel": t("Cancel"),
        "remove": t("Move to trash"),
    }


def _choosing() -> dict[str, str]:
    return {
        "move_title": t("Move “{name}”"),
        "move_title_one": t("Move 1 item"),
        "move_title_many": t("Move {count} items"),
        "copy_title": t("Copy “{name}”"),
        "copy_title_one": t("Copy 1 item"),
        "copy_title_many": t("Copy {count} items"),
        "link_title": t("Show “{name}” in another folder"),
        "link_title_one": t("Show 1 item in another folder"),
        "link_title_many": t("Show {count} items in another folder"),
        "move_here": t("Move to {name}"),
        "copy_here": t("Copy to {name}"),
        "link_here": t("Show in {name}"),
        "new_folder_here": t("New folder"),
    }


def _questions() -> dict[str, str]:
    return {
        "delete_title_one": t("Delete “{name}” permanently?"),
        "delete_title_many": t("Delete {count} items permanently?"),
        "delete_text": t("What is deleted from the trash is gone for good. This cannot be undone."),
        "delete_now": t("Delete permanently"),
        "empty_title": t("Empty the trash?"),
        "empty_text": t("Everything in the trash will be gone for good. This cannot be undone."),
        "empty_trash": t("Empty the trash"),
    }


def _details() -> dict[str, str]:
    return {
        "details_of": t("Details of {name}"),
        "describe": t("Add a description…"),
        "description": t("Description"),
        "added": t("Added"),
        "pixels": t("Pixels"),
        "holds": t("Holds"),
        "lies_in": t("Lies in"),
        "where_used": t("Where it is used"),
        "used_nowhere": t("Nowhere else."),
        "use_contact": t("Contact"),
        "use_company": t("Company"),
        "use_person": t("Person"),
        "use_interaction": t("Interaction"),
        "use_folder": t("Folder"),
        "use_avatar": t("Picture"),
        "use_draft": t("Draft"),
        "use_other": t("Elsewhere"),
        "versions": t("Versions"),
        "new_version": t("Upload a new version…"),
        "version": t("Version {number}"),
        "present": t("Present"),
        "download_version": t("Download version {number}"),
        "restore_version": t("Restore version {number}"),
        "gone_for_good": t("This is not here any more."),
    }


def _colours() -> dict[str, str]:
    return {
        "colour_default": t("No colour"),
        "colour_red": t("Red"),
        "colour_orange": t("Orange"),
        "colour_amber": t("Amber"),
        "colour_yellow": t("Yellow"),
        "colour_lime": t("Lime"),
        "colour_green": t("Green"),
        "colour_emerald": t("Emerald"),
        "colour_teal": t("Teal"),
        "colour_cyan": t("Cyan"),
        "colour_sky": t("Sky"),
        "colour_blue": t("Blue"),
        "colour_violet": t("Violet"),
        "colour_purple": t("Purple"),
        "colour_fuchsia": t("Fuchsia"),
        "colour_pink": t("Pink"),
        "colour_rose": t("Rose"),
    }
