"""Initials and tints."""

import pytest

from crm_app.web.ui.avatars import initials, tint


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Lovelace", "AL"),
        ("ada", "A"),
        ("Ada Augusta King Lovelace", "AL"),
        ("Émile Zola", "ÉZ"),
        ("李 小龍", "李小"),
        ("(Dr.) Ada Lovelace", "AL"),
        ("<b>", "<"),
        ("   ", "?"),
        ("", "?"),
    ],
)
def test_initials_are_of_the_first_and_the_last_word(name: str, expected: str):
    assert initials(name) == expected


def test_a_tint_is_always_the_same_for_one_record():
    key = "01a1fd0a-e592-70cd-9ffe-d9e338828a7f"
    assert tint(key) == tint(key)
    assert tint(key) in {"1", "2", "3", "4", "5", "6"}
