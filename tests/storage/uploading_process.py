"""A process of its own that stores one file and kills itself at the step that it is told.

`python -m tests.storage.uploading_process <database> <user> <folder> <step> [<bytes>]`; prints what went
wrong, if anything did. DATA_DIR is taken from the environment.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from uuid import UUID

from crm_app import accounts, storage
from crm_app.core.database import database
from crm_app.core.errors import AppError
from crm_app.core.scope import Scope
from tests import samples

PIECE = 100_000


async def stream(content: bytes, step: str) -> AsyncIterator[bytes]:
    for start in range(0, len(content), PIECE):
        if step == "receiving" and start > len(content) // 2:
            die()
        yield content[start : start + PIECE]


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def main(url: str, user: str, folder: str, step: str, size: str = "2500000") -> None:
    async def place(scope: Scope, stored: storage.StoredFile) -> None:
        if step == "placing":
            die()
        await storage.place_stored(scope, stored, UUID(folder))

    database.start(url)
    await storage.start()
    upload = storage.Upload(
        name="half.bin",
        declared_size=int(size),
        limit=1 << 40,
        accept=lambda _: None,
        open_scope=lambda: accounts.scope_for(UUID(user)),
        place=place,
    )
    try:
        content = samples.noise(int(size), seed=7)
        await storage.take_in(stream(content, step), upload, lambda at: die() if at == step else None)
    except AppError as error:
        print(error.code, flush=True)
    await storage.stop()
    await database.stop()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
