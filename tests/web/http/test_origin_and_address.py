"""Whether a request is our own page's, and where it came from: with and without a proxy."""

import pytest
from starlette.requests import Request

from crm_app.settings import settings
from crm_app.web.http.origin import ForeignOrigin, check_origin
from crm_app.web.http.requests import client_address, is_secure, local_path


def request(
    scheme: str = "http", client: tuple[str, int] | None = ("192.0.2.1", 5), **headers: str
) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/",
        "headers": raw,
        "scheme": scheme,
        "client": client,
    }
    return Request(scope | {"query_string": b"", "server": ("crm.example", 80)})


@pytest.fixture
def behind_a_proxy(monkeypatch: pytest.MonkeyPatch):
    """TRUST_PROXY is set: the proxy's word counts."""
    monkeypatch.setenv("TRUST_PROXY", "true")
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def with_base_url(monkeypatch: pytest.MonkeyPatch):
    """BASE_URL names the public address."""
    monkeypatch.setenv("BASE_URL", "https://crm.public.example")
    settings.cache_clear()
    yield
    settings.cache_clear()


def own(made: Request) -> bool:
    try:
        check_origin(made)
    except ForeignOrigin:
        return False
    return True


@pytest.mark.parametrize(
    ("origin", "is_own"),
    [
        ("http://crm.example:3000", True),
        ("HTTP://CRM.EXAMPLE:3000", True),
        ("http://crm.example", False),
        ("http://crm.example:3001", False),
        ("http://crm.example:3000.evil.example", False),
        ("http://evil.example/crm.example:3000", False),
        ("http://crm.example:3000@evil.example", False),
        ("http://sub.crm.example:3000", False),
        ("null", False),
        ("http://[broken", False),
    ],
)
def test_only_our_own_host_and_port_is_our_own_page(origin: str, is_own: bool):
    assert own(request(host="crm.example:3000", origin=origin)) is is_own


def test_an_origin_counts_more_than_a_referer():
    assert not own(request(host="crm.example", origin="http://evil.example", referer="http://crm.example/"))


def test_without_a_host_nothing_is_our_own():
    assert not own(request(origin="http://crm.example"))


def test_the_public_address_is_our_own_too(with_base_url: None):
    assert own(request(host="10.0.0.5:3000", origin="https://crm.public.example"))


def test_a_proxys_host_counts_only_when_it_is_trusted(behind_a_proxy: None):
    assert own(request(host="10.0.0.5", origin="https://crm.example", x_forwarded_host="crm.example"))


def test_a_stranger_cannot_claim_to_be_the_proxy():
    assert not own(request(host="10.0.0.5", origin="https://evil.example", x_forwarded_host="evil.example"))
    assert client_address(request(x_forwarded_for="203.0.113.9")) == "192.0.2.1"
    assert not is_secure(request(x_forwarded_proto="https"))


def test_behind_a_trusted_proxy_its_last_word_is_the_address(behind_a_proxy: None):
    assert client_address(request(x_forwarded_for="1.2.3.4, 203.0.113.9")) == "203.0.113.9"
    assert client_address(request()) == "192.0.2.1"
    assert is_secure(request(x_forwarded_proto="https"))
    assert not is_secure(request(x_forwarded_proto="http"))


def test_https_is_known_by_the_scheme_and_by_the_public_address(with_base_url: None):
    assert is_secure(request())
    assert is_secure(request(scheme="https"))


def test_a_connection_without_address_has_an_empty_one():
    assert client_address(request(client=None)) == ""


@pytest.mark.parametrize(
    ("path", "kept"), [("/a?b=c#d", True), ("//a", False), ("/\\a", False), ("a", False), ("/a\x00", False)]
)
def test_only_a_path_of_ours_is_a_local_path(path: str, kept: bool):
    assert local_path(path, "/home") == (path if kept else "/home")
