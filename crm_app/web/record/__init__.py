"""What the pages of all records share: their files and images, their picture, what happened to them.

A page's own module says whose these are (`pages/contacts/media_state.py`, `pages/staff/person_media.py`).
"""
