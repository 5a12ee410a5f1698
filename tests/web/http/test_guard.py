"""What stands before the whole app."""

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from crm_app import accounts
from crm_app.core.errors import NotFound
from crm_app.settings import settings
from crm_app.web.http.guard import guarded
from tests.web.conftest import Served
from tests.web.tabs import browser

pytestmark = pytest.mark.xdist_group("web")


async def fine(request: Request) -> PlainTextResponse:
    return PlainTextResponse("fine")


async def strict(request: Request) -> PlainTextResponse:
    return PlainTextResponse("strict", headers={"Content-Security-Policy": "sandbox"})


async def missing(request: Request) -> PlainTextResponse:
    raise NotFound()


async def wait(request: Request) -> PlainTextResponse:
    raise accounts.TooManyAttempts(7)


async def broken(request: Request) -> PlainTextResponse:
    raise RuntimeError("a secret in an exception")


async def without_database(request: Request) -> PlainTextResponse:
    from sqlalchemy.exc import OperationalError

    raise OperationalError("SELECT secret", {}, Exception("gone"))


ROUTES = [fine, strict, missing, wait, broken, without_database]


@pytest.fixture
def client() -> httpx.AsyncClient:
    """The guard with a few routes behind it, in this process."""
    routes = [Route(f"/{endpoint.__name__}", endpoint) for endpoint in ROUTES]
    routes.append(Route("/files/{name}", fine))
    transport = httpx.ASGITransport(guarded(routes))
    return httpx.AsyncClient(transport=transport, base_url="http://crm.example:3000")


@pytest.fixture
def https(monkeypatch: pytest.MonkeyPatch):
    """The app behind https."""
    monkeypatch.setenv("BASE_URL", "https://crm.example")
    settings.cache_clear()
    yield
    settings.cache_clear()


async def test_every_answer_carries_the_security_headers(client: httpx.AsyncClient):
    for path in ("/fine", "/missing", "/broken", "/nowhere", "/_upload"):
        headers = (await client.get(path)).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["referrer-policy"] == "same-origin", path
        assert "camera=()" in headers["permissions-policy"], path
        assert "object-src 'none'" in headers["content-security-policy"], path


async def test_a_page_is_asked_for_again_each_time(client: httpx.AsyncClient):
    assert (await client.get("/fine")).headers["cache-control"] == "no-cache"


async def test_nothing_may_be_evaluated_framed_or_loaded_from_elsewhere(client: httpx.AsyncClient):
    policy = (await client.get("/fine")).headers["content-security-policy"]
    assert "unsafe-eval" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'self'" in policy
    assert "form-action 'self'" in policy
    assert "connect-src 'self' ws://crm.example:3000 wss://crm.example:3000;" in policy


async def test_files_may_be_framed_by_our_own_pages(client: httpx.AsyncClient):
    assert "frame-ancestors 'self'" in (await client.get("/files/a")).headers["content-security-policy"]


async def test_a_route_that_is_stricter_keeps_its_word(client: httpx.AsyncClient):
    assert (await client.get("/strict")).headers["content-security-policy"] == "sandbox"


async def test_a_crafted_host_does_not_get_into_the_policy(client: httpx.AsyncClient):
    answer = await client.get("/fine", headers={"Host": "x; script-src *"})
    assert "script-src *" not in answer.headers["content-security-policy"]


async def test_https_is_kept_to_where_there_is_https(client: httpx.AsyncClient, https: None):
    assert "max-age" in (await client.get("/fine")).headers["strict-transport-security"]


async def test_plain_http_says_nothing_of_https(client: httpx.AsyncClient):
    assert "strict-transport-security" not in (await client.get("/fine")).headers


async def test_an_error_for_people_is_json_with_its_status(client: httpx.AsyncClient):
    answer = await client.get("/missing")
    assert answer.status_code == 404
    assert answer.json() == {"code": "not_found", "message": NotFound().message}
    assert (await client.get("/wait")).status_code == 429


async def test_an_unforeseen_error_is_a_500_that_tells_no_details(client: httpx.AsyncClient):
    answer = await client.get("/broken")
    assert answer.status_code == 500
    assert answer.json()["code"] == "unexpected"
    assert "secret" not in answer.text


async def test_a_database_that_is_away_is_a_503(client: httpx.AsyncClient):
    answer = await client.get("/without_database")
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert "secret" not in answer.text


@pytest.mark.parametrize("path", ["/_upload", "/_upload/", "/_upload/../_upload/x.html", "/_upload/a/b"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "HEAD"])
async def test_reflexs_anonymous_uploads_do_not_exist(served: Served, method: str, path: str):
    async with browser(served.url) as client:
        answer = await client.request(method, path, content=b"x" if method != "GET" else None)
    assert answer.status_code == 404


async def test_the_polling_socket_is_refused_to_other_sites(served: Served):
    handshake = "/_event/?EIO=4&transport=polling&token=x"
    async with browser(served.url) as client:
        foreign = await client.get(handshake, headers={"Origin": "https://evil.example"})
        own = await client.get(handshake, headers={"Origin": served.url})
    assert foreign.status_code == 403
    assert own.status_code != 403


async def test_no_other_site_may_read_our_answers(served: Served):
    async with browser(served.url, Origin="https://evil.example") as client:
        answer = await client.get("/healthz")
    assert answer.headers.get("access-control-allow-origin") in (None, served.url)
