"""Sign-in, sign-out, set-up and a new password as plain forms, over real HTTP."""

import asyncio
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

from crm_app import accounts
from crm_app.accounts import passwords
from crm_app.accounts.attempts import PER_ACCOUNT
from crm_app.core.scope import system_scope
from tests.quick_passwords import quick_hasher
from tests.web.conftest import Served
from tests.web.tabs import browser, cookie_for

pytestmark = pytest.mark.xdist_group("web")

PASSWORD = "correct horse battery"
FORM = {"email": "mira@example.com", "password": PASSWORD}


@pytest.fixture
async def mira(database: str, monkeypatch: pytest.MonkeyPatch) -> accounts.User:
    """Mira, who signs in with a password."""
    monkeypatch.setattr(passwords, "_hasher", quick_hasher())
    async with system_scope() as scope:
        return await accounts.create_user(scope, "mira@example.com", "Mira", "member", PASSWORD)


async def post(
    served: Served, path: str, form: dict[str, str], cookie: str = "", **headers: str
) -> httpx.Response:
    async with browser(served.url, cookie, **headers) as client:
        return await client.post(path, data=form)


def cookies(answer: httpx.Response) -> SimpleCookie:
    found: SimpleCookie = SimpleCookie()
    for line in answer.headers.get_list("set-cookie"):
        found.load(line)
    return found


def token(answer: httpx.Response) -> str:
    return cookies(answer)["crm_session"].value


def query(answer: httpx.Response) -> dict[str, list[str]]:
    return parse_qs(urlsplit(answer.headers["location"]).query)


def path(answer: httpx.Response) -> str:
    assert answer.status_code == 303
    return urlsplit(answer.headers["location"]).path


async def test_the_right_password_leads_to_the_contacts_with_a_session(served: Served, mira: accounts.User):
    answer = await post(served, "/auth/login", FORM)
    assert path(answer) == "/contacts"
    found = await accounts.session_user(token(answer))
    assert found is not None
    assert found.user.uuid == mira.uuid


async def test_the_cookie_is_for_the_server_alone(served: Served, mira: accounts.User):
    cookie = cookies(await post(served, "/auth/login", FORM))["crm_session"]
    assert cookie["httponly"]
    assert cookie["samesite"].lower() == "lax"
    assert cookie["path"] == "/"
    assert cookie["domain"] == ""
    assert not cookie["secure"]
    assert int(cookie["max-age"]) == 30 * 24 * 3600


async def test_the_session_keeps_from_where_and_with_what(served: Served, mira: accounts.User):
    await post(served, "/auth/login", FORM, **{"User-Agent": "Firefox/130", "X-Forwarded-For": "203.0.113.9"})
    async with accounts.scope_for(mira.uuid) as scope:
        (session,) = await accounts.list_sessions(scope)
    assert (session.user_agent, session.address) == ("Firefox/130", "127.0.0.1")


@pytest.mark.parametrize(
    "wanted",
    ["/contacts?q=anna&status=active", "/settings", "/contacts/018f0000-0000-7000-8000-000000000001"],
)
async def test_one_gets_where_one_wanted_to_go(served: Served, mira: accounts.User, wanted: str):
    answer = await post(served, "/auth/login", {**FORM, "next": wanted})
    assert answer.headers["location"] == wanted


async def test_one_gets_there_also_before_the_page_has_put_it_into_the_form(
    served: Served, mira: accounts.User
):
    referer = f"{served.url}/login?next=%2Fcontacts%3Fq%3Danna"
    answer = await post(served, "/auth/login", {**FORM, "next": ""}, Referer=referer)
    assert answer.headers["location"] == "/contacts?q=anna"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "///evil.example",
        "//[",
        "https://[",
        "javascript:alert(1)",
        "evil.example",
        "/contacts\r\nSet-Cookie: a=b",
        "/\tevil",
        "",
    ],
)
async def test_nobody_is_led_elsewhere_after_signing_in(served: Served, mira: accounts.User, elsewhere: str):
    referer = f"{served.url}/login?{urlencode({'next': elsewhere})}"
    for form, headers in (({"next": elsewhere}, {}), ({}, {"Referer": referer})):
        answer = await post(served, "/auth/login", FORM | form, **headers)
        assert answer.headers["location"] == "/contacts"


@pytest.mark.parametrize(
    "wrong", [{"password": "wrong"}, {"email": "nobody@example.com"}, {"email": "", "password": ""}]
)
async def test_a_wrong_password_and_a_wrong_address_look_the_same(
    served: Served, mira: accounts.User, wrong: dict[str, str]
):
    answer = await post(served, "/auth/login", {**FORM, **wrong, "next": "/settings"})
    assert path(answer) == "/login"
    assert query(answer) == {"error": ["sign_in_failed"], "next": ["/settings"]}
    assert "crm_session" not in cookies(answer)


async def test_nothing_that_was_typed_is_in_the_address_or_the_log(served: Served, mira: accounts.User):
    answer = await post(served, "/auth/login", {"email": "typed@example.com", "password": "swordfish-typed"})
    assert "typed" not in answer.headers["location"]
    assert "swordfish-typed" not in served.log()
    assert "typed@example.com" not in served.log()


async def test_the_typed_address_waits_a_minute_for_the_next_try(served: Served, mira: accounts.User):
    failed = await post(served, "/auth/login", {**FORM, "password": "wrong"})
    typed = cookies(failed)["crm_typed"]
    assert typed.value == "email=mira%40example.com"
    assert (typed["httponly"], typed["max-age"]) == (True, "60")
    assert cookies(await post(served, "/auth/login", FORM))["crm_typed"]["max-age"] == "0"


