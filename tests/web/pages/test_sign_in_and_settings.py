"""What sign-in, set-up and settings show, over real sockets; and the words they use."""

import pytest

from crm_app import accounts
from crm_app.accounts.sessions import open_session
from crm_app.core.scope import system_scope
from crm_app.web.pages.settings.browsers import browser_name
from crm_app.web.pages.settings.state import SettingsState
from crm_app.web.pages.sign_in.messages import field_messages, message_for
from tests.web.conftest import OpenTab
from tests.web.tabs import Tab, cookie_for

pytestmark = pytest.mark.xdist_group("web")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("sign_in_failed", "The e-mail address or the password is not right."),
        ("too_many_attempts", "Too many attempts. Please wait a few minutes and try again."),
        ("<script>", "That did not work. Please try again."),
        ("", ""),
    ],
)
def test_a_code_in_the_address_becomes_our_own_words(code: str, said: str):
    assert message_for({"error": code}) == said


def test_only_fields_that_exist_get_a_message():
    assert list(field_messages({"fields": "email,<b>,password"})) == ["email", "password"]
    assert field_messages({}) == {}


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari on iPhone",
        ),
        ("Firefox", "Firefox"),
        ("curl/8 (Windows)", "Windows"),
        ("", "Unknown browser"),
    ],
)
def test_a_browser_gets_a_name_that_people_know(agent: str, name: str):
    assert browser_name(agent) == name


async def test_an_empty_app_leads_to_set_up(open_tab: OpenTab):
    for path in ("/", "/login"):
        assert (await open_tab(None, path)).redirects() == ["/setup"]
    assert (await open_tab(None, "/setup")).redirects() == []


async def test_an_app_with_users_leads_to_sign_in(open_tab: OpenTab, mira: accounts.User):
    for path in ("/", "/setup"):
        assert (await open_tab(None, path)).redirects() == ["/login"]
    assert (await open_tab(None, "/login")).redirects() == []


async def test_whoever_is_signed_in_is_led_on(open_tab: OpenTab, mira: accounts.User):
    assert (await open_tab(mira, "/")).redirects() == ["/contacts"]
    assert (await open_tab(mira, "/login?next=%2Fsettings")).redirects() == ["/settings"]
    assert (await open_tab(mira, "/login?next=https%3A%2F%2Fevil.example")).redirects() == ["/contacts"]


async def test_what_went_wrong_is_shown_and_the_address_is_kept(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(None, "/login?error=sign_in_failed", cookie="crm_typed=email=mira%40example.com")
    assert tab.value("error") == "The e-mail address or the password is not right."
    assert tab.value("email") == "mira@example.com"


async def test_what_was_typed_at_set_up_is_kept(open_tab: OpenTab):
    cookie = 'crm_typed="name=Olga+%C3%96berg&email=olga"'
    tab = await open_tab(None, "/setup?error=validation_failed&fields=email", cookie=cookie)
    assert (tab.value("name"), tab.value("email")) == ("Olga Öberg", "olga")


async def settings_of(open_tab: OpenTab, user: accounts.User) -> Tab:
    async with system_scope() as scope:
        await open_session(scope, user, "192.0.2.7", "Firefox Windows")
    return await open_tab(user, "/settings")


async def test_ones_own_sessions_are_listed_and_this_one_is_marked(
    open_tab: OpenTab, mira: accounts.User, victor: accounts.User
):
    await cookie_for(victor)
    rows = (await settings_of(open_tab, mira)).value("sessions")
    assert sorted((row["browser"], row["here"]) for row in rows) == [
        ("Firefox", True),
        ("Firefox on Windows", False),
    ]


async def test_another_session_is_ended_from_the_list(open_tab: OpenTab, mira: accounts.User):
    tab = await settings_of(open_tab, mira)
    (other,) = (row["uuid"] for row in tab.value("sessions") if not row["here"])
    await tab.send(SettingsState.revoke, uuid=other)
    await tab.until(lambda: len(tab.value("sessions")) == 1)
    await tab.until(lambda: tab.notices() == ["That browser is signed out."])


async def test_all_others_are_ended_at_once(open_tab: OpenTab, mira: accounts.User):
    tab = await settings_of(open_tab, mira)
    await tab.send(SettingsState.revoke_others)
    await tab.until(lambda: tab.notices() == ["1 other browser is signed out."])
    assert [row["here"] for row in tab.value("sessions")] == [True]


async def test_a_new_sign_in_elsewhere_appears_by_itself(open_tab: OpenTab, mira: accounts.User):
    tab = await settings_of(open_tab, mira)
    await cookie_for(mira)
    await tab.until(lambda: len(tab.value("sessions")) == 3)


@pytest.mark.parametrize("uuid", ["", "nonsense", "018f0000-0000-7000-8000-000000000001"])
async def test_a_session_that_is_not_ones_own_is_not_found(open_tab: OpenTab, mira: accounts.User, uuid: str):
    tab = await settings_of(open_tab, mira)
    await tab.send(SettingsState.revoke, uuid=uuid)
    await tab.until(lambda: "could not be found" in "".join(tab.notices()))


async def test_even_an_owner_ends_only_their_own_sessions_here(
    open_tab: OpenTab, owner: accounts.User, mira: accounts.User
):
    cookie = await cookie_for(mira)
    current = await accounts.session_user(cookie.partition("=")[2])
    assert current is not None
    tab = await settings_of(open_tab, owner)
    await tab.send(SettingsState.revoke, uuid=str(current.uuid))
    await tab.until(tab.notices)
    assert await accounts.session_user(cookie.partition("=")[2])
