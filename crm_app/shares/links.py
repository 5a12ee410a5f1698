"""What stands in a link, and in the cookie of who knew its password. Both are signed by this app."""

import base64
import hashlib
import hmac
from datetime import datetime
from uuid import UUID

from crm_app.core.ids import parse_uuid
from crm_app.settings import settings

SIGNATURE_BYTES = 24


def path_of(share_uuid: UUID) -> str:
    """The address of a share on this server."""
    return f"/s/{share_uuid}.{_signed('link', share_uuid.bytes)}"


def share_in(token: str) -> UUID | None:
    """The share that a link leads to; None for one that we have not signed. Takes the same time for all."""
    text, _, signature = token.partition(".")
    share_uuid = parse_uuid(text)
    expected = _signed("link", share_uuid.bytes if share_uuid else b"")
    same = hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace"))
    return share_uuid if same else None


def make_key(share_uuid: UUID, password_hash: str, until: datetime) -> str:
    """For the cookie of who knew the password: good until then, and for this password alone."""
    seconds = str(int(until.timestamp()))
    return f"{seconds}.{_key(share_uuid, password_hash, seconds)}"


def fits(key: str, share_uuid: UUID, password_hash: str, at: datetime) -> bool:
    """Whether the key opens the share at this moment."""
    seconds, _, signature = key.partition(".")
    expected = _key(share_uuid, password_hash, seconds)
    same = hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace"))
    return same and seconds.isdecimal() and int(seconds) > at.timestamp()


def _key(share_uuid: UUID, password_hash: str, seconds: str) -> str:
    text = f"{password_hash} {seconds}".encode("utf-8", "replace")
    return _signed("key", share_uuid.bytes + text)


def _signed(purpose: str, content: bytes) -> str:
    message = f"share {purpose}:".encode() + content
    digest = hmac.new(settings().secret().encode(), message, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:SIGNATURE_BYTES]).decode()
