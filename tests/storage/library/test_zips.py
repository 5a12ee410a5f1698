"""A zip of what is selected: whole, safe to unpack, and never in memory."""

import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import update

from crm_app import accounts, crm, storage
from crm_app.core.errors import NotFound
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.storage.keys import key_for
from crm_app.storage.library import ZipEntry, ZipPlan, stream_zip, zip_plan
from crm_app.storage.library.zip_plans import part_of_path
from crm_app.storage.models import Blob
from crm_app.storage.runtime import Runtime
from tests import samples
from tests.factories import make_folder, run
from tests.storage_help import store

GIGABYTE = 1024**3


async def zipped(*keys: str) -> zipfile.ZipFile:
    plan = await run(zip_plan, list(keys))
    found = zipfile.ZipFile(io.BytesIO(b"".join([piece async for piece in stream_zip(plan)])))
    assert found.testzip() is None
    return found


async def test_folders_files_and_empty_folders_are_all_in_it(running: Runtime, mira: accounts.User) -> None:
    office = await make_folder("Office")
    inside = await make_folder("Inside", office)
    await make_folder("Empty", inside)
    await store(mira, b"deep", inside, "deep.txt")
    big = samples.noise(700_000)
    loose = (await store(mira, big, await make_folder("Other"), "loose.bin")).file.uuid
    found = await zipped(f"folder:{office}", f"file:{loose}")
    assert sorted(found.namelist()) == [
        "Office/",
        "Office/Inside/",
        "Office/Inside/Empty/",
        "Office/Inside/deep.txt",
        "loose.bin",
    ]
    assert found.read("Office/Inside/deep.txt") == b"deep"
    assert found.read("loose.bin") == big


async def test_linked_files_are_in_it_and_trashed_ones_are_not(running: Runtime, mira: accounts.User) -> None:
    office, other = await make_folder("Office"), await make_folder("Other")
    linked = (await store(mira, b"linked", other, "linked.txt")).file.uuid
    await run(storage.create_folder_link, office, linked)
    gone = (await store(mira, b"gone", office, "gone.txt")).file.uuid
    await run(storage.trash_file, gone)
    trashed = await make_folder("Trashed", office)
    await run(storage.trash_folder, trashed)
    assert (await zipped(f"folder:{office}")).namelist() == ["Office/", "Office/linked.txt"]
    with pytest.raises(NotFound):
        await zipped(f"file:{gone}", f"folder:{trashed}", f"file:{uuid7()}", "nonsense")


async def test_what_is_selected_twice_is_in_it_once(running: Runtime, mira: accounts.User) -> None:
    office = await make_folder("Office")
    inside = await make_folder("Inside", office)
    found = await zipped(f"folder:{office}", f"folder:{inside}", f"folder:{office}")
    assert found.namelist() == ["Office/", "Office/Inside/"]


async def test_names_that_only_differ_in_case_or_not_at_all_get_numbers(
    running: Runtime, mira: accounts.User
) -> None:
    office = await make_folder("Office")
    for number, name in enumerate(("plan.txt", "plan.txt", "PLAN.txt", "plan (2).txt")):
        await store(mira, str(number).encode(), office, name)
    found = await zipped(f"folder:{office}")
    names = [name.casefold() for name in found.namelist()]
    assert len(names) == len(set(names)) == 5
    contents = {found.read(name) for name in found.namelist() if not name.endswith("/")}
    assert contents == {b"0", b"1", b"2", b"3"}


async def test_the_folder_of_a_record_is_called_as_the_record(running: Runtime, mira: accounts.User) -> None:
    async with system_scope() as scope:
        anna = await crm.create_contact(scope, {"name": "Anna ../ Berg"})
        folder = await crm.attachments.ensure_folder(scope, "contact", anna.uuid, "files")
    await store(mira, b"offer", folder, "offer.txt")
    plan = await run(zip_plan, [f"folder:{folder}"])
    assert [entry.path for entry in plan.entries] == ["Anna .._ Berg/", "Anna .._ Berg/offer.txt"]
    assert plan.name == "Anna .._ Berg.zip"


@given(st.text(max_size=300))
def test_no_name_leads_out_of_the_directory(name: str) -> None:
    part = part_of_path(name)
    assert part not in ("", ".", "..")
    assert not set('/\\<>:"|?*\0') & set(part)
    assert part == part.rstrip(". ")
    assert len(part.encode()) <= 256


@pytest.mark.parametrize("name", ["con", "NUL.txt", "com1", "..", "a/../b", "C:\\x", "end. "])
def test_names_of_devices_and_ways_up_are_changed(name: str) -> None:
    part = part_of_path(name)
    assert part != name
    assert not part.startswith(("..", "/", "\\"))


async def test_what_the_store_has_lost_is_named_in_the_zip(
    running: Runtime, mira: accounts.User, data_dir: Path
) -> None:
    office = await make_folder("Office")
    lost = (await store(mira, b"lost", office, "lost.txt")).file
    await store(mira, b"kept", office, "kept.txt")
    await running.store.delete(key_for(lost.file_checksum))
    found = await zipped(f"folder:{office}")
    assert found.namelist() == ["Office/", "Office/kept.txt", "MISSING.txt"]
    assert "Office/lost.txt" in found.read("MISSING.txt").decode()


async def test_what_ends_too_early_is_named_and_breaks_nothing(running: Runtime, mira: accounts.User) -> None:
    office = await make_folder("Office")
    await store(mira, b"short", office, "a.txt")
    await store(mira, b"other", office, "b.txt")
    async with system_scope() as scope:
        await scope.session.exec(update(Blob).values(size=2_000_000))
    found = await zipped(f"folder:{office}")
    assert found.read("Office/b.txt") == b"other"
    assert "Office/a.txt" in found.read("MISSING.txt").decode()


def resident() -> int:
    """How many bytes of this process are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def test_memory_stays_flat_while_five_gigabytes_stream(running: Runtime, data_dir: Path) -> None:
    key = key_for("ab" * 32)
    path = running.store.local_path(key)
    assert path is not None
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        file.truncate(5 * GIGABYTE)
    plan = ZipPlan("big.zip", [ZipEntry("big.bin", key, 5 * GIGABYTE), ZipEntry("big/", None, 0)])
    sent, most, end, before = 0, 0, b"", resident()
    async for piece in stream_zip(plan):
        sent, end = sent + len(piece), (end + piece)[-1000:] if len(piece) < 1000 else piece[-1000:]
        most = max(most, resident())
    assert sent > 5 * GIGABYTE
    assert b"PK\x06\x06" in end, "sizes of more than four gigabytes are told"
    assert most - before < 50_000_000
