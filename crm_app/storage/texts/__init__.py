"""The words inside files, for the search of the library: read after the upload, in a process of their own.

What is read is kept with the checksum of the content that it is from (`FileText`). A file whose text
cannot be read has a row too, with the reason, so that nobody tries it for ever.
"""

from crm_app.storage.texts.kinds import READABLE
from crm_app.storage.texts.missing import read_missing_texts

__all__ = ["READABLE", "read_missing_texts"]
