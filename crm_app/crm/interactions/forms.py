"""What people may write about an interaction, checked field by field before anything is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from crm_app.core.errors import ValidationFailed
from crm_app.core.texts import t
from crm_app.core.typed_text import text_problem, text_typed
from crm_app.crm.interactions.models import TYPES, Interaction
from crm_app.crm.interactions.moments import UnknownZone, instant_of, wall_clock, zone_of

LIMITS = {"interaction_type": 50, "occurred_at": 50, "time_zone": 64, "subject": 255, "body": 100_000}
LONGEST_NAME = 255
MOST_PARTIES = 100
DEFAULT_TYPE = "note"


@dataclass(frozen=True, slots=True)
class InteractionForm:
    """The fields as text; "" where there is nothing. `occurred_at` is what clocks in `time_zone` show."""

    interaction_type: str = DEFAULT_TYPE
    occurred_at: str = ""
    time_zone: str = ""
    subject: str = ""
    body: str = ""


FIELDS = tuple(field.name for field in fields(InteractionForm))


@dataclass(frozen=True, slots=True)
class Party:
    """Who took part, as a form names them: a contact, a person on staff, or only a name."""

    name: str
    contact_uuid: UUID | None = None
    staff_person_uuid: UUID | None = None


class Written(NamedTuple):
    """A form that may be stored, and the instant that its time means; None for now."""

    form: InteractionForm
    instant: datetime | None


def clean_interaction(attributes: Mapping[str, object]) -> Written:
    """The form that these attributes fill, trimmed and checked; unknown keys are ignored.

    Raises `ValidationFailed` with messages by field.
    """
    form = interaction_form_of(attributes)
    errors = {name: [problem] for name, problem in _problems(form).items() if problem}
    instant = None
    try:
        zone = zone_of(form.time_zone)
        instant = instant_of(form.occurred_at, zone) if form.occurred_at else None
    except UnknownZone:
        errors["time_zone"] = [t("This time zone is not known.")]
    except (ValueError, OverflowError):
        errors["occurred_at"] = [t("The time could not be read.")]
    if errors:
        raise ValidationFailed(errors)
    return Written(form, instant)


def interaction_form_of(attributes: Mapping[str, object]) -> InteractionForm:
    """The form that these attributes fill, trimmed and not yet checked; what is not text counts as ""."""
    typed = {name: _text(name, attributes[name]) for name in FIELDS if name in attributes}
    return InteractionForm(**{**typed, "interaction_type": typed.get("interaction_type") or DEFAULT_TYPE})


def form_of(interaction: Interaction, time_zone: str | None = None) -> InteractionForm:
    """What a form shows of the interaction, its time as clocks in `time_zone` (else its own) show it."""
    name = time_zone if time_zone is not None else interaction.time_zone or ""
    return InteractionForm(
        interaction_type=interaction.interaction_type,
        occurred_at=wall_clock(interaction.occurred_at, zone_of(name)),
        time_zone=name,
        subject=interaction.subject or "",
        body=interaction.body or "",
    )


def clean_parties(parties: Sequence[Party]) -> list[Party]:
    """The parties in their order, trimmed, each once, none without a name.

    `ValidationFailed` on `parties`.
    """
    trimmed = [
        Party(text_typed(party.name, LONGEST_NAME), party.contact_uuid, party.staff_person_uuid)
        for party in parties
    ]
    once: dict[tuple[str, object], Party] = {}
    for party in trimmed:
        if party.name:
            once.setdefault(identity(party), party)
    unique = list(once.values())
    problems = dict.fromkeys(filter(None, map(_party_problem, unique)))
    if len(unique) > MOST_PARTIES:
        problems[t("Name at most {limit} people.", limit=MOST_PARTIES)] = None
    if problems:
        raise ValidationFailed({"parties": list(problems)})
    return unique


def columns_of(written: Written) -> dict[str, str | None]:
    """What the form says, as columns; the time is not among them."""
    form = written.form
    return {
        "interaction_type": form.interaction_type,
        "time_zone": form.time_zone or None,
        "subject": form.subject or None,
        "body": form.body or None,
    }


def identity(party: Party) -> tuple[str, object]:
    """By what a party is the same as before: the contact, the person on staff, else the name."""
    if party.contact_uuid is not None:
        return ("contact", party.contact_uuid)
    if party.staff_person_uuid is not None:
        return ("staff", party.staff_person_uuid)
    return ("name", party.name)


def _problems(form: InteractionForm) -> dict[str, str | None]:
    problems = {name: text_problem(getattr(form, name), limit) for name, limit in LIMITS.items()}
    if form.interaction_type not in TYPES:
        problems["interaction_type"] = t("Choose one of the types.")
    return problems


def _party_problem(party: Party) -> str | None:
    if party.contact_uuid is not None and party.staff_person_uuid is not None:
        return t("Nobody is a contact and a colleague at once.")
    return text_problem(party.name, LONGEST_NAME)


def _text(name: str, value: object) -> str:
    return text_typed(value, LIMITS[name])
