"""The texts of the composer and the timeline: templates, into which the browser puts names and numbers."""

from crm_app.core.texts import t
from crm_app.web.media.texts import shelf_texts, upload_texts
from crm_app.web.picker.texts import picker_texts

TYPES = ("note", "call", "email", "meeting", "other")


def composer_texts() -> dict[str, str]:
    """All that is said where somebody writes."""
    return {
        **upload_texts(),
        **type_texts(),
        **_fields(),
        **_people(),
        **_files(),
        **_actions(),
        **_drafts(),
        **_problems(),
        **_conflicts(),
    }


def timeline_texts() -> dict[str, str]:
    """All that is said in a timeline, where one may write, too."""
    return {
        **shelf_texts(),
        **composer_texts(),
        "today": t("Today"),
        "yesterday": t("Yesterday"),
        "typed_in": t("written in {zone}"),
        "edit": t("Edit"),
        "delete": t("Delete"),
        "delete_title": t("Delete this interaction?"),
        "delete_text": t("Its files go with it, unless something else holds them. This cannot be undone."),
        "written_at": t("Belongs to {name}"),
        "show_all": t("Show all"),
        "show_less": t("Show less"),
        "pictures": t("Pictures"),
        "person": t("Person"),
        "by_person": t("Filter by person"),
        "not_only": t("Not only {name}"),
        "search_person": t("Search name or e-mail"),
        "nobody": t("Nobody has this name."),
    }


def type_texts() -> dict[str, str]:
    """What the types are called."""
    return {
        "note": t("Note"),
        "call": t("Call"),
        "email": t("E-mail"),
        "meeting": t("Meeting"),
        "other": t("Other"),
    }


def filter_texts() -> dict[str, str]:
    """What several of one type are called."""
    return {
        "note": t("Notes"),
        "call": t("Calls"),
        "email": t("E-mails"),
        "meeting": t("Meetings"),
        "other": t("Other"),
    }


def _fields() -> dict[str, str]:
    return {
        "type": t("Type"),
        "when": t("When"),
        "now": t("Now"),
        "set_to_now": t("Set to now"),
        "zone_differs": t("This is the time in {zone}; your clock is set to {device}."),
        "zone_mine": t("Use my time"),
        "subject": t("Subject"),
        "subject_hint": t("Subject (optional)"),
        "body": t("What was discussed?"),
        "folded": t("Write down what happened…"),
        "folded_hint": t("Drop files here, or paste a screenshot"),
        "new_title": t("New interaction"),
        "edit_title": t("Edit interaction"),
    }


def _people() -> dict[str, str]:
    return {
        "parties": t("Involved"),
        "add_somebody": t("Who was involved?"),
        "add_another": t("Add somebody else"),
        "add_me": t("Add me"),
        "you": t("(you)"),
        "as_text": t("Add “{name}” as free text"),
        "load_more": t("Load more"),
        "remove_party": t("Remove {name}"),
        "search_failed": t("The search does not answer now. A name can still be added as free text."),
    }


def _files() -> dict[str, str]:
    return {
        **{f"pick_{key}": text for key, text in picker_texts().items()},
        "attachments": t("Attachments"),
        "attached": t("Attached files"),
        "add_files": t("Add files"),
        "add_hint": t("or drop or paste them anywhere here"),
        "existing": t("Choose existing"),
        "existing_title": t("Choose files"),
        "existing_gone": t("{name} is not there any more."),
        "existing_not_put": t("{name} could not be attached now. Please try again."),
        "full": t("10 files are attached: that is all one interaction takes"),
        "remove_file": t("Remove {name}"),
        "removed_file": t("{name} was removed."),
        "undo": t("Undo"),
        "take_off": t("Remove"),
        "keep_file": t("Keep"),
        "too_big": t("File is larger than 25 MB"),
        "not_accepted": t("This file type is not accepted"),
        "too_many": t("Too many files: up to 10 per interaction"),
        "empty": t("This file is empty"),
        "unknown_error": t("Upload failed"),
        "file_trashed": t("Somebody has moved it to the trash."),
        "file_gone": t("It was deleted meanwhile."),
        "remove_from_note": t("Remove it from the note"),
        "upload_again": t("Upload again"),
    }


def _actions() -> dict[str, str]:
    return {
        "save": t("Save interaction"),
        "save_changes": t("Save changes"),
        "saving": t("Saving…"),
        "saved": t("Saved."),
        "waits_for_one": t("Waiting for 1 file…"),
        "waits_for_many": t("Waiting for {count} files…"),
        "cancel": t("Cancel"),
        "discard": t("Discard"),
        "discard_title": t("Discard what you wrote?"),
        "discard_text": t("The text and the files that you added here are gone then."),
        "keep_writing": t("Keep writing"),
    }


def _drafts() -> dict[str, str]:
    return {
        "kept": t("Draft kept"),
        "away": t("Not connected: kept in this browser"),
        "refused": t("Kept in this browser only"),
    }


def _problems() -> dict[str, str]:
    return {
        "not_saved": t("Not saved: {why}"),
        "unexpected": t("This could not be saved. Everything you entered is still here; please try again."),
        "not_reached": t("The server does not answer now. Everything you entered is kept; please try again."),
        "signed_out": t("You are signed out. Sign in again in another tab, then save."),
        "anchor_gone": t(
            "This record was deleted meanwhile, so nothing can be saved to it. Your text and files are "
            "still here: copy what you need."
        ),
        "upload_first": t("{name} was not uploaded. Try it again or dismiss it, then save."),
        "save_trashed": t("{name} is in the trash. Remove it from the note or upload it again, then save."),
        "save_gone": t("{name} was deleted. Remove it from the note or upload it again, then save."),
    }


def _conflicts() -> dict[str, str]:
    return {
        "conflict": t("Somebody else has changed this meanwhile. Save again to keep yours."),
        "saved_now": t("Saved now"),
        "yours": t("Yours"),
        "take_saved": t("Take the saved one"),
        "field_interaction_type": t("Type"),
        "field_occurred_at": t("When"),
        "field_subject": t("Subject"),
        "field_body": t("Text"),
    }
