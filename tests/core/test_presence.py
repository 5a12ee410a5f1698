"""Who is where: the registry of a process, what it says to others and what it hears of them."""

from uuid import UUID

import pytest

from crm_app.core.live import presence_messages as messages
from crm_app.core.live.changes import PAYLOAD_BYTES, Change
from crm_app.core.live.hub import Hub
from crm_app.core.live.presence import DOUBT, LIFE, Presence, topic
from crm_app.core.live.presence_messages import Message, Said

MIRA, VICTOR = UUID(int=1), UUID(int=2)
ADA, GRACE = "contact:ada", "contact:grace"


class Office:
    """Two processes whose clocks a test turns, and what the first tells its own tabs."""

    def __init__(self) -> None:
        self.time = 0.0
        self.hub = Told()
        self.one = Presence(self.hub, clock=lambda: self.time)
        self.two = Presence(Told(), clock=lambda: self.time)
        for process in (self.one, self.two):
            process.begin()

    def exchange(self) -> None:
        """Each tells the other what it has to tell, answers to questions too."""
        for _ in range(2):
            for sender, receiver in ((self.one, self.two), (self.two, self.one)):
                for payload in sender.outgoing():
                    receiver.hear(payload)


class Told(Hub):
    """A hub that keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.changes: list[Change] = []

    def post(self, changes: list[Change]) -> None:
        self.changes += changes


@pytest.fixture
def office() -> Office:
    return Office()


def test_a_tab_is_at_one_record_only(office: Office):
    office.one.look("tab", ADA, MIRA)
    office.one.look("tab", GRACE, MIRA)
    assert office.one.here(ADA) == {}
    assert office.one.here(GRACE) == {MIRA: False}


def test_several_tabs_of_one_person_are_one_person_who_edits_when_one_of_them_does(office: Office):
    office.one.look("first", ADA, MIRA, editing=True)
    office.one.look("second", ADA, MIRA)
    assert office.one.here(ADA) == {MIRA: True}
    office.one.leave("first")
    assert office.one.here(ADA) == {MIRA: False}


def test_a_tab_that_was_nowhere_may_leave(office: Office):
    office.one.leave("tab")
    assert office.one.outgoing() == []


def test_another_process_hears_who_came_edits_and_left(office: Office):
    office.one.look("tab", ADA, MIRA)
    office.exchange()
    assert office.two.here(ADA) == {MIRA: False}
    office.one.look("tab", ADA, MIRA, editing=True)
    office.exchange()
    assert office.two.here(ADA) == {MIRA: True}
    office.one.leave("tab")
    office.exchange()
    assert office.two.here(ADA) == {}


def test_the_tabs_at_a_record_are_told_when_the_people_there_change(office: Office):
    office.one.look("tab", ADA, MIRA)
    office.exchange()
    office.hub.changes.clear()
    office.two.look("tab", ADA, VICTOR)
    office.exchange()
    assert office.hub.changes == [Change(topic(ADA), "people")]


def test_a_beat_that_says_nothing_new_tells_no_tab(office: Office):
    office.one.look("tab", ADA, MIRA)
    office.two.look("tab", ADA, VICTOR)
    office.exchange()
    office.hub.changes.clear()
    office.two.repeat()
    office.exchange()
    assert office.hub.changes == []


def test_where_nobody_of_this_process_is_nobody_is_told(office: Office):
    office.two.look("tab", ADA, VICTOR)
    office.exchange()
    assert office.hub.changes == []


def test_who_is_not_heard_of_again_vanishes(office: Office):
    office.one.look("tab", ADA, MIRA)
    office.two.look("tab", ADA, VICTOR)
    office.exchange()
    office.hub.changes.clear()
    office.time += LIFE
    office.one.expire()
    assert office.one.here(ADA) == {MIRA: False}
    assert office.hub.changes == [Change(topic(ADA), "people")]


def test_who_is_heard_of_with_every_beat_stays(office: Office):
    office.two.look("tab", ADA, VICTOR)
    for _ in range(5):
        office.two.repeat()
        office.exchange()
        office.time += LIFE - 1
        office.one.expire()
    assert office.one.here(ADA) == {VICTOR: False}


def test_somebody_in_two_processes_stays_when_one_of_them_stops(office: Office):
    office.one.look("tab", ADA, MIRA)
    office.two.look("tab", ADA, MIRA, editing=True)
    office.exchange()
    assert office.one.here(ADA) == {MIRA: True}
    office.one.hear(messages.bye(office.two.process))
    assert office.one.here(ADA) == {MIRA: False}


def test_a_process_that_has_just_started_asks_and_learns_of_everybody(office: Office):
    office.one.look("tab", ADA, MIRA)
    office.one.outgoing()  # before the other listened
    assert office.two.here(ADA) == {}
    office.two.ask()
    office.exchange()
    assert office.two.here(ADA) == {MIRA: False}


def test_what_was_known_before_a_gap_is_soon_forgotten_unless_it_is_said_again(office: Office):
    office.one.look("tab", ADA, MIRA)
    office.one.look("other", GRACE, VICTOR)
    office.exchange()
    office.one.leave("other")
    office.one.outgoing()  # nobody heard it
    office.two.ask()
    office.exchange()
    office.time += DOUBT
    assert office.two.here(ADA) == {MIRA: False}
    assert office.two.here(GRACE) == {}


def test_ones_own_words_change_nothing(office: Office):
    office.one.look("tab", ADA, MIRA)
    (payload,) = office.one.outgoing()
    office.one.leave("tab")
    office.one.hear(payload)
    assert office.one.here(ADA) == {}


def test_tabs_that_are_gone_leave(office: Office):
    office.one.look("open", ADA, MIRA)
    office.one.look("gone", ADA, VICTOR)
    office.one.leave_unless(lambda tab: tab == "open")
    assert office.one.here(ADA) == {MIRA: False}


def test_nothing_is_kept_of_records_that_nobody_looks_at(office: Office):
    office.one.look("tab", ADA, MIRA)
    office.exchange()
    office.one.leave("tab")
    office.exchange()
    assert not any((office.one._tabs, office.one._here, office.two._there))


def test_a_thousand_people_fit_into_several_notifications():
    people = [Said(f"contact:{UUID(int=number)}", UUID(int=number), "looking") for number in range(1000)]
    payloads = messages.here("process", people)
    assert all(len(payload.encode()) <= PAYLOAD_BYTES for payload in payloads)
    assert [said for payload in payloads for said in messages.decode(payload).people] == people


def test_a_message_is_read_as_it_was_written():
    (payload,) = messages.here("process", [Said("contact:ü", MIRA, "editing")])
    assert messages.decode(payload) == Message("process", "here", (Said("contact:ü", MIRA, "editing"),))
    assert messages.decode(messages.ask("process")) == Message("process", "ask")


GARBAGE = {
    "no JSON": "nonsense",
    "a number": "7",
    "too short": '["process","here"]',
    "another kind": '["process","hello",[]]',
    "no uuid": '["process","here",[["contact:ada","ada",1]]]',
    "no number": '["process","here",[["contact:ada","00000000000000000000000000000001","x"]]]',
    "another doing": '["process","here",[["contact:ada","00000000000000000000000000000001",9]]]',
    "no record": '["process","here",[[7,"00000000000000000000000000000001",1]]]',
    "no people": '["process","here",null]',
}


@pytest.mark.parametrize("payload", GARBAGE.values(), ids=GARBAGE.keys())
def test_garbage_is_refused(office: Office, payload: str):
    with pytest.raises(ValueError):
        office.one.hear(payload)
