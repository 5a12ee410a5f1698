"""What the page of an invitation shows, over real sockets."""

import pytest

from crm_app import accounts
from crm_app.web.pages.claim.state import invitation_in
from tests.factories import run
from tests.web.conftest import OpenTab

pytestmark = pytest.mark.xdist_group("web")


@pytest.fixture
async def ada(database: str) -> accounts.User:
    user, _ = await run(accounts.create_placeholder, "ada@example.com", "Ada")
    return user


@pytest.mark.parametrize(
    ("path", "token"),
    [("/claim/abc", "abc"), ("/claim/abc/", "abc"), ("/claim", ""), ("/claim/a/b", ""), ("/login", "")],
)
def test_the_token_is_in_the_address(path: str, token: str):
    assert invitation_in(path) == token


async def test_it_shows_whose_account_it_is(open_tab: OpenTab, ada: accounts.User):
    tab = await open_tab(None, f"/claim/{await run(accounts.invite, ada.uuid)}")
    assert (tab.value("valid"), tab.value("email"), tab.value("signed_in_as")) == (
        True,
        "ada@example.com",
        "",
    )
    assert tab.redirects() == []


async def test_a_name_that_nobody_has_given_is_not_filled_in(open_tab: OpenTab, database: str):
    user, _ = await run(accounts.create_placeholder, "nameless@example.com")
    tab = await open_tab(None, f"/claim/{await run(accounts.invite, user.uuid)}")
    assert (tab.value("valid"), tab.value("name")) == (True, "")


@pytest.mark.parametrize("token", ["nonsense", "%00", "x" * 500])
async def test_a_link_of_nobody_says_so(open_tab: OpenTab, ada: accounts.User, token: str):
    tab = await open_tab(None, f"/claim/{token}")
    assert tab.value("checked") is True
    assert not tab.value("valid")
    assert tab.redirects() == []


async def test_who_is_signed_in_is_told_so(open_tab: OpenTab, ada: accounts.User, mira: accounts.User):
    tab = await open_tab(mira, f"/claim/{await run(accounts.invite, ada.uuid)}")
    assert (tab.value("valid"), tab.value("signed_in_as")) == (True, "mira@example.com")


async def test_the_name_that_was_typed_before_an_error_is_kept(open_tab: OpenTab, ada: accounts.User):
    invitation = await run(accounts.invite, ada.uuid)
    typed = "crm_typed=name=Ada+King"
    tab = await open_tab(None, f"/claim/{invitation}?error=validation_failed", cookie=typed)
    assert tab.value("name") == "Ada King"
    assert (await open_tab(None, f"/claim/{invitation}", cookie=typed)).value("name") == "Ada"


async def test_what_went_wrong_is_said_at_its_field(open_tab: OpenTab, ada: accounts.User):
    invitation = await run(accounts.invite, ada.uuid)
    tab = await open_tab(None, f"/claim/{invitation}?error=validation_failed&fields=password")
    assert tab.value("problems") == {"password": "Use 8 to 256 characters."}
    assert tab.value("error") == "Please correct the marked fields."
