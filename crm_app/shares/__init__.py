"""Links by which people without an account read one file, or one folder with what is below it.

A link is signed, ends on a day, may ask for a password, and can be taken back at any time. Whoever has it
reads what is there now: nothing in the trash, nothing that was moved out of the folder.
"""

from crm_app.shares import topics
from crm_app.shares.errors import ShareGone, WrongPassword
from crm_app.shares.links import path_of
from crm_app.shares.making import Shared, Target, give_back, list_shares, revoke, share
from crm_app.shares.opening import Opened, count_use, find_share, key_for, unlock
from crm_app.shares.showing import FileSeen, Listing, folder_in, readable_in, seen

__all__ = [
    "FileSeen",
    "Listing",
    "Opened",
    "ShareGone",
    "Shared",
    "Target",
    "WrongPassword",
    "count_use",
    "find_share",
    "folder_in",
    "give_back",
    "key_for",
    "list_shares",
    "path_of",
    "readable_in",
    "revoke",
    "seen",
    "share",
    "topics",
    "unlock",
]
