"""Every page, every event handler of every state and every route, as nobody, as a viewer and as the owner.

Everything is discovered from what is registered, so whatever is added later is walked too.
"""

import inspect
import re
from typing import Any
from uuid import uuid4

import pytest
from reflex_base.registry import RegistrationContext
from sqlalchemy import text
from starlette.routing import Route

from crm_app import accounts
from crm_app.core.scope import system_scope
from crm_app.crm_app import app, routes
from crm_app.web.middleware import REFLEX_OWN
from crm_app.web.permits import PUBLIC, SIGNED_IN, permission_of
from crm_app.web.registry import PAGES
from tests.staff.organisation import a_person
from tests.web.conftest import OpenTab, Served
from tests.web.odd import PREFIX, Odd
from tests.web.tabs import LOAD_PAGE, browser, cookie_for

pytestmark = pytest.mark.xdist_group("web")

HANDLERS = RegistrationContext.get().event_handlers
NAMES = sorted(set(HANDLERS) - REFLEX_OWN)
SETVAR = [name for name in NAMES if name.endswith(".setvar")]
FORGOTTEN = [f"{Odd.get_full_name()}.{name}" for name in ("helper", "bare")]


def permission(name: str) -> str | None:
    return permission_of(HANDLERS[name].handler.fn)


def arguments(name: str) -> dict[str, Any]:
    """Something of the right kind for each parameter."""
    kinds: dict[Any, Any] = {
        int: 0,
        bool: False,
        list[str]: [],
        dict[str, Any]: {},
        dict[str, str]: {},
        dict[str, list[str]]: {},
        dict: {},
    }
    parameters = list(inspect.signature(HANDLERS[name].handler.fn).parameters.values())[1:]
    return {parameter.name: kinds.get(parameter.annotation, str(uuid4())) for parameter in parameters}


async def walk(open_tab: OpenTab, user: accounts.User | None) -> set[str]:
    """Sends every event there is; answers those that the access check let through."""
    tab = await open_tab(user, token=f"walk-{uuid4()}")
    tab.updates.clear()
    for name in NAMES:
        await tab.send(name, **arguments(name))
    await tab.settle()
    return set(tab.let_through())


def test_the_walk_finds_the_states_of_the_app():
    assert len([name for name in NAMES if "crm_app___web___pages" in name]) > 20
    assert any(name.endswith("contact_list.load") for name in NAMES)


def test_every_handler_names_its_permission():
    nameless = [name for name in NAMES if permission(name) is None]
    assert sorted(nameless) == sorted(SETVAR + FORGOTTEN)


def test_every_permission_that_a_handler_names_is_one_that_people_can_have():
    """None is left of those that states of several types of record share."""
    known = accounts.ALL_PERMISSIONS | {PUBLIC, SIGNED_IN, None}
    assert [name for name in NAMES if permission(name) not in known] == []


def test_what_is_reflexs_own_is_what_it_needs_before_sign_in():
    assert set(HANDLERS) >= REFLEX_OWN
    modules = {HANDLERS[name].handler.fn.__module__ for name in REFLEX_OWN}
    assert modules == {"reflex.state"}


def test_public_handlers_are_few_and_known():
    public = {name.split("____")[-1] for name in NAMES if permission(name) == PUBLIC and "odd" not in name}
    assert public == {
        "claim_state.load",
        "notices.act",
        "notices.dismiss",
        "notices.show",
        "setup_state.load",
        "sign_in_state.load",
        "start_state.load",
    }


async def test_nobody_reaches_public_handlers_only(open_tab: OpenTab):
    expected = {name for name in NAMES if permission(name) == PUBLIC}
    assert await walk(open_tab, None) == expected - SHOWS


async def test_a_viewer_reaches_what_looking_needs(open_tab: OpenTab, victor: accounts.User):
    granted = accounts.permissions_of("viewer") | {PUBLIC, SIGNED_IN}
    reached = await walk(open_tab, victor)
    assert reached == {name for name in NAMES if permission(name) in granted} - SHOWS
    assert not any(re.search(r"\.(trash|delete|restore|save|purge|set_avatar)$", name) for name in reached)


async def test_a_member_reaches_everything_but_settings(open_tab: OpenTab, mira: accounts.User):
    granted = accounts.permissions_of("member") | {PUBLIC, SIGNED_IN}
    assert await walk(open_tab, mira) == {name for name in NAMES if permission(name) in granted} - SHOWS


async def test_the_owner_reaches_everything_that_names_a_permission(open_tab: OpenTab, owner: accounts.User):
    assert await walk(open_tab, owner) == set(NAMES) - set(SETVAR) - set(FORGOTTEN) - SHOWS


SHOWS = {name for name in NAMES if name.endswith(("notices.show", "odd.mark"))}  # the walk itself needs these


@pytest.mark.parametrize("page", ["/contacts", "/staff/people"])
async def test_a_viewer_who_calls_everything_changes_nothing(
    open_tab: OpenTab, victor: accounts.User, mira: accounts.User, page: str
):
    """For real this time, on a record that exists: a handler with too weak a permission would show."""
    record = await a_contact(mira) if page == "/contacts" else str((await a_person("Grace")).uuid)
    tab = await open_tab(victor, f"{page}/{record}")
    before = await rows()
    for name in (name for name in NAMES if PREFIX not in name and not name.endswith("session.sign_out")):
        given = arguments(name)
        await tab.send(
            name, **{key: record if isinstance(value, str) else value for key, value in given.items()}
        )
    await tab.settle()
    assert await rows() == before


async def a_contact(user: accounts.User) -> str:
    from crm_app import crm

    async with accounts.scope_for(user.uuid) as scope:
        return str((await crm.create_contact(scope, {"name": "Anna"})).uuid)


