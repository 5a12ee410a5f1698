"""What notices say when a record has got or lost files."""

from crm_app.core.texts import t, tn
from crm_app.storage.record_media import Added, Kind


def removed_text(kind: Kind, count: int) -> str:
    """After files were taken out of one of the record's folders."""
    if kind == "images":
        return tn("The image was removed.", "{count} images were removed.", count)
    return tn("The file was removed.", "{count} files were removed.", count)


def added_text(added: Added) -> str:
    """After files that were there already were added; images are where images belong."""
    parts = [
        tn("1 file was added.", "{count} files were added.", len(added.files)) if added.files else "",
        tn("1 image was added to Images.", "{count} images were added to Images.", len(added.images))
        if added.images
        else "",
        t("The others were here already.") if added.known else "",
    ]
    return " ".join(part for part in parts if part)
