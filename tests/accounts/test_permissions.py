"""What each role may do."""

import pytest

from crm_app import accounts


@pytest.mark.parametrize("role", ["owner", "admin"])
def test_owners_and_admins_may_do_everything(role: str):
    assert accounts.permissions_of(role) == accounts.ALL_PERMISSIONS


def test_members_work_with_records_and_have_no_say_over_settings():
    granted = accounts.permissions_of("member")
    assert {"crm.view", "crm.edit", "crm.delete", "media.edit", "staff.delete"} <= granted
    assert not any(permission.startswith("settings") for permission in granted)


def test_viewers_only_look():
    assert accounts.permissions_of("viewer") == {"crm.view", "staff.view", "media.view"}


def test_a_role_that_does_not_exist_grants_nothing():
    assert accounts.permissions_of("root") == frozenset()
