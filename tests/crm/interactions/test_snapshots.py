"""Who took part is remembered as they were then."""

from datetime import datetime

import pytest

from crm_app import accounts, crm, staff
from crm_app.core.ids import uuid7
from crm_app.crm import interactions
from crm_app.crm.interactions import Party
from tests.crm.interactions.notes import note, the_row, trashed, with_
from tests.factories import run
from tests.staff.organisation import a_person, trash


@pytest.fixture
def staff_takes_part() -> None:
    """The two contexts know each other, as in the running app."""
    interactions.when_staff_takes_part(staff.facts_of_people)


async def snapshot(about: crm.Record) -> dict[str, str]:
    (party,) = (await the_row(about)).parties
    assert datetime.fromisoformat(party.party_snapshot["captured_at"]).tzinfo is not None
    return {name: value for name, value in party.party_snapshot.items() if name != "captured_at"}


async def test_a_contact_is_remembered_with_their_place(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact, engines: crm.Company
):
    await run(crm.add_member, engines.uuid, bob.uuid, "Buyer", "Purchasing", True)
    await note(mira, ada, parties=with_(bob))
    assert await snapshot(ada) == {
        "source": "crm_contact",
        "name": "Bob Builder",
        "company": "Analytical Engines",
        "role_in_company": "Buyer",
        "department": "Purchasing",
    }


async def test_what_is_not_known_is_left_out(mira: accounts.User, ada: crm.Contact, bob: crm.Contact):
    await note(mira, ada, parties=with_(bob))
    assert await snapshot(ada) == {"source": "crm_contact", "name": "Bob Builder"}


async def test_a_place_in_a_company_in_the_trash_is_left_out(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact, engines: crm.Company
):
    await run(crm.add_member, engines.uuid, bob.uuid, "Buyer", "", True)
    await trashed(engines)
    await note(mira, ada, parties=with_(bob))
    assert await snapshot(ada) == {"source": "crm_contact", "name": "Bob Builder"}


async def test_it_does_not_follow_what_changes_later(mira: accounts.User, ada: crm.Contact, bob: crm.Contact):
    await note(mira, ada, parties=with_(bob))
    await run(crm.update_contact, bob.uuid, {"name": "Robert", "company": "Elsewhere"})
    assert await snapshot(ada) == {"source": "crm_contact", "name": "Bob Builder"}
    assert (await the_row(ada)).parties[0].raw_name == "Bob Builder"


async def test_a_name_alone_is_free_text(mira: accounts.User, ada: crm.Contact):
    await note(mira, ada, parties=[Party("The man at the door")])
    assert await snapshot(ada) == {"source": "free_text"}


async def test_a_colleague_is_remembered_with_their_work(
    mira: accounts.User, ada: crm.Contact, staff_takes_part: None
):
    grace = await a_person("Grace", job_title="Admiral", employment_type="full_time")
    await note(mira, ada, parties=[Party("Grace", staff_person_uuid=grace.uuid)])
    assert (await the_row(ada)).parties[0].staff_person_uuid == grace.uuid
    assert await snapshot(ada) == {
        "source": "staff",
        "name": "Grace",
        "job_title": "Admiral",
        "employment_type": "full_time",
    }


@pytest.mark.parametrize("gone", [True, False], ids=["trashed", "unknown"])
async def test_who_is_not_on_staff_stays_as_a_name(
    mira: accounts.User, ada: crm.Contact, staff_takes_part: None, gone: bool
):
    grace = await a_person("Grace")
    await trash(grace)
    await note(mira, ada, parties=[Party("Grace", staff_person_uuid=grace.uuid if gone else uuid7())])
    assert (await the_row(ada)).parties[0].staff_person_uuid is None
    assert await snapshot(ada) == {"source": "free_text"}
