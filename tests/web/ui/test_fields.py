"""What screen readers hear of a field."""

import reflex as rx

from crm_app.web.ui.fields import select_field, text_field

ERROR = rx.Var(_js_expr="problem").to(str)


def rendered(component: rx.Component) -> str:
    return str(component.render())


def test_the_label_belongs_to_its_input():
    page = rendered(text_field("name", "Name"))
    assert 'htmlFor:"field-name"' in page
    assert 'id:"field-name"' in page


def test_the_error_is_tied_to_the_input_and_marks_it():
    page = rendered(text_field("email", "E-mail", error=ERROR))
    assert '"aria-describedby":"email-problem"' in page
    assert "aria-invalid" in page


def test_the_hint_is_read_before_the_error():
    assert '"aria-describedby":"company-hint company-problem"' in rendered(
        text_field("company", "Company", hint="Choose one.", error=ERROR)
    )


def test_a_field_without_error_is_never_marked():
    assert "aria-invalid" not in rendered(text_field("name", "Name"))


def test_a_select_offers_its_options():
    page = rendered(select_field("status", "Status", [("active", "Active"), ("inactive", "Inactive")]))
    assert page.count('"option"') == 2
