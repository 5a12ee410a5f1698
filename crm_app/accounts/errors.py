"""What can go wrong with accounts."""

from crm_app.core.errors import AppError


class SignInFailed(AppError):
    """Unknown address, wrong password, no password, inactive user: all the same to the caller."""

    code = "sign_in_failed"
    status = 401
    text = "The e-mail address or the password is not right."


class TooManyAttempts(AppError):
    """The limit of an account or an address is reached. `retry_after` is in whole seconds, at least 1."""

    code = "too_many_attempts"
    status = 429
    text = "Too many attempts. Please wait a few minutes and try again."

    def __init__(self, retry_after: int) -> None:
        super().__init__()
        self.retry_after = max(1, retry_after)


class SetupDone(AppError):
    """There is a user already: the owner account is made once."""

    code = "setup_done"
    status = 409
    text = "This app is already set up. Please sign in."


class LastOwner(AppError):
    """The only active owner can neither be demoted nor deactivated."""

    code = "last_owner"
    status = 409
    text = "The last owner must stay. Make somebody else an owner first."


class SignedOut(AppError):
    """Nobody is signed in where somebody must be."""

    code = "signed_out"
    status = 401
    text = "Please sign in."


class BlankEmail(AppError):
    """An address is needed and none was given."""

    code = "blank_email"
    status = 422
    text = "An e-mail address is needed."


class EmailAlreadyTaken(AppError):
    """Another account has this address."""

    code = "email_already_taken"
    status = 409
    text = "An account with that e-mail address already exists."


class PlaceholderAlreadyClaimed(AppError):
    """The account belongs to its person now: others neither rename nor give it away."""

    code = "placeholder_already_claimed"
    status = 409
    text = "This person has taken their account over, so the e-mail address cannot be changed here."


class AccountInactive(AppError):
    """Nobody is invited to an account that lets nobody in."""

    code = "account_inactive"
    status = 409
    text = "This account is deactivated."


class InvitationUsed(AppError):
    """Used, replaced, expired or never made: all the same to whoever comes with it."""

    code = "invitation_used"
    status = 410
    text = "This invitation cannot be used any more. Ask for a new one."


class UnverifiedEmail(AppError):
    """The provider has not checked that the address is this person's."""

    code = "provider_email_unverified"
    status = 403
    text = "The provider has not confirmed this e-mail address. Confirm it there and try again."
