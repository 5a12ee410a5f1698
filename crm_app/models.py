"""Names every module that defines tables, so that migrations and tests see all of them."""

from importlib import import_module

TABLE_MODULES = (
    "core.audit",
    "accounts.models",
    "storage.models",
    "storage.library_models",
    "crm.models",
    "crm.interactions.models",
    "staff.models",
    "comments.models",
)


def import_all_tables() -> None:
    """Fills SQLModel.metadata."""
    for name in TABLE_MODULES:
        import_module(f"crm_app.{name}")


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a migration looks at it: the tables of the jobs are procrastinate's."""
    return kind != "table" or name is None or not name.startswith("procrastinate_")
