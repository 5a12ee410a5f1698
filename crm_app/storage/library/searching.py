"""What a search in the library asks for: names, the beginning of a uuid, words inside files."""

import re
import unicodedata
from typing import Any

from crm_app.core.searching import escaped

_UUID_START = re.compile(r"[0-9a-f]{4,8}(-[0-9a-f-]*)?")
_WORD = re.compile(r"\w+")
LONGEST = 200

FOUND_WORDS = "file.uuid IN (SELECT said.file_uuid FROM file_texts AS said WHERE said.words @@ {query})"
QUERY = "(websearch_to_tsquery('simple', :words) && to_tsquery('simple', :beginning))"
"""All words but the last as they are, the last as a beginning: one is still typing it."""


class Search:
    """One search, and the SQL that asks for it. False where there is nothing to search for."""

    def __init__(self, typed: str) -> None:
        self.text = unicodedata.normalize("NFC", typed[:LONGEST]).strip()
        self.values: dict[str, Any] = {}
        plain = escaped(self.text)
        self._blank = not plain
        decomposed = unicodedata.normalize("NFD", plain)
        self._forms = {"pattern": plain} | ({"decomposed": decomposed} if decomposed != plain else {})
        self.values |= {name: f"%{form}%" for name, form in self._forms.items()}
        self._start = self.text.lower() if _UUID_START.fullmatch(self.text.lower()) else ""
        if self._start:
            self.values["uuid_start"] = f"{self._start}%"
        self.words = bool(self._beginning(plain))

    def __bool__(self) -> bool:
        return not self._blank

    def _beginning(self, plain: str) -> str:
        """Splits off the last word. Nothing for what has no words at all."""
        found = list(_WORD.finditer(plain.replace("\\", " ").replace("_", " ")))
        if not found:
            return ""
        last = found[-1]
        self.values["words"] = plain[: last.start()].replace("\\", " ")
        self.values["beginning"] = f"'{last[0]}':*"
        return last[0]

    def named(self, column: str) -> str:
        """SQL: the column contains what was typed, however its accents are written."""
        return f"({' OR '.join(f'{column} ILIKE :{form}' for form in self._forms)})"

    def files(self) -> str:
        """SQL: the file is called so, begins so, or says so."""
        ways = [self.named("file.original_file_name")]
        if self._start:
            ways.append("CAST(file.uuid AS text) LIKE :uuid_start")
        if self.words:
            ways.append(FOUND_WORDS.format(query=QUERY))
        return f"({' OR '.join(ways)})"

    def snippet(self) -> str:
        """SQL: the words around what was found inside the file `file`; NULL where that is not why."""
        if not self.words:
            return "NULL"
        shape = 'StartSel="", StopSel="", MaxWords=18, MinWords=8, MaxFragments=1'
        said = "SELECT ts_headline('simple', said.content, {query}, '{shape}') FROM file_texts AS said"
        where = "WHERE said.file_uuid = file.uuid AND said.words @@ {query}"
        return f"({said} {where})".format(query=QUERY, shape=shape)
