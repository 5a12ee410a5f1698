"""How a type of record is called wherever it is named: by permissions, by resources, in the audit trail."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordNames:
    """`crm` and `contact` make permissions `crm.view`, ..., the resource `crm_contact`, and audit actions
    `crm.contact_...`.
    """

    area: str
    name: str

    @property
    def view(self) -> str:
        """The permission to read."""
        return f"{self.area}.view"

    @property
    def edit(self) -> str:
        """The permission to write."""
        return f"{self.area}.edit"

    @property
    def delete(self) -> str:
        """The permission to delete for good, and to delete what others wrote."""
        return f"{self.area}.delete"

    @property
    def resource_type(self) -> str:
        """What the audit trail, comments and the like call this type."""
        return f"{self.area}_{self.name}"

    def action(self, what: str) -> str:
        """The name of something that happened, in the audit trail."""
        return f"{self.area}.{self.name}_{what}"
