"""What the plain forms say after a redirect back: the address carries codes, the words are here."""

from collections.abc import Mapping

from crm_app import accounts
from crm_app.core.errors import AppError, Unavailable, ValidationFailed
from crm_app.core.texts import t
from crm_app.web.http.origin import ForeignOrigin
from crm_app.web.http.requests import FormTooLarge

_KNOWN: dict[str, type[AppError]] = {
    kind.code: kind
    for kind in (
        accounts.InvitationUsed,
        accounts.SignInFailed,
        accounts.SetupDone,
        accounts.SignedOut,
        accounts.TooManyAttempts,
        ForeignOrigin,
        FormTooLarge,
        Unavailable,
        ValidationFailed,
    )
}


def message_for(query: Mapping[str, str]) -> str:
    """The sentence for `?error=<code>`; empty without one, a general one for a code that is not ours."""
    code = query.get("error", "")
    if not code:
        return ""
    return t(_KNOWN[code].text) if code in _KNOWN else t("That did not work. Please try again.")


def field_messages(query: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with each field that `?fields=` names."""
    texts = {
        "email": t("Enter a valid e-mail address."),
        "name": t("Enter a name of at most 255 characters."),
        "password": t("Use 8 to 256 characters."),
        "new_password": t("Use 8 to 256 characters."),
        "current_password": t("This is not your password."),
    }
    wrong = query.get("fields", "").split(",")
    return {field: texts[field] for field in wrong if field in texts}
