"""Permissions on handlers: each names one that a role can grant, and a shared one becomes an area's."""

import pytest

from crm_app import accounts
from crm_app.web.permits import (
    PUBLIC,
    RECORD_EDIT,
    RECORD_VIEW,
    SIGNED_IN,
    allows,
    permission_of,
    permit,
    permit_in,
)


def marked(permission: str) -> object:
    def handler() -> None: ...

    return permit(permission)(handler)


@pytest.mark.parametrize("permission", ["", "crm", "crm.destroy", "record.destroy", "everything"])
def test_a_permission_that_no_role_grants_is_refused(permission: str):
    with pytest.raises(ValueError, match="no such permission"):
        marked(permission)


def test_what_names_none_is_nobodys():
    assert permission_of(lambda: None) is None


@pytest.mark.parametrize("permission", [RECORD_VIEW, RECORD_EDIT])
@pytest.mark.parametrize("role", ["owner", "viewer"])
def test_a_shared_permission_is_nobodys_until_it_is_an_areas(permission: str, role: str):
    assert permission not in accounts.permissions_of(role)


@pytest.mark.parametrize(
    ("shared", "own"), [(RECORD_VIEW, "staff.view"), (RECORD_EDIT, "staff.edit"), ("crm.view", "crm.view")]
)
def test_only_a_shared_permission_becomes_an_areas(shared: str, own: str):
    handler = marked(shared)
    permit_in("staff", handler)  # type: ignore[arg-type]
    assert permission_of(handler) == own


def test_an_area_without_such_a_permission_is_refused():
    with pytest.raises(ValueError, match="no such permission"):
        permit_in("kitchen", marked(RECORD_VIEW))  # type: ignore[arg-type]


def test_nobody_may_only_what_is_public():
    assert [allows(None, permission) for permission in (PUBLIC, SIGNED_IN, "crm.view", None)] == [True] + [
        False
    ] * 3
