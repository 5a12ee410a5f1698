"""Who refers to a file that lies in no folder. Each context registers what it knows of; storage asks all.

A new way to refer to files has to be registered here, or its files count as left behind.
"""

from collections.abc import Awaitable, Callable, Collection
from uuid import UUID

from crm_app.core.errors import Unavailable
from crm_app.core.scope import Scope

Source = Callable[[Scope, Collection[UUID]], Awaitable[set[UUID]]]
"""Answers those of the files that it refers to."""

_sources: dict[str, Source] = {}


class ReferencesUnknown(Unavailable):
    """One of the sources did not answer: nobody can say then which files are left behind."""

    code = "references_unknown"

    def __init__(self, name: str) -> None:
        super().__init__(f"It is not known which files {name} refer to.")


def refer_to_files(name: str, source: Source) -> None:
    """Asks `source` from now on; `name` says whose files they are where it fails ("drafts")."""
    _sources[name] = source


async def referred_to(scope: Scope, file_uuids: Collection[UUID]) -> set[UUID]:
    """Those of the files that somebody refers to. `ReferencesUnknown` when one source fails."""
    found: set[UUID] = set()
    for name, source in _sources.items():
        try:
            found |= await source(scope, file_uuids)
        except Exception as error:
            raise ReferencesUnknown(name) from error
    return found
