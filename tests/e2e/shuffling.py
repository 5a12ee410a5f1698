"""A process that attaches, detaches, trashes and restores one file, many times at once.

`python -m tests.e2e.shuffling DATABASE_URL EMAIL FILE FOLDER FOLDER` says "ready"; for every line that it
is told it makes a round, and says how often each outcome came. Only what the services are there to refuse
may be refused.
"""

import asyncio
import json
import random
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from crm_app import accounts, storage
from crm_app.core.database import database
from crm_app.core.scope import Scope, system_scope
from crm_app.crm import attachments
from crm_app.models import import_all_tables

AT_ONCE = 32
REFUSED = (storage.FileTrashed, storage.NotTrashed)

Step = Callable[[Scope], Awaitable[object]]


def steps(file: UUID, folder: UUID) -> list[Step]:
    """What can be done to the file; the trash is rare, or else most of the others would be refused."""
    attach: Step = lambda scope: attachments.attach(scope, file, folder)  # noqa: E731
    detach: Step = lambda scope: attachments.detach(scope, file, folder)  # noqa: E731
    reattach: Step = lambda scope: attachments.reattach(scope, file, folder)  # noqa: E731
    trash: Step = lambda scope: storage.trash_file(scope, file)  # noqa: E731
    restore: Step = lambda scope: storage.restore_file_into(scope, file, folder)  # noqa: E731
    return [attach, attach, detach, detach, reattach, reattach, restore, trash]


async def one(user: UUID, step: Step) -> str:
    """The outcome of one step, in a transaction of its own."""
    try:
        async with accounts.scope_for(user) as scope:
            done = await step(scope)
    except REFUSED as error:
        return error.code
    return str(getattr(done, "value", "done"))


async def one_round(user: UUID, file: UUID, folders: Sequence[UUID]) -> Counter[str]:
    """Many at once, each doing one thing with one of the folders."""
    chosen = [random.choice(steps(file, random.choice(folders))) for _ in range(AT_ONCE)]
    return Counter(await asyncio.gather(*(one(user, step) for step in chosen)))


async def main(url: str, email: str, file: UUID, folders: Sequence[UUID]) -> None:
    import_all_tables()
    database.start(url)
    async with system_scope() as scope:
        user = await accounts.user_by_email(scope, email)
    assert user
    print('"ready"', flush=True)
    try:
        while await asyncio.to_thread(sys.stdin.readline):
            print(json.dumps(await one_round(user.uuid, file, folders)), flush=True)
    finally:
        await database.stop()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], UUID(sys.argv[3]), [UUID(text) for text in sys.argv[4:]]))
