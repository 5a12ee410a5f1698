"""What went wrong, for people: the one place where exceptions become messages and log lines."""

import psycopg
import structlog
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from crm_app.core.errors import AppError, Unavailable, ValidationFailed
from crm_app.core.ids import uuid7
from crm_app.core.texts import t

log = structlog.get_logger(__name__)

_DATABASE_AWAY = (OperationalError, InterfaceError, PoolTimeout, psycopg.OperationalError)


class UnexpectedError(AppError):
    """Something that nobody foresaw. The reference finds the line in the log."""

    code = "unexpected"
    status = 500

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(t("Something went wrong on our side. Reference: {reference}", reference=reference))


def explain(error: Exception, **where: object) -> AppError:
    """The error as one that can be shown. What nobody foresaw is logged, with `where`."""
    if isinstance(error, AppError):
        return error
    if _database_is_away(error):
        log.error("database_away", error=type(error).__name__, **where)
        return Unavailable()
    reference = uuid7().hex[-12:]
    log.error("unexpected_error", reference=reference, exc_info=error, **where)
    return UnexpectedError(reference)


def message_of(error: AppError) -> str:
    """The message with what is wrong in fields, for places that cannot show it beside them."""
    if not isinstance(error, ValidationFailed):
        return error.message
    return " ".join([error.message, *(text for texts in error.fields.values() for text in texts)])


def _database_is_away(error: Exception) -> bool:
    return isinstance(error, _DATABASE_AWAY) or (
        isinstance(error, DBAPIError) and error.connection_invalidated
    )
