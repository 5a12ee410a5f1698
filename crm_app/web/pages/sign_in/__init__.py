"""The sign-in page, and the words of all plain forms."""
