"""Taking over an account by its invitation, as a plain form over real HTTP."""

import asyncio
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from crm_app import accounts
from crm_app.accounts import passwords
from tests.factories import run
from tests.quick_passwords import quick_hasher
from tests.web.conftest import Served
from tests.web.http.test_auth import cookies, path, post, query, token
from tests.web.tabs import cookie_for

pytestmark = pytest.mark.xdist_group("web")

PASSWORD = "correct horse battery"


@pytest.fixture
async def ada(database: str) -> accounts.User:
    """Ada, for whom somebody has made an account."""
    user, _ = await run(accounts.create_placeholder, "ada@example.com", "Ada")
    return user


@pytest.fixture
async def invitation(ada: accounts.User) -> str:
    """The token in the link that Ada was sent."""
    return await run(accounts.invite, ada.uuid)


async def claim(
    served: Served, invitation: str, cookie: str = "", *, name: str = "Ada Lovelace", password: str = PASSWORD
) -> httpx.Response:
    form = {"token": invitation, "email": "ada@example.com", "name": name, "password": password}
    return await post(served, "/auth/claim", form, cookie)


async def test_the_account_is_theirs_under_its_uuid_and_they_are_signed_in(
    served: Served, ada: accounts.User, invitation: str
):
    answer = await claim(served, invitation)
    assert path(answer) == "/contacts"
    session = cookies(answer)["crm_session"]
    assert session["httponly"]
    assert session["samesite"] == "lax"
    found = await accounts.session_user(token(answer))
    assert found is not None
    assert (found.user.uuid, found.user.name) == (ada.uuid, "Ada Lovelace")
    assert (await accounts.sign_in("ada@example.com", PASSWORD, "", "")).user.uuid == ada.uuid


async def test_a_link_works_once(served: Served, invitation: str):
    await claim(served, invitation)
    answer = await claim(served, invitation, name="Somebody else", password="another password")
    assert path(answer) == f"/claim/{invitation}"
    assert query(answer) == {"error": ["invitation_used"]}
    assert "crm_session" not in cookies(answer)
    assert await accounts.sign_in("ada@example.com", PASSWORD, "", "")


async def test_of_two_at_once_one_wins(served: Served, invitation: str):
    answers = await asyncio.gather(*(claim(served, invitation, name=f"Ada {number}") for number in range(3)))
    assert sorted(path(answer) for answer in answers) == ["/claim/" + invitation] * 2 + ["/contacts"]


async def test_what_is_wrong_leads_back_to_the_invitation_and_is_named(served: Served, invitation: str):
    answer = await claim(served, invitation, name=" ", password="short")
    assert path(answer) == f"/claim/{invitation}"
    assert query(answer) == {"error": ["validation_failed"], "fields": ["name,password"]}
    assert path(await claim(served, invitation)) == "/contacts"


@pytest.mark.parametrize(
    "wrong", ["nonsense", "../settings", "//evil.example", "a b&c=d?e#f", "\0", "x" * 900]
)
async def test_a_link_of_nobody_leads_to_the_page_that_says_so(served: Served, database: str, wrong: str):
    answer = await claim(served, wrong)
    location = urlsplit(answer.headers["location"])
    assert location.netloc == ""
    assert location.path.startswith("/claim/")
    assert location.path.count("/") == 2
    assert parse_qs(location.query) == {"error": ["invitation_used"]}


async def test_without_a_token_it_leads_to_sign_in(served: Served, database: str):
    answer = await claim(served, "")
    assert path(answer) == "/login"
    assert query(answer) == {"error": ["invitation_used"]}


async def test_a_form_of_another_site_claims_nothing(served: Served, invitation: str):
    form = {"token": invitation, "name": "Eve", "password": PASSWORD}
    answer = await post(served, "/auth/claim", form, Origin="https://evil.example")
    assert query(answer)["error"] == ["foreign_origin"]
    assert await accounts.invited(invitation)


async def test_who_was_signed_in_here_is_signed_out(served: Served, victor: accounts.User, invitation: str):
    before = await cookie_for(victor)
    answer = await claim(served, invitation, before)
    assert await accounts.session_user(before.partition("=")[2]) is None
    found = await accounts.session_user(token(answer))
    assert found is not None
    assert found.user.email == "ada@example.com"


async def test_an_invitation_that_was_replaced_claims_nothing(
    served: Served, ada: accounts.User, invitation: str
):
    newer = await run(accounts.invite, ada.uuid)
    assert query(await claim(served, invitation)) == {"error": ["invitation_used"]}
    assert path(await claim(served, newer)) == "/contacts"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Signing in from within the tests need not take its time."""
    monkeypatch.setattr(passwords, "_hasher", quick_hasher())
