"""The texts of the media components. They are templates: the browser puts numbers and names into them."""

from crm_app.core.texts import t
from crm_app.web.media.picture_words import PHOTO


def upload_texts() -> dict[str, str]:
    """What the upload list, the drop zone, the photo input and the tray say."""
    return {**_states(), **_problems(), **_actions(), **_totals()}


def _states() -> dict[str, str]:
    return {
        "uploads": t("Uploads"),
        "queued": t("Waiting for its turn"),
        "storing": t("Storing…"),
        "waiting": t("Waiting for the connection"),
        "added": t("Added"),
        "duplicate": t("Added. The same file was already here."),
        "restored": t("Taken back out of the trash."),
        "already_attached": t("This file is already here."),
        "progress_of": t("Progress of {name}"),
        "into_images": t("goes to Images"),
        "into_files": t("goes to Files"),
    }


def _problems() -> dict[str, str]:
    return {
        "too_large": t("This file is too large. The limit is {limit}."),
        "broken_off": t("The server broke the transfer off. Please try again."),
        "http_401": t("You are signed out. Sign in again in another tab, then retry."),
        "unknown_error": t("That did not work ({code}). Please try again."),
        "drop_refused": t("Files cannot be added here now"),
    }


def _actions() -> dict[str, str]:
    return {
        "retry": t("Retry"),
        "retry_all": t("Retry all"),
        "cancel": t("Cancel"),
        "cancel_one": t("Cancel {name}"),
        "cancel_all": t("Cancel all"),
        "dismiss": t("Dismiss"),
        "dismiss_one": t("Dismiss {name}"),
        "dismiss_all": t("Dismiss all"),
        "put_in_images": t("Put it in Images"),
        "put_in_files": t("Put it in Files"),
        "put_all_in_images": t("Put all {count} in Images"),
        "put_all_in_files": t("Put all {count} in Files"),
        "drop_files": t("Drop to add files"),
        "drop_images": t("Drop to add images"),
        "choose_files": t("Choose files"),
        "choose_images": t("Choose images"),
        "upload_photo": PHOTO.upload,
    }


def _totals() -> dict[str, str]:
    return {
        "uploading_one": t("Uploading 1 file"),
        "uploading_many": t("Uploading {count} files"),
        "show_waiting": t("Show"),
        "show_fewer": t("Hide those that wait"),
        "more_waiting_one": t("1 more file is waiting"),
        "more_waiting_many": t("{count} more files are waiting"),
        "uploading_to_one": t("Uploading 1 file to {label}"),
        "uploading_to_many": t("Uploading {count} files to {label}"),
        "stuck_at_one": t("1 upload to {label} needs you"),
        "stuck_at_many": t("{count} uploads to {label} need you"),
        "sum_added_one": t("1 file added."),
        "sum_added_many": t("{count} files added."),
        "sum_known_one": t("1 file was already there."),
        "sum_known_many": t("{count} files were already there."),
        "sum_misplaced_one": t("1 file belongs in the other tab."),
        "sum_misplaced_many": t("{count} files belong in the other tab."),
        "sum_failed_one": t("1 file could not be added."),
        "sum_failed_many": t("{count} files could not be added."),
    }


def clash_texts() -> dict[str, str]:
    """What is asked before files are uploaded beside others of the same names, and of folders."""
    return {
        "choose_folder": t("Choose a folder"),
        "unread_one": t("1 file could not be read and was left out."),
        "unread_many": t("{count} files could not be read and were left out."),
        "clash_title_one": t("1 file has a name that is already there"),
        "clash_title_many": t("{count} files have names that are already there"),
        "clash_text": t("You are adding {total}. What should happen with those whose names are taken?"),
        "clash_more_one": t("and 1 more"),
        "clash_more_many": t("and {count} more"),
        "clash_choose": t("What should happen with them"),
        "clash_both": t("Keep both"),
        "clash_both_hint": t("The new ones get a number: “offer (2).pdf”."),
        "clash_version": t("Add as new versions"),
        "clash_version_hint": t("Links and places stay; the old content can be brought back."),
        "clash_skip": t("Skip them"),
        "clash_skip_hint": t("What is there stays as it is."),
        "clash_cancel": t("Cancel"),
        "clash_go": t("Upload"),
    }


def shelf_texts() -> dict[str, str]:
    """What the selection bar and the viewer say."""
    return {
        "selection": t("Selected files"),
        "selected_one": t("1 selected"),
        "selected_many": t("{count} selected"),
        "clear_selection": t("Clear the selection"),
        "download": t("Download"),
        "remove": t("Remove"),
        "close": t("Close"),
        "previous": t("Previous"),
        "next": t("Next"),
        "counter": t("{index} of {total}"),
        "zoom_in": t("Zoom in"),
        "zoom_out": t("Zoom out"),
        "set_photo": PHOTO.set,
        "is_photo": PHOTO.current,
        "open_in_tab": t("Open in a new tab"),
        **_viewer_notes(),
    }


def _viewer_notes() -> dict[str, str]:
    return {
        "gone": t("“{name}” was removed."),
        "loading": t("Loading…"),
        "no_picture": t("This picture could not be loaded."),
        "preparing": t("This picture is being prepared. It will appear here by itself."),
        "no_preview": t("There is no preview for this kind of file."),
        "pdf_elsewhere": t("Open it in a new tab to read all of it."),
        "text_failed": t("The text could not be loaded."),
        "empty_file": t("This file is empty."),
        "only_beginning": t("This is the beginning. Download the file to see all of it."),
    }
