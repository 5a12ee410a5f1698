"""Views: what a list's tabs are told of the rows that change."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest

from crm_app.core.live import Change, Hub, Patch, Reading, View, Views
from crm_app.core.live.patches import Facts, Row, difference, newcomers
from crm_app.core.live.views import MOST_NEW

ADA, BEN, CLEO, DORA = (UUID(int=number) for number in range(1, 5))
LIST = frozenset({"people"})


def row(uuid: UUID, name: str, **more: Any) -> dict[str, Any]:
    return {"uuid": str(uuid), "name": name, **more}


@dataclass(eq=False)
class Table:
    """A list that is sorted by name; `whole` ones are always read as a whole."""

    names: dict[UUID, str] = field(default_factory=dict[UUID, str])
    whole: bool = False
    topics: frozenset[str] = LIST
    firsts: int = 0
    reads: int = 0

    def rows(self) -> list[Row]:
        return [row(uuid, name) for uuid, name in sorted(self.names.items(), key=lambda item: item[1])]

    async def first(self, limit: int) -> Reading:
        self.firsts += 1
        return Reading(self.rows()[:limit], len(self.names) <= limit, await self.facts())

    async def these(self, uuids: Collection[UUID]) -> Sequence[Row] | None:
        self.reads += 1
        return None if self.whole else [found for found in self.rows() if UUID(found["uuid"]) in uuids]

    async def facts(self) -> Facts:
        return {"count": len(self.names)}


class Tabs:
    """Hears what is delivered; and reads the list as a tab does."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.patches: list[Patch | None] = []
        self.hub = Hub(interval=0)
        self.views: Views[str] = Views(self.hub, self._deliver)

    async def _deliver(self, view: Any, patch: Patch | None, heard: int) -> None:
        self.patches.append(patch)

    def open(self, tab: str, shown: int = 50) -> View[str]:
        view = self.views.join(tab, self.table, tab)
        view.settle(self.table.rows()[:shown], ended=shown >= len(self.table.names))
        view.settle_facts({"count": len(self.table.names)})
        return view

    async def quiet(self) -> None:
        """Until everything that was heard is delivered."""
        while waits := [entry.task for entry in self.hub._tabs.values() if entry.task]:
            await asyncio.gather(*waits)

    async def tell(self, *uuids: UUID) -> Patch | None:
        """What the tabs get when it is told that these changed; an empty patch when it is nothing."""
        self.patches.clear()
        for view in {id(view): view for view in self.views._joined.values()}.values():
            await view.bring([Change("people", "updated", uuids)])
        return self.patches[0] if self.patches else Patch()


def three() -> Table:
    return Table({ADA: "Ada", BEN: "Ben", CLEO: "Cleo"})


async def test_of_a_row_that_changed_the_changed_fields_are_told():
    tabs = Tabs(three())
    tabs.open("mira")
    tabs.table.names[BEN] = "Benjamin"
    assert await tabs.tell(BEN) == Patch({str(BEN): {"name": "Benjamin"}})


async def test_what_stayed_the_same_is_not_told():
    tabs = Tabs(three())
    tabs.open("mira")
    assert await tabs.tell(BEN) == Patch()
    assert tabs.patches == []


async def test_one_who_left_is_told_with_the_new_number():
    tabs = Tabs(three())
    tabs.open("mira")
    del tabs.table.names[BEN]
    assert await tabs.tell(BEN) == Patch(gone=(str(BEN),), facts={"count": 2})


async def test_one_who_came_is_told_with_whom_they_follow():
    tabs = Tabs(three())
    tabs.open("mira")
    tabs.table.names[DORA] = "Bob"
    assert await tabs.tell(DORA) == Patch(came=((row(DORA, "Bob"), str(BEN)),), facts={"count": 4})


async def test_the_first_of_all_follows_nobody():
    tabs = Tabs(three())
    tabs.open("mira")
    tabs.table.names[DORA] = "Aaron"
    assert await tabs.tell(DORA) == Patch(came=((row(DORA, "Aaron"), None),), facts={"count": 4})


async def test_the_last_of_all_comes_where_the_end_is_shown():
    tabs = Tabs(three())
    tabs.open("mira")
    tabs.table.names[DORA] = "Zoe"
    assert await tabs.tell(DORA) == Patch(came=((row(DORA, "Zoe"), str(CLEO)),), facts={"count": 4})


async def test_who_comes_behind_the_loaded_rows_is_only_counted():
    tabs = Tabs(three())
    tabs.open("mira", shown=2)
    tabs.table.names[DORA] = "Zoe"
    assert await tabs.tell(DORA) == Patch(facts={"count": 4})


