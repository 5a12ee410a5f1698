"""Strings that break input fields, stored by services and over HTTP, and what should come of them."""

import unicodedata
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from crm_app import crm, storage
from crm_app.core.errors import AppError, ValidationFailed
from crm_app.core.scope import Scope, system_scope
from tests.browsing import Person
from tests.e2e.people import a_contact, in_database
from tests.serving import Server

RUNS = "<script>window.pwned = 1</script>"
OWN = [
    RUNS,
    '"><img src=x onerror="window.pwned=1">',
    "'-window.pwned=1-'",
    "</title><svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "javascript:alert(1)",
    "<a href='javascript:alert(1)'>click</a>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'>",
    "<!-- not closed",
    "]]> &lt;b&gt; &amp; &#x27;",
    "<b>bold</b>",
    "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
    "{name} {count} {0} {",
    "%s %n %d %(name)s %00 %2e%2e%2f %",
    "'; DROP TABLE contacts; --",
    "' OR 1=1 --",
    "\\' \\\" \\\\ \\n",
    "_%_ 100% sure_thing",
    "../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "CON",
    ".",
    "..",
    "-rf",
    "~root",
    "C:fakepath",
    "null",
    "undefined",
    "NaN",
    "true",
    "0",
    "-1",
    "1e309",
    "[object Object]",
    "__proto__",
    "constructor",
    "toString",
    "  spaces around  ",
    "two  spaces   inside",
    "tab\there",
    "line\nbreak and\r\nanother",
    "A\u030angstro\u0308m and cafe\u0301",
    "Zalgo h\u0337e\u0334\u0321 c\u0335o\u0336m\u0337e\u0338s",
    "日本語 中文 한국어 ภาษาไทย",
    "مرحبا بالعالم",
    "\u202egnp.exe reversed",
    "zero\u200bwidth\u200djoined\ufeffmark",
    "line\u2028and paragraph\u2029separators",
    "👩‍👩‍👧‍👦 🏳️‍🌈 🇺🇦 👍🏿",
    "𝓯𝓪𝓷𝓬𝔂 ｆｕｌｌｗｉｄｔｈ ﷽ ß İ ı ſ",
    "\x01\x02\x1b[31mred\x7f\x85",
    "nul\0inside",
    "a" * 255,
    "a" * 256,
    "é" * 200,
    "e\u0301" * 255,
    "x" * 5000,
    "",
    "   ",
    "\t\n",
    "\u3000\u00a0",
]
"""The real data has more. Halves of surrogate pairs cannot be sent: see the tests of names and forms."""


@dataclass(frozen=True)
class Outcome:
    """What came of storing a text: the text that is stored and its uuid, or the messages of the refusal."""

    typed: str
    stored: str | None = None
    uuid: str = ""
    messages: tuple[str, ...] = ()


def expected_name(typed: str) -> str | None:
    """What a contact is called when somebody types this; None where it is refused."""
    name = unicodedata.normalize("NFC", typed).strip()
    return name if name and len(name) <= 255 and "\0" not in name else None


def store_contacts(server: Server, texts: Iterable[str]) -> list[Outcome]:
    """A contact of each name."""

    async def one(scope: Scope, text: str) -> Any:
        return await crm.create_contact(scope, {"name": text})

    return in_database(server, lambda: _store_each(texts, one))


def store_folders(server: Server, texts: Iterable[str], parent: str) -> list[Outcome]:
    """A folder of each name, below one of their own."""

    async def run() -> list[Outcome]:
        async with system_scope() as scope:
            above = (await storage.create_folder(scope, name=parent)).uuid

        async def one(scope: Scope, text: str) -> Any:
            return await storage.create_folder(scope, name=text, parent_uuid=above)

        return await _store_each(texts, one)

    return in_database(server, run)


async def _store_each(texts: Iterable[str], store: Any) -> list[Outcome]:
    return [await _store(text, store) for text in texts]


async def _store(text: str, store: Any) -> Outcome:
    try:
        async with system_scope() as scope:
            row = await store(scope, text)
        async with system_scope() as scope:
            kept = await scope.session.get(type(row), row.uuid)
            return Outcome(text, kept.name, str(row.uuid))
    except ValidationFailed as error:
        return Outcome(text, messages=tuple(one for found in error.fields.values() for one in found))
    except AppError as error:
        return Outcome(text, messages=(error.message,))


def found_by(server: Server, searches: Iterable[str]) -> dict[str, set[str]]:
    """The contacts that each search finds."""

    async def run() -> dict[str, set[str]]:
        found = {}
        for search in searches:
            async with system_scope() as scope:
                page = await crm.list_contacts(scope, search=search, limit=10_000)
                found[search] = {str(row.uuid) for row in page.rows}
        return found

    return in_database(server, run)


def upload_names(person: Person, texts: list[str], at_once: int = 6) -> dict[str, dict[str, Any]]:
    """A small file under each name on the contacts that this takes; the answers by name, with `contact`."""
    room = 200
    contacts = [a_contact(person.server, f"Shelf {n}") for n in range(-(-len(texts) // room))]

    def one(place: int) -> dict[str, Any]:
        contact = contacts[place // room]
        target = {"resource": "contact", "record": contact, "kind": "files", "name": texts[place]}
        answer = person.http.post("/uploads", params=target, content=f"{contact} {place}".encode())
        return {"status": answer.status_code, "contact": contact, **answer.json()}

    with ThreadPoolExecutor(at_once) as pool:
        return dict(zip(texts, pool.map(one, range(len(texts))), strict=True))
