"""The pure rules of levels: whatever comes in is brought into one form or refused; choices stay possible."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_app import staff
from crm_app.staff.skill_levels import ID, OPTIONS, SELECTORS, LevelsRefused, clean_levels
from tests.staff.organisation import LEVELS


@dataclass
class SomeSkill:
    """Anything with levels."""

    levels: list[dict[str, Any]]


SKILL = SomeSkill(LEVELS)
NOTHING = SomeSkill([])
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "name", "options", "allow_multiple", "x"]), inner, max_size=5
        )
    ),
    max_leaves=20,
)
names = st.text(max_size=6)
options = st.fixed_dictionaries({"name": names}, optional={"id": st.sampled_from("abcdefgh")})
selectors = st.fixed_dictionaries(
    {"name": names, "options": st.lists(options, max_size=4)}, optional={"allow_multiple": st.booleans()}
)


def cleaned(*groups: object) -> list[dict[str, Any]]:
    return clean_levels(list(groups))


def test_levels_in_their_stored_form_stay_as_they_are():
    assert clean_levels(LEVELS) == LEVELS


def test_names_are_trimmed_and_ids_are_made():
    (group,) = cleaned({"name": "  Proficiency ", "options": [{"name": " Low\t"}]})
    assert (group["name"], group["options"][0]["name"]) == ("Proficiency", "Low")
    assert ID.fullmatch(group["id"])
    assert len(group["options"][0]["id"]) == 8


@pytest.mark.parametrize("given_id", [None, "", "   "], ids=["none", "empty", "blank"])
def test_a_blank_id_is_made_anew(given_id: object):
    (group,) = cleaned({"id": given_id, "name": "A"})
    assert len(group["id"]) == 8


def test_an_id_is_trimmed():
    assert cleaned({"id": " a-B_9 ", "name": "A"})[0]["id"] == "a-B_9"


@pytest.mark.parametrize("given_flag", [True, "true"])
def test_several_may_be_chosen_where_it_says_so(given_flag: object):
    assert cleaned({"name": "A", "allow_multiple": given_flag})[0]["allow_multiple"] is True


@pytest.mark.parametrize("given_flag", [False, "false", 1, "yes", "TRUE", None, [], {}], ids=repr)
def test_everything_else_says_that_one_is_chosen(given_flag: object):
    assert cleaned({"name": "A", "allow_multiple": given_flag})[0]["allow_multiple"] is False


def test_a_selector_without_name_and_options_is_dropped():
    assert cleaned({"name": " "}, {"options": [{"name": " "}, {}]}, {}) == []


def test_a_selector_without_a_name_stays_while_it_has_options():
    (group,) = cleaned({"options": [{"name": "Low"}]})
    assert (group["name"], len(group["options"])) == ("", 1)


def test_a_selector_without_options_stays_while_it_has_a_name():
    assert cleaned({"name": "Later"})[0]["options"] == []


@pytest.mark.parametrize("given_levels", [None, "text", 7, {"id": "a"}, True], ids=repr)
def test_what_is_no_list_is_refused(given_levels: object):
    with pytest.raises(LevelsRefused):
        clean_levels(given_levels)


@pytest.mark.parametrize(
    "group",
    [
        "text",
        7,
        None,
        [],
        {"name": 7},
        {"name": ["a"]},
        {"name": "x" * 256},
        {"name": "nul\0"},
        {"name": "half \ud800"},
        {"name": "A", "id": 7},
        {"name": "A", "id": "with space"},
        {"name": "A", "id": "x" * 65},
        {"name": "A", "id": "quote'"},
        {"name": "A", "id": {}},
        {"name": "A", "options": "text"},
        {"name": "A", "options": {}},
        {"name": "A", "options": 0},
        {"name": "A", "options": ["text"]},
        {"name": "A", "options": [None]},
        {"name": "A", "options": [{"name": 7}]},
        {"name": "A", "options": [{"name": "x" * 256}]},
        {"name": "A", "options": [{"name": "B", "id": "x" * 65}]},
        {"name": "A", "options": [{"name": str(n)} for n in range(OPTIONS + 1)]},
    ],
    ids=range(23),
)
def test_what_is_no_selector_is_refused(group: object):
    with pytest.raises(LevelsRefused):
        cleaned(group)


def test_as_many_selectors_and_options_as_allowed_are_accepted():
    group = {"name": "A", "options": [{"name": str(number)} for number in range(OPTIONS)]}
    assert len(cleaned(*[group] * SELECTORS)) == SELECTORS
    with pytest.raises(LevelsRefused):
        cleaned(*[group] * (SELECTORS + 1))


def test_a_name_of_255_characters_and_an_id_of_64_are_accepted():
    (group,) = cleaned({"name": "n" * 255, "id": "x" * 64})
    assert (len(group["name"]), len(group["id"])) == (255, 64)


def test_two_selectors_or_levels_with_one_id_are_refused():
    with pytest.raises(LevelsRefused):
        cleaned({"id": "a", "name": "A"}, {"id": "a", "name": "B"})
    twice = [{"id": "x", "name": "X"}]
    with pytest.raises(LevelsRefused):
        cleaned({"name": "A", "options": twice}, {"name": "B", "options": twice})


@settings(deadline=None)
@given(st.lists(anything, max_size=4) | anything)
def test_whatever_comes_in_is_cleaned_or_refused(given_levels: object):
    form = staff.validate_skill({"name": "Carpentry", "levels": given_levels})
    if form.errors:
        assert set(form.errors) == {"levels"}
    else:
        assert clean_levels(form.levels) == form.levels


@settings(deadline=None)
@given(st.lists(selectors, max_size=3), st.lists(st.sampled_from("abcdefghx"), max_size=6))
def test_what_is_left_of_any_choice_is_possible(groups: list[dict[str, Any]], ids: list[str]):
    form = staff.validate_skill({"name": "Carpentry", "levels": groups})
    if form.errors:
        return
    skill = SomeSkill(list(form.levels))  # type: ignore[call-overload]
    kept = staff.prune_level_ids(skill, ids)
    assert staff.validate_level_ids(skill, kept) == kept
    assert set(kept) <= set(ids)
    assert staff.prune_level_ids(skill, kept) == kept


def test_levels_as_text_are_what_people_read():
    assert str(clean_levels(LEVELS)) == "Proficiency: Low, Mid, High; Tools: Hammer, Saw"
    assert str(cleaned({"name": "Later"}, {"options": [{"name": "Low"}]})) == "Later; Low"


def test_groups_and_options_are_answered_in_order():
    assert staff.level_groups(SKILL) == LEVELS
    assert staff.group_options(LEVELS[1]) == LEVELS[1]["options"]
    assert staff.all_option_ids(SKILL) == ["low", "mid", "high", "hammer", "saw"]
    assert staff.option_choices(LEVELS[1]) == [("Hammer", "hammer"), ("Saw", "saw")]
    assert (staff.level_groups(NOTHING), staff.all_option_ids(NOTHING)) == ([], [])


def test_an_option_is_found_with_its_selector():
    assert staff.find_option(SKILL, "saw") == (LEVELS[1], LEVELS[1]["options"][1])
    assert staff.option_name(SKILL, "saw") == "Saw"


@pytest.mark.parametrize("option_id", ["", "gone", None, 7, ["saw"], {}], ids=repr)
def test_an_option_that_does_not_exist_is_none(option_id: object):
    assert staff.find_option(SKILL, option_id) is None
    assert staff.option_name(SKILL, option_id) is None


def test_what_is_chosen_is_shown_by_selector_without_what_is_gone():
    shown = staff.selected_by_group(SKILL, ["saw", "gone", "hammer"])
    assert shown == [(LEVELS[1], LEVELS[1]["options"])]
    assert staff.selected_by_group(SKILL, []) == []


@pytest.mark.parametrize(
    ("before", "clicked", "after"),
    [
        ([], "low", ["low"]),
        (["low"], "high", ["high"]),
        (["low"], "low", []),
        (["saw", "low"], "mid", ["saw", "mid"]),
        (["saw"], "hammer", ["saw", "hammer"]),
        (["saw", "hammer"], "saw", ["hammer"]),
        (["low", "saw"], "gone", ["low", "saw"]),
    ],
    ids=["choose", "replace", "clear", "others stay", "add", "take away", "unknown"],
)
def test_a_click_on_an_option(before: list[str], clicked: str, after: list[str]):
    assert staff.toggle_option(SKILL, before, clicked) == after


@pytest.mark.parametrize(
    ("ids", "valid"),
    [
        ([], []),
        (None, []),
        ((), []),
        ("saw", ["saw"]),
        (["saw", "low"], ["low", "saw"]),
        ([" saw ", "", "  ", "saw"], ["saw"]),
    ],
    ids=repr,
)
def test_a_choice_is_brought_into_the_order_of_the_skill(ids: object, valid: list[str]):
    assert staff.validate_level_ids(SKILL, ids) == valid


@pytest.mark.parametrize("ids", [["gone"], [7], [None], {"saw": 1}, 7, [["saw"]]], ids=repr)
def test_a_choice_that_is_none_is_refused_and_pruned_to_nothing(ids: object):
    with pytest.raises(staff.InvalidLevels):
        staff.validate_level_ids(SKILL, ids)
    assert staff.prune_level_ids(SKILL, ids) == []


def test_two_where_one_is_taken_are_too_many_and_the_first_stays():
    with pytest.raises(staff.TooManyLevels):
        staff.validate_level_ids(SKILL, ["high", "low"])
    assert staff.prune_level_ids(SKILL, ["high", "low", "saw", "gone"]) == ["low", "saw"]


def test_ids_are_made_of_8_hexadecimal_characters_and_differ():
    made = {staff.gen_level_id() for _ in range(50)}
    assert len(made) == 50
    assert all(len(each) == 8 and set(each) <= set("0123456789abcdef") for each in made)
