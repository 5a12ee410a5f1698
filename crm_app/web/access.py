"""Access control of the pages: deny by default. The face of what pages and their states need.

Every event handler is a `@handler(permission)`, every screen a `@page(route, permission, title)`, every
transaction an `async with scope_of(self)`.
"""

from crm_app.web.handlers import handler
from crm_app.web.middleware import AccessMiddleware
from crm_app.web.permits import PUBLIC, RECORD_DELETE, RECORD_EDIT, RECORD_VIEW, SIGNED_IN
from crm_app.web.registry import PAGES, add_pages, page
from crm_app.web.session import Session, may, scope_of, token_of

__all__ = [
    "PAGES",
    "PUBLIC",
    "RECORD_DELETE",
    "RECORD_EDIT",
    "RECORD_VIEW",
    "SIGNED_IN",
    "AccessMiddleware",
    "Session",
    "add_pages",
    "handler",
    "may",
    "page",
    "scope_of",
    "token_of",
]