async def rows() -> dict[str, list[str]]:
    """All rows of all tables that hold data of people's work."""
    people = [f"staff_{name}" for name in ("departments", "teams", "people", "team_memberships", "skills")]
    people += ["staff_person_skills", "staff_employments", "users"]
    tables = ["contacts", "companies", "company_memberships", "folders", "files", "folder_links", *people]
    async with system_scope() as scope:
        return {
            table: sorted(
                str(tuple(row)) for row in await scope.session.execute(text(f"SELECT * FROM {table}"))
            )
            for table in tables
        }


def paths() -> list[str]:
    """One address of each page."""
    return [re.sub(r"\[+[^]]*\]+", str(uuid4()), entry.route) for entry in PAGES.values()]


def page_permissions() -> dict[str, str]:
    return dict(zip(paths(), (entry.permission for entry in PAGES.values()), strict=True))


def test_every_page_that_reflex_knows_is_registered_with_a_permission():
    assert set(app._unevaluated_pages) - {"404", "odd"} == set(PAGES) - {"odd"}


async def test_nobody_is_led_from_every_page_to_sign_in_and_back_afterwards(
    open_tab: OpenTab, victor: accounts.User
):
    for path, needed in page_permissions().items():
        tab = await open_tab(None, f"{path}?tab=files")
        wanted = [] if needed == PUBLIC else [f"/login?next={path.replace('/', '%2F')}%3Ftab%3Dfiles"]
        assert [where for where in tab.redirects() if "next=" in where] == wanted, path


async def test_a_viewer_gets_the_pages_that_viewers_may_see(open_tab: OpenTab, victor: accounts.User):
    for path, needed in page_permissions().items():
        tab = await open_tab(victor, path)
        allowed = needed in accounts.permissions_of("viewer") | {PUBLIC, SIGNED_IN}
        assert bool(tab.value("forbidden")) is not allowed, path
        assert not tab.sent_to_sign_in() or needed == PUBLIC, path


async def test_the_owner_gets_every_page(open_tab: OpenTab, owner: accounts.User):
    for path, needed in page_permissions().items():
        tab = await open_tab(owner, path)
        assert not tab.value("forbidden"), path
        assert not tab.sent_to_sign_in() or needed == PUBLIC, path


async def test_a_page_without_permission_loads_nothing(
    open_tab: OpenTab, owner: accounts.User, victor: accounts.User
):
    assert (await open_tab(owner, "/odd")).value("secret") == "the salary of Mira"
    assert not (await open_tab(victor, "/odd")).value("secret")


async def test_a_page_without_permission_loads_nothing_by_navigation_either(
    open_tab: OpenTab, victor: accounts.User
):
    tab = await open_tab(victor, "/contacts")
    tab.path = "/odd"
    await tab.send(LOAD_PAGE)
    await tab.settle()
    assert tab.value("forbidden") is True
    assert not tab.value("secret")
    tab.path = "/contacts"
    await tab.send(LOAD_PAGE)
    await tab.settle()
    assert tab.value("forbidden") is False


def plain_routes() -> list[tuple[str, str, Any]]:
    """Method, an address and the endpoint of each route of ours."""
    return [
        (method, re.sub(r"\{[^}]*\}", str(uuid4()), route.path), route.endpoint)
        for route in routes
        if isinstance(route, Route)
        for method in sorted(route.methods or ())
    ]


Answers = dict[tuple[str, str], tuple[int, str, str | None]]


async def answers(served: Served, user: accounts.User | None = None, *, cookie: str = "") -> Answers:
    """What each route says: its status, where it leads, the permission it names. A new session for each."""
    found: Answers = {}
    for method, path, endpoint in plain_routes():
        async with browser(served.url, await cookie_for(user) if user else cookie) as client:
            answer = await client.request(method, path)
        location = answer.headers.get("location", "")
        found[method, path] = (answer.status_code, location, permission_of(endpoint))
    return found


def test_the_walk_finds_the_routes_of_the_app():
    found = {path.split("/")[1] for _, path, _ in plain_routes()}
    assert {"auth", "uploads", "files", "healthz"} <= found


async def test_nobody_is_refused_by_every_route_that_is_not_public(served: Served, database: str):
    for key, (status, location, needed) in (await answers(served)).items():
        refused = status == 401 or location.startswith("/login?error=signed_out")
        assert refused is (needed != PUBLIC), (key, status, location)


async def test_a_session_that_is_over_is_nobody_to_every_route(served: Served, victor: accounts.User):
    cookie = await cookie_for(victor)
    await accounts.sign_out(cookie.partition("=")[2])
    for key, (status, location, needed) in (await answers(served, cookie=cookie)).items():
        refused = status == 401 or location.startswith("/login?error=signed_out")
        assert refused is (needed != PUBLIC), (key, status, location)


async def test_no_route_takes_a_viewer_for_nobody(served: Served, victor: accounts.User):
    for key, (status, location, needed) in (await answers(served, victor)).items():
        if needed != PUBLIC:
            assert status != 401, key
            assert "signed_out" not in location, key


@pytest.mark.parametrize("resource", ["contact", "person"])
async def test_a_viewer_may_not_upload_and_a_member_may(
    served: Served, victor: accounts.User, mira: accounts.User, resource: str
):
    record = await a_contact(mira) if resource == "contact" else str((await a_person("Grace")).uuid)
    query = {"resource": resource, "record": record, "kind": "files", "name": "note.txt"}
    statuses = []
    for user in (victor, mira):
        async with browser(served.url, await cookie_for(user)) as client:
            statuses.append((await client.post("/uploads", params=query, content=b"hello")).status_code)
    assert statuses[0] == 403
    assert statuses[1] in (200, 201)
