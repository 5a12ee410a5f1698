"""The only code that knows Reflex or HTTP."""
