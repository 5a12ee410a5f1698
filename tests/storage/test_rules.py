"""The table of rules names tests that exist."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
TABLE = TESTS.parent / "docs" / "storage-rules.md"
NAMED = re.findall(r"`([a-z_/]+):([a-z_0-9]+)`", TABLE.read_text())


def the_file(name: str) -> Path:
    folder, _, last = name.rpartition("/")
    return TESTS / ("" if folder.startswith("web") else "storage") / folder / f"test_{last}.py"


def test_the_table_names_many_tests() -> None:
    assert len(NAMED) > 100


@pytest.mark.parametrize(("file", "test"), NAMED, ids=[f"{file}:{test}" for file, test in NAMED])
def test_a_test_that_holds_a_rule_is_there(file: str, test: str) -> None:
    assert f"def test_{test}(" in the_file(file).read_text()
