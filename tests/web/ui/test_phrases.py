"""Sentences that the browser completes."""

import reflex as rx

from crm_app.web.ui.phrases import phrase

NAME = rx.Var(_js_expr="who").to(str)


def test_a_placeholder_becomes_the_value_in_the_browser():
    assert str(phrase("Actions for {name}", name=NAME)) == '("Actions for "+who)'


def test_text_on_both_sides_stays():
    assert str(phrase("“{name}” is gone.", name=NAME)) == '(("\\u201c"+who)+"\\u201d is gone.")'


def test_a_sentence_may_begin_with_its_value():
    assert str(phrase("{name} is gone.", name=NAME)) == '(who+" is gone.")'


def test_a_value_that_is_a_number_is_written_as_text():
    page = rx.Var(_js_expr="page").to(int)
    assert "page" in str(phrase("Page {page}", page=page))
