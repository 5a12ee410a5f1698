"""The texts of the picker. They are templates: the browser puts numbers and names into them."""

from crm_app.core.texts import t
from crm_app.web.media.texts import upload_texts


def picker_texts() -> dict[str, str]:
    """All that it says, also of its uploads."""
    return {**upload_texts(), **_actions(), **_places(), **_types(), **_states()}


def _actions() -> dict[str, str]:
    return {
        "search": t("Search by name"),
        "upload": t("Upload"),
        "choose": t("Choose"),
        "cancel": t("Cancel"),
        "close": t("Close"),
        "clear": t("Show all"),
        "again": t("Try again"),
        "type": t("Type"),
        "places": t("Where to look"),
        "path": t("Folders above"),
        "files": t("Files"),
    }


def _places() -> dict[str, str]:
    return {
        "place_own": t("This record"),
        "place_all": t("All files"),
        "place_folders": t("Folders"),
        "place_contacts": t("Contacts"),
        "place_companies": t("Companies"),
        "place_people": t("People"),
        "place_interactions": t("Interactions"),
    }


def _types() -> dict[str, str]:
    return {
        "type_all": t("All types"),
        "type_image": t("Images"),
        "type_document": t("Documents"),
        "type_video": t("Videos"),
        "type_audio": t("Audio"),
        "type_archive": t("Archives"),
        "wrong_type": t("This type of file cannot be chosen here."),
    }


def _states() -> dict[str, str]:
    return {
        "hint_one": t("Click a file to choose it."),
        "hint_many": t("Click the files in the order in which you want them."),
        "chosen_one": t("1 selected"),
        "chosen_many": t("{count} selected"),
        "chosen_of": t("{count} of {cap} selected"),
        "full_one": t("No more than 1 file."),
        "full_many": t("No more than {count} files."),
        "holds_one": t("1 item"),
        "holds_many": t("{count} items"),
        "no_match": t("Nothing is called “{search}” here."),
        "none_of_type": t("There is nothing of this type here."),
        "no_images": t("There are no images here yet."),
        "no_files": t("There are no files here yet."),
        "no_files_hint": t("Drop some here, or upload them."),
        "failed": t("The files could not be loaded."),
        "more": t("Loading more…"),
    }
