"""`make demo`: the app with a believable company in it, so that there is something to look at."""

from crm_app.demo.filling import fill
from crm_app.demo.people import COLLEAGUES, Person, people
from crm_app.demo.start import DEFAULTS, filled, greeting, use_demo_defaults

__all__ = ["COLLEAGUES", "DEFAULTS", "Person", "fill", "filled", "greeting", "people", "use_demo_defaults"]
