"""The one catalogue of texts. The English text is the key; a gettext catalogue can add a language."""

import gettext
from pathlib import Path

_LOCALES = Path(__file__).parent.parent / "locales"
_catalogue = gettext.translation("crm_app", _LOCALES, fallback=True)


def t(text: str, **values: object) -> str:
    """The text in the installed language, with `{name}` placeholders filled from `values`."""
    translated = _catalogue.gettext(text)
    return translated.format(**values) if values else translated


def tn(one: str, many: str, count: int, **values: object) -> str:
    """The singular or plural text for `count`, which also fills the placeholder `{count}`."""
    return _catalogue.ngettext(one, many, count).format(count=count, **values)
