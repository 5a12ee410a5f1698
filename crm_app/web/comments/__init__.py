"""Comments on records, whatever type they are of: the tab, what it does, its rows and their patches.

A page's own module says whose: `pages/contacts/comments_state.py`, `pages/staff/person_comments.py`.
"""
