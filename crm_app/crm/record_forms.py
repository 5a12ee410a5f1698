"""What people may write about a contact or a company, checked field by field before anything is stored."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Generic, Protocol, TypeVar

from crm_app import accounts
from crm_app.core.edits import edited_fields
from crm_app.core.errors import ValidationFailed
from crm_app.core.sorting import sort_key
from crm_app.core.texts import t
from crm_app.core.typed_text import text_problem, text_typed

STATUSES = ("active", "inactive")
_SHORT = 50


class RecordForm(Protocol):
    """A frozen dataclass of texts, "" where there is nothing; all of them have these."""

    @property
    def name(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def email(self) -> str: ...


F = TypeVar("F", bound=RecordForm)
Problems = dict[str, list[str]]


def _nothing_more(form: Any) -> Problems:
    return {}


@dataclass(frozen=True, slots=True)
class FormRules(Generic[F]):
    """A form, how long its texts may be, and what else is asked of them."""

    form: type[F]
    limits: Mapping[str, int]
    further: Callable[[F], Problems] = _nothing_more

    @property
    def names(self) -> tuple[str, ...]:
        """The fields in their order."""
        kind: Any = self.form
        return tuple(field.name for field in fields(kind))

    def filled(self, attributes: Mapping[str, object]) -> F:
        """The form that these attributes fill, trimmed and not yet checked; what is not text counts as "".

        Unknown keys are ignored.
        """
        given = {name: attributes[name] for name in self.names if name in attributes}
        return self.form(
            **{name: text_typed(value, self.limits.get(name, _SHORT)) for name, value in given.items()}
        )

    def problems(self, form: F) -> Problems:
        """The messages by field; empty when the form may be stored."""
        long = {name: text_problem(getattr(form, name), limit) for name, limit in self.limits.items()}
        problems = {name: [problem] for name, problem in long.items() if problem}
        return self.further(form) | _common(form, problems) | problems

    def clean(self, attributes: Mapping[str, object]) -> F:
        """The form that these attributes fill; `ValidationFailed` with messages by field."""
        form = self.filled(attributes)
        problems = self.problems(form)
        if problems:
            raise ValidationFailed(problems)
        return form

    def edited(
        self, current: F, attributes: Mapping[str, object], seen: Mapping[str, object] | None
    ) -> tuple[F, list[str]]:
        """What stands in the form after this edit, and which fields are to be written.

        `seen` is what the form showed first; what somebody cannot have seen counts as it is now. Raises
        `ValidationFailed`, `EditConflict`.
        """
        before = self.form(
            **{name: str((seen or {}).get(name, value)) for name, value in self.as_dict(current).items()}
        )
        wanted = self.clean({**self.as_dict(current), **attributes})
        given = [name for name in self.names if name in attributes]
        return wanted, edited_fields(given, before, current, wanted)

    def as_dict(self, form: F) -> dict[str, str]:
        """The texts by field."""
        return {name: getattr(form, name) for name in self.names}


def columns_of(form: RecordForm, names: Iterable[str], nullable: Iterable[str]) -> dict[str, str | None]:
    """The columns for these fields; the sort key always follows the name."""
    values = {name: getattr(form, name) or (None if name in nullable else "") for name in names}
    return values | ({"sort_name": sort_key(form.name)} if "name" in values else {})


def _common(form: RecordForm, problems: Problems) -> Problems:
    common: Problems = {}
    if not form.name:
        common["name"] = [t("A name is needed.")]
    if form.email and "email" not in problems and not accounts.is_valid_email(form.email):
        common["email"] = [t("This does not look like an e-mail address.")]
    if form.status not in STATUSES:
        common["status"] = [t("Choose one of the statuses.")]
    return common
