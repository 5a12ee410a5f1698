"""What the tests of departments, teams, skills and the overview do with their tabs."""

from typing import Any

from tests.web.tabs import Tab

UNKNOWN = "01a1fd0a-e592-70cd-9ffe-d9e338828a7f"
GONE = "This could not be found. It may have been deleted."
NO_PERMISSION = "You do not have permission to do that."


async def do(tab: Tab, event: Any, /, **payload: Any) -> None:
    """Sends an event and waits until it has been dealt with."""
    await tab.send(event, **payload)
    await tab.settle()


def names(tab: Tab) -> list[str]:
    """The rows of a list in order."""
    return [item["name"] for item in tab.rows()]


def called(people: list[dict[str, Any]] | None) -> list[str]:
    """The names of people in order, whether they are rows of a skill or people themselves."""
    return [each.get("person", each)["name"] for each in people or []]
