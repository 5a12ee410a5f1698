"""Typed text is normalised, unless that could take for ever."""

import pytest

from crm_app.core.typed_text import LONGEST_RUN, is_plain, normalised

MARKS = "\u0300\u0316"


def test_text_is_composed_and_trimmed():
    assert normalised("  A\u030angstro\u0308m ", 50) == "Ångström"


def test_text_over_the_limit_is_left_as_it_is():
    assert normalised(" e\u0301 ", 3) == " e\u0301 "


def test_a_megabyte_of_marks_is_left_as_it_is_at_once():
    text = "a" + MARKS * 500_000
    assert normalised(text, 2_000_000) is text


@pytest.mark.parametrize(("marks", "plain"), [(0, True), (LONGEST_RUN, True), (LONGEST_RUN + 1, False)])
def test_a_letter_may_carry_so_many_marks(marks: int, plain: bool):
    assert is_plain("a" + "\u0300" * marks + "b") is plain


def test_many_letters_with_few_marks_are_plain():
    assert is_plain("a\u0300\u0316" * 10_000)
