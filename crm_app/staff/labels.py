"""What statuses and kinds of employment are called."""

from crm_app.core.texts import t

STATUSES = {"active": "Active", "inactive": "Inactive", "trashed": "In the trash"}
EMPLOYMENT_TYPES = {
    "full_time": "Full-time",
    "part_time": "Part-time",
    "contractor": "Contractor",
    "intern": "Intern",
    "temporary": "Temporary",
}


def status_label(status: str | None) -> str | None:
    """The status in words; one that is not known is its own label, and none has none."""
    return t(STATUSES[status]) if status in STATUSES else status


def employment_type_label(employment_type: str | None) -> str | None:
    """The kind of employment in words; one that is not known is its own label, and none has none."""
    return t(EMPLOYMENT_TYPES[employment_type]) if employment_type in EMPLOYMENT_TYPES else employment_type
