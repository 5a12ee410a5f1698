"""The words of files are read when they are missing, in a process of its own, and kept for the search."""

import os
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from crm_app import accounts, storage
from crm_app.core.scope import system_scope
from crm_app.storage import confined
from crm_app.storage.library_models import LONGEST_TEXT, FileText
from crm_app.storage.runtime import Runtime
from crm_app.storage.texts import read_missing_texts
from crm_app.storage.texts.kinds import NoText
from crm_app.storage.texts.missing import Unread, _keep
from crm_app.storage.texts.reader import TextReader
from tests import samples
from tests.factories import make_file, run
from tests.storage.texts import documents
from tests.storage_help import a_folder, rows, store


async def texts() -> dict[UUID, FileText]:
    return {row.file_uuid: row for row in await rows(FileText)}


async def found(word: str) -> set[UUID]:
    query = text("SELECT file_uuid FROM file_texts WHERE words @@ websearch_to_tsquery('simple', :word)")
    async with system_scope() as scope:
        return {uuid for (uuid,) in await scope.session.execute(query, {"word": word})}


async def test_the_words_of_stored_files_can_be_searched(running: Runtime, mira: accounts.User) -> None:
    folder = await a_folder()
    files = {
        kind: (await store(mira, make(), folder, f"file.{kind.split()[-1]}")).file.uuid
        for kind, (_, make) in documents.MADE.items()
    }
    letter = (await store(mira, documents.pdf("Angebot for Müller"), folder, "a.pdf")).file.uuid
    assert await read_missing_texts() == (len(files) + 1, 0)
    assert await found("müller angebot") == {*files.values(), letter}


async def test_what_was_read_is_not_read_again(running: Runtime, mira: accounts.User) -> None:
    await store(mira, b"words", await a_folder(), "a.txt")
    assert await read_missing_texts() == (1, 0)
    assert await read_missing_texts() == (0, 0)


async def test_a_new_content_is_read_again(running: Runtime, mira: accounts.User) -> None:
    file = (await store(mira, b"words", await a_folder(), "a.txt")).file
    await read_missing_texts()
    async with system_scope() as scope:
        await scope.session.execute(text("UPDATE files SET file_checksum = repeat('a', 64)"))
    assert await read_missing_texts() == (1, 0)
    assert (await texts())[file.uuid].file_checksum == "a" * 64


async def test_a_damaged_file_is_noted_once(running: Runtime, mira: accounts.User) -> None:
    folder = await a_folder()
    damaged = (await store(mira, samples.word_document()[:-30], folder, "a.docx")).file
    good = (await store(mira, b"words", folder, "a.txt")).file
    assert damaged.mime_type == documents.MADE["docx"][0]
    assert await read_missing_texts() == (2, 1)
    assert await read_missing_texts() == (0, 0)
    assert (await texts())[damaged.uuid].problem == "This file is damaged or locked with a password."
    assert (await texts())[good.uuid].content == "words"


async def test_bytes_that_are_away_are_noted(running: Runtime, mira: accounts.User) -> None:
    lost = await make_file(mira)
    assert await read_missing_texts() == (1, 1)
    assert (await texts())[lost].problem


async def test_pictures_and_the_trash_are_left_alone(running: Runtime, mira: accounts.User) -> None:
    folder = await a_folder()
    await store(mira, samples.picture(), folder, "a.jpg")
    await store(mira, b"words", folder, "a.txt")
    async with system_scope() as scope:
        await scope.session.execute(text("UPDATE files SET status = 'trashed', trashed_at = now()"))
    assert await read_missing_texts() == (0, 0)


async def test_more_different_words_than_an_index_takes_are_noted(
    running: Runtime, mira: accounts.User
) -> None:
    letters = "".join(chr(0x20000 + number) + " " for number in range(LONGEST_TEXT // 2))
    file = (await store(mira, letters.encode(), await a_folder(), "a.txt")).file
    await read_missing_texts()
    row = (await texts())[file.uuid]
    assert row.problem or len(row.content) == LONGEST_TEXT - 1


async def test_a_file_that_ends_its_reader_is_told_and_the_next_one_is_read(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_bytes(b"words")
    async with TextReader() as reading:
        process = await reading._start()
        process.kill()
        with pytest.raises(NoText):
            await reading.read(good, "text/plain")
        assert await reading.read(good, "text/plain") == "words"


async def test_a_file_that_takes_too_long_is_told(tmp_path: Path) -> None:
    endless = tmp_path / "endless"
    os.mkfifo(endless)
    async with TextReader(longest=0.2) as reading:
        with pytest.raises(NoText, match="too long"):
            await reading.read(endless, "text/plain")


async def test_a_file_that_takes_too_much_memory_is_told(tmp_path: Path) -> None:
    pages = tmp_path / "pages.html"
    pages.write_bytes(b"<p>" * 1_300_000)
    async with TextReader(memory=1_000_000) as reading:
        with pytest.raises(NoText):
            await reading.read(pages, "text/html")


def test_the_reader_gets_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "secret")
    assert "DATABASE_URL" not in confined.environment()


async def test_a_file_deleted_meanwhile_gets_no_row(running: Runtime, mira: accounts.User) -> None:
    file = (await store(mira, b"words", await a_folder(), "a.txt")).file
    await run(storage.delete_file_completely, file.uuid)
    await _keep(Unread(file.uuid, file.mime_type, file.file_checksum, "", 5), "words", None)
    assert await rows(FileText) == []
