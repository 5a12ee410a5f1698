"""Two people in one form: what one of them changed, and where the other one was faster."""

from collections.abc import Iterable

from crm_app.core.errors import Difference, EditConflict


def edited_fields(names: Iterable[str], before: object, current: object, wanted: object) -> list[str]:
    """The fields to write. `before` is what the form showed first, `current` what is stored now.

    A field that this person left alone is never written. `EditConflict` where somebody else has changed
    meanwhile what this person changes too, to something else.
    """
    edited = [name for name in names if getattr(wanted, name) != getattr(before, name)]
    differences = [
        Difference(name, str(getattr(current, name)), str(getattr(wanted, name)))
        for name in edited
        if getattr(current, name) not in (getattr(before, name), getattr(wanted, name))
    ]
    if differences:
        raise EditConflict(differences)
    return [name for name in edited if getattr(wanted, name) != getattr(current, name)]
