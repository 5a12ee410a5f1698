"""Ada and Bob, the company they are in or not, and who writes about them."""

from tests.crm.conftest import ada, bob, engines  # noqa: F401 - fixtures