async def test_too_many_attempts_are_told(served: Served, mira: accounts.User):
    wrong = {**FORM, "password": "wrong"}
    await asyncio.gather(*(post(served, "/auth/login", wrong) for _ in range(PER_ACCOUNT)))
    answer = await post(served, "/auth/login", FORM)
    assert query(answer) == {"error": ["too_many_attempts"]}


async def test_each_sign_in_is_a_new_session_and_ends_the_one_before(served: Served, mira: accounts.User):
    first = token(await post(served, "/auth/login", FORM))
    second = token(await post(served, "/auth/login", FORM, cookie=f"crm_session={first}"))
    assert first != second
    assert await accounts.session_user(first) is None
    assert await accounts.session_user(second)


async def test_a_token_from_elsewhere_never_becomes_a_session(served: Served, mira: accounts.User):
    answer = await post(served, "/auth/login", FORM, cookie="crm_session=chosen-by-somebody")
    assert token(answer) != "chosen-by-somebody"
    assert await accounts.session_user("chosen-by-somebody") is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/page"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("route", ["login", "logout", "setup", "password"])
async def test_a_form_of_another_site_does_nothing(
    served: Served, mira: accounts.User, route: str, headers: dict[str, str]
):
    cookie = await cookie_for(mira)
    answer = await post(served, f"/auth/{route}", FORM, cookie, **headers)
    assert query(answer)["error"] == ["foreign_origin"]
    assert "crm_session" not in cookies(answer)
    assert await accounts.session_user(cookie.partition("=")[2])


@pytest.mark.parametrize("site", ["same-origin", "none"])
async def test_our_own_page_and_scripts_may_sign_in(served: Served, mira: accounts.User, site: str):
    assert path(await post(served, "/auth/login", FORM, Origin=served.url)) == "/contacts"
    assert path(await post(served, "/auth/login", FORM, Referer=f"{served.url}/login?x=1")) == "/contacts"
    assert path(await post(served, "/auth/login", FORM, **{"Sec-Fetch-Site": site})) == "/contacts"


async def test_a_form_that_is_too_large_is_refused(served: Served, mira: accounts.User):
    answer = await post(served, "/auth/login", {**FORM, "password": "x" * 20_000})
    assert query(answer) == {"error": ["form_too_large"]}


@pytest.mark.parametrize("body", [b"\xff\xfe", b"&".join(b"a=%d" % number for number in range(100))])
async def test_what_is_no_form_is_refused(served: Served, mira: accounts.User, body: bytes):
    async with browser(served.url) as client:
        answer = await client.post("/auth/login", content=body)
    assert path(answer) == "/login"
    assert "error" in query(answer)


async def test_signing_out_ends_the_session_and_takes_the_cookie(served: Served, mira: accounts.User):
    cookie = await cookie_for(mira)
    answer = await post(served, "/auth/logout", {}, cookie)
    assert path(answer) == "/login"
    assert cookies(answer)["crm_session"]["max-age"] == "0"
    assert await accounts.session_user(cookie.partition("=")[2]) is None


async def test_signing_out_without_a_session_is_fine(served: Served, database: str):
    assert path(await post(served, "/auth/logout", {})) == "/login"


async def test_the_first_visitor_makes_the_owner_and_is_in(served: Served, database: str):
    answer = await post(served, "/auth/setup", {**FORM, "name": "Mira"})
    assert path(answer) == "/contacts"
    found = await accounts.session_user(token(answer))
    assert found is not None
    assert found.user.role == "owner"


async def test_the_second_visitor_is_led_to_sign_in(served: Served, mira: accounts.User):
    answer = await post(served, "/auth/setup", {"email": "x@example.com", "name": "X", "password": PASSWORD})
    assert path(answer) == "/login"
    assert query(answer) == {"error": ["setup_done"]}


async def test_what_is_wrong_in_set_up_is_named(served: Served, database: str):
    answer = await post(served, "/auth/setup", {"email": "nobody", "name": " ", "password": "short"})
    assert path(answer) == "/setup"
    assert query(answer) == {"error": ["validation_failed"], "fields": ["email,name,password"]}


async def test_of_two_who_set_up_at_once_one_is_the_owner(served: Served, database: str):
    forms = [{"email": f"v{number}@example.com", "name": "V", "password": PASSWORD} for number in range(4)]
    answers = await asyncio.gather(*(post(served, "/auth/setup", form) for form in forms))
    assert sorted(path(answer) for answer in answers) == ["/contacts", "/login", "/login", "/login"]


async def test_a_new_password_is_set_and_others_are_signed_out(served: Served, mira: accounts.User):
    here, elsewhere = await cookie_for(mira), await cookie_for(mira)
    form = {"current_password": PASSWORD, "new_password": "a better password"}
    answer = await post(served, "/auth/password", form, here)
    assert answer.headers["location"] == "/settings?done=password"
    assert await accounts.session_user(here.partition("=")[2])
    assert await accounts.session_user(elsewhere.partition("=")[2]) is None
    assert path(await post(served, "/auth/login", {**FORM, "password": "a better password"})) == "/contacts"


async def test_a_wrong_current_password_changes_nothing(served: Served, mira: accounts.User):
    form = {"current_password": "wrong", "new_password": "a better password"}
    answer = await post(served, "/auth/password", form, await cookie_for(mira))
    assert path(answer) == "/settings"
    assert query(answer)["fields"] == ["current_password"]
    assert path(await post(served, "/auth/login", FORM)) == "/contacts"