async def test_rows_that_nobody_has_loaded_yet_do_not_come_with_a_change_of_many():
    tabs = Tabs(three())
    tabs.open("mira", shown=2)
    tabs.table.names[BEN] = "Benno"
    assert await tabs.tell() == Patch({str(BEN): {"name": "Benno"}})


async def test_when_many_changed_the_list_is_read_again_and_the_difference_told():
    tabs = Tabs(three())
    tabs.open("mira")
    tabs.table.names = {ADA: "Ada", CLEO: "Clio", DORA: "Dora"}
    assert await tabs.tell() == Patch(
        {str(CLEO): {"name": "Clio"}}, (str(BEN),), ((row(DORA, "Dora"), str(CLEO)),)
    )


async def test_when_very_many_came_each_tab_reads_again():
    tabs = Tabs(three())
    tabs.open("mira")
    tabs.table.names |= {UUID(int=100 + n): f"Bob {n:02}" for n in range(MOST_NEW + 1)}
    assert await tabs.tell() is None


async def test_when_very_many_came_behind_the_last_each_tab_reads_again():
    tabs = Tabs(three())
    tabs.open("mira")
    tabs.table.names |= {UUID(int=100 + n): f"Zoe {n:02}" for n in range(MOST_NEW + 1)}
    assert await tabs.tell() is None


async def test_when_nothing_is_left_of_what_was_shown_each_tab_reads_again():
    tabs = Tabs(three())
    tabs.open("mira", shown=2)
    tabs.table.names = {CLEO: "Cleo"}
    assert await tabs.tell() is None


async def test_when_the_last_one_shown_leaves_a_list_that_goes_on_each_tab_reads_again():
    tabs = Tabs(three())
    tabs.open("mira", shown=1)
    del tabs.table.names[ADA]
    assert await tabs.tell(ADA) is None


async def test_rows_that_come_back_to_an_emptied_list_are_shown():
    tabs = Tabs(three())
    tabs.open("mira", shown=2)
    before, tabs.table.names = tabs.table.names, {}
    await tabs.tell()
    tabs.table.names = before
    assert await tabs.tell() is None


async def test_a_list_that_is_always_read_whole_needs_no_rows_by_themselves():
    tabs = Tabs(three())
    tabs.table.whole = True
    tabs.open("mira")
    tabs.table.names[BEN] = "Benjamin"
    assert await tabs.tell(DORA) == Patch({str(BEN): {"name": "Benjamin"}})


async def test_it_is_read_once_for_all_who_see_the_same():
    tabs = Tabs(three())
    assert tabs.open("mira") is tabs.open("paul")
    tabs.table.names[DORA] = "Dora"
    await tabs.tell(DORA)
    assert tabs.table.firsts == 1
    assert len(tabs.patches) == 1


async def test_equal_rows_are_one_object_for_all_tabs():
    tabs = Tabs(three())
    view = tabs.open("mira")
    first, second = (view.settle(tabs.table.rows(), ended=True) for _ in range(2))
    assert all(one is other for one, other in zip(first, second, strict=True))


async def test_what_a_later_tab_has_read_by_itself_still_reaches_the_first():
    tabs = Tabs(three())
    tabs.open("mira")
    tabs.table.names[DORA] = "Dora"
    tabs.open("paul")  # before the change is heard
    assert await tabs.tell(DORA) == Patch(came=((row(DORA, "Dora"), str(CLEO)),), facts={"count": 4})


@pytest.mark.parametrize("whole", [True, False])
async def test_what_tabs_have_read_by_themselves_and_then_leaves_is_told(whole: bool):
    tabs = Tabs(Table(three().names, whole=whole))
    for tab in ("mira", "olga"):
        tabs.views.join(tab, tabs.table, tab)
    for tab in ("mira", "olga"):
        tabs.open(tab)
    del tabs.table.names[BEN]
    patch = await tabs.tell(BEN)
    assert patch is not None
    assert patch.gone == (str(BEN),)


async def test_a_row_that_tabs_have_read_differently_is_told_whole():
    tabs = Tabs(three())
    tabs.open("mira")
    tabs.table.names[BEN] = "Benjamin"
    tabs.open("paul")  # has seen the new name
    tabs.table.names[BEN] = "Ben"  # and nobody has told it
    assert await tabs.tell(BEN) == Patch({str(BEN): row(BEN, "Ben")})


