"""Lists that are short enough to be read as a whole whenever something about them changes."""

from collections.abc import Collection, Sequence
from uuid import UUID

from crm_app.core.live import Facts, Reading, Row


class WholeSource:
    """A source with `read` alone; a change may name whatever it likes."""

    async def read(self) -> tuple[Sequence[Row], Facts]:
        """All rows in their order, and what is said beside them."""
        raise NotImplementedError

    async def first(self, limit: int) -> Reading:
        """All of them, whatever the limit."""
        rows, facts = await self.read()
        return Reading(rows, True, facts)

    async def these(self, uuids: Collection[UUID]) -> Sequence[Row] | None:
        """None: rows are not read one by one."""
        return None

    async def facts(self) -> Facts:
        """What is said beside the rows."""
        return (await self.read())[1]
