"""What entries say: every action of the app has words of its own, and no entry holds bodies or addresses."""

import ast
import re
from pathlib import Path

import pytest

from crm_app import activity
from crm_app.activity.details import detail_of

SOURCES = Path(activity.__file__).parent.parent
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+")


@pytest.mark.parametrize(
    ("action", "details", "text", "icon", "detail"),
    [
        (
            "crm.interaction_logged",
            {"subject": "Prices", "interaction_type": "call"},
            "Interaction logged",
            "message-circle-more",
            "Prices",
        ),
        (
            "crm.interaction_logged",
            {"subject": "", "interaction_type": "email"},
            "Interaction logged",
            "message-circle-more",
            "E-mail",
        ),
        (
            "crm.interaction_updated",
            {"interaction_type": "meeting"},
            "Interaction updated",
            "message-circle-more",
            "Meeting",
        ),
        (
            "crm.interaction_deleted",
            {"interaction_type": "fax"},
            "Interaction deleted",
            "message-circle-off",
            "Fax",
        ),
        ("crm.interaction_deleted", {"interaction_type": 7}, "Interaction deleted", "message-circle-off", ""),
        ("crm.contact_comment_added", {}, "Comment added", "message-square-text", ""),
        ("crm.company_comment_edited", {}, "Comment changed", "message-square-text", ""),
        ("staff.person_comment_deleted", {}, "Comment deleted", "message-square-off", ""),
        ("crm.company_member_joined", {"name": "Ada"}, "Member added", "user-plus", "Ada"),
        ("crm.company_member_left", {"name": "Ada"}, "Member removed", "user-minus", "Ada"),
        ("crm.company_member_changed", {"name": "Ada"}, "Member updated", "user-cog", "Ada"),
        ("staff.people_bulk_trashed", {"count": 3}, "People moved to trash", "trash-2", "3 people"),
        ("staff.department_deleted", {"name": "Sales"}, "Department deleted", "circle-x", ""),
        (
            "account.role_changed",
            {"before": "member", "after": "admin"},
            "Role changed",
            "shield",
            "Member → Admin",
        ),
        ("account.claimed", {}, "Account taken over", "user-check", ""),
        ("crm.contact_deleted", {}, "Permanently deleted", "circle-x", ""),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_an_entry_is_said_in_words(
    action: str, details: dict[str, object], text: str, icon: str, detail: str
):
    label = activity.label_of(action)
    assert (label.text, label.icon, detail_of(action, details)) == (text, icon, detail)


def literal_actions() -> set[str]:
    """Actions that stand as a whole in the sources, in a call of `record`."""
    found: set[str] = set()
    for path in SOURCES.rglob("*.py"):
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            named = isinstance(call.func, ast.Attribute) and call.func.attr == "record" and call.args
            if named and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str):
                found.add(call.args[0].value)
    return {action for action in found if "." in action}


def test_every_action_that_is_written_out_has_words_of_its_own():
    actions = literal_actions()
    assert len(actions) > 8
    assert [action for action in sorted(actions) if not activity.is_known(action)] == []


def test_an_action_that_nobody_knows_is_said_by_its_name():
    assert not activity.is_known("crm.something_odd")
    assert activity.label_of("crm.something_odd") == activity.Label("Something odd", "zap", "neutral")
