"""What the picture of a record is called: a photo of people, a logo of companies."""

from dataclasses import dataclass

from crm_app.core.texts import t


@dataclass(frozen=True, slots=True)
class PictureWords:
    """What is said about it and on the buttons that change it. `mark` stands on its tile among the images."""

    mark: str
    change: str
    choose: str
    upload: str
    remove: str
    set: str
    current: str
    changed: str
    removed: str


PHOTO = PictureWords(
    mark=t("Photo"),
    change=t("Change photo"),
    choose=t("Choose a photo"),
    upload=t("Upload a new photo"),
    remove=t("Remove photo"),
    set=t("Set as photo"),
    current=t("Current photo"),
    changed=t("The photo was changed."),
    removed=t("The photo was removed."),
)
LOGO = PictureWords(
    mark=t("Logo"),
    change=t("Change logo"),
    choose=t("Choose a logo"),
    upload=t("Upload a new logo"),
    remove=t("Remove logo"),
    set=t("Set as logo"),
    current=t("Current logo"),
    changed=t("The logo was changed."),
    removed=t("The logo was removed."),
)
