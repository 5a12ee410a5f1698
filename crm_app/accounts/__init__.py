"""Who uses the app: users and roles, sign-in, sessions, and the scope in which a user acts."""

from crm_app.accounts import topics
from crm_app.accounts.account_changes import AccountChange, when_accounts_change
from crm_app.accounts.attempts import Attempt, admit, forget_attempts
from crm_app.accounts.emails import clean_email, email_regex, is_valid_email
from crm_app.accounts.errors import (
    AccountInactive,
    BlankEmail,
    EmailAlreadyTaken,
    InvitationUsed,
    LastOwner,
    PlaceholderAlreadyClaimed,
    SetupDone,
    SignedOut,
    SignInFailed,
    TooManyAttempts,
    UnverifiedEmail,
)
from crm_app.accounts.identities import attach_identity
from crm_app.accounts.invitations import Invited, claim, delete_expired_invitations, invite, invited
from crm_app.accounts.models import User
from crm_app.accounts.owner import create_owner, ensure_owner_from_environment, needs_setup
from crm_app.accounts.passwords import hash_password, verify_password
from crm_app.accounts.permissions import ALL_PERMISSIONS, ROLES, Role, permissions_of
from crm_app.accounts.placeholders import create_placeholder, rename_placeholder
from crm_app.accounts.scopes import scope_for, scope_for_session
from crm_app.accounts.sessions import (
    CurrentSession,
    SessionInfo,
    SignedInUser,
    delete_expired_sessions,
    list_sessions,
    revoke_other_sessions,
    revoke_session,
    session_user,
    sign_out,
)
from crm_app.accounts.signing_in import SignedIn, change_password, sign_in
from crm_app.accounts.unclaimed import is_placeholder, placeholder_rule
from crm_app.accounts.users import (
    change_role,
    create_user,
    deactivate_user,
    get_user,
    list_users,
    names_of,
    names_of_who_may,
    user_by_email,
)

__all__ = [
    "ALL_PERMISSIONS",
    "ROLES",
    "AccountChange",
    "AccountInactive",
    "Attempt",
    "BlankEmail",
    "CurrentSession",
    "EmailAlreadyTaken",
    "InvitationUsed",
    "Invited",
    "LastOwner",
    "PlaceholderAlreadyClaimed",
    "Role",
    "SessionInfo",
    "SetupDone",
    "SignInFailed",
    "SignedIn",
    "SignedInUser",
    "SignedOut",
    "TooManyAttempts",
    "UnverifiedEmail",
    "User",
    "admit",
    "attach_identity",
    "change_password",
    "change_role",
    "claim",
    "clean_email",
    "create_owner",
    "create_placeholder",
    "create_user",
    "deactivate_user",
    "delete_expired_invitations",
    "delete_expired_sessions",
    "email_regex",
    "ensure_owner_from_environment",
    "forget_attempts",
    "get_user",
    "hash_password",
    "invite",
    "invited",
    "is_placeholder",
    "is_valid_email",
    "list_sessions",
    "list_users",
    "names_of",
    "names_of_who_may",
    "needs_setup",
    "permissions_of",
    "placeholder_rule",
    "rename_placeholder",
    "revoke_other_sessions",
    "revoke_session",
    "scope_for",
    "scope_for_session",
    "session_user",
    "sign_in",
    "sign_out",
    "topics",
    "user_by_email",
    "verify_password",
    "when_accounts_change",
]
