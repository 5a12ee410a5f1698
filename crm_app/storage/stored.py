"""What an upload gives to whoever places it in a folder."""

from dataclasses import dataclass

from crm_app.storage.models import File


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file whose bytes are durable. `duplicate`: its owner had uploaded the same bytes before.

    A duplicate may lie in the trash, and may be held by the folder already: placing decides.
    """

    file: File
    duplicate: bool
