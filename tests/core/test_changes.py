"""What a transaction tells the live pages."""

from uuid import UUID

import pytest

from crm_app.core.ids import uuid7
from crm_app.core.live.changes import EVERYTHING, MANY, PAYLOAD_BYTES, Change, Changes, decode

MIRA = UUID("018f0000-0000-7000-8000-000000000001")


def collected(*changes: Change) -> Changes:
    box = Changes()
    for change in changes:
        box.add(change)
    return box


def test_a_payload_is_read_back_as_what_was_published():
    change = Change("contact:1", "updated", (MIRA,))
    assert decode(collected(change).payload()) == [change]


def test_the_same_change_twice_is_told_once():
    change = Change("contacts", "updated", (MIRA,))
    assert decode(collected(change, change).payload()) == [change]


def test_several_uuids_of_one_topic_and_kind_become_one_change():
    other = uuid7()
    box = collected(Change("contacts", "trashed", (MIRA,)), Change("contacts", "trashed", (other,)))
    assert decode(box.payload()) == [Change("contacts", "trashed", (MIRA, other))]


def test_too_many_uuids_for_one_notification_become_a_coarse_change():
    box = collected(Change("contacts", "trashed", tuple(uuid7() for _ in range(1_000))))
    assert decode(box.payload()) == [Change("contacts", MANY)]


def test_what_names_a_few_keeps_them_where_another_names_too_many():
    many = tuple(uuid7() for _ in range(1_000))
    box = collected(Change("team:1", "joined", (MIRA,)), Change("activity", "recorded", many))
    assert decode(box.payload()) == [Change("team:1", "joined", (MIRA,)), Change("activity", MANY)]


def test_too_many_topics_for_one_notification_become_a_change_to_everything():
    box = collected(*(Change(f"contact:{uuid7()}", "updated") for _ in range(1_000)))
    assert decode(box.payload()) == [Change(EVERYTHING, MANY)]


def test_no_payload_is_longer_than_postgresql_accepts():
    for count in (1, 100, 200, 230, 250, 1_000):
        box = collected(Change("contacts", "trashed", tuple(uuid7() for _ in range(count))))
        assert len(box.payload().encode()) <= PAYLOAD_BYTES


@pytest.mark.parametrize(
    "payload", ["", "[", "{}x", "[1]", '[["a"]]', '[["a", "b", ["not a uuid"]]]', "null"]
)
def test_a_foreign_payload_is_a_value_error(payload: str):
    with pytest.raises(ValueError):
        decode(payload)
