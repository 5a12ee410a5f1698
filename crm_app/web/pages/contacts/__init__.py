"""Contacts: the list, the form, and the page of one contact."""