async def test_what_a_tab_reads_while_a_patch_is_read_is_told_whole_the_next_time():
    tabs = Tabs(three())
    view, table = tabs.open("mira"), tabs.table
    reading = table.these

    async def these(uuids: Collection[UUID]) -> Sequence[Row] | None:
        rows = await reading(uuids)
        table.names[BEN] = "Benno"
        tabs.open("paul")
        return rows

    table.names[BEN] = "Benjamin"
    table.these = these  # type: ignore[method-assign]
    await view.bring([Change("people", "updated", (BEN,))])
    table.these = reading  # type: ignore[method-assign]
    table.names[BEN] = "Benjamin"
    assert await tabs.tell(BEN) == Patch({str(BEN): row(BEN, "Benjamin")})


@pytest.mark.parametrize("others", [0, 1])
async def test_who_leaves_while_a_tab_is_reading_is_told_when_it_has_read(others: int):
    tabs = Tabs(three())
    for number in range(others):
        tabs.open(f"tab {number}")
    view = tabs.views.join("reads", tabs.table, "reads")
    read = tabs.table.rows()
    del tabs.table.names[BEN]
    tabs.hub.post([Change("people", "deleted", (BEN,))])
    await tabs.quiet()
    tabs.patches.clear()
    view.settle(read, ended=True)
    await tabs.quiet()
    assert [patch.gone for patch in tabs.patches if patch] == [(str(BEN),)]


async def test_what_leaves_a_list_that_is_always_read_whole_while_a_tab_is_reading_is_told_to_it():
    tabs = Tabs(Table({ADA: "Ada", BEN: "Ben"}, whole=True))
    view = tabs.views.join("reads", tabs.table, "reads")
    read = tabs.table.rows()
    del tabs.table.names[BEN]
    tabs.hub.post([Change("people", "file_removed", (CLEO,))])
    await tabs.quiet()
    tabs.patches.clear()
    view.settle(read, ended=True)
    await tabs.quiet()
    assert [patch.gone for patch in tabs.patches if patch] == [(str(BEN),)]


async def test_what_changes_while_a_tab_is_reading_is_told_when_it_has_read():
    tabs = Tabs(three())
    view = tabs.views.join("reads", tabs.table, "reads")
    read = tabs.table.rows()
    tabs.table.names[BEN] = "Benjamin"
    tabs.hub.post([Change("people", "updated", (BEN,))])
    await tabs.quiet()
    tabs.patches.clear()
    view.settle(read, ended=True)
    await tabs.quiet()
    assert [patch.changed for patch in tabs.patches if patch] == [{str(BEN): {"name": "Benjamin"}}]


async def test_what_had_changed_before_a_tab_began_to_read_is_not_looked_at_again():
    tabs = Tabs(three())
    view = tabs.open("reads")
    tabs.hub.post([Change("people", "updated", (BEN,))])
    await tabs.quiet()
    read = tabs.table.reads
    view.settle(tabs.table.rows(), ended=True, since=tabs.hub.heard)
    await tabs.quiet()
    assert tabs.table.reads == read


async def test_a_view_goes_with_its_last_tab():
    tabs = Tabs(three())
    view = tabs.open("mira")
    tabs.open("paul")
    tabs.views.leave("mira")
    assert await view.bring([Change("people", "updated", (ADA,))]) is True
    tabs.views.leave("paul")
    assert await view.bring([Change("people", "updated", (ADA,))]) is False
    assert tabs.open("mira").key != view.key


async def test_a_tab_that_turns_to_another_list_sees_the_first_no_more():
    tabs = Tabs(three())
    view = tabs.open("mira")
    tabs.views.join("mira", Table(), "mira")
    assert view.members == {}


def test_unknown_rows_differ_in_everything():
    assert difference(None, row(ADA, "Ada")) == row(ADA, "Ada")


def test_newcomers_know_whom_they_follow():
    rows = [row(ADA, "Ada"), row(BEN, "Ben"), row(CLEO, "Cleo")]
    assert newcomers(rows, [str(ADA)], ended=True) == [(rows[1], str(ADA)), (rows[2], str(BEN))]
    assert newcomers(rows, [str(ADA)], ended=False) == []
    assert newcomers(rows, [str(CLEO)], ended=False) == [(rows[0], None), (rows[1], str(ADA))]


def test_what_is_empty_at_the_end_is_not_sent():
    assert Patch({"a": {"name": "Ada"}}).encoded("k", 3) == ["k", 3, {"a": {"name": "Ada"}}]
    assert Patch(facts={"count": 1}).encoded("k", 3) == ["k", 3, {}, (), (), {"count": 1}]
