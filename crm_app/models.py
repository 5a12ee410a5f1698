"""Names every module that defines tables, so that migrations and tests see all of them."""

from importlib import import_module

TABLE_MODULES = (
    "core.audit",
    "accounts.models",
    "storage.models",
    "crm.models",
    "crm.interactions.models",
    "staff.models",
    "comments.models",
)


def import_all_tables() -> None:
    """Fills SQLModel.metadata."""
    for name in TABLE_MODULES:
        import_module(f"crm_app.{name}")
