"""Whatever people do, in whatever order: what the database holds is what a plain model of the rules says."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm_app import accounts, storage
from crm_app.storage import Attached, Detached
from tests.factories import file_now, home_of, links_of, make_file, make_folder, outcome, run

FOLDERS = st.integers(0, 2)
STEPS = st.one_of(
    st.tuples(st.sampled_from(["attach", "detach", "restore_into", "link", "remove", "move"]), FOLDERS),
    st.tuples(st.sampled_from(["trash", "restore"]), st.just(0)),
    st.tuples(st.just("drag"), st.tuples(FOLDERS, FOLDERS)),
)


@dataclass
class Model:
    """One file and three live folders, as the rules have it."""

    home: int | None = None
    links: list[int] = field(default_factory=list)
    trashed: bool = False

    def holds(self, folder: int) -> bool:
        return self.home == folder or folder in self.links

    def go_home(self, folder: int | None) -> None:
        self.home = folder
        self.links = [link for link in self.links if link != folder]

    def attach(self, folder: int) -> str:
        if self.trashed:
            return "file_trashed"
        if self.holds(folder):
            return Attached.ALREADY_ATTACHED
        if self.home is None:
            self.go_home(folder)
            return Attached.ADOPTED
        self.links.append(folder)
        return Attached.LINKED

    def detach(self, folder: int) -> str:
        if self.trashed or not self.holds(folder):
            return Detached.ABSENT
        if self.home != folder:
            self.links.remove(folder)
            return Detached.UNLINKED
        if not self.links:
            self.trashed = True
            return Detached.TRASHED
        self.go_home(self.links[0])
        return Detached.REHOMED

    def restore_into(self, folder: int) -> str:
        if not self.trashed or self.home != folder:
            return self.attach(folder)
        self.trashed = False
        return Attached.ALREADY_ATTACHED

    def link(self, folder: int) -> str:
        if self.trashed:
            return "file_trashed"
        if self.holds(folder):
            return "already_linked"
        self.links.append(folder)
        return "ok"

    def remove(self, folder: int) -> str:
        if self.home == folder:
            self.home = None
        elif folder in self.links:
            self.links.remove(folder)
        return "ok"

    def move(self, folder: int) -> str:
        if self.trashed:
            return "file_trashed"
        self.go_home(folder)
        return "ok"

    def drag(self, ends: tuple[int, int]) -> str:
        source, target = ends
        if self.trashed or source == self.home:
            self.trashed = False
            self.go_home(target)
        elif source not in self.links:
            return "not_held"
        elif source != target:
            self.links.remove(source)
            if not self.holds(target):
                self.links.append(target)
        return "ok"

    def trash(self, _: int) -> str:
        self.trashed = True
        return "ok"

    def restore(self, _: int) -> str:
        if not self.trashed:
            return "not_trashed"
        self.trashed = False
        return "ok"


async def do(step: str, argument: Any, file: UUID, folders: list[UUID]) -> str:
    if step in ("attach", "detach", "restore_into"):
        return await told(run(getattr(storage, step), file, folders[argument]))
    work: dict[str, Any] = {
        "link": lambda: run(storage.create_folder_link, folders[argument], file),
        "remove": lambda: run(storage.remove_file_from_folder, file, folders[argument]),
        "move": lambda: run(storage.move_file_to_folder, file, folders[argument]),
        "trash": lambda: run(storage.trash_file, file),
        "restore": lambda: run(storage.restore_file, file),
        "drag": lambda: run(storage.move_file_between_folders, file, *(folders[end] for end in argument)),
    }
    return await outcome(work[step]())


async def told(call: Coroutine[Any, Any, Any]) -> str:
    """The enum that was answered, or the error's code."""
    answers: list[Any] = []

    async def keep() -> None:
        answers.append(await call)

    said = await outcome(keep())
    answer = answers[0] if answers else said
    return answer.attached if isinstance(answer, storage.Placed) else answer


async def check(steps: list[tuple[str, Any]], owner: accounts.User, folders: list[UUID]) -> None:
    file, model = await make_file(owner), Model()
    for step, argument in steps:
        expected = getattr(model, step)(argument)
        assert await do(step, argument, file, folders) == expected, (step, argument)
    row = await file_now(file)
    assert row is not None
    assert (row.trashed_at is not None) == model.trashed
    assert await home_of(file) == (None if model.home is None else folders[model.home])
    assert await links_of(file) == [folders[link] for link in model.links]


async def test_any_order_of_steps_ends_as_the_rules_say(mira: accounts.User) -> None:
    folders = [await make_folder(name) for name in ("Ada", "Bert", "Cora")]
    loop = asyncio.get_running_loop()

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.lists(STEPS, max_size=12))
    def explore(steps: list[tuple[str, Any]]) -> None:
        asyncio.run_coroutine_threadsafe(check(steps, mira, folders), loop).result()

    await asyncio.to_thread(explore)
